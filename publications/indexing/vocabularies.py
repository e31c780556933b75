"""Units and subjects as the index holds them: with all that stand above, and what old subjects are called today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from publications.querysets import EDITION
from search.suggesting import SUBJECT, UNIT, suggestions

_UNITS = "SELECT id, parent_id, own, name_en, name_sv, code, ror FROM publications_organisation"
_SUBJECTS = "SELECT id, parent_id, today_id, edition, code, name_en, name_sv FROM publications_subject"


@dataclass(frozen=True, slots=True)
class Term:
    """What stands in the index for a unit or subject: values to narrow by, words, what is suggested."""

    values: tuple[int, ...]
    texts: tuple[tuple[str, str], ...]  # each with its language; of a unit and those above it, one for each name
    suggestions: tuple[str, ...]


class Vocabularies:
    """All units and subjects, as they are when this is made. 2 queries."""

    def __init__(self):
        units = {row[0]: row for row in _rows(_UNITS)}
        subjects = {row[0]: row for row in _rows(_SUBJECTS)}
        self.units = {key: _unit(key, units) for key in units}
        self.subjects = {key: _subject(key, subjects) for key in subjects}


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


def _unit(key: int, units: dict) -> Term:
    path = _above(key, units)
    own = [row for row in path if row[2]]
    english = [" ".join(filter(None, (row[3], *row[5:]))) for row in path]
    swedish = [row[4] for row in path if row[4]]
    named = [(row[0], name) for row in own for name in dict.fromkeys(filter(None, row[3:5]))]
    found = [term for value, name in named for term in suggestions(UNIT, str(value), name)]
    return Term(tuple(row[0] for row in own), _in_both(english, swedish), tuple(found))


def _subject(key: int, subjects: dict) -> Term:
    """Return what a given subject counts for today (SubjectQuerySet.counted_as), and the words of all it was called."""
    counted = [row for name in _names(key, subjects) for row in _above(name, subjects)]
    today = {row[4]: row for row in counted if row[3] == EDITION}
    called = {row[0]: row for row in [*_above(key, subjects), *today.values()]}.values()
    english = [f"{row[5]} {row[4]}" for row in called]
    swedish = [row[6] for row in called]
    named = [(row[4], name) for row in today.values() for name in row[5:7]]
    found = [term for value, name in named for term in suggestions(SUBJECT, value, name)]
    return Term(tuple(int(code) for code in today), _in_both(english, swedish), tuple(found))


def _names(key: int, subjects: dict) -> list[int]:
    """Return the subject and what it is called today; one that was split, what its broader ones are called."""
    today = subjects[key][2]
    if today is None or today == key:
        return [key, *(row[2] for row in _above(key, subjects)[1:] if row[2])]
    return [key, today]


def _in_both(english: list[str], swedish: list[str]) -> tuple[tuple[str, str], ...]:
    return (*((text, "eng") for text in english), *((text, "swe") for text in swedish))
