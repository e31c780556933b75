"""What search engines read: robots.txt and the map of the site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from publications import sitemaps
from publications.search.facets import FACETS

# Each facet doubles the number of addresses, and none has a publication that other pages have not.
NOT_FOR_CRAWLERS = (
    "q",
    "cql",
    "sort",
    "starts",
    "from",
    "to",
    "style",
    "find",
    *FACETS,
    *(f"within_{name}" for name in FACETS),
)
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /*/publications/facets/
Disallow: /*/publications/suggestions/
Disallow: /*bibliography
Disallow: /*/marked/
Disallow: /marked
Disallow: /*lists/
{parameters}
Sitemap: {sitemap}
"""


def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt: searches, facets and orders of lists are not for crawlers, all else is. No queries."""
    text = ROBOTS.format(
        parameters="".join(f"Disallow: /*?*{name}=\n" for name in NOT_FOR_CRAWLERS),
        sitemap=settings.SITE_URL + reverse("sitemaps"),
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Return the index of the map. 5 queries, none where it is kept."""
    return HttpResponse(sitemaps.index(), content_type="application/xml")


def sitemap(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Return a file of the map; Http404 where there is no such kind. 1 query."""
    try:
        return HttpResponse(sitemaps.file(kind, int(number)), content_type="application/xml")
    except KeyError as error:
        raise Http404(kind) from error
