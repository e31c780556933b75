"""Funders and projects, as records name them: all funders, the page of one, and that of one of its projects."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from publications import figures
from publications.kept import kept_with_results
from publications.models import Funding
from publications.views.results import Results
from publications.views.surroundings import surroundings

MOST_FUNDERS, MOST_PROJECTS, MOST_TITLES = 500, 200, 10


@kept_with_results
def funders(request: HttpRequest) -> HttpResponse:
    """Return the funders that most publications name. 1 query, 4 more when they are counted anew."""
    found = figures.kept("funders", lambda: list(Funding.objects.funders()[:MOST_FUNDERS]))
    return render(request, "funders/list.html", {"figures": found})


@kept_with_results
def funder(request: HttpRequest, name: str) -> HttpResponse:
    """Return the page of a funder, by its name as records have it. 11 queries or more, 1 where it is kept."""
    name = name.replace("\0", "")  # which PostgreSQL takes in no text
    funded = Funding.objects.public().of(name)
    row = funded.exclude(funder_id="").first() or funded.first()
    if row is None:
        raise Http404(_("No publication names this funder."))
    listed = Results(request, {"funder": name}, grouped="")
    projects = list(funded.projects()[:MOST_PROJECTS])
    shown = {"funder": row, "projects": projects, "list": listed, **surroundings(listed)}
    return render(request, "funders/funder.html", shown)


@kept_with_results
def project(request: HttpRequest, project: str, funder: str = "") -> HttpResponse:
    """Return the page of a project, by its grant number or title. 10 queries or more, 1 where it is kept."""
    funder, project = funder.replace("\0", ""), project.replace("\0", "")
    rows = list(Funding.objects.public().of(funder, project).forms()) if project else []
    if not rows:
        raise Http404(_("No publication names this project."))
    titles = list(dict.fromkeys(row["title"] for row in rows if row["title"]))[1 : MOST_TITLES + 1]
    ids = list(dict.fromkeys(row["funder_id"] for row in rows if row["funder_id"]))
    within = {"funder": funder, "project": project} if funder else {"project": project}
    listed = Results(request, within, grouped="year")
    shown = {
        "project": project,
        "funder": funder,
        "award": rows[0]["award"],
        "title": rows[0]["title"],
        "titles": titles,
        "funder_ids": ids,
        "list": listed,
        **surroundings(listed),
    }
    return render(request, "funders/project.html", shown)
