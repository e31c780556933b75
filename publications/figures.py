"""Figures about all that is public. Counting takes long, so they are kept for a while, with their time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from publications.models import Journal, Organisation, Person, Publication

KEPT_FOR = 300  # seconds
OPEN = ("gold", "hybrid", "green", "bronze")

# Each publication once for each subject that it counts for: SubjectQuerySet.counted_as, for all subjects at once.
SUBJECTS = """
    WITH taken AS (
        SELECT given.id, named.edition, named.code
        FROM publications_subject given
        LEFT JOIN publications_subject parent ON parent.id = given.parent_id
        LEFT JOIN publications_subject area ON area.id = parent.parent_id
        JOIN publications_subject named ON named.id IN (given.id, given.today_id)
            OR given.today_id = given.id AND named.id IN (parent.today_id, area.today_id)
    ), counted AS (
        SELECT DISTINCT taken.id AS given, subject.id AS subject
        FROM taken JOIN publications_subject subject
            ON subject.edition = taken.edition AND starts_with(taken.code, subject.code)
    )
    SELECT counted.subject, count(DISTINCT classification.publication_id)
    FROM counted
    JOIN publications_classification classification ON classification.subject_id = counted.given
    JOIN publications_publication publication ON publication.id = classification.publication_id
    WHERE publication.status = 'public' GROUP BY counted.subject
"""


@dataclass(frozen=True)
class Figures:
    """Numbers and the time at which they were counted."""

    numbers: Any
    at: datetime


def kept(name: str, count: Callable[[], Any]) -> Figures:
    """Return the figures of a name, counted at most five minutes ago."""
    found = cache.get(f"figures:{name}")
    if found is None:
        found = Figures(count(), timezone.now())
        cache.set(f"figures:{name}", found, KEPT_FOR)
    return found


def of_the_house() -> Figures:
    """Return how many publications, open ones, people, units and journals there are. 5 queries when counted anew."""
    return kept("house", _count_the_house)


def of_subjects() -> Figures:
    """Return the number of publications of each subject, by its key. 1 query when counted anew."""
    return kept("subjects", lambda: dict(_rows(SUBJECTS)))


def _count_the_house() -> dict[str, int]:
    public = Publication.objects.public()
    total, open_ones = public.count(), public.filter(open_access__in=OPEN).count()
    return {
        "publications": total,
        "open": open_ones,
        "open_share": round(100 * open_ones / total) if total else 0,
        "people": Person.objects.public().count(),
        "units": Organisation.objects.filter(own=True).count(),
        "journals": Journal.objects.public().count(),
    }


def _rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
