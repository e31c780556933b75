"""What the site itself answers: the style sheet of the institution's colours."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

THEME = """@layer tokens {{
  :root {{ --accent: {accent}; }}
  @media (prefers-color-scheme: dark) {{ :root {{ --accent: {accent_dark}; }} }}
}}
"""


def theme(request: HttpRequest, release: str) -> HttpResponse:
    """Return the style sheet; its address changes with the release, so that browsers may keep it."""
    response = HttpResponse(THEME.format_map(settings.INSTITUTION), content_type="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
