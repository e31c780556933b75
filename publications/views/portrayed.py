"""The pages that show a portrait: of a person, a unit, a journal or a subject."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publications.kept import PRIVATE
from publications.portraits.showing import portrait
from publications.views.results import Results
from publications.views.surroundings import years_of


def portrayed(
    request: HttpRequest, template: str, kind: str, row: Model, listed: Results, **shown: object
) -> HttpResponse:
    """Return the page of something with its portrait and the list of its publications.

    Where the portrait is still to be drawn, the page shows the years that the list has counted, and is not kept.
    """
    found = portrait(kind, row, listed.search)
    meanwhile = years_of(listed) if found is None else []
    given = {kind: row, "portrait": found, "meanwhile": meanwhile, "list": listed, **shown}
    page = render(request, template, given)
    if found is None:
        page.headers["Cache-Control"] = PRIVATE
    return page
