"""The page of a keyword, written in whatever case and language."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from publications.models import Keyword, Publication
from publications.views.lists import publication_list


def keyword(request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """Return the page of a keyword with its publications; Http404 where no public one has it. 6 queries."""
    found = get_object_or_404(Keyword, uuid=uuid)
    same = list(Keyword.objects.same_as(found).values_list("pk", flat=True))
    shown = publication_list(request, f"keyword-{min(same)}", Publication.objects.public().with_keywords(same))
    if not shown.count:
        raise Http404(_("No publication has this keyword."))
    return render(request, "keywords/keyword.html", {"keyword": found, "list": shown})
