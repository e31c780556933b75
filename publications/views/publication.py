"""The page of one publication."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from publications import citing
from publications.access import access
from publications.byline import byline
from publications.facts import facts, identity
from publications.models import Publication
from publications.records import record_of
from publications.texts import passages


def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, in the citation style of `?style=`; `?authors=all` shows all names. 4 queries."""
    found = get_object_or_404(Publication.objects.public().for_record(), slug=slug)
    names = byline(found, whole=request.GET.get("authors") == "all")
    context = {
        "publication": found,
        "byline": names,
        "facts": facts(found, names.role),
        "identity": identity(found),
        "access": access(found),
        "texts": passages(found),
        "reference": _reference(found, request.GET.get("style", "")),
        "styles": citing.styles(),
    }
    return render(request, "publications/record.html", context)


def _reference(found: Publication, style: str) -> citing.Shown:
    """Return the reference in a style, or in the first that the institution names where there is no such style."""
    wanted = style if style in citing.styles() else next(iter(citing.styles()))
    return citing.shown(record_of(found, settings.SITE_URL), wanted, citing.LOCALES[get_language()])
