"""How complete the public records of the house and of each unit are: the shares that have a DOI, an ORCID iD ...

All units are counted at once, which reads whole tables, and the numbers are kept in the database with their time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Sum

from formats.types import OPEN_ACCESS
from publications.models import Completeness, Organisation

MEASURES = ("doi", "orcid", "abstract", "subject", "open")
LAST_YEARS = 10  # shown one by one

# Each public publication once for each unit of the house that it names, and each one that this is part of.
_COUNT = """
    WITH RECURSIVE above(unit, wider) AS (
        SELECT id, id FROM publications_organisation WHERE own
        UNION SELECT above.unit, parent.id FROM above
        JOIN publications_organisation unit ON unit.id = above.wider
        JOIN publications_organisation parent ON parent.id = unit.parent_id AND parent.own
    ), public AS MATERIALIZED (
        SELECT id, year, ours,
            id IN (SELECT publication_id FROM publications_identifier WHERE scheme = 'doi' AND problem = '') AS doi,
            id IN (
                SELECT publication_id FROM publications_contribution name
                JOIN publications_person person ON person.id = name.person_id
                WHERE name.ours AND person.orcid IS NOT NULL
            ) AS orcid,
            id IN (SELECT publication_id FROM publications_text WHERE kind = 'abstract') AS abstract,
            id IN (SELECT publication_id FROM publications_classification) AS subject,
            open_access = ANY(%(open)s) AS open
        FROM publications_publication WHERE status = 'public'
    ), named AS (
        SELECT DISTINCT name.publication_id AS id, above.wider AS unit
        FROM publications_contributionaffiliation place
        JOIN above ON above.unit = place.organisation_id
        JOIN publications_contribution name ON name.id = place.contribution_id
        UNION ALL SELECT id, NULL FROM public WHERE ours
    )
    INSERT INTO publications_completeness (unit_id, year, total, doi, orcid, abstract, subject, open, counted)
    SELECT named.unit, public.year, count(*), count(*) FILTER (WHERE doi), count(*) FILTER (WHERE orcid),
        count(*) FILTER (WHERE abstract), count(*) FILTER (WHERE subject), count(*) FILTER (WHERE open), now()
    FROM named JOIN public USING (id) GROUP BY named.unit, public.year
"""


@dataclass(frozen=True)
class Share:
    """How many of `total` have something, named by `measure`."""

    measure: str
    number: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.number

    @property
    def percent(self) -> int:
        """Whole percents; 100 and 0 only where it is all or none."""
        if self.number in (0, self.total):
            return 100 if self.number else 0
        return min(max(round(100 * self.number / self.total), 1), 99)


@dataclass(frozen=True)
class Line:
    """A year, None for all, with its shares in the order of MEASURES."""

    year: int | None
    total: int
    shares: list[Share]


@dataclass(frozen=True)
class Account:
    """The shares of a unit, or the house, in all and by year, the last first, as they were `at` a time."""

    whole: Line
    years: list[Line]
    at: datetime


@transaction.atomic
def count_all() -> None:
    """Count the house and all units anew; readers see the numbers of before until all are there. 2 queries."""
    Completeness.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(_COUNT, {"open": list(OPEN_ACCESS)})


def account_of(unit: Organisation | None) -> Account | None:
    """Return the shares of a unit, or of the house for None; None where nothing is counted. 2 queries."""
    rows = Completeness.objects.filter(unit=unit)
    whole = rows.aggregate(**{name: Sum(name) for name in ("total", *MEASURES)})
    if not whole["total"]:
        return None
    years = list(rows.exclude(year=None).order_by("-year")[:LAST_YEARS])
    at = years[0].counted if years else rows.values_list("counted", flat=True)[0]
    return Account(_line(None, whole), [_line(row.year, vars(row)) for row in years], at)


def _line(year: int | None, numbers: dict) -> Line:
    total = numbers["total"]
    return Line(year, total, [Share(name, numbers[name], total) for name in MEASURES])
