"""Units: the tree of all, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from publications.kept import kept_with_results
from publications.models import Organisation, Person, Publication
from publications.views.addresses import redirect_from_former
from publications.views.browsing import counts_of
from publications.views.portrayed import portrayed
from publications.views.results import Results

MOST_PEOPLE = 200
MOST_OUTSIDE = 10_000  # publications of an organisation outside


def units(request: HttpRequest) -> HttpResponse:
    """Return the tree of the university's units. 1 query."""
    return render(
        request, "organisations/tree.html", {"tree": Organisation.objects.tree(), "counts": counts_of("unit")}
    )


@kept_with_results
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page of a unit, with its units and all publications below it. 11 queries, 1 where it is kept."""
    units = Organisation.objects.all()
    found = units.filter(slug=slug).first()
    if found is None:
        return redirect_from_former(request, units, slug)
    shown = {
        "above": units.above(found),
        "below": units.below(found),
        "people": _people(found),
    }
    return portrayed(request, "organisations/unit.html", "unit", found, _publications(request, found), **shown)


def _people(unit: Organisation) -> list[Person]:
    """Return who works in the unit itself, the first of them by name. 1 query, none for units outside."""
    working = Person.objects.working_at(unit, localdate().isoformat())
    return list(working[:MOST_PEOPLE]) if unit.own else []


def _publications(request: HttpRequest, unit: Organisation) -> Results:
    """Return the list of a unit; the index knows those of the house, of others the database finds the publications."""
    if unit.own:
        return Results(request, {"unit": unit.slug}, grouped="")
    within = Organisation.objects.subtree(unit).values("pk")
    keys = Publication.objects.public().from_units(within).order_by("-issued", "-id").values_list("pk", flat=True)
    return Results(request, listed=list(keys[:MOST_OUTSIDE]), grouped="")
