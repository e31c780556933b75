"""Figures about all that is public. Counting takes long, so they are kept for a while and say when they were counted.

Where counting takes longer than a reader should wait, it goes on behind, and the figures of before are shown; where
there are none yet, none are shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any

from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from psycopg.errors import QueryCanceled

from formats.types import OPEN_ACCESS
from publications.models import Contribution, ContributionAffiliation, Journal, Organisation, Person, Publication

FRESH_FOR = timedelta(minutes=5)
WAITED_FOR = 400  # milliseconds
LATEST, SHOWN_NEW = 200, 6  # publications that are new work, and people or units of them
COUNTED_WITHIN = 120  # seconds, behind

# Each publication once for each subject that it counts for: SubjectQuerySet.counted_as, for all of today's at once.
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
        WHERE subject.edition = %s
    )
    SELECT subject, count(*) FROM (
        SELECT DISTINCT counted.subject, classification.publication_id
        FROM counted
        JOIN publications_classification classification ON classification.subject_id = counted.given
        JOIN publications_publication publication ON publication.id = classification.publication_id
        WHERE publication.status = 'public'
    ) found GROUP BY subject
"""


@dataclass(frozen=True)
class Figures:
    """Numbers and the time at which they were counted."""

    numbers: Any
    at: datetime


def kept(name: str, count: Callable[[], Any], wait: int | None = None) -> Figures | None:
    """Return the figures of a name, counted five minutes ago at most where that is quick; None where there are none.

    `wait` is for how many milliseconds a reader waits, WAITED_FOR where it is not given.
    """
    found = cache.get(f"figures:{name}")
    fresh = found and timezone.now() - found.at < FRESH_FOR
    if fresh or cache.get(f"counting:{name}"):
        return found
    try:
        return _counted(name, count, wait or WAITED_FOR)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
    if cache.add(f"counting:{name}", True, COUNTED_WITHIN):
        Thread(target=_count_behind, args=(name, count), daemon=True).start()
    return found


def of_the_house() -> Figures | None:
    """Return how many publications, open ones, people, units and journals there are. 8 queries when counted anew."""
    return kept("house", _count_the_house)


def of_subjects(edition: str) -> Figures | None:
    """Return the number of publications of each subject of an edition, by its key. 4 queries when counted anew."""
    return kept(f"subjects-{edition}", lambda: dict(_rows(SUBJECTS, [edition])))


def of_day(today: date) -> Figures | None:
    """Return the keys of ten publications of this day of earlier years, the newest first. 4 queries when looked for."""
    earlier = Publication.objects.public().issued_by(today).filter(issued__endswith=today.strftime("-%m-%d"))
    keys = earlier.exclude(issued=today.isoformat()).order_by("-issued", "-id").values_list("pk", flat=True)[:10]
    return kept(f"day-{today.isoformat()}", lambda: list(keys))


def of_new_work() -> Figures | None:
    """Return the keys of people and units on the latest publications with how many of these. 6 queries when anew."""
    return kept("new-work", _count_new_work)


def _count_new_work() -> dict[str, dict[int, int]]:
    latest = list(Publication.objects.public().order_by("-created", "-id").values_list("pk", flat=True)[:LATEST])
    names = Contribution.objects.filter(publication__in=latest)
    places = ContributionAffiliation.objects.filter(contribution__in=names, organisation__own=True)
    return {
        "people": _most(names.exclude(person=None), "person", "publication"),
        "units": _most(places, "organisation", "contribution__publication"),
    }


def _most(rows: QuerySet, column: str, counted: str) -> dict[int, int]:
    """Return the values of a column that most publications have, with how many, most first. 1 query."""
    numbers = rows.order_by().values(column).annotate(number=Count(counted, distinct=True))
    return dict(numbers.order_by("-number", f"-{column}").values_list(column, "number")[:SHOWN_NEW])


def _counted(name: str, count: Callable[[], Any], milliseconds: int) -> Figures:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('work_mem', '64MB', true)",
            [str(milliseconds)],
        )
        found = Figures(count(), timezone.now())
    cache.set(f"figures:{name}", found, None)
    return found


def _count_behind(name: str, count: Callable[[], Any]) -> None:
    try:
        _counted(name, count, COUNTED_WITHIN * 1000)
    finally:
        cache.delete(f"counting:{name}")
        connection.close()


def _count_the_house() -> dict[str, int]:
    public = Publication.objects.public()
    total, open_ones = public.count(), public.filter(open_access__in=OPEN_ACCESS).count()
    return {
        "publications": total,
        "open": open_ones,
        "open_share": round(100 * open_ones / total) if total else 0,
        "people": Person.objects.public().count(),
        "units": Organisation.objects.filter(own=True).count(),
        "journals": Journal.objects.public().count(),
    }


def _rows(query: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
