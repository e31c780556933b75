"""What has changed since the index was written: rows that triggers write, and how far somebody has read them.

A row gets its key when it is written, but becomes visible when its transaction ends: whoever remembered the last key
would skip those of transactions that end later. So a position is a snapshot of PostgreSQL, which knows of every
transaction whether it had ended: https://www.postgresql.org/docs/current/functions-info.html (pg_snapshot). Snapshots
mean nothing to another server, or to this one after it was set back, so the position names the server too.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from publications.models import Change

DAYS_KEPT = 7  # an index that was not followed for longer is made anew
_SERVER = """
    SELECT system_identifier::text || '/' || timeline_id || '/' || (
        SELECT oid FROM pg_database WHERE datname = current_database()
    ) FROM pg_control_system(), pg_control_checkpoint()
"""
_UNSEEN = "transaction >= pg_snapshot_xmin(%(seen)s::pg_snapshot) AND NOT pg_visible_in_snapshot(transaction, %(seen)s)"
_READ = f"""
    SELECT pg_current_snapshot()::text, extract(epoch FROM now()), (
        SELECT json_object_agg(kind, keys) FROM (
            SELECT kind, json_agg(DISTINCT key) AS keys FROM publications_change WHERE {_UNSEEN} GROUP BY kind
        ) found
    )
"""
_LAG = f"SELECT coalesce(extract(epoch FROM now() - min(at)), 0) FROM publications_change WHERE {_UNSEEN}"
# Publications that show a row, by its kind.
_SHOWING = {
    Change.Kind.PUBLICATION: "SELECT unnest(%(keys)s::bigint[])",
    Change.Kind.PERSON: "SELECT publication_id FROM publications_contribution WHERE person_id = ANY(%(keys)s)",
    Change.Kind.JOURNAL: "SELECT id FROM publications_publication WHERE journal_id = ANY(%(keys)s)",
    Change.Kind.PUBLISHER: "SELECT id FROM publications_publication WHERE publisher_id = ANY(%(keys)s)",
    Change.Kind.KEYWORD: "SELECT publication_id FROM publications_publicationkeyword WHERE keyword_id = ANY(%(keys)s)",
    Change.Kind.UNIT: """
        WITH RECURSIVE below(id) AS (
            SELECT unnest(%(keys)s::bigint[])
            UNION SELECT unit.id FROM publications_organisation unit JOIN below ON unit.parent_id = below.id
        )
        SELECT publication_id FROM publications_contribution contribution
        JOIN publications_contributionaffiliation place ON place.contribution_id = contribution.id
        WHERE place.organisation_id IN (SELECT id FROM below)
    """,
    Change.Kind.SUBJECT: """
        WITH RECURSIVE showing(id) AS (
            SELECT unnest(%(keys)s::bigint[])
            UNION SELECT subject.id FROM publications_subject subject
            JOIN showing ON showing.id IN (subject.parent_id, subject.today_id)
        )
        SELECT publication_id FROM publications_classification WHERE subject_id IN (SELECT id FROM showing)
    """,
}


class Position(NamedTuple):
    """How far the changes of a database have been read: all that a snapshot sees."""

    server: str
    snapshot: str
    at: float  # seconds since 1970, by the clock of the database


def position() -> Position:
    """Return the position of all that is visible now. 2 queries."""
    return Position(_one(_SERVER)[0], *_one("SELECT pg_current_snapshot()::text, extract(epoch FROM now())::float8"))


def follows(seen: Position) -> bool:
    """Say whether what changed since a position can be told: of this server, and not too long ago. 2 queries."""
    now = position()
    known = "SELECT pg_snapshot_xmax(%s::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())"
    return seen.server == now.server and now.at - seen.at < DAYS_KEPT * 86_400 and _one(known, [seen.snapshot])[0]


def changed_since(seen: Position) -> tuple[Position, dict[str, list[int]]]:
    """Return where reading ends now, and the keys of the rows that changed since a position, by kind. 1 query."""
    snapshot, at, keys = _one(_READ, {"seen": seen.snapshot})
    return Position(seen.server, snapshot, float(at)), keys or {}


def showing(changed: dict[str, list[int]]) -> list[int]:
    """Return the keys of all publications that show the rows, in order. A query for each kind."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for kind, keys in changed.items():
            cursor.execute(_SHOWING[kind], {"keys": keys})
            found.update(key for (key,) in cursor.fetchall())
    return sorted(found)


def lag(seen: Position) -> float:
    """Return for how many seconds the oldest change since a position has waited, 0 where there is none. 1 query."""
    return float(_one(_LAG, {"seen": seen.snapshot})[0])


def forget() -> None:
    """Delete changes that nobody will ask for any more. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publications_change WHERE at < now() - %s * interval '1 day'", [DAYS_KEPT + 1])


def _one(query: str, parameters: object = None) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchone()
