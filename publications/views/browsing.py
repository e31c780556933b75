"""Ways into the publications: by subject, unit, person, journal, keyword, type and year, with their numbers."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from publications.kept import kept_with_results
from publications.search import PublicationSearch, trees
from publications.search.facets import FACETS
from publications.search.panels import Choice, choosing
from search.index import NoIndex

KEYWORDS = 60  # shown, of those that most publications have


@kept_with_results
def browsing(request: HttpRequest) -> HttpResponse:
    """Return the page with all ways in. 1 query, 3 after a change of units or subjects."""
    search = PublicationSearch(QueryDict())
    trees.renew()
    try:
        counts = {name: search.counts(name) for name in ("subject", "type", "year", "keyword")}
    except NoIndex:
        counts = {}
    areas = [(code, count) for code, count in counts.get("subject", []) if len(code) == 1]
    shown = {
        "areas": _choices(search, "subject", sorted(areas)),
        "types": _choices(search, "type", counts.get("type", [])),
        "years": _choices(search, "year", sorted(counts.get("year", []), key=lambda pair: -int(pair[0]))),
        "keywords": _choices(search, "keyword", counts.get("keyword", [])[:KEYWORDS]),
    }
    return render(request, "publications/browse.html", shown)


def counts_of(facet: str) -> dict[str, int]:
    """Return the number of publications of each value of a facet, {} while the index is being built. No queries."""
    try:
        return dict(PublicationSearch(QueryDict()).counts(facet))
    except NoIndex:
        return {}


def _choices(search: PublicationSearch, name: str, counts: list[tuple[str, int]]) -> list[Choice]:
    names, path = FACETS[name].names([key for key, _ in counts]), reverse("publications")
    choice = choosing(search, name, path)
    return [choice(key, names[key], count) for key, count in counts if key in names]
