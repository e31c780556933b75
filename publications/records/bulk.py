"""Many rows at once: COPY for new ones, as few statements as possible for changed ones."""

from collections import deque
from collections.abc import Iterable

from django.db import connection, models
from psycopg import sql


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """Return that many keys for rows of a model that are yet to be written. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def copy_in(model: type[models.Model], columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Write rows with COPY, five times as fast as INSERT; triggers and constraints hold as ever.

    Columns that are not named get the database's default. Errors are Django's, as of any other statement.
    """
    if not rows:
        return
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def rows_with(model: type[models.Model], column: str, values: Iterable, *columns: str) -> list[tuple]:
    """Return columns of the rows that have one of the values in a column.

    The values go as one array: as thousands of parameters of an `__in`, they take longer to write than to look up.
    """
    statement = sql.SQL("SELECT {} FROM {} WHERE {} = ANY(%s)").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(model._meta.db_table), sql.Identifier(column)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), [list(values)])
        return cursor.fetchall()


def insert_missing(model: type[models.Model], columns: tuple[str, ...], rows: list[tuple], *returned: str) -> list:
    """Write those rows that are not there yet, and return columns of them; the others are left alone. 1 query."""
    if not rows:
        return []
    # Without lengths: a cast to varchar(200) would cut off without a word what the column refuses.
    types = [model._meta.get_field(name).db_type(connection).partition("(")[0] for name in columns]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT * FROM unnest({}) ON CONFLICT DO NOTHING RETURNING {}").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in types),
        sql.SQL(", ").join(map(sql.Identifier, returned)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), [list(column) for column in zip(*rows, strict=True)])
        return cursor.fetchall()


def change_rows(model: type[models.Model], columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Set columns of rows, each given by its key and its values. 1 query."""
    if not rows:
        return
    types = [model._meta.get_field(name).db_type(connection).partition("(")[0] for name in ("id", *columns)]
    statement = sql.SQL(
        "UPDATE {table} SET {changes} FROM unnest({types}) AS given(id, {names}) WHERE {table}.id = given.id"
    )
    names = [sql.Identifier(name) for name in columns]
    statement = statement.format(
        table=sql.Identifier(model._meta.db_table),
        changes=sql.SQL(", ").join(sql.SQL("{0} = given.{0}").format(name) for name in names),
        types=sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in types),
        names=sql.SQL(", ").join(names),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), [list(column) for column in zip(*rows, strict=True)])


def bring_to(
    model: type[models.Model],
    columns: tuple[str, ...],
    wanted: dict[int, list[tuple]],
    same: tuple[str, ...] = (),
    parent: str = "publication",
    there: dict[int, list] | None = None,
) -> dict[int, list[int]]:
    """Change, add and delete the rows of some parents until they are the wanted ones; return their keys in order.

    A row is kept where its columns `same` (all but the position, if not told) are wanted; those that are not wanted go
    before anything else is written, so that no unique value is ever there twice. `there` are the rows of `rows_of`,
    where they have been asked for. 1 query without them, and 1 or 2 each to delete, to change and to add, however many
    parents.
    """
    same, there = same or columns[1:], rows_of(model, parent, wanted) if there is None else there
    kept: dict[int, list] = {}
    gone: list[int] = []
    for owner, values in wanted.items():
        kept[owner], left = matched(there.get(owner, []), same, columns, values)
        gone += [row.pk for row in left]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    pairs = [(owner, *pair) for owner, rows in kept.items() for pair in zip(rows, wanted[owner], strict=True)]
    change_rows(model, columns, [(row.pk, *to) for _, row, to in pairs if row and values_of(row, columns) != to])
    # Not with COPY, to which pghistory does not tell who is at work.
    new = [(owner, dict(zip(columns, to, strict=True))) for owner, row, to in pairs if not row]
    made = iter(model.objects.bulk_create(model(**{f"{parent}_id": owner}, **named) for owner, named in new))
    return {owner: [(row or next(made)).pk for row in rows] for owner, rows in kept.items()}


def rows_of(model: type[models.Model], parent: str, keys: Iterable[int]) -> dict[int, list]:
    """Return the rows of some parents by the key of the parent, in their order. 1 query, none for no keys."""
    found: dict[int, list] = {}
    keys = list(keys)
    for row in model.objects.filter(**{f"{parent}__in": keys}).order_by("position", "id") if keys else ():
        found.setdefault(getattr(row, f"{parent}_id"), []).append(row)
    return found


def values_of(row: models.Model, columns: tuple[str, ...]) -> tuple:
    """Return the values that a row has in some columns."""
    return tuple(getattr(row, name) for name in columns)


def matched(found: list, same: tuple[str, ...], columns: tuple[str, ...], wanted: list[tuple]) -> tuple[list, list]:
    """Return the row for each of the wanted values, None where there is none, and the rows that nothing wants.

    Of several rows that are the same, the first is taken first.
    """
    waiting: dict[tuple, deque] = {}
    for row in found:
        waiting.setdefault(values_of(row, same), deque()).append(row)
    places = [columns.index(name) for name in same]
    queues = (waiting.get(tuple(values[place] for place in places)) for values in wanted)
    kept = [queue.popleft() if queue else None for queue in queues]
    return kept, [row for queue in waiting.values() for row in queue]
