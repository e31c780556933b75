"""Units: the tree of all, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publications.models import Organisation, Publication
from publications.views.addresses import redirect_from_former
from publications.views.lists import MOST_OF_MANY, publication_list


def units(request: HttpRequest) -> HttpResponse:
    """Return the tree of the university's units. 1 query."""
    return render(request, "organisations/tree.html", {"tree": Organisation.objects.tree()})


def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page of a unit, with its units and the publications of all below it. 7 queries."""
    units = Organisation.objects.all()
    found = units.filter(slug=slug).first()
    if found is None:
        return redirect_from_former(request, units, slug)
    within = list(units.subtree(found).values_list("pk", flat=True))  # the database guesses better when it sees them
    shown = {
        "unit": found,
        "above": units.above(found),
        "below": units.below(found),
        "list": publication_list(
            request, f"unit-{found.pk}", Publication.objects.public().from_units(within), MOST_OF_MANY
        ),
    }
    return render(request, "organisations/unit.html", shown)
