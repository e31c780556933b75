"""A publication's lasting address: it leads to the page in the reader's language, and with a suffix, or for who asks
in `Accept`, it is the publication in a format."""

import re
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from formats import WRITERS, is_binary
from formats.record import Record
from publications.kept import is_unchanged, validators
from publications.loading import public_record_of
from publications.metadata import Link, header
from publications.models import Publication
from publications.records import record_of
from publications.versions import version_of_uuid
from publications.views.addresses import instead_of_record, instead_of_withdrawn
from publications.views.heads import formats_of

OTHER_TYPES = {
    "application/citeproc+json": "application/vnd.citationstyles.csl+json",
    "text/x-bibtex": "application/x-bibtex",
}
_PAGE = re.compile(r"text/html\s*(?:,|$)")  # a page no less than anything else, as browsers ask


@require_safe
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return a redirect to the page in the reader's language, or the publication in the format that `Accept` asks for.

    A withdrawn one is 410, a merged one leads to the other; Http404 where there is none that readers may see. 1 query,
    as an export 6.
    """
    publication = get_object_or_404(Publication.objects.seen(), uuid=uuid)
    if publication.status == Publication.Status.WITHDRAWN:
        return instead_of_withdrawn(request, publication)
    if writer := _wanted(request):
        return _export(request, writer, uuid)
    response = HttpResponseRedirect(publication.get_absolute_url())
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return response


@require_safe
def export(request: HttpRequest, uuid: UUID, suffix: str) -> HttpResponse:
    """Return a publication in the format of a suffix, as a file named after it. 5 queries; 1 where it is unchanged.

    A withdrawn one is 410; Http404 for a format or publication that there is not.
    """
    writers = {writer.suffix: writer for writer in WRITERS.values()}
    writer = writers.get(suffix)
    if writer is None:
        raise Http404(_("There is no such format."))
    return _export(request, writer, uuid)


def in_format(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view of (request, slug) that gives the publication in another format to who asks for it in `Accept`."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        if writer := _wanted(request):
            uuid = Publication.objects.public().filter(slug=slug).values_list("uuid", flat=True).first()
            if uuid:
                return _export(request, writer, uuid)
        return view(request, slug)  # which knows former addresses and tombstones

    return answer


def _wanted(request: HttpRequest) -> ModuleType | None:
    """Return the format that `Accept` prefers to a page, None where it does not."""
    accept = request.META.get("HTTP_ACCEPT", "")
    if not accept or _PAGE.search(accept) or accept == "*/*" or len(accept) > 1000:  # as nearly always
        return None
    types = {writer.media_type: writer for writer in reversed(WRITERS.values())}
    types |= {other: types[own] for other, own in OTHER_TYPES.items() if own in types}
    return types.get(request.get_preferred_type(["text/html", *types]))


def _export(request: HttpRequest, writer: ModuleType, uuid: UUID) -> HttpResponse:
    version = version_of_uuid(uuid)
    if version is None or version.status != Publication.Status.PUBLIC:
        return instead_of_record(request, uuid, writer.suffix)
    headers = validators(request, version, writer.suffix) | {"Vary": "Accept"}
    if is_unchanged(request, headers):
        return HttpResponseNotModified(headers=headers)
    publication = public_record_of(uuid)
    if publication is None:  # withdrawn a moment ago
        raise Http404(_("Nothing has this address."))
    found = record_of(publication, settings.SITE_URL)
    body = (b"" if is_binary(writer) else "").join(writer.write([found]))
    return HttpResponse(body, headers=headers | _file(publication, found, writer))


def content_type(writer: ModuleType) -> str:
    """Return the Content-Type of a format."""
    return writer.media_type if is_binary(writer) else f"{writer.media_type}; charset=utf-8"


def _file(publication: Publication, found: Record, writer: ModuleType) -> dict[str, str]:
    """Return the headers by which an export is a file with a name and with links to its other forms."""
    formats = formats_of(found)
    others = (form for form, other in zip(formats, WRITERS.values(), strict=True) if other is not writer)
    links = (
        Link(rel="describes", type="text/html", href=settings.SITE_URL + publication.get_absolute_url()),
        *(Link(rel="alternate", type=form.media_type, href=form.url) for form in others),
    )
    return {
        "Content-Type": content_type(writer),
        "Content-Disposition": content_disposition_header(True, f"{publication.slug}.{writer.suffix}"),
        "Link": header(links),
    }
