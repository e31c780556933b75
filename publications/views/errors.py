"""What readers see where something is missing, withdrawn or broken: 404, 410 and 500."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import override as language

from publications.models import Publication

SHEETS = ("tokens", "base", "layout", "components")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address where nothing is. No queries."""
    return render(request, "404.html", status=404)


def gone(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Return the tombstone of a withdrawn publication: what it was, and why it is no longer here. No queries."""
    return render(request, "410.html", {"publication": publication}, status=410)


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours. It needs neither the database nor what other pages are made of."""
    with language(get_language_from_path(request.path_info) or get_language() or "en"):
        return HttpResponseServerError(render_to_string("500.html", {"sheets": _style_sheets()}))


def _style_sheets() -> list[str]:
    """Return the addresses of the style sheets, none where they have not been collected: that may be the fault."""
    try:
        return [static(f"css/{name}.css") for name in SHEETS]
    except ValueError:
        return []
