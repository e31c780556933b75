"""Units and subjects as the index holds them: with all that stand above, and what old subjects are called today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from django.db import connection

from publications.querysets import EDITION
from search.suggesting import SUBJECT, UNIT, suggestions

_UNITS = "SELECT id, parent_id, own, name_en, name_sv, code, ror FROM publications_organisation"
_SUBJECTS = "SELECT id, parent_id, today_id, edition, code, name_en, name_sv FROM publications_subject"
_KEPT = 50_000  # that stand together in publications


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands in the index for one or several units or subjects: values to narrow by, words, and those of the
    values that are at the upper levels of the tree."""

    values: tuple[int, ...]
    texts: tuple[tuple[str, str], ...]  # each with its language; of units and those above them, one for each name
    levels: tuple[tuple[int, ...], tuple[int, ...]]


class Vocabularies:
    """All units and subjects, as they are when this is made. 2 queries."""

    def __init__(self):
        self._units = {row[0]: row for row in _rows(_UNITS)}
        self._subjects = {row[0]: row for row in _rows(_SUBJECTS)}
        self._of_units = _together({key: _unit(key, self._units) for key in self._units})
        self._of_subjects = _together({key: _subject(key, self._subjects) for key in self._subjects})

    def units(self, keys: Iterable[int]) -> Terms:
        """Return what stands for units together."""
        return self._of_units(tuple(keys))

    def subjects(self, keys: Iterable[int]) -> Terms:
        """Return what stands for subjects together."""
        return self._of_subjects(tuple(keys))

    def names(self) -> list[str]:
        """Return the terms by which units and today's subjects are suggested."""
        units = [(UNIT, str(row[0]), name) for row in self._units.values() if row[2] for name in row[3:5]]
        today = [row for row in self._subjects.values() if row[3] == EDITION]
        subjects = [(SUBJECT, row[4], name) for row in today for name in row[5:7]]
        return list(chain.from_iterable(suggestions(*name) for name in (*units, *subjects)))


def _together(known: dict[int, Terms]) -> Callable[[tuple[int, ...]], Terms]:
    """Return what tells the terms of several together, each of their values and texts once; it remembers them."""

    @lru_cache(_KEPT)
    def together(keys: tuple[int, ...]) -> Terms:
        found = [known[key] for key in keys if key in known]
        first, second = (_each(term.levels[level] for term in found) for level in (0, 1))
        return Terms(_each(term.values for term in found), _each(term.texts for term in found), (first, second))

    return together


def _each(found: Iterable[tuple]) -> tuple:
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def _rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _above(key: int | None, rows: dict) -> list[tuple]:
    """Return a row and all above it, the row first."""
    found = []
    while key is not None and len(found) < 100:
        found.append(rows[key])
        key = rows[key][1]
    return found


def _unit(key: int, units: dict) -> Terms:
    path = _above(key, units)
    english = [" ".join(filter(None, (row[3], *row[5:]))) for row in path]
    swedish = [row[4] for row in path if row[4]]
    own = tuple(row[0] for row in path if row[2])
    return Terms(own, _in_both(english, swedish), (own[-1:], own[-2:-1]))


def _subject(key: int, subjects: dict) -> Terms:
    """Return what a given subject counts for today (SubjectQuerySet.counted_as), and the words of all it was called."""
    counted = [row for name in _names(key, subjects) for row in _above(name, subjects)]
    today = {row[4]: row for row in counted if row[3] == EDITION}
    called = {row[0]: row for row in [*_above(key, subjects), *today.values()]}.values()
    english = [f"{row[5]} {row[4]}" for row in called]
    swedish = [row[6] for row in called]
    codes = tuple(map(int, today))
    return Terms(codes, _in_both(english, swedish), (tuple(code for code in codes if code < 10), ()))


def _names(key: int, subjects: dict) -> list[int]:
    """Return the subject and what it is called today; one that was split, what its broader ones are called."""
    today = subjects[key][2]
    if today is None or today == key:
        return [key, *(row[2] for row in _above(key, subjects)[1:] if row[2])]
    return [key, today]


def _in_both(english: list[str], swedish: list[str]) -> tuple[tuple[str, str], ...]:
    return (*((text, "eng") for text in english), *((text, "swe") for text in swedish))
