"""The page of a keyword, written in whatever case and language."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from publications.fingerprint.showing import concepts_of
from publications.kept import kept_with_results
from publications.models import Keyword, Publication
from publications.views.addresses import redirect_from_former
from publications.views.results import Results


@kept_with_results
def keyword(request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """Return the page of a keyword with its publications; 404 where none is public. 10 queries, 1 if kept."""
    found = Keyword.objects.filter(uuid=uuid).first()
    if found is None:
        return redirect_from_former(request, Keyword.objects.all(), str(uuid))
    same = list(Keyword.objects.same_as(found).values_list("pk", flat=True))
    if not Publication.objects.public().with_keywords(same).exists():
        raise Http404(_("No publication has this keyword."))
    shown = Results(request, {"keyword": found.term.lower()}, grouped="")
    return render(request, "keywords/keyword.html", {"keyword": found, "concepts": concepts_of(found), "list": shown})
