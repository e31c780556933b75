"""Running queries: keys of what is found, in order, with exact counts and facets."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from search.analysis import Compounds
from search.counting import Counting
from search.facets import FACETS, condition
from search.folder import Folder, bounds, compounds, names, often
from search.marking import Marks
from search.matching import Matching
from search.memory import give_back
from search.paging import NEWEST, RELEVANCE, keys_of, page
from search.query import All, Query
from search.schema import RANKED, schema
from search.spelling import Spelling, nearest, respelt
from search.suggesting import KINDS, suggested
from search.text import parts_of, without

Chosen = Mapping[str, tuple[str, ...]]
MOST_SKIPPED = 100_000  # results that can be skipped; further ones are reached by narrowing or by another order
_MOST_PARTS = 8  # of a query that finds nothing are looked at
_AHEAD = 100  # keys that are found at once
_LOOK = 100  # times that the index is asked before its share of the memory is looked at
_KEPT = 512  # answers kept of the index as it is


class NoIndex(Exception):
    """There is no index yet, or none that this version can read: it is being built."""


@dataclass(slots=True)
class Found:
    """What a query finds: keys of the page in order, how many there are in all, counts of facets."""

    keys: list[int]
    count: int
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Culprit:
    """A part of a query that finds nothing: how many that part finds alone, and how many the query finds without it."""

    part: Query
    alone: int
    without: int


@dataclass
class _View:
    """The index as it is after a commit."""

    stamp: tuple
    index: tantivy.Index
    searcher: tantivy.Searcher
    matching: Matching
    counting: Counting
    kept: OrderedDict = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    @cached_property
    def compounds(self) -> Compounds:
        """Return what cuts Swedish compounds as the index was written."""
        return Compounds(compounds(self.stamp[0]))

    @cached_property
    def names(self) -> list[str]:
        """Return by what units and subjects are suggested."""
        return names(self.stamp[0])


class Index:
    """The index in a folder, as readers of one process see it: always its newest commit and generation."""

    def __init__(self, path: str | os.PathLike):
        self.folder = Folder(path)
        self._view: _View | None = None
        self._lock = Lock()
        self._asked = 0

    def run(
        self,
        query: Query,
        chosen: Chosen | None = None,
        sort: str = RELEVANCE,
        start: int = 0,
        size: int = 20,
        facets: Iterable[str] | None = None,
        upper: Collection[str] = (),
    ) -> Found:
        """Return a page of what a query finds within the chosen values of facets, and the counts of facets.

        `facets` names those to count, all if None; `upper` the trees of which the upper levels are enough, see
        `Counting.counted`. NoIndex where there is none. No more than MOST_SKIPPED are skipped.
        """
        view, chosen = self.view(), {name: tuple(values) for name, values in (chosen or {}).items() if values}
        names = tuple(name for name, facet in FACETS.items() if facet.listed) if facets is None else tuple(facets)
        keys = _page(view, query, chosen, sort, min(start, MOST_SKIPPED), size) if size else []
        count = _count(view, query, chosen)
        return Found(keys, count, _facets(view, query, chosen, names, tuple(upper)))

    def count(self, query: Query, chosen: Chosen | None = None) -> int:
        """Return how many a query finds within the chosen values."""
        return _count(self.view(), query, chosen or {})

    def counts(self, query: Query, chosen: Chosen | None, facet: str) -> list[tuple[str, int]]:
        """Return all values of a facet with their counts under the other facets, most first."""
        view, others = self.view(), {name: values for name, values in (chosen or {}).items() if name != facet}
        return view.counting.all_counted(_narrowed(view, view.matching.finding(query), others), facet)

    def culprits(self, query: Query, chosen: Chosen | None = None) -> list[Culprit]:
        """Return for each part of a query that finds nothing how many it finds alone, and how many the rest finds."""
        parts = parts_of(query)[:_MOST_PARTS]
        return [Culprit(part, self.count(part, chosen), self.count(without(query, part), chosen)) for part in parts]

    def respelt(self, query: Query) -> tuple[Query, dict[str, str]]:
        """Return the query with the nearest spellings of words that occur next to nowhere, and which these are."""
        return respelt(self.view().searcher, query, self.count)

    def nearest(self, word: str, most: int = 3) -> list[Spelling]:
        """Return the nearest words that occur, the nearest first."""
        return nearest(self.view().searcher, word, most)

    def marks(self, query: Query) -> Marks:
        """Return what marks the words of a query in titles and abstracts."""
        return Marks(query, self.view().compounds)

    def state(self) -> str:
        """Return a text that changes with each commit and each new generation; "" where there is no index."""
        generation = self.folder.current()
        try:
            return str(_stamp(generation)) if generation else ""
        except NoIndex:
            return ""

    def suggested(self, typed: str, most: int = 5) -> dict[str, list[tuple[str, int]]]:
        """Return by kind what has a word that begins with what was typed, as values of facets (a keyword as it is
        written) with the number of publications, most first."""
        view = self.view()
        return {kind: suggested(view.searcher, view.names, kind, typed, most) for kind in KINDS}

    def titles(self, typed: str, most: int = 5) -> list[int]:
        """Return the keys of publications with all typed words in the title, the last as the beginning of one."""
        view = self.view()
        asked = view.matching.beginning(typed)
        return keys_of(view.searcher, asked, most, 0, weight_by_field="weight") if asked else []

    def versions(self) -> list[tuple[int, int]]:
        """Return the key and the time of the last change of all there is."""
        searcher = self.view().searcher
        if not searcher.num_docs:
            return []
        hits = [hit for _, hit in searcher.search(Asked.all_query(), searcher.num_docs, count=False).hits]
        keys, changed = (searcher.fast_field_values(name, hits) for name in ("key", "updated"))
        return list(zip(keys, changed, strict=True))

    def view(self) -> _View:
        """Return the newest view of the index; NoIndex where there is none."""
        generation = self.folder.current()
        if generation is None:
            raise NoIndex
        stamp = _stamp(generation)
        if self._view is None or self._view.stamp != stamp:
            with self._lock:
                self._view = self._opened(generation, stamp)
        self._asked += 1
        if self._asked % _LOOK == 0:
            give_back(self.folder.path)
        return self._view

    def _opened(self, generation: Path, stamp: tuple) -> _View:
        if self._view is not None and self._view.stamp == stamp:
            return self._view
        known = bounds(generation)  # before the index is opened: they hold for each later state of it
        try:
            index = tantivy.Index(schema(), path=str(generation))
            index.config_reader("manual")
            index.reload()
        except (ValueError, OSError) as error:
            if self._view is not None:  # it changed while it was opened: the next reader sees what it is now
                return self._view
            raise NoIndex from error
        searcher = index.searcher()
        counting = Counting(index.schema, searcher, often(generation), known)
        return _View(stamp, index, searcher, Matching(index.schema), counting)


def _stamp(generation: Path) -> tuple:
    try:
        status = os.stat(generation / "meta.json")
    except OSError:
        raise NoIndex from None
    return generation, status.st_mtime_ns, status.st_ino


def _key(chosen: Chosen) -> tuple:
    return tuple(sorted((name, tuple(sorted(values))) for name, values in chosen.items()))


def _kept(view: _View, key: tuple, make):
    """Return what was answered before, as long as the index is the same, else a new answer."""
    with view.lock:
        if key in view.kept:
            view.kept.move_to_end(key)
            return view.kept[key]
    found = make()
    with view.lock:
        view.kept[key] = found
        if len(view.kept) > _KEPT:
            view.kept.popitem(last=False)
    return found


def _count(view: _View, query: Query, chosen: Chosen) -> int:
    asked = _narrowed(view, view.matching.finding(query), chosen)
    return _kept(view, _counted(query, chosen), lambda: view.searcher.search(asked, 1).count)


def _counted(query: Query, chosen: Chosen) -> tuple:
    return "count", query, _key(chosen)


def _facets(view: _View, query: Query, chosen: Chosen, names: tuple[str, ...], upper: tuple[str, ...]) -> dict:
    """Return the counts of facets, each under all others: those that nothing is chosen of in one go."""
    free = tuple(name for name in names if name not in chosen)
    groups = [(free, chosen, {})] if free else []
    for name in set(names) & set(chosen):
        others = {other: values for other, values in chosen.items() if other != name}
        groups.append(((name,), others, {name: chosen[name]}))
    found: dict[str, list[tuple[str, int]]] = {}
    for group, within, wanted in groups:
        asked = _narrowed(view, view.matching.finding(query), within)
        hits = 0 if RANKED.keys().isdisjoint(group) else _count(view, query, within)
        key = ("facets", group, query, _key(within), _key(wanted), upper)
        found |= _kept(view, key, partial(view.counting.counted, asked, group, hits, wanted, upper))
    return {name: found[name] for name in names}


def _narrowed(view: _View, asked: Asked, chosen: Chosen) -> Asked:
    """Return a query within the chosen values; these do not count for the order."""
    if not chosen:
        return asked
    schema_ = view.index.schema
    within = [condition(schema_, name, values) for name, values in chosen.items()]
    return Asked.boolean_query(
        [(Occur.Must, asked), *((Occur.Must, Asked.const_score_query(part, 0.0)) for part in within)]
    )


def _page(view: _View, query: Query, chosen: Chosen, sort: str, start: int, size: int) -> list[int]:
    """Return the keys of a page. The pages around it are found with it, at next to no cost, and kept."""
    first = start - start % _AHEAD
    if start + size > first + _AHEAD:
        return _found(view, query, chosen, sort, start, size)
    key = "keys", query, _key(chosen), sort, first
    keys = _kept(view, key, lambda: _found(view, query, chosen, sort, first, _AHEAD))
    return keys[start - first : start - first + size]


def _found(view: _View, query: Query, chosen: Chosen, sort: str, start: int, size: int) -> list[int]:
    """Return keys in order, and keep how many there are in all, where Tantivy has counted them meanwhile."""
    if isinstance(query, All) and sort == RELEVANCE:
        sort = NEWEST
    asked = view.matching.ranking(query) if sort == RELEVANCE else view.matching.finding(query)
    asked = _narrowed(view, asked, chosen)
    keys, count = page(view.searcher, view.index.schema, asked, sort, start, size)
    if count is not None:
        _kept(view, _counted(query, chosen), lambda: count)
    return keys
