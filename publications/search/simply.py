"""What PostgreSQL finds by itself while the index is being built: words of titles, chosen values, in order of date.

No facets are counted then, and no more than MOST are found for words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import models

from publications.models import Organisation, Publication, Subject
from publications.querysets import EDITION, PublicationQuerySet
from search.index import Found
from search.query import And, Phrase, Query, Word

if TYPE_CHECKING:
    from publications.search import PublicationSearch

MOST = 1000
# Each order has an index over the public ones, so that any page of 500,000 is found within it.
_ORDERS = {
    "newest": ("-issued", "-id"),
    "oldest": ("issued", "id"),
    "title": ("sort_title", "id"),
    "added": ("-created", "-id"),
    "changed": ("-updated", "-id"),
}


def found(search: PublicationSearch, start: int, size: int) -> Found:
    """Return the keys of a page, and how many there are in all, at most MOST where there are words. 1 or 2 queries."""
    rows = _rows(search)
    if _words(search.asked.query):
        known = list(rows[:MOST])
        return Found(known[_start(start, size, len(known)) :][:size], len(known))
    count = rows.count()
    return Found(list(rows[_start(start, size, count) :][:size]), count)


def keys(search: PublicationSearch, most: int) -> list[int]:
    """Return the first keys in order. 1 query."""
    return list(_rows(search)[:most])


def size(search: PublicationSearch) -> int:
    """Return how many there are within what the page is about. 1 query."""
    return _about(search).count()


def _about(search: PublicationSearch) -> models.QuerySet:
    rows = Publication.objects.public()
    for name, key in search.within_keys.items():
        rows = _NARROWED[name](rows, (key,))
    return rows if search.only is None else rows.filter(pk__in=search.only)


def _rows(search: PublicationSearch) -> models.QuerySet:
    rows = _about(search)
    for name, values in search.chosen_keys.items():
        rows = _NARROWED[name](rows, values)
    if words := _words(search.asked.query):
        rows = rows.titled(" ".join(words))
    return rows.order_by(*_ORDERS.get(search.sort, _ORDERS["newest"])).values_list("pk", flat=True)


def _start(wanted: int, size: int, count: int) -> int:
    """Return where the page begins, or the last one where there are not so many."""
    return wanted if wanted < count else max(count - 1, 0) // size * size


def _words(query: Query) -> list[str]:
    """Return the words without a field that all must be found; nothing else is looked for."""
    parts = query.parts if isinstance(query, And) else (query,)
    return [part.text for part in parts if isinstance(part, Word | Phrase) and not part.field][:12]


Narrowed = Callable[[PublicationQuerySet, tuple[str, ...]], PublicationQuerySet]


def _equal(column: str) -> Narrowed:
    return lambda rows, values: rows.filter(**{f"{column}__in": values})


def _years(rows: PublicationQuerySet, values: tuple[str, ...]) -> PublicationQuerySet:
    found = models.Q(pk__in=())
    for value in values:
        first, dash, last = value.partition("-")
        found |= models.Q(year__gte=int(first or 0), year__lte=int((last or 9999) if dash else first))
    return rows.filter(found)


def _subjects(rows: PublicationQuerySet, codes: tuple[str, ...]) -> PublicationQuerySet:
    subjects = Subject.objects.filter(code__in=codes, edition=EDITION)
    counted = [key for subject in subjects for key in Subject.objects.counted_as(subject).values_list("pk", flat=True)]
    return rows.about(counted)


def _units(rows: PublicationQuerySet, keys: tuple[str, ...]) -> PublicationQuerySet:
    units = Organisation.objects
    trees = (units.subtree(unit).values_list("pk", flat=True) for unit in units.filter(pk__in=keys))
    return rows.from_units([key for tree in trees for key in tree])


def _ours(rows: PublicationQuerySet, values: tuple[str, ...]) -> PublicationQuerySet:
    ours = models.Q(ours=True)  # None is not known to be
    meant = {"yes": ours, "no": ~ours}
    return rows.filter(models.Q(*(meant[value] for value in values), _connector=models.Q.OR))


_NARROWED: dict[str, Narrowed] = {
    "year": _years,
    "type": _equal("type"),
    "content": _equal("content_type"),
    "subject": _subjects,
    "unit": _units,
    "person": lambda rows, keys: rows.by_any(keys),
    "journal": _equal("journal"),
    "language": _equal("language"),
    "keyword": lambda rows, terms: rows.with_terms(terms),
    "access": _equal("open_access"),
    "status": _equal("publication_status"),
    "ours": _ours,
}
