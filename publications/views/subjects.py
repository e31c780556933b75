"""Subjects, as UKÄ classifies them: the tree of today's, and the page of one of any edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from publications import figures
from publications.models import Publication, Subject
from publications.querysets import EDITION
from publications.views.lists import MOST_OF_MANY, publication_list


def subjects(request: HttpRequest) -> HttpResponse:
    """Return the tree of today's subjects. 1 query, 1 more when the publications are counted anew."""
    return render(
        request, "subjects/tree.html", {"tree": Subject.objects.tree(), "figures": figures.of_subjects(EDITION)}
    )


def subject(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Return the page of a subject, with narrower ones and what became of it. 7 queries."""
    found = get_object_or_404(Subject.objects.for_page(), edition=edition, code=code)
    counted = list(Subject.objects.counted_as(found).values_list("pk", flat=True))
    publications = Publication.objects.public().about(counted)
    shown = {
        "subject": found,
        "narrower": Subject.objects.filter(parent=found),
        "counterparts": Subject.objects.counterparts(found),
        "figures": figures.of_subjects(edition),
        "list": publication_list(request, f"subject-{found.pk}", publications, MOST_OF_MANY),
    }
    return render(request, "subjects/subject.html", shown)
