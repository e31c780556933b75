"""What every template may use: the institution and the portal, named in the page's language."""

from django.conf import settings
from django.utils.translation import get_language


def institution(request) -> dict:
    """Return `institution` (name, portal, mark, logo, url) and `release`."""
    language = get_language() or settings.LANGUAGE_CODE
    names = settings.INSTITUTION["names"]
    return {"institution": settings.INSTITUTION | names.get(language[:2], names["en"]), "release": settings.RELEASE}
