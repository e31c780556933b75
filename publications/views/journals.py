"""Journals: all that publications appeared in, A to Ö, and the page of one."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publications.kept import kept_with_results
from publications.models import Journal
from publications.views.addresses import redirect_from_former
from publications.views.alphabet import browse
from publications.views.portrayed import portrayed
from publications.views.results import Results


def journals(request: HttpRequest) -> HttpResponse:
    """Return the journals whose titles begin with some letters. 2 queries, 1 more when the letters are counted."""
    return render(request, "journals/list.html", {"browse": browse(request, Journal.objects.public(), "sort_title")})


@kept_with_results
def journal(request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """Return the page of a journal with its publications. 8 queries or more, 1 where it is kept."""
    found = Journal.objects.for_page().filter(uuid=uuid).first()
    if found is None:
        return redirect_from_former(request, Journal.objects.all(), str(uuid))
    return portrayed(
        request, "journals/journal.html", "journal", found, Results(request, {"journal": str(uuid)}, grouped="")
    )
