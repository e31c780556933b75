"""Which state a publication's page is in: one cheap question, asked at every request for the page.

Everything that a page shows belongs to the publication, whose row changes with each change of its parts, or is shared
by many, which the data version counts (publications/models/triggers.py). The question costs a third of what the ORM
takes, because it is prepared on the connection and comes back as numbers.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import psycopg
from django.db import OperationalError, connection

# xmin, the transaction that wrote the row, tells states apart even where an import sets `updated` to an older date.
QUESTION = """
    SELECT publication.uuid, publication.status, publication.xmin::text::bigint,
           (extract(epoch FROM publication.updated) * 1000000)::bigint,
           coalesce(version.number, 0), coalesce(extract(epoch FROM version.changed), 0)::bigint
    FROM publications_publication publication LEFT JOIN publications_dataversion version ON version.id = 1
    WHERE publication.{} = %s
"""
BY_SLUG, BY_UUID = QUESTION.format("slug"), QUESTION.format("uuid")


class Version(NamedTuple):
    """The state of a publication and of what it shares with others. Equal versions look the same."""

    uuid: UUID
    status: str
    transaction: int
    updated: int  # microseconds since 1970
    shared: int
    shared_changed: int  # seconds since 1970

    @property
    def changed(self) -> int:
        """Return when it last changed, in seconds since 1970."""
        return max(self.updated // 1_000_000, self.shared_changed)


def version_of_slug(slug: str) -> Version | None:
    """Return the version of the publication at an address, None where none has it. 1 query."""
    return _version(BY_SLUG, slug)


def version_of_uuid(uuid: UUID) -> Version | None:
    """Return the version of a publication, None where there is none. 1 query."""
    return _version(BY_UUID, uuid)


def _version(question: str, key: str | UUID) -> Version | None:
    try:
        row = _row(question, key)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        # The server or something on the way to it has closed a connection that was kept: try again with a new one.
        connection.close()
        row = _row(question, key)
    return Version(*row) if row else None


def _row(question: str, key: str | UUID) -> tuple | None:
    connection.ensure_connection()
    seen = connection.queries_logged or connection.execute_wrappers  # somebody counts queries: this one counts too
    if seen or connection.connection.prepare_threshold is None:
        with connection.cursor() as cursor:
            cursor.execute(question, [key])
            return cursor.fetchone()
    with connection.wrap_database_errors:
        row = _prepared(connection.connection, question, key)
    connection.health_check_done = True  # the connection has just proved itself: Django need not ask it to
    return row


def _prepared(conn: psycopg.Connection, question: str, key: str | UUID) -> tuple | None:
    # Django's cursors put parameters into the text; this one sends them apart, which a prepared statement needs.
    with psycopg.Cursor(conn) as cursor:
        return cursor.execute(question, [key], prepare=True, binary=True).fetchone()
