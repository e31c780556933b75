"""Who writes about the same as a person, those with whom they have published and those with whom they have not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

SHOWN, _COMMON = 8, 3  # people of each kind, and concepts named of what they have in common
_CROWD, _POSTINGS, _FREQUENT = 50, 300, 5000
# Of each concept so many publications are looked at; what is in more than _FREQUENT texts tells nobody apart.
_ALIKE = """
    WITH mine AS MATERIALIZED (
        SELECT row.concept, row.weight FROM unnest(%(concepts)s::bigint[], %(weights)s::int[]) row (concept, weight)
        JOIN publications_concept concept ON concept.id = row.concept AND concept.frequency <= %(frequent)s
    ), shared AS (
        SELECT name.person_id, mine.concept, mine.weight * ln(1 + sum(other.weight)) AS score
        FROM mine CROSS JOIN LATERAL (
            SELECT publication_id AS id, weights[array_position(concepts, mine.concept)]::float AS weight
            FROM publications_fingerprint WHERE concepts @> ARRAY[mine.concept] LIMIT %(postings)s
        ) other
        JOIN publications_publication publication ON publication.id = other.id AND publication.status = 'public'
            AND coalesce(publication.contributor_count, 0) <= %(crowd)s
        JOIN publications_contribution name ON name.publication_id = other.id
        WHERE name.person_id IS NOT NULL AND name.person_id <> %(person)s
        GROUP BY 1, 2, mine.weight
    ), people AS (
        SELECT person_id, sum(score) AS score,
            (array_agg(concept ORDER BY score DESC, concept))[:%(common)s] AS concepts
        FROM shared GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT %(candidates)s
    )
    SELECT people.person_id, people.concepts, (
        SELECT count(DISTINCT theirs.publication_id) FROM publications_contribution mine
        JOIN publications_contribution theirs ON theirs.publication_id = mine.publication_id
        JOIN publications_publication publication ON publication.id = mine.publication_id
        WHERE mine.person_id = %(person)s AND theirs.person_id = people.person_id AND publication.status = 'public'
    ) FROM people ORDER BY people.score DESC, people.person_id
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """A person, the concepts that they share with another, and how many publications both are on."""

    person: int
    concepts: tuple[int, ...]
    together: int


def alike(person: int, topics: list[tuple[int, int]]) -> list[Alike]:
    """Return who writes about the topics of a person, most alike first: SHOWN of those with whom they have published,
    and as many of others. 1 query, none without topics."""
    if not topics:
        return []
    concepts, weights = zip(*topics, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {
            "person": person, "concepts": list(concepts), "weights": list(weights), "frequent": _FREQUENT,
            "postings": _POSTINGS, "crowd": _CROWD, "common": _COMMON, "candidates": 8 * SHOWN,
        })  # fmt: skip
        found = [Alike(key, tuple(common), together) for key, common, together in cursor.fetchall()]
    known, others = ([row for row in found if bool(row.together) is both][:SHOWN] for both in (True, False))
    return [*known, *others]
