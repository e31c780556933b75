"""What answers at an address where nothing public is: a former address redirects, a withdrawn publication says so."""

from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from publications.models import FormerSlug, Publication
from publications.views.errors import gone


def redirect_from_former(request: HttpRequest, rows: models.QuerySet, slug: str) -> HttpResponse:
    """Return a permanent redirect to the row that once had the slug; Http404 where none of the rows had. 2 queries."""
    former = FormerSlug.objects.filter(kind=rows.model._meta.db_table, slug=slug).first()
    row = rows.filter(uuid=former.target).first() if former else None
    if row is None:
        raise Http404(_("Nothing has this address."))
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{row.get_absolute_url()}?{query}" if query else row.get_absolute_url())


def instead_of_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Return what answers where no public publication has the slug: the tombstone of a withdrawn one (410), or a
    permanent redirect from a former address; Http404 for drafts and all else. 1 to 3 queries.
    """
    withdrawn = Publication.objects.withdrawn().filter(slug=slug).first()
    if withdrawn:
        return gone(request, withdrawn)
    return redirect_from_former(request, Publication.objects.seen(), slug)


def instead_of_record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the tombstone of a publication that is not public; Http404 where it was never withdrawn. 1 query."""
    return gone(request, get_object_or_404(Publication.objects.withdrawn(), uuid=uuid))
