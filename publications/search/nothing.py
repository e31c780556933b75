"""What to do where nothing was found: which word finds nothing, what it may have been, the same search without it."""

from __future__ import annotations

from dataclasses import dataclass, field

from publications.indexing import index
from publications.search import PublicationSearch
from publications.search.panels import Chip
from publications.search.wording import in_words
from search.index import NoIndex
from search.parsing import plain
from search.query import Query
from search.text import parts_of, without, written

MOST_PARTS = 12  # of a query, each of which is looked for


@dataclass(frozen=True, slots=True)
class Way:
    """A search that finds something: what it is called, how many it finds, its address."""

    label: str
    count: int
    address: str


@dataclass
class Nothing:
    """Ways out. `unknown` are words that find nothing at all; `without` are searches that leave one part out."""

    unknown: list[str] = field(default_factory=list)
    spelling: Way | None = None  # what may have been meant
    without: list[Way] = field(default_factory=list)
    plain: Way | None = None
    anywhere: Way | None = None


def nothing(search: PublicationSearch, path: str) -> Nothing | None:
    """Return ways out where a search finds nothing, None where there is no index to ask. No queries."""
    try:
        return _ways(search, path)
    except NoIndex:
        return None


def _ways(search: PublicationSearch, path: str) -> Nothing:
    query, found = search.asked.query, Nothing()
    parts = parts_of(query)[:MOST_PARTS]
    respelt, changed = index().respelt(query)
    if changed:
        found.spelling = _way(search, path, respelt, in_words(respelt))
    for part in parts:
        if not search.count_anywhere(part):
            found.unknown.append(in_words(part))
        if len(parts) > 1 and (way := _way(search, path, without(query, part), in_words(part))):
            found.without.append(way)
    found.without.sort(key=lambda way: -way.count)
    if (words := plain(" ".join(search.parameters.texts))) != query:
        found.plain = _way(search, path, words, in_words(words))
    if search.chosen and (count := search.count_anywhere(query)):
        found.anywhere = Way(in_words(query), count, search.parameters.address(path, chosen={}))
    return found


def _way(search: PublicationSearch, path: str, query: Query, label: str) -> Way | None:
    """Return the way to another query, None where that finds nothing either."""
    count = search.count(query)
    return Way(label, count, search.parameters.address(path, texts=(written(query),))) if count else None


def understood(search: PublicationSearch, path: str) -> list[Chip]:
    """Return the parts of the query as it was understood, each with the list without it."""
    query = search.asked.query
    return [
        Chip(in_words(part), search.parameters.address(path, texts=_texts(without(query, part))))
        for part in parts_of(query)
    ]


def _texts(query: Query) -> tuple[str, ...]:
    text = written(query)
    return (text,) if text else ()
