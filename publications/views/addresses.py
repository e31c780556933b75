"""What answers at an address where nothing public is: a former address redirects, a withdrawn publication says so."""

from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from publications.models import FormerSlug, Publication
from publications.views.errors import gone


def redirect_from_former(request: HttpRequest, rows: models.QuerySet, slug: str) -> HttpResponse:
    """Return a permanent redirect to the row that once had the slug; Http404 where none of the rows had. 2 queries."""
    former = FormerSlug.objects.filter(kind=rows.model._meta.db_table, slug=slug).first()
    row = rows.filter(uuid=former.target).first() if former else None
    if row is None:
        raise Http404(_("Nothing has this address."))
    return _redirect(request, row)


def _redirect(request: HttpRequest, row: models.Model) -> HttpResponsePermanentRedirect:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{row.get_absolute_url()}?{query}" if query else row.get_absolute_url())


def instead_of_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Return what answers where no public publication has the slug: the tombstone of a withdrawn one (410), or a
    permanent redirect from a former address; Http404 for drafts and all else. 1 to 3 queries.
    """
    withdrawn = Publication.objects.withdrawn().filter(slug=slug).first()
    if withdrawn:
        return instead_of_withdrawn(request, withdrawn)
    return redirect_from_former(request, Publication.objects.seen(), slug)


def instead_of_withdrawn(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Return the tombstone of a withdrawn publication, a permanent redirect where it was merged into one that readers
    may know. 1 query where it was merged.
    """
    if publication.merged_into_id:
        stays = Publication.objects.seen().filter(pk=publication.merged_into_id).first()
        if stays:
            return _redirect(request, stays)
    return gone(request, publication)


def instead_of_record(request: HttpRequest, uuid: UUID, suffix: str = "") -> HttpResponse:
    """Return what answers for a publication that is not public: the tombstone of a withdrawn one, a permanent redirect
    to the one that it was merged into, in the same format; Http404 where it was never withdrawn. 1 or 2 queries.
    """
    withdrawn = get_object_or_404(Publication.objects.withdrawn(), uuid=uuid)
    public = Publication.objects.public().filter(pk=withdrawn.merged_into_id).first()
    if suffix and public:
        return HttpResponsePermanentRedirect(reverse("export", args=[public.uuid, suffix]))
    return instead_of_withdrawn(request, withdrawn)
