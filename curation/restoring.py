"""A record as it was at a moment of its history, with its parts, or one field or part: shown, then brought back.

The state is read from the events: of each row the last one up to the moment. Nothing of the history is taken away; a
restoring is one more change in it, and is undone by restoring what was before. Status and reason of a withdrawal are no
part of it, since they have ways of their own; nor are sources, which only imports write.
"""

from dataclasses import dataclass, field
from datetime import datetime

import pghistory
from django.db import models, transaction

from curation.differences import differences, name_of
from curation.history import PARTS, SHOWN, Change, Kind, RowChange, sources_of
from curation.operations.states import State, columns_of
from curation.operations.undo import Plan, carried_out, tried
from publications.models import Publication, SourceRecord

LEFT = {Publication: ("status", "withdrawn_because", "created", "uuid")}  # columns that stay as they are


@dataclass(frozen=True)
class Moment:
    """A time in a history: as all was after it, or with `before` until then.

    `column` names a single field, `part` the model and key of a single row of the parts.
    """

    at: datetime
    before: bool = False
    column: str = ""
    part: tuple[str, int] | None = None


@dataclass
class Restoring:
    """What bringing a record back to a moment changes: `told` for people, `plan` for the database."""

    plan: Plan = field(default_factory=Plan)
    told: Change | None = None

    @property
    def empty(self) -> bool:
        return self.plan.empty


def columns(model: type[models.Model]) -> dict[str, str]:
    """Return the columns of a record that can be restored one by one, with the names of their fields."""
    left = LEFT.get(model, ("uuid", "created"))
    found = {column.column: column.name for column in model._meta.concrete_fields if column.name not in left}
    return {name: found[name] for name in columns_of(model) if name in found}


def restoring(record: models.Model, moment: Moment) -> Restoring:
    """Return what it takes to bring a record to a moment, and what the database has against it.

    3 queries for each kind of part, and what naming them takes.
    """
    result = Restoring(told=Change(moment.at))
    for model, rows in _wanted(record, moment).items():
        _collect(result, model, rows, moment, of_record=model is type(record))
    if not result.empty:
        with transaction.atomic():
            result.plan.refused = tried(result.plan)
    return result


def _wanted(record: models.Model, moment: Moment) -> dict[type[models.Model], models.QuerySet]:
    """Return the events of what is to be brought to a moment: of a single part with what belongs to it."""
    sources = {model: rows for model, rows in sources_of(record).items() if model is not SourceRecord}
    if moment.column:
        return {type(record): sources[type(record)]}
    if not moment.part:
        return sources
    name, key = moment.part
    found = {model: rows.filter(pgh_obj=key) for model, rows in sources.items() if model._meta.model_name == name}
    for model in list(found):
        found |= {part: sources[part].filter(**{owner: key}) for part, owner in PARTS.get(model, {}).items()}
    return found


def restore(record: models.Model, moment: Moment, user) -> Restoring:
    """Bring a record to a moment, in one transaction, and return what was done, or what stands against it."""
    with pghistory.context(user=user.pk, restored_to=moment.at.isoformat()), transaction.atomic():
        type(record)._base_manager.select_for_update().get(pk=record.pk)
        result = restoring(record, moment)
        if not result.plan.refused:
            result.plan.refused = carried_out(result.plan)
    return result


def _collect(result: Restoring, model: type, rows: models.QuerySet, moment: Moment, *, of_record: bool) -> None:
    """Add what becomes of the rows of one kind."""
    now = _last(rows)
    until = {"pgh_created_at__lt" if moment.before else "pgh_created_at__lte": moment.at}
    then = _last(rows.filter(**until))
    kind = Kind(str(model._meta.verbose_name if of_record else model._meta.verbose_name_plural), of_record)
    pairs = []
    for key in dict.fromkeys([*then, *now]):
        if pair := _placed(result.plan, model, then.get(key), now.get(key), moment, of_record=of_record):
            pairs.append(pair)
    for (event, _before), lines in zip(pairs, differences(model, pairs[:SHOWN]), strict=False):
        kind.rows.append(RowChange("" if of_record else name_of(model, event), event.pgh_label, lines))
    kind.more = max(0, len(pairs) - SHOWN)
    if kind.rows:
        result.told.kinds.append(kind)


def _last(rows: models.QuerySet) -> dict:
    """Return the last event of each row, by its key. 1 query."""
    return {event.pgh_obj_id: event for event in rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")}


def _placed(plan: Plan, model: type, then, now, moment: Moment, *, of_record: bool) -> tuple | None:
    """Put a row where it belongs in the plan, and return its two states for telling, None where it stays as it is."""
    was_there, is_there = (event is not None and event.pgh_label != "delete" for event in (then, now))
    if was_there and is_there:
        return _placed_change(plan, model, then, now, moment, of_record=of_record)
    if of_record or was_there == is_there:
        return None  # the record itself stays; a row that came and went between is nothing
    event = then if was_there else now
    event.pgh_label = "insert" if was_there else "delete"
    state = _state(model, event)
    (plan.bring_back if was_there else plan.take_away).append(state)
    return event, None


def _placed_change(plan: Plan, model: type, then, now, moment: Moment, *, of_record: bool) -> tuple | None:
    known = columns(model)
    wanted = [moment.column] if moment.column and of_record else list(known)
    names = {name: model._meta.get_field(known[name]).attname for name in wanted if name in known}
    changed = [name for name, attribute in names.items() if getattr(then, attribute) != getattr(now, attribute)]
    if not changed:
        return None
    plan.set_back[model, *changed].append(_state(model, then))
    for column in model._meta.concrete_fields:
        if column.column not in changed and hasattr(now, column.attname):
            setattr(then, column.attname, getattr(now, column.attname))
    then.pgh_label = "update"
    return then, now


def _state(model: type, event) -> State:
    nothing = frozenset()
    return State(model, event.pgh_obj_id, False, event.pgh_id, None, None, None, None, nothing, nothing, nothing)
