"""The numbers of a portrait: each one query over the publications of a person, unit, journal or subject."""

from __future__ import annotations

from django.db import connection

from publications.models import Journal, Organisation, Person, Publication, Subject
from publications.models.portrait import Portrait

TOPICS, PEOPLE, PLACES = 25, 40, 15
_CROWD = 50  # authors; who is one of more than these is no acquaintance of all others
_YEARLY = 0.94  # what a publication counts for its topics, of what one a year younger does
_PUBLIC = Publication.objects.public()
PUBLICATIONS = {
    Portrait.Kind.PERSON: lambda key: _PUBLIC.by(Person.objects.get(pk=key)),
    Portrait.Kind.UNIT: lambda key: _PUBLIC.from_units(_within(key)),
    Portrait.Kind.JOURNAL: lambda key: _PUBLIC.filter(journal=Journal.objects.get(pk=key)),
    Portrait.Kind.SUBJECT: lambda key: _PUBLIC.about(
        Subject.objects.counted_as(Subject.objects.get(pk=key)).values("pk")
    ),
}
_SET = """
    CREATE TEMP TABLE of_set AS
    SELECT publication.id, publication.year, (
        SELECT count(*) FROM publications_contribution name WHERE name.publication_id = publication.id
    ) AS names
    FROM publications_publication publication WHERE publication.id IN ({})
"""
# Rare concepts tell more; a concept of a single publication of many tells little.
_TOPICS = """
    WITH sums AS (
        SELECT row.concept, count(*) AS publications,
            sum(row.weight * power(%(yearly)s, newest.year - coalesce(of_set.year, newest.year - 30))) AS sum
        FROM of_set JOIN publications_fingerprint fingerprint ON fingerprint.publication_id = of_set.id,
            unnest(fingerprint.concepts, fingerprint.weights) row (concept, weight),
            (SELECT coalesce(max(year), 0) AS year FROM of_set) newest
        WHERE row.weight >= 20 GROUP BY row.concept
    )
    SELECT concept.id, sums.sum * ln(greatest(%(size)s, 2)::float / greatest(least(concept.frequency, %(size)s), 1) + 1)
    FROM sums JOIN publications_concept concept ON concept.id = sums.concept
    WHERE sums.publications >= CASE WHEN (SELECT count(*) FROM of_set) > 10 THEN 2 ELSE 1 END
    ORDER BY 2 DESC, 1 LIMIT %(topics)s
"""
_PEOPLE = """
    SELECT name.person_id, count(DISTINCT name.publication_id)
    FROM of_set JOIN publications_contribution name ON name.publication_id = of_set.id
    WHERE name.person_id IS NOT NULL AND of_set.names <= %(crowd)s AND name.person_id <> %(person)s
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(people)s
"""
_TIES = """
    WITH names AS (
        SELECT DISTINCT name.publication_id, name.person_id
        FROM of_set JOIN publications_contribution name ON name.publication_id = of_set.id
        WHERE name.person_id = ANY(%(people)s) AND of_set.names <= %(crowd)s
    )
    SELECT one.person_id, other.person_id, count(*) FROM names one
    JOIN names other ON other.publication_id = one.publication_id AND other.person_id > one.person_id
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_UNITS = """
    SELECT organisation.id, count(DISTINCT name.publication_id)
    FROM of_set JOIN publications_contribution name ON name.publication_id = of_set.id
    JOIN publications_contributionaffiliation place ON place.contribution_id = name.id
    JOIN publications_organisation organisation ON organisation.id = place.organisation_id
    WHERE organisation.own = %(own)s AND organisation.id <> ALL(%(below)s::bigint[])
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(places)s
"""
_PRINTED = """
    SELECT place.name, count(DISTINCT name.publication_id)
    FROM of_set JOIN publications_contribution name ON name.publication_id = of_set.id
    JOIN publications_contributionaffiliation place ON place.contribution_id = name.id
    WHERE place.organisation_id IS NULL AND place.name <> '' AND length(place.name) <= 100
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(places)s
"""


def _within(key: int):
    return Organisation.objects.subtree(Organisation.objects.get(pk=key)).values("pk")


class Gathering:
    """The publications of something, and what can be counted of them. Used within one transaction, as a context."""

    def __init__(self, kind: str, key: int):
        self.kind, self.key = kind, key

    def __enter__(self) -> Gathering:
        chosen = PUBLICATIONS[self.kind](self.key).order_by().values("pk")
        sql, values = chosen.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(_SET.format(sql), values)
            cursor.execute("ANALYZE of_set")
        return self

    def __exit__(self, *error) -> None:
        if error[0] is None:  # after an error the transaction is undone anyway
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE of_set")

    def count(self) -> int:
        """Return how many publications there are."""
        return self._rows("SELECT count(*) FROM of_set")[0][0]

    def topics(self) -> list[tuple[int, int]]:
        """Return concepts with their weights in per cent of the strongest: sums, newer publications counting more."""
        size = max(Publication.objects.estimated(), 2)
        rows = self._rows(_TOPICS, yearly=_YEARLY, size=size, topics=TOPICS)
        return [(concept, max(1, round(100 * weight / rows[0][1]))) for concept, weight in rows]

    def people(self) -> list[tuple[int, int]]:
        """Return the people who are on most of them, with how many; without whom it is about."""
        person = self.key if self.kind == Portrait.Kind.PERSON else 0
        return self._rows(_PEOPLE, crowd=_CROWD, person=person, people=PEOPLE)

    def ties(self, people: list[int]) -> list[tuple[int, int, int]]:
        """Return pairs of people with the number of publications that both are on."""
        return self._rows(_TIES, people=people, crowd=_CROWD)

    def units(self) -> list[tuple[int, int]]:
        """Return units of the house, with how many; without those that it is about."""
        return self._places(own=True)

    def outside(self) -> list[tuple[int, int]]:
        """Return organisations outside that have been recognised, with how many."""
        return self._places(own=False)

    def printed(self) -> list[tuple[str, int]]:
        """Return places as they are printed that have not been recognised, with how many."""
        return self._rows(_PRINTED, places=PLACES)

    def _places(self, own: bool) -> list[tuple[int, int]]:
        below = list(_within(self.key).values_list("pk", flat=True)) if self.kind == Portrait.Kind.UNIT else []
        return self._rows(_UNITS, own=own, below=below, places=PLACES)

    @staticmethod
    def _rows(sql: str, **values) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()
