"""Questions asked straight through libpq: the answers are those of a cursor, whatever happens to the connection."""

import gc
import weakref
from datetime import datetime
from uuid import UUID

import pytest
from django.db import DataError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from publications.questions import ask

KINDS = "SELECT %s::text, 1, 2.5, true, NULL, 'å%%', now(), '{\"a\": 1}'::jsonb, ARRAY['x', NULL], gen_random_uuid()"
committed = pytest.mark.django_db(transaction=True)


def kinds(row):
    return [type(value) for value in row]


@pytest.mark.django_db
def test_values_have_the_types_that_a_cursor_gives():
    [row] = ask(KINDS, "key")
    with CaptureQueriesContext(connection) as queries:
        [counted] = ask(KINDS, "key")
    assert len(queries) == 1
    assert kinds(row) == kinds(counted)
    assert (row[0], row[5], type(row[6]), type(row[9])) == ("key", "å%", datetime, UUID)
    assert row[:6] == counted[:6]
    assert (row[6], row[6].tzinfo) == (counted[6], counted[6].tzinfo)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "'", "%s", "%", "\\", "$1", "å💧", "x" * 100_000, -1, 2**40, UUID(int=7)])
def test_any_key_comes_through_unchanged(key):
    assert ask("SELECT (%s)::text", key) == [(str(key),)]


@pytest.mark.django_db
def test_a_key_with_a_null_byte_is_never_cut():
    with pytest.raises(DataError, match="NUL"):
        ask("SELECT %s::text", "a\0b")


@pytest.mark.django_db
def test_many_rows_and_none():
    assert ask("SELECT generate_series(1, %s::int)", 3) == [(1,), (2,), (3,)]
    assert ask("SELECT 1 WHERE %s = 'x'", "y") == []


@committed
def test_a_question_is_part_of_the_transaction_that_it_is_asked_in():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE asked (number int)")
    try:
        with transaction.atomic():
            ask("SELECT 1 WHERE %s = ''", "")
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO asked VALUES (7)")
            assert ask("SELECT number FROM asked WHERE number = %s", 7) == [(7,)]
            transaction.set_rollback(True)
        assert ask("SELECT number FROM asked WHERE number = %s", 7) == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE asked")


@committed
def test_a_table_that_a_migration_changes_is_asked_anew():
    question = "SELECT * FROM changing WHERE number = %s"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE changing (number int); INSERT INTO changing VALUES (7)")
        try:
            assert ask(question, 7) == [(7,)]
            cursor.execute("ALTER TABLE changing ADD COLUMN word text DEFAULT 'new'")
            assert ask(question, 7) == [(7, "new")]
            assert ask(question, 7) == [(7, "new")]
        finally:
            cursor.execute("DROP TABLE changing")


@committed
def test_a_question_with_a_mistake_says_so():
    for _ in range(2):
        with pytest.raises(ProgrammingError, match="nowhere"):
            ask("SELECT * FROM nowhere WHERE x = %s", 1)
    assert ask("SELECT %s::int", 1) == [(1,)]


@committed
def test_what_was_prepared_is_forgotten_with_its_connection():
    ask("SELECT %s::int", 1)
    closed = weakref.ref(connection.connection)
    connection.close()
    gc.collect()
    assert closed() is None
