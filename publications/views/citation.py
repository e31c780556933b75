"""The reference of a publication in any style, for the box "Cite this"."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.views.decorators.http import require_safe

from publications import citing
from publications.kept import is_unchanged, validators
from publications.loading import public_record_of
from publications.models import Publication
from publications.records import record_of
from publications.versions import version_of_uuid
from publications.views.addresses import instead_of_record


@require_safe
def citation(request: HttpRequest, uuid: UUID, style: str) -> HttpResponse:
    """Return {style, text, html, rich, verbatim} as JSON. 5 queries; 1 where it is unchanged.

    A withdrawn publication is 410; Http404 where there is none, and for an unknown style or `?locale=`.
    """
    version = version_of_uuid(uuid)
    if version is None or version.status != Publication.Status.PUBLIC:
        return instead_of_record(request, uuid)
    headers = validators(request, version)
    if is_unchanged(request, headers):
        return HttpResponseNotModified(headers=headers)
    found = public_record_of(uuid)
    if found is None:  # withdrawn a moment ago
        return instead_of_record(request, uuid)
    try:
        shown = citing.shown(record_of(found, settings.SITE_URL), style, request.GET.get("locale", "en-US"))
    except ValueError as error:
        raise Http404(str(error)) from error
    return JsonResponse(_parts(shown), headers=headers)


def _parts(shown: citing.Shown) -> dict:
    return {
        "style": shown.style,
        "text": shown.text,
        "html": shown.html.__html__(),
        "rich": shown.rich,
        "verbatim": shown.verbatim,
    }
