"""The numbers of a portrait: each one query over the publications of a person, unit, journal or subject."""

from __future__ import annotations

from functools import cached_property

from django.db import connection

from formats.types import OPEN_ACCESS
from publications.models import Journal, Organisation, Person, Publication, Subject
from publications.models.portrait import Portrait
from publications.querysets import EDITION

TOPICS, PEOPLE, PLACES, SUBJECTS, UNITS_DRAWN = 25, 40, 15, 30, 30
_CROWD = 50  # authors; who is one of more than these is no acquaintance of all others
_YEARLY = 0.94  # what a publication counts for its topics, of what one a year younger does
_PUBLIC = Publication.objects.public()
PUBLICATIONS = {
    Portrait.Kind.PERSON: lambda key: _PUBLIC.by(Person.objects.get(pk=key)),
    # Keys, not a query for them: PostgreSQL cannot tell how few units are below one, and reads whole tables.
    Portrait.Kind.UNIT: lambda key: _PUBLIC.from_units(list(_within(key).values_list("pk", flat=True))),
    Portrait.Kind.JOURNAL: lambda key: _PUBLIC.filter(journal=Journal.objects.get(pk=key)),
    Portrait.Kind.SUBJECT: lambda key: _PUBLIC.about(
        Subject.objects.counted_as(Subject.objects.get(pk=key)).values("pk")
    ),
}
_SET = """
    CREATE TEMP TABLE of_set AS
    SELECT publication.id, publication.year, publication.language, publication.open_access, publication.type, (
        SELECT count(*) FROM publications_contribution name WHERE name.publication_id = publication.id
    ) AS names
    FROM publications_publication publication WHERE publication.id IN ({})
"""
# Rare concepts tell more, or what all write about would stand above all else of a large unit. One of a single
# publication of many tells little.
_TOPICS = """
    WITH sums AS (
        SELECT row.concept, count(*) AS publications,
            sum(row.weight * power(%(yearly)s, newest.year - coalesce(of_set.year, newest.year - 30))) AS sum
        FROM of_set JOIN publications_fingerprint fingerprint ON fingerprint.publication_id = of_set.id,
            unnest(fingerprint.concepts, fingerprint.weights) row (concept, weight),
            (SELECT coalesce(max(year), 0) AS year FROM of_set) newest
        WHERE row.weight >= 20 GROUP BY row.concept
    )
    SELECT concept.id,
        sums.sum * ln(greatest(%(size)s, 2)::float / greatest(least(concept.frequency, %(size)s), 1) + 1) ^ 2
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
# Of a unit: those who worked there, not all with whom they publish.
_MEMBERS = """
    SELECT name.person_id, count(DISTINCT name.publication_id)
    FROM of_set JOIN publications_contribution name ON name.publication_id = of_set.id
    JOIN publications_contributionaffiliation place ON place.contribution_id = name.id
    WHERE name.person_id IS NOT NULL AND place.organisation_id = ANY(%(within)s::bigint[])
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
# Units of the house on the publications, and which are on the same; without the unit that it is about and those above.
_AROUND = """
    SELECT place.organisation_id, count(DISTINCT name.publication_id)
    FROM of_set JOIN publications_contribution name ON name.publication_id = of_set.id
    JOIN publications_contributionaffiliation place ON place.contribution_id = name.id
    JOIN publications_organisation organisation ON organisation.id = place.organisation_id AND organisation.own
    WHERE of_set.names <= %(crowd)s AND organisation.id <> ALL(%(left_out)s::bigint[])
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(units)s
"""
_JOINT = """
    WITH places AS (
        SELECT DISTINCT name.publication_id, place.organisation_id
        FROM of_set JOIN publications_contribution name ON name.publication_id = of_set.id
        JOIN publications_contributionaffiliation place ON place.contribution_id = name.id
        WHERE place.organisation_id = ANY(%(units)s) AND of_set.names <= %(crowd)s
    )
    SELECT one.organisation_id, other.organisation_id, count(*) FROM places one
    JOIN places other ON other.publication_id = one.publication_id AND other.organisation_id > one.organisation_id
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_YEARS = """
    SELECT year, count(*), count(*) FILTER (WHERE open_access = ANY(%(open)s)) FROM of_set
    WHERE year IS NOT NULL GROUP BY 1 ORDER BY 1
"""
_SHARES = "SELECT {column}, count(*) FROM of_set GROUP BY 1 ORDER BY 2 DESC, 1"
# What the subjects given are called today; an old code that was split counts for what is broader.
_SUBJECTS = """
    WITH named AS (
        SELECT given.id, CASE
            WHEN today.edition = %(edition)s THEN today.code
            WHEN wider.edition = %(edition)s THEN wider.code ELSE widest.code END AS code
        FROM publications_subject given
        LEFT JOIN publications_subject today ON today.id = coalesce(given.today_id, given.id)
        LEFT JOIN publications_subject parent ON parent.id = given.parent_id
        LEFT JOIN publications_subject wider ON wider.id = parent.today_id
        LEFT JOIN publications_subject area ON area.id = parent.parent_id
        LEFT JOIN publications_subject widest ON widest.id = area.today_id AND widest.edition = %(edition)s
    )
    SELECT subject.id, count(DISTINCT classification.publication_id)
    FROM of_set JOIN publications_classification classification ON classification.publication_id = of_set.id
    JOIN named ON named.id = classification.subject_id
    JOIN publications_subject subject
        ON subject.edition = %(edition)s AND subject.code = left(named.code, %(digits)s)
    WHERE length(subject.code) = %(digits)s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(subjects)s
"""


def _within(key: int):
    return Organisation.objects.subtree(Organisation.objects.get(pk=key))


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
        if self.kind == Portrait.Kind.UNIT:
            return self._rows(_MEMBERS, within=self.below, people=PEOPLE)
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

    def units_around(self) -> list[tuple[int, int]]:
        """Return the units of the house on most of them, with how many; without this one and those above it."""
        above = [self.key, *(row.pk for row in Organisation.objects.above(Organisation.objects.get(pk=self.key)))]
        return self._rows(_AROUND, crowd=_CROWD, left_out=above, units=UNITS_DRAWN)

    def joint(self, units: list[int]) -> list[tuple[int, int, int]]:
        """Return pairs of units with the number of publications that both are on."""
        return self._rows(_JOINT, units=units, crowd=_CROWD)

    def years(self) -> list[tuple[int, int, int]]:
        """Return each year with its publications, and how many of them are open."""
        return self._rows(_YEARS, open=list(OPEN_ACCESS))

    def shares(self, column: str) -> list[tuple[str, int]]:
        """Return the values of language, open_access or type with how many have each, most first."""
        return self._rows(_SHARES.format(column=column))

    def subjects(self, digits: int) -> list[tuple[int, int]]:
        """Return today's subjects whose codes have so many digits, with how many."""
        return self._rows(_SUBJECTS, edition=EDITION, digits=digits, subjects=SUBJECTS)

    @cached_property
    def below(self) -> list[int]:
        """Return the keys of the unit that it is about and of all below it, none where it is about something else."""
        unit = self.kind == Portrait.Kind.UNIT
        return list(_within(self.key).values_list("pk", flat=True)) if unit else []

    def _places(self, own: bool) -> list[tuple[int, int]]:
        return self._rows(_UNITS, own=own, below=self.below, places=PLACES)

    @staticmethod
    def _rows(sql: str, **values) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()
