"""The page of one publication."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from formats import WRITERS
from publications import citing
from publications.access import access
from publications.byline import byline
from publications.facts import facts, identity
from publications.fingerprint.showing import topics
from publications.kept import kept_by_version
from publications.loading import public_record
from publications.metadata import header
from publications.models import Publication
from publications.records import record_of
from publications.texts import passages
from publications.views.addresses import instead_of_publication
from publications.views.exports import in_format
from publications.views.heads import head

TEMPLATE = "publications/record.html"


@require_safe
@in_format
@kept_by_version
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, cited in `?style=` and `?locale=`; `?authors=all` shows all names. 6 queries, 1 where it is kept."""
    found = public_record(slug)
    if found is None:
        return instead_of_publication(request, slug)
    context = context_of(found, request.GET) | {"topics": topics(found.pk)}
    response = render(request, TEMPLATE, context)
    response.headers["Link"] = header(context["head"].links)
    return response


def context_of(found: Publication, asked: QueryDict) -> dict:
    """Return what the page's template needs. Needs a publication loaded with `for_record`; no queries."""
    record = record_of(found, settings.SITE_URL)
    choice = citing.choice(asked)
    names = byline(found, whole=asked.get("authors") == "all")
    return {
        "publication": found,
        "byline": names,
        "facts": facts(found, names.role),
        "identity": identity(found),
        "access": access(found),
        "texts": passages(found),
        "reference": citing.shown(record, choice.style, choice.locale),
        "choice": choice,
        "formats": WRITERS.values(),
        "head": head(found, record),
    }
