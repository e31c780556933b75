"""Which publications are like one, and why: words of their texts, rare concepts, subjects, people, journal; and when.

Candidates are those with most of the telling words of title and abstract, as the index ranks them (search/alike.py);
while there is no index, those that share the concepts that tell most. All that is known of them decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from publications.fingerprint.texts import Source, sources
from publications.indexing import index
from publications.models import Concept, Journal, Person, Publication, Subject
from search.alike import alike, shared, telling
from search.index import NoIndex

SHOWN = 6
_CONCEPTS, _POSTINGS, _CANDIDATES = 20, 500, 100
_MOST_WORDS, _MOST_PEOPLE = 4, 2  # named of those that both have
_CROWD = 50  # authors; one of more is no reason
_MINE = """
    WITH mine AS MATERIALIZED (
        SELECT row.concept, row.weight, ln(1 + greatest(%(size)s, 2)::float / greatest(concept.frequency, 2)) AS rarity
        FROM publications_fingerprint fingerprint,
            unnest(fingerprint.concepts, fingerprint.weights) row (concept, weight)
        JOIN publications_concept concept ON concept.id = row.concept
        WHERE fingerprint.publication_id = %(key)s
        ORDER BY row.weight * ln(1 + greatest(%(size)s, 2)::float / greatest(concept.frequency, 2)) DESC, row.concept
        LIMIT %(concepts)s
    )
"""
_BY_CONCEPTS = f"""{_MINE}
    SELECT publication_id FROM mine CROSS JOIN LATERAL (
        SELECT publication_id FROM publications_fingerprint
        WHERE concepts @> ARRAY[mine.concept] AND publication_id <> %(key)s LIMIT %(postings)s
    ) other GROUP BY publication_id ORDER BY sum(mine.weight * mine.rarity) DESC, publication_id LIMIT %(candidates)s
"""
_KNOWN = f"""{_MINE}
    SELECT publication.id, publication.journal_id, publication.year,
        ARRAY(SELECT subject_id FROM publications_classification WHERE publication_id = publication.id),
        ARRAY(
            SELECT person_id FROM publications_contribution
            WHERE publication_id = publication.id AND person_id IS NOT NULL
        ),
        ARRAY(
            SELECT given || ' ' || family FROM publications_contribution
            WHERE publication_id = publication.id AND person_id IS NULL AND family <> '' AND length(given) > 2
                AND coalesce(publication.contributor_count, 0) <= %(crowd)s
        ),
        coalesce(both_have.score / (SELECT sum(weight * rarity) / 100 FROM mine), 0),
        coalesce(both_have.concepts, '{{}}')
    FROM publications_publication publication
    LEFT JOIN LATERAL (
        -- The fourth root: that both have a concept says more than how strong it is in each (benchmarks/near.py).
        SELECT sum(sqrt(sqrt(mine.weight * row.weight)) / 10 * mine.rarity) AS score,
            (array_agg(mine.concept ORDER BY mine.weight * row.weight * mine.rarity ^ 4 DESC, mine.concept))[:3]
            AS concepts
        FROM publications_fingerprint fingerprint,
            unnest(fingerprint.concepts, fingerprint.weights) row (concept, weight)
        JOIN mine ON mine.concept = row.concept
        WHERE fingerprint.publication_id = publication.id
    ) both_have ON true
    WHERE publication.id = ANY(%(keys)s) AND publication.status = 'public'
