"""The reference of a publication in any style, for the box "Cite this"."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from publications import citing
from publications.models import Publication
from publications.records import record_of


def citation(request: HttpRequest, uuid: uuid.UUID, style: str) -> JsonResponse:
    """{style, text, html, rich, verbatim}; 404 for an unknown style or `?locale=`. 4 queries."""
    found = get_object_or_404(Publication.objects.public().for_record(), uuid=uuid)
    try:
        shown = citing.shown(record_of(found, settings.SITE_URL), style, request.GET.get("locale", "en-US"))
    except ValueError as error:
        raise Http404(str(error)) from error
    return JsonResponse(
        {
            "style": style,
            "text": shown.text,
            "html": shown.html.__html__(),
            "rich": shown.rich,
            "verbatim": shown.verbatim,
        }
    )
