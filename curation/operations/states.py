"""What an operation did to each row, read from the history: its state before, after, and now.

A state is the number of an event, which holds the whole row: an insert or update as it was then, a delete as it was
last. The columns that differ between states are compared in the database, so that large values need not travel.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection, models


@dataclass(frozen=True, slots=True)
class State:
    """A row of `model` that an operation touched. `before`, `after` and `now` are events, None where it was not there.

    `changed` are the columns that the operation changed, `since` those that others have changed after it, `left` those
    in which the row differs now from what it was before. `unknown` says that there is no event from before.
    """

    model: type[models.Model]
    key: int
    unknown: bool
    before: int | None
    after: int | None
    now: int | None
    when: datetime | None
    context: UUID | None
    changed: frozenset[str]
    since: frozenset[str]
    left: frozenset[str]


def tracked_models() -> list[type[models.Model]]:
    """Return the models whose rows have a history."""
    return [model for model in apps.get_models() if "pgh_event_models" in vars(model)]


@cache
def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of a model that its history has, without the key."""
    kept = {column.column for column in model.pgh_event_model._meta.concrete_fields}
    return tuple(
        column.column for column in model._meta.concrete_fields if column.column in kept and not column.primary_key
    )


def states(context: UUID) -> Iterator[State]:
    """Yield what became of each row that has an event in a context. 1 query for each model with a history."""
    for model in tracked_models():
        same = cache(lambda *columns: frozenset(columns))  # few different ones, in many rows
        with connection.cursor() as cursor:
            cursor.execute(_question(model), [context])
            for *plain, changed, since, left in cursor:
                yield State(model, *plain, same(*changed), same(*since), same(*left))


def touched(context: UUID) -> dict[type[models.Model], int]:
    """Return how many rows of each model have an event in a context. 1 query for each model with a history."""
    rows = {model: model.pgh_event_model.objects.filter(pgh_context=context) for model in tracked_models()}
    counts = {model: found.aggregate(number=models.Count("pgh_obj", distinct=True)) for model, found in rows.items()}
    return {model: count["number"] for model, count in counts.items() if count["number"]}


def _differing(model: type[models.Model], one: str, other: str) -> str:
    cases = (
        f'CASE WHEN {one}."{name}" IS DISTINCT FROM {other}."{name}" THEN \'{name}\' END' for name in columns_of(model)
    )
    return f"array_remove(ARRAY[{', '.join(cases)}]::text[], NULL)"


@cache
def _question(model: type[models.Model]) -> str:
    events = f'"{model.pgh_event_model._meta.db_table}"'
    return f"""
        WITH touched AS (
            SELECT pgh_obj_id AS id, min(pgh_id) AS first, max(pgh_id) AS last
            FROM {events} WHERE pgh_context_id = %s GROUP BY pgh_obj_id
        ), known AS (
            SELECT touched.id, f.pgh_label AS began,
                CASE f.pgh_label WHEN 'delete' THEN f.pgh_id WHEN 'update' THEN (
                    SELECT max(e.pgh_id) FROM {events} e WHERE e.pgh_obj_id = touched.id AND e.pgh_id < touched.first
                ) END AS before,
                CASE WHEN l.pgh_label <> 'delete' THEN l.pgh_id END AS after,
                (SELECT max(e.pgh_id) FROM {events} e WHERE e.pgh_obj_id = touched.id) AS last
            FROM touched
            JOIN {events} f ON f.pgh_id = touched.first
            JOIN {events} l ON l.pgh_id = touched.last
        )
        SELECT known.id, began <> 'insert' AND before IS NULL, before, after,
            CASE WHEN n.pgh_label <> 'delete' THEN n.pgh_id END, n.pgh_created_at, n.pgh_context_id,
            {_differing(model, "b", "a")}, {_differing(model, "a", "n")}, {_differing(model, "b", "n")}
        FROM known
        JOIN {events} n ON n.pgh_id = known.last
        LEFT JOIN {events} b ON b.pgh_id = known.before
        LEFT JOIN {events} a ON a.pgh_id = known.after
        ORDER BY known.id
    """  # noqa: S608
