"""Queries that run at every request for a page: compiled once, prepared on each connection, run with another key.

The ORM takes about 10 ms to put the four queries of a record's page together anew each time, and the database as long
again to plan them; the page's template takes 3 ms. A `Statement` is made of an ordinary queryset and gives the same
rows, so nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.query import get_related_populators

from publications.questions import Key, ask

# What stands for the key while a queryset is compiled: values that nothing else in a query has.
STAND_INS: dict[type, Key | tuple[int, ...]] = {
    str: "the key of a statement",
    int: 987_654_321_012_345,
    tuple: (987_654_321_012_345,),
    UUID: UUID("98765432-1012-4345-8765-432101234567"),
}


class Statement:
    """A queryset with one key that differs from run to run.

    `make` returns the queryset for a key, of the type `kind`, which it may use once only; a tuple is of keys of rows,
    for `given_keys`. Rows are loaded with what select_related and annotate name; prefetch_related is not looked at.
    """

    def __init__(self, make: Callable[[Any], models.QuerySet], kind: type[Key] | type[tuple]):
        self.make, self.kind = make, kind

    def rows(self, key: Key | tuple[int, ...]) -> list[list]:
        """Return the values of each row for a key, as a queryset of values_list would. 1 query."""
        if isinstance(key, tuple):
            key = f"{{{','.join(map(str, key))}}}"  # PostgreSQL's text for an array
        rows = list(map(list, ask(self._question, key)))
        for place, conversions, expression in self._converters:
            for values in rows:
                for convert in conversions:
                    values[place] = convert(values[place], expression, connection)
        return rows

    def run(self, key: Key) -> list[models.Model]:
        """Return the rows for a key, as the queryset would. 1 query."""
        start, stop, names, populators, annotations = self._plan
        model, rows = self._compiler.klass_info["model"], []
        for values in self.rows(key):
            row = model.from_db(connection.alias, names, values[start:stop])
            for populator in populators:
                populator.populate(values, row)
            for name, place in annotations:
                setattr(row, name, values[place])
            rows.append(row)
        return rows

    @cached_property
    def _compiler(self):
        compiler = self.make(STAND_INS[self.kind]).query.get_compiler(connection.alias)
        compiler.text = compiler.as_sql()
        return compiler

    @cached_property
    def _question(self) -> str:
        """The text with all parameters in their places but the key, which is %s."""
        with connection.cursor() as cursor:
            text = cursor.cursor.mogrify(*self._compiler.text).replace("%", "%%")
            key = STAND_INS[self.kind]
            stand_in = cursor.cursor.mogrify("%s", [list(key) if isinstance(key, tuple) else key])
        assert text.count(stand_in) == 1, f"The key stands {text.count(stand_in)} times in: {text}"
        return text.replace(stand_in, "%s")

    @cached_property
    def _plan(self) -> tuple:
        """Where in a row the model's columns are, their names, and what to do with the rest. As in ModelIterable."""
        compiler = self._compiler
        places = compiler.klass_info["select_fields"]
        start, stop = places[0], places[-1] + 1
        names = [column[0].target.attname for column in compiler.select[start:stop]]
        populators = get_related_populators(compiler.klass_info, compiler.select, connection.alias)
        annotations = list(compiler.annotation_col_map.items()) if compiler.annotation_col_map else []
        return start, stop, names, populators, annotations

    @cached_property
    def _converters(self) -> list[tuple]:
        """What is to be done with the values of a row, by their places."""
        compiler = self._compiler
        found = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return [(place, conversions, expression) for place, (conversions, expression) in found.items()]
