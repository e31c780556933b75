"""Subjects, as UKÄ classifies them: the tree of today's, and the page of one of any edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from publications import figures
from publications.kept import kept_with_results
from publications.models import Publication, Subject
from publications.querysets import EDITION
from publications.views.portrayed import portrayed
from publications.views.results import Results

MOST_OF_OLD = 10_000  # publications of a subject of an earlier edition


def subjects(request: HttpRequest) -> HttpResponse:
    """Return the tree of today's subjects. 1 query, 1 more when the publications are counted anew."""
    return render(
        request, "subjects/tree.html", {"tree": Subject.objects.tree(), "figures": figures.of_subjects(EDITION)}
    )


@kept_with_results
def subject(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Return the page of a subject, with narrower ones and what became of it. 9 queries or more, 1 where it is kept."""
    found = get_object_or_404(Subject.objects.for_page(), edition=edition, code=code)
    shown = {
        "narrower": Subject.objects.filter(parent=found),
        "counterparts": Subject.objects.counterparts(found),
        "figures": figures.of_subjects(edition),
    }
    return portrayed(request, "subjects/subject.html", "subject", found, _publications(request, found), **shown)


def _publications(request: HttpRequest, subject: Subject) -> Results:
    """Return the list of a subject; the index knows today's, of earlier ones the database finds the publications."""
    if subject.edition == EDITION:
        return Results(request, {"subject": subject.code}, grouped="")
    counted = list(Subject.objects.counted_as(subject).values_list("pk", flat=True))
    keys = Publication.objects.public().about(counted).order_by("-issued", "-id").values_list("pk", flat=True)
    return Results(request, listed=list(keys[:MOST_OF_OLD]), grouped="")
