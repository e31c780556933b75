"""A page of a list under headings, by year or by type, each with the number of all its publications.

The headings follow from the counts of a facet, so that a list of 3,000 is grouped as fast as one of 3: by year in the
order that the list has anyway; by type with the publications of each type, those of which there are most first, in the
order of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from publications.search import PublicationSearch

GROUPINGS = {"year": _("by year"), "type": _("by type")}
DATED = ("newest", "oldest")  # orders in which years stand one after another
NONE = "none"  # in an address: no headings, where there are some else


@dataclass(frozen=True, slots=True)
class Span:
    """What a page shows of a group: `size` of its `count` publications, after the first `start` of them; `key` is the
    value of the facet, "" where none is known."""

    key: str
    count: int
    start: int
    size: int


def spans(counts: Iterable[tuple[str, int]], start: int, size: int) -> Iterator[Span]:
    """Yield the groups of which a page has some, in order. Pure."""
    for key, count in counts:
        if start < count and size > 0:
            shown = min(count - start, size)
            yield Span(key, count, start, shown)
            start, size = 0, size - shown
        else:
            start -= min(count, start)


def counted(search: PublicationSearch, count: int) -> list[tuple[str, int]]:
    """Return the groups of a list of so many with their numbers, in order. No queries; NoIndex where there is none."""
    name = search.group
    rows = [(key, number) for key, number in search.counts(name) if number and _is_chosen(search, name, key)]
    if name == "type":
        return rows
    years = sorted(((int(key), number) for key, number in rows), reverse=search.sort != "oldest")
    undated = count - sum(number for _, number in years)
    groups = [(str(year), number) for year, number in years]
    rest = [("", undated)] if undated > 0 else []
    return rest + groups if search.sort == "oldest" else groups + rest


def _is_chosen(search: PublicationSearch, name: str, key: str) -> bool:
    chosen = search.chosen_keys.get(name, ())
    return not chosen or any(key == value or name == "year" and _within(int(key), value) for value in chosen)


def _within(year: int, span: str) -> bool:
    first, dash, last = span.partition("-")
    return bool(dash) and int(first or 0) <= year <= int(last or 9999)
