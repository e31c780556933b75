"""Funders, as records name them: all of them, and the page of one with its projects and publications."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import figures
from publications.kept import kept_with_results
from publications.models import Funding, Publication
from publications.views.lists import with_query
from publications.views.results import Results

MOST_FUNDERS, MOST_PROJECTS, MOST_FUNDED = 500, 200, 10_000


@kept_with_results
def funders(request: HttpRequest) -> HttpResponse:
    """Return the funders that most publications name. 1 query, 4 more when they are counted anew."""
    found = figures.kept("funders", lambda: list(Funding.objects.funders()[:MOST_FUNDERS]))
    return render(request, "funders/list.html", {"figures": found})


@kept_with_results
def funder(request: HttpRequest, name: str) -> HttpResponse:
    """Return the page of a funder, by its name as records have it. 9 queries or more, 1 where it is kept."""
    funded = Funding.objects.public().filter(funder=name.replace("\0", ""))  # which PostgreSQL takes in no text
    row = funded.exclude(funder_id="").first() or funded.first()
    if row is None:
        raise Http404(_("No publication names this funder."))
    keys = Publication.objects.public().funded_by(name).order_by("-issued", "-id").values_list("pk", flat=True)
    projects = list(funded.projects()[:MOST_PROJECTS])
    search = with_query(reverse("publications"), q='funder:"{}"'.format(name.replace('"', " ")))
    listed = Results(request, only=list(keys[:MOST_FUNDED]))
    shown = {"funder": row, "projects": projects, "list": listed, "search": search}
    return render(request, "funders/funder.html", shown)
