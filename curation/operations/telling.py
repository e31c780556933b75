"""What an operation did, and what stands against its undo, as people read it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import Context

from curation.differences import called, label_of, plural_of
from curation.models import Operation
from curation.operations.states import State, tracked_models
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
    for model in tracked_models():
        for what, number, rows in _touched(model, done.context):
            shown = [_row(model, *row) for row in rows]
            kinds[model, what] = Kind(plural_of(model), str(WHAT[what]), number, shown)
    order = sorted(kinds, key=lambda key: (key[0] in BEHIND, key[0]._meta.model_name != done.model))
    return [kinds[key] for key in order]


WHAT = {"insert": gettext_lazy("added"), "update": gettext_lazy("changed"), "delete": gettext_lazy("deleted")}
# Of each row its first and last event in the operation: one that came and went is nothing.
_TOUCHED = """
    WITH touched AS (
        SELECT pgh_obj_id AS id, max(pgh_id) AS last, (array_agg(pgh_label ORDER BY pgh_id))[1] AS began,
            (array_agg(pgh_label ORDER BY pgh_id DESC))[1] AS ended
        FROM "{events}" WHERE pgh_context_id = %s GROUP BY pgh_obj_id
    )
    SELECT CASE WHEN began = 'insert' THEN began WHEN ended = 'delete' THEN ended ELSE 'update' END AS what,
        count(*), (array_agg(ARRAY[id, last] ORDER BY id))[1:{shown}]
    FROM touched WHERE NOT (began = 'insert' AND ended = 'delete') GROUP BY 1 ORDER BY 1 DESC
"""


def _touched(model: type[models.Model], context: UUID) -> list[tuple[str, int, list]]:
    """Return what was done to rows of a model: the last event's label, how many rows, the first by key and event."""
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED.format(events=model.pgh_event_model._meta.db_table, shown=SHOWN), [context])
        return cursor.fetchall()


def _row(model: type[models.Model], key: int, last: int) -> Row:
    """Return what a row is called now, or in its last event, with the address of its form."""
    there = model._base_manager.filter(pk=key).first()
    if there is not None:
        return Row(named(there), _address(there))
    event = model.pgh_event_model.objects.get(pk=last)
    return Row(called(model, event) or _("no. %s") % key)


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
    return Obstacle(
        str(state.model._meta.verbose_name),
        _row(state.model, state.key, state.after or state.before),
        columns,
        who,
        state.when,
    )
