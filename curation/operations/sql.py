"""Rows set back from their history, in a few statements for each model: values go from events to rows by themselves."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing

from django.db import connection, models

from curation.operations.states import State, columns_of

SLICE = 2000  # rows that a statement writes: after each it can be told how far it is
Tell = Callable[[int], None]  # is told of rows that were written


def nobody(_number: int) -> None:
    """Tell nobody."""


def aside(statement: str, values: Sequence) -> None:
    """Execute a statement outside of the transaction, so that others see at once what it writes."""
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute(statement, values)


def lock(rows: Iterable[State]) -> None:
    """Lock rows that are there, so that nobody changes them before the transaction ends."""
    for model, found in _by_model(rows).items():
        keys = [state.key for state in found]
        # In the order of their keys, so that two who lock the same rows wait for each other instead of for ever.
        list(model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def take_away(rows: Iterable[State], tell: Tell) -> None:
    """Delete rows. References to them are looked at when the constraints are."""
    for model, found in _by_model(rows).items():
        _run(f"DELETE FROM {_table(model)} WHERE {_key(model)} = ANY(%s)", [state.key for state in found], tell)


def set_back(model: type[models.Model], columns: Iterable[str], rows: Iterable[State], tell: Tell) -> None:
    """Set columns of rows to what they were before."""
    values = ", ".join(f'"{name}" = before."{name}"' for name in columns)
    events = _table(model.pgh_event_model)
    _run(
        f"UPDATE {_table(model)} AS row SET {values} FROM {events} AS before "
        f"WHERE before.pgh_id = ANY(%s) AND row.{_key(model)} = before.pgh_obj_id",
        [state.before for state in rows],
        tell,
    )


def bring_back(rows: Iterable[State], tell: Tell) -> None:
    """Write deleted rows again, with their keys. What the history does not hold is the time of the last change."""
    for model, found in _by_model(rows).items():
        columns = ", ".join(f'"{name}"' for name in columns_of(model))
        times = [column for column in model._meta.concrete_fields if column.name == "updated"]
        _run(
            f"INSERT INTO {_table(model)} ({_key(model)}, {columns}{', updated' * len(times)}) "
            f"SELECT pgh_obj_id, {columns}{', now()' * len(times)} FROM {_table(model.pgh_event_model)} "
            "WHERE pgh_id = ANY(%s) ORDER BY pgh_id",
            [state.before for state in found],
            tell,
        )


def _by_model(rows: Iterable[State]) -> dict[type[models.Model], list[State]]:
    found: dict[type[models.Model], list[State]] = defaultdict(list)
    for state in rows:
        found[state.model].append(state)
    return found


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _key(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.pk.column)


def _run(statement: str, keys: list[int], tell: Tell) -> None:
    for some in batched(keys, SLICE):
        with connection.cursor() as cursor:
            cursor.execute(statement, [some])
        tell(len(some))


def batched(keys: Sequence[int], number: int) -> Iterator[Sequence[int]]:
    """Yield keys, so many at a time."""
    for first in range(0, len(keys), number):
        yield keys[first : first + number]
