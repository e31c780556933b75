"""The one search: parameters of an address in, publications with facets out. Pages, feeds, exports and the API use it.

The same parameters mean the same publications everywhere: `/en/publications/?q=peer&year=2024` lists what
`/publications.ris?q=peer&year=2024` exports. The page of a person, unit, journal, subject or keyword is the same search
within that one value (`within`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from django.http import QueryDict

from publications.indexing import index
from publications.search import groups, simply, trees
from publications.search.facets import FACETS
from publications.search.funded import FUNDED, keys_within
from publications.search.parameters import NEWEST, PER_PAGE, RELEVANCE, Parameters, parameters
from search.index import MOST_SKIPPED, Found, NoIndex
from search.parsing import Asked, asked
from search.query import All, Chosen, Keys, Query, all_of

__all__ = ["PublicationSearch"]
MOST_EXPORTED = 100_000


class PublicationSearch:
    """What a request asks for. `within` are facets with the one value that a page is about, as in addresses, or the
    funder or project; `listed` are keys of the publications that it is about, where no address has them together.

    Nothing is asked of index or database before it is needed: `found` takes up to 4 queries, for the rows that the
    address names and for whether units or subjects have changed.
    """

    def __init__(self, given: QueryDict, within: Mapping[str, str] | None = None, listed: Sequence[int] | None = None):
        self.parameters: Parameters = parameters(given)
        self.within = {**self.parameters.within, **(within or {})}
        self.asked: Asked = asked(self.parameters.texts)
        self.listed = listed
        self.building = False
        self.shared_version: int | None = None  # where it has been asked for already
        self.grouped = ""  # how the list is grouped where the address does not say it

    @cached_property
    def only(self) -> Sequence[int] | None:
        """Return the keys of the publications that it is about, None where they are all within facets. 1 query."""
        return keys_within(self.within) if self.listed is None else self.listed

    @property
    def query(self) -> Query:
        """Return what the index is asked: the reader's query, within what the page is about."""
        return all_of([*self._about, self.asked.query])

    @property
    def has_words(self) -> bool:
        """Return whether there is a query, and so a relevance."""
        return self.asked.query != All()

    @property
    def sort(self) -> str:
        """Return the order: the one asked for, else relevance to a query, else the newest first."""
        asked_for = self.parameters.sort
        if asked_for == RELEVANCE and not self.has_words:
            return NEWEST
        return asked_for or (RELEVANCE if self.has_words else NEWEST)

    @property
    def group(self) -> str:
        """Return by what the page is grouped, "" for nothing: by year only where the years are in order."""
        group = self.parameters.group or self.grouped
        return "" if group == groups.NONE or group == "year" and self.sort not in groups.DATED else group

    @cached_property
    def spans(self) -> list[groups.Span]:
        """Return the groups of the page, [] where it has none. No queries."""
        if not self.group or self.building:
            return []
        counts = groups.counted(self, self.found.count)
        return list(groups.spans(counts, (self.page - 1) * PER_PAGE, len(self.found.keys)))

    @cached_property
    def keys(self) -> list[int]:
        """Return the keys of the page in the order of its groups. No queries."""
        if self.group != "type" or self.building:
            return self.found.keys
        runs = ({**self.chosen_keys, "type": (span.key,)} for span in self.spans)
        found = (
            index().run(self.query, run, self.sort, s.start, s.size, ())
            for run, s in zip(runs, self.spans, strict=True)
        )
        return [key for each in found for key in each.keys]

    @cached_property
    def chosen(self) -> dict[str, dict[str, str]]:
        """Return the chosen values of each facet: the index's keys by those of the address. Up to 3 queries."""
        found = {name: FACETS[name].keys(values) for name, values in self.parameters.chosen.items()}
        return {name: keys for name, keys in found.items() if keys}

    @property
    def ignored(self) -> tuple[str, ...]:
        """Return values of the address that mean nothing: no facet has them, or they name what is not there."""
        named = self.parameters.chosen.items()
        gone = (value for name, values in named for value in values if value not in self.chosen.get(name, {}))
        return (*self.parameters.ignored, *gone)

    @cached_property
    def found(self) -> Found:
        """Return the keys of the page in order, the number of all, and the counts of facets.

        Where there is no index yet, `building` is set, and the database says what it can without one.
        """
        trees.renew(self.shared_version)
        start = (self.parameters.page - 1) * PER_PAGE
        try:
            found = self._run(start, PER_PAGE, None)
            if not found.keys and found.count:  # a page behind the last
                return self._run((self.pages_in(found.count) - 1) * PER_PAGE, PER_PAGE, None)
            return found
        except NoIndex:
            self.building = True
            return simply.found(self, start, PER_PAGE)

    def keys_for_export(self, most: int = MOST_EXPORTED) -> list[int]:
        """Return the keys of all publications in order, at most so many."""
        try:
            return self._run(0, most, ()).keys
        except NoIndex:
            return simply.keys(self, most)

    @property
    def size(self) -> int:
        """Return how many publications the page is about, whatever is asked for. No queries with an index."""
        try:
            return index().count(all_of(self._about))
        except NoIndex:
            return simply.size(self)

    def count(self, query: Query) -> int:
        """Return how many another query would find within the same chosen values."""
        return index().count(all_of([*self._about, query]), self.chosen_keys)

    def count_anywhere(self, query: Query) -> int:
        """Return how many another query would find, whatever is chosen."""
        return index().count(all_of([*self._about, query]))

    def counts(self, facet: str) -> list[tuple[str, int]]:
        """Return all values of a facet with their counts under the other facets, most first; or NoIndex."""
        return index().counts(self.query, self.chosen_keys, facet)

    def export_address(self, path: str) -> str:
        """Return the address of the same publications at a path that is not about anything."""
        asked = self.parameters
        apart = {name: value for name, value in self.within.items() if name in asked.chosen or name in FUNDED}
        about = {name: (value,) for name, value in self.within.items() if name not in apart}
        return asked.address(path, chosen={**asked.chosen, **about}, within=apart)

    @staticmethod
    def pages_in(count: int) -> int:
        """Return how many pages can be turned to; what lies further is reached by narrowing or another order."""
        return max(-(-min(count, MOST_SKIPPED) // PER_PAGE), 1)

    @property
    def page(self) -> int:
        """Return the number of the page that is shown, the last one where a later was asked for."""
        return min(self.parameters.page, self.pages_in(self.found.count))

    @cached_property
    def within_keys(self) -> dict[str, str]:
        """Return the index's keys of what the page is about; what is not there finds nothing."""
        facets = {name: value for name, value in self.within.items() if name in FACETS}
        return {name: FACETS[name].keys([value]).get(value, "0") for name, value in facets.items()}

    @property
    def _about(self) -> list[Query]:
        """Return what the page is about, as parts of the query."""
        facets: list[Query] = [Chosen(name, (key,)) for name, key in self.within_keys.items()]
        return facets if self.only is None else [*facets, Keys(tuple(self.only))]

    @property
    def chosen_keys(self) -> dict[str, tuple[str, ...]]:
        """Return the index's keys of the chosen values of each facet."""
        return {name: tuple(keys.values()) for name, keys in self.chosen.items()}

    @property
    def _upper(self) -> list[str]:
        """Return the facets that are trees of which only the upper levels are shown: nothing in them is chosen."""
        return [name for name in FACETS if FACETS[name].tree and name not in self.within and name not in self.chosen]

    def _run(self, start: int, size: int, facets: tuple[str, ...] | None) -> Found:
        return index().run(self.query, self.chosen_keys, self.sort, start, size, facets, self._upper)
