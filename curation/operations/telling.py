"""What an operation did, and what stands against its undo, as people read it."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from pghistory.models import Context

from curation.differences import called, label_of, plural_of
from curation.models import Operation
from curation.operations.states import State, states
from curation.operations.undo import Plan
from formats.richtext import abstract_plain
from publications.models import Contribution, FormerSlug, FormerValue, Text

SHOWN = 20  # rows of a kind
LONGEST = 160  # characters of a text
BEHIND = (FormerSlug, FormerValue)  # what nobody looks for first


@dataclass
class Row:
    """A row as it is called, with the address of its form, "" where it has none."""

    name: str
    address: str = ""


@dataclass
class Kind:
    """The rows of a kind that an operation made, changed or deleted: `number` of them, the first ones by name."""

    name: str
    what: str
    number: int = 0
    rows: list[Row] = field(default_factory=list)


@dataclass
class Obstacle:
    """A row that has been changed since: how it is called, in which columns, by whom and when."""

    kind: str
    row: Row
    columns: list[str]
    who: str
    when: object


def what_was_done(done: Operation) -> list[Kind]:
    """Return what an operation did. 1 query for each model, and one for each row that is named."""
    kinds: dict[tuple, Kind] = {}
    for state in states(done.context):
        what = _what(state)
        if not what:
            continue
        kind = kinds.setdefault((state.model, what), Kind(plural_of(state.model), what))
        kind.number += 1
        if len(kind.rows) < SHOWN:
            kind.rows.append(_row(state))
    order = sorted(kinds, key=lambda key: (key[0] in BEHIND, key[0]._meta.model_name != done.model))
    return [kinds[key] for key in order]


def _what(state: State) -> str:
    if state.before is None and not state.unknown:
        return _("added") if state.after else ""
    if state.after is None:
        return _("deleted")
    return _("changed") if state.changed or state.unknown else ""


def _row(state: State) -> Row:
    """Return what a row is called now, or was called last, with the address of its form."""
    there = state.model._base_manager.filter(pk=state.key).first()
    if there is not None:
        return Row(named(there), _address(there))
    event = state.model.pgh_event_model.objects.get(pk=state.after or state.before)
    return Row(called(state.model, event) or _("no. %s") % state.key)


def named(row: models.Model) -> str:
    """Return what a row is called; a name on a publication together with that, a text without its markup."""
    if isinstance(row, Text):
        return Truncator(abstract_plain(row.text)).chars(LONGEST)
    return f"{row} · {row.publication}" if isinstance(row, Contribution) else str(row)


def _address(row) -> str:
    owner = getattr(row, "publication", row)
    try:
        return reverse(f"admin:{owner._meta.app_label}_{owner._meta.model_name}_change", args=[owner.pk])
    except NoReverseMatch:
        return ""


def obstacles(plan: Plan) -> list[Obstacle]:
    """Return what stands against an undo, the first SHOWN rows of it."""
    return [_obstacle(state) for state in plan.obstacles[:SHOWN]]


def _obstacle(state: State) -> Obstacle:
    names = {column.column: label_of(column) for column in state.model._meta.concrete_fields}
    columns = sorted(names[name] for name in (state.since & state.changed or state.since))
    context = Context.objects.filter(pk=state.context).first() if state.context else None
    user = get_user_model().objects.filter(pk=context.metadata.get("user")).first() if context else None
    who = (user.get_full_name() or user.get_username()) if user else ""
    columns = [] if state.now is None else columns
    return Obstacle(str(state.model._meta.verbose_name), _row(state), columns, who, state.when)
