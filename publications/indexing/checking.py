"""Whether the index holds what the database does."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from publications.indexing import index

_ALL = """
    SELECT id, to_char(updated AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')::bigint
    FROM publications_publication WHERE status = 'public'
"""


class Compared(NamedTuple):
    """How many publications are the same, and the keys of those that are not there, too many or of another time."""

    same: int
    wrong: list[int]


def compared() -> Compared:
    """Return how the index differs from the database; NoIndex where there is none. 1 query.

    What has changed within the last second may be among the differences.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALL)
        wanted = cursor.fetchall()
    there = index().versions()
    return Compared(len(set(wanted) & set(there)), sorted({key for key, _ in set(wanted) ^ set(there)} | _twice(there)))


def _twice(there: list[tuple[int, int]]) -> set[int]:
    seen: set[int] = set()
    return {key for key, _ in there if key in seen or seen.add(key)}
