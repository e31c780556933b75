"""Questions to the database that are asked at every request for a page, with one parameter each.

A question is prepared on each connection when it is first asked there and executed straight by libpq, which takes a
third of the time of a cursor: psycopg waits for answers in a loop of its own that lets other threads in, libpq simply
waits (both without Python's lock). Whatever is out of the ordinary goes the ordinary way, through Django's cursor:
while somebody counts or logs queries, where the connection must not prepare, between transactions, after an error.
"""

from __future__ import annotations

from itertools import count
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from psycopg.adapt import AdaptersMap, Transformer
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.types.datetime import TimestamptzLoader

Key = str | int | UUID


def ask(question: str, key: Key) -> list[tuple]:
    """Return the rows that answer a question with one parameter, %s. 1 query."""
    mine = connections[DEFAULT_DB_ALIAS]  # `connection` looks for it again at each use
    mine.ensure_connection()
    if mine.queries_logged or mine.execute_wrappers:
        return _with_cursor(question, key)
    rows = _quickly(mine.connection, question, str(key))
    if rows is None:
        return _with_cursor(question, key)
    mine.health_check_done = True  # the connection has just proved itself: Django need not ask it to
    return rows


def _with_cursor(question: str, key: Key) -> list[tuple]:
    try:
        return _fetched(question, key)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        # The server or something on the way to it has closed a connection that was kept: try again with a new one.
        connection.close()
        return _fetched(question, key)


def _fetched(question: str, key: Key) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question, [key])
        return cursor.fetchall()


class _Prepared:
    """What has been prepared on a connection, by question, and what makes Python values of its answers.

    Django's loader of moments is written in Python and takes eight times as long as psycopg's own. The connection is
    not kept here: it would never be forgotten.
    """

    def __init__(self, conn: psycopg.Connection):
        self.names: dict[str, bytes] = {}
        self.adapters, self.connection = AdaptersMap(conn.adapters), None  # what a Transformer is made of
        self.adapters.register_loader("timestamptz", TimestamptzLoader)
        self.transformer = Transformer(self)


_numbers = count(1)
_prepared: WeakKeyDictionary[psycopg.Connection, _Prepared] = WeakKeyDictionary()


def _quickly(conn: psycopg.Connection, question: str, key: str) -> list[tuple] | None:
    """Return the rows, None where the question must be asked with a cursor."""
    if conn.prepare_threshold is None or "\0" in key or not _may_ask(conn):
        return None
    known = _prepared.get(conn) or _prepared.setdefault(conn, _Prepared(conn))
    try:
        name = known.names.get(question) or _prepare(conn, known, question)
        result = name and conn.pgconn.exec_prepared(name, [key.encode()])
    except psycopg.Error:
        return None
    if not result or result.status != ExecStatus.TUPLES_OK:
        known.names.pop(question, None)  # a migration may have changed what it returns: prepare it anew next time
        return None
    known.transformer.set_pgresult(result)
    return known.transformer.load_rows(0, result.ntuples, tuple)


def _may_ask(conn: psycopg.Connection) -> bool:
    """Return whether the connection is well, and either needs no transaction or is in one."""
    if conn.pgconn.status != ConnStatus.OK:
        return False
    return conn.autocommit or conn.pgconn.transaction_status == TransactionStatus.INTRANS


def _prepare(conn: psycopg.Connection, known: _Prepared, question: str) -> bytes | None:
    name = b"question_%d" % next(_numbers)
    result = conn.pgconn.prepare(name, question.replace("%s", "$1").replace("%%", "%").encode())
    if result.status != ExecStatus.COMMAND_OK:
        return None
    known.names[question] = name
    return name
