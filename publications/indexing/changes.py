"""What has changed since the index was written: rows that triggers write, and how far somebody has read them.

A row stands in the order of the keys it gets, but becomes visible when its transaction ends: by keys alone, one that
ends late would be skipped. So a position is a snapshot of PostgreSQL, which knows of every transaction whether it had
ended: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
"""

from __future__ import annotations

from django.db import connection


def position() -> str:
    """Return the position of all that is visible now, such as "database 7312:1 snapshot 731:735:732". 1 query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]
