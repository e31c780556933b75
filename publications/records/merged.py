"""Rows that were merged into others: who brings their names or identifiers again finds the one that stayed."""

from collections.abc import Iterable

from django.db import connection, models


def found_by_former(model: type[models.Model], column: str, values: Iterable[str]) -> dict[str, int]:
    """Return the key of the row into which one with the value was merged, by value. 1 query, none for no values."""
    wanted = sorted(set(values))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted.value, row.id FROM unnest(%s::text[]) AS wanted(value) "
            "JOIN publications_formervalue former "
            'ON md5(lower(former.value)) = md5(lower(wanted.value)) AND former.kind = %s AND former."column" = %s '
            f"JOIN {connection.ops.quote_name(model._meta.db_table)} row ON row.uuid = former.target",  # noqa: S608
            [wanted, model._meta.db_table, column],
        )
        return dict(cursor.fetchall())
