"""Which publications are like one, and why: rare concepts that both have, subjects, journal, people; and when.

Candidates are found by the concepts that tell most, each in at most 2,000 publications; all are weighed in the database
by what they share, the best again with all that is known of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db import connection

from publications.models import Concept, Journal, Person, Publication, Subject

SHOWN = 6
_CONCEPTS, _POSTINGS, _CANDIDATES = 20, 2000, 100
_FIND = """
    WITH mine AS MATERIALIZED (
        SELECT row.concept, row.weight, ln(1 + greatest(%(size)s, 2)::float / greatest(concept.frequency, 2)) AS rarity
        FROM publications_fingerprint fingerprint,
            unnest(fingerprint.concepts, fingerprint.weights) row (concept, weight)
        JOIN publications_concept concept ON concept.id = row.concept
        WHERE fingerprint.publication_id = %(key)s
        ORDER BY row.weight * ln(1 + greatest(%(size)s, 2)::float / greatest(concept.frequency, 2)) DESC, row.concept
        LIMIT %(concepts)s
    ), shared AS (
        SELECT other.publication_id, mine.concept, mine.rarity,
            -- The fourth root: that both have a concept says more than how strong it is in each (benchmarks/near.py).
            sqrt(sqrt(mine.weight * other.weights[array_position(other.concepts, mine.concept)])) / 10 AS weight
        FROM mine CROSS JOIN LATERAL (
            SELECT publication_id, concepts, weights FROM publications_fingerprint
            WHERE concepts @> ARRAY[mine.concept] AND publication_id <> %(key)s LIMIT %(postings)s
        ) other
    )
    SELECT publication_id, sum(weight * rarity) AS score,
        (array_agg(concept ORDER BY weight * rarity DESC, concept))[:3] AS concepts
    FROM shared GROUP BY publication_id ORDER BY score DESC, publication_id LIMIT %(candidates)s
"""
_KNOWN = """
    SELECT publication.id, publication.journal_id, publication.year,
        ARRAY(SELECT subject_id FROM publications_classification WHERE publication_id = publication.id),
        ARRAY(
            SELECT person_id FROM publications_contribution
            WHERE publication_id = publication.id AND person_id IS NOT NULL
        )
    FROM publications_publication publication WHERE id = ANY(%s) AND status = 'public'
"""
# What shared things add, as parts of the score of the best candidate by concepts.
_SUBJECT, _PERSON, _JOURNAL = 0.15, 0.2, 0.1
_TIME = 0.3  # the same, for the same year; half of it one year apart, a third two years (benchmarks/near.py)


@dataclass(frozen=True)
class Near:
    """A publication near another: its row for a list, and what both have in common, as words with addresses."""

    publication: Publication
    concepts: list[Concept]
    people: list[Person]
    subjects: list[Subject]
    journal: Journal | None


@dataclass
class _Candidate:
    key: int
    score: float
    concepts: list[int]
    people: set[int]
    subjects: set[int]
    journal: int | None = None
    closeness: float = 0.0  # in time: 1 for the same year


def nearest(key: int, number: int = SHOWN, journal: float = _JOURNAL, time: float = _TIME) -> list[_Candidate]:
    """Return the keys of the publications most like one, with what they share. 2 queries.

    `journal` and `time` are what the same journal and the same time count for.
    """
    with connection.cursor() as cursor:
        size = Publication.objects.public().estimated()
        names = {"concepts": _CONCEPTS, "postings": _POSTINGS, "candidates": _CANDIDATES}
        cursor.execute(_FIND, {"key": key, "size": size, **names})
        found = [_Candidate(row[0], row[1], row[2], set(), set()) for row in cursor.fetchall()]
        cursor.execute(_KNOWN, [[key, *(candidate.key for candidate in found)]])
        known = {row[0]: row[1:] for row in cursor.fetchall()}
    if key not in known:
        return []
    there = [candidate for candidate in found if candidate.key in known]
    for candidate in there:
        _compare(candidate, known[key], known[candidate.key])
        shares = _SUBJECT * bool(candidate.subjects) + _PERSON * bool(candidate.people)
        shares += journal * bool(candidate.journal) + time * candidate.closeness
        candidate.score += shares * found[0].score
    return sorted(there, key=lambda candidate: (-candidate.score, candidate.key))[:number]


def _compare(candidate: _Candidate, mine: tuple, other: tuple) -> None:
    candidate.journal = mine[0] if mine[0] and mine[0] == other[0] else None
    candidate.closeness = 1 / (1 + abs(mine[1] - other[1])) if mine[1] and other[1] else 0.0
    candidate.subjects = set(mine[2]) & set(other[2])
    candidate.people = set(mine[3]) & set(other[3])


def near(key: int) -> list[Near]:
    """Return the publications most like one, the nearest first. 9 queries at most."""
    found = nearest(key)
    rows = Publication.objects.public().filter(pk__in=[candidate.key for candidate in found]).for_list().in_bulk()
    concepts = _rows(Concept, (pk for candidate in found for pk in candidate.concepts))
    people = _rows(Person, (pk for candidate in found for pk in candidate.people))
    subjects = _rows(Subject, (pk for candidate in found for pk in candidate.subjects))
    journals = _rows(Journal, (candidate.journal for candidate in found if candidate.journal))
    return [
        Near(
            rows[candidate.key],
            [concepts[pk] for pk in candidate.concepts if pk in concepts],
            sorted((people[pk] for pk in candidate.people), key=attrgetter("sort_name")),
            sorted((subjects[pk] for pk in candidate.subjects), key=attrgetter("code")),
            journals.get(candidate.journal),
        )
        for candidate in found
        if candidate.key in rows
    ]


def _rows(model: type, keys: Iterable[int]) -> dict:
    return model.objects.in_bulk(set(keys))