"""


class Weights(NamedTuple):
    """What each counts: a text with all the words as the best has them, all concepts, and what is shared or is not.

    Concepts and names are the mean of two logistic regressions (benchmarks/near.py). `time` is for the same year; half
    of it one year apart, a third two years.
    """

    text: float = 1.0
    concepts: float = 0.6
    person: float = 0.2
    name: float = 0.1
    subject: float = 0.15
    journal: float = 0.1
    time: float = 0.1


WEIGHTS = Weights()


@dataclass(frozen=True)
class Near:
    """A publication near another: its row for a list, and what both have in common, as words with addresses."""

    publication: Publication
    concepts: list[Concept]
    people: list[Person]
    names: list[str]  # of people who have no page
    subjects: list[Subject]
    journal: Journal | None
    words: list[str]  # where there are no such concepts

    @property
    def both(self) -> list[tuple[str, str, str]]:
        """Return what both have in common, as text, address ("" for none) and language ("" for that of the page)."""
        return [
            *((concept.label, concept.get_absolute_url(), concept.language) for concept in self.concepts),
            *((word, "", "") for word in self.words),
            *((person.name, person.get_absolute_url(), "") for person in self.people[:_MOST_PEOPLE]),
            *((name, "", "") for name in self.names[: max(0, _MOST_PEOPLE - len(self.people))]),
            *((subject.name, subject.get_absolute_url(), "") for subject in self.subjects[:1]),
            *((journal.title, journal.get_absolute_url(), "") for journal in (self.journal,) if journal),
        ]


class _Known(NamedTuple):
    """What is known of a publication, as a row of `_KNOWN`."""

    key: int
    journal: int | None
    year: int | None
    subjects: list[int]
    people: list[int]
    names: list[str]
    score: float
    concepts: list[int]


@dataclass
class Candidate:
    """A publication and what it shares with another; `signs` are in the order of Weights."""

    key: int
    concepts: list[int]
    people: set[int]
    names: set[str]
    subjects: set[int]
    journal: int | None
    signs: tuple[float, ...]

    def score(self, weights: Weights) -> float:
        return sum(weight * sign for weight, sign in zip(weights, self.signs, strict=True))


def nearest(key: int, number: int = SHOWN, weights: Weights = WEIGHTS, most: int = _CANDIDATES) -> list[Candidate]:
    """Return the publications most like one, of `most` looked at, and what they share. 2 queries, 3 with no index."""
    source = next(sources([key]), None)
    return _best(candidates(source, telling_of(source), most), weights)[:number] if source else []


def _best(found: list[Candidate], weights: Weights) -> list[Candidate]:
    return sorted(found, key=lambda candidate: (-candidate.score(weights), candidate.key))


def telling_of(source: Source) -> dict[str, float] | None:
    """Return the telling words of a publication with their weights, None where there is no index."""
    try:
        return telling(index(), source.title, source.abstract, source.language)
    except NoIndex:
        return None


def candidates(source: Source, weighted: dict[str, float] | None, most: int = _CANDIDATES) -> list[Candidate]:
    """Return what may be like a publication with these telling words, and all that both share. 1 query, 2 without an
    index."""
    texts = _by_words(weighted, most)
    key, values = source.publication, {"concepts": _CONCEPTS, "candidates": most, "crowd": _CROWD}
    values |= {"key": key, "size": Publication.objects.public().estimated(), "postings": _POSTINGS}
    with connection.cursor() as cursor:
        if texts is None:
            cursor.execute(_BY_CONCEPTS, values)
            texts = {row[0]: 0.0 for row in cursor.fetchall()}
        cursor.execute(_KNOWN, {**values, "keys": [key, *texts]})
        known = {row[0]: _Known(*row) for row in cursor.fetchall()}
    mine = known.pop(key, None)
    best = max((score for other, score in texts.items() if other != key), default=0.0) or 1.0
    return [_compared(mine, other, texts[other.key] / best) for other in known.values()] if mine else []


def _by_words(weighted: dict[str, float] | None, most: int) -> dict[int, float] | None:
    """Return the score of each publication with most of the words, None where there is no index."""
    try:
        return None if weighted is None else alike(index(), weighted, most)
    except NoIndex:
        return None


def _compared(mine: _Known, other: _Known, text: float) -> Candidate:
    people, names = set(mine.people) & set(other.people), set(mine.names) & set(other.names)
    subjects = set(mine.subjects) & set(other.subjects)
    journal = mine.journal if mine.journal and mine.journal == other.journal else None
    time = 1 / (1 + abs(mine.year - other.year)) if mine.year and other.year else 0.0
    shared_or_not = map(float, map(bool, (people, names, subjects, journal)))
    signs = (text, float(other.score), *shared_or_not, time)
    return Candidate(other.key, other.concepts, people, names, subjects, journal, signs)


def near(key: int) -> list[Near]:
    """Return the publications most like one, the nearest first. 10 queries at most."""
    source = next(sources([key]), None)
    if source is None:
        return []
    weighted = telling_of(source)
    found = _best(candidates(source, weighted), WEIGHTS)[:SHOWN]
    rows = Publication.objects.public().filter(pk__in=[candidate.key for candidate in found]).for_list().in_bulk()
    concepts = _rows(Concept, (pk for candidate in found for pk in candidate.concepts))
    people = _rows(Person, (pk for candidate in found for pk in candidate.people))
    subjects = _rows(Subject, (pk for candidate in found for pk in candidate.subjects))
    journals = _rows(Journal, (candidate.journal for candidate in found if candidate.journal))
    words = _words(weighted or {}, [candidate.key for candidate in found if not candidate.concepts])
    return [
        Near(
            rows[candidate.key],
            [concepts[pk] for pk in candidate.concepts if pk in concepts],
            sorted((people[pk] for pk in candidate.people), key=attrgetter("sort_name")),
            sorted(candidate.names),
            sorted((subjects[pk] for pk in candidate.subjects), key=attrgetter("code")),
            journals.get(candidate.journal),
            words.get(candidate.key, []),
        )
        for candidate in found
        if candidate.key in rows
    ]


def _words(weighted: dict[str, float], others: list[int]) -> dict[int, list[str]]:
    """Return which of the telling words others have, as they write them. 1 query, none for no others."""
    return {
        other.publication: shared(weighted, other.title, other.abstract, other.language)[:_MOST_WORDS]
        for other in (sources(others) if weighted else ())
    }


def _rows(model: type, keys: Iterable[int]) -> dict:
    return model.objects.in_bulk(set(keys))
