"""Taking an operation back: each row as it was before, as far as nobody has changed since what the operation changed.

What will be done is a `Plan`, made from the history alone (states.py) and looked at before anything is done. Columns
that the operation did not touch keep what others have written since. Rows of models that say `gives_way`, which
the portal writes beside what staff do, stand against nothing: what was done with them since stays. Publications that
the operation made public stay so, since readers may have seen them; they can be withdrawn.

The database has the last word: a plan is tried out, so that an address or a DOI which another row has taken
meanwhile is told before, and not found out half-way.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from curation.differences import plural_of
from curation.models import Operation
from curation.operations import operation, sql
from curation.operations.refusing import told
from curation.operations.states import State, states
from publications.models import Publication


class CannotUndo(Exception):
    """Something keeps an operation from being taken back; `plan` says what."""

    def __init__(self, plan: "Plan"):
        super().__init__("This operation cannot be undone.")
        self.plan = plan


@dataclass
class Plan:
    """What an undo does: rows to take away, to set back (by the columns), to bring back; and what stands against it.

    `gone` and `changed` are rows that others have deleted or changed since; `refused` is what the database says.
    `public` are publications that stay public, all else of which is set back.
    """

    take_away: list[State] = field(default_factory=list)
    set_back: dict[tuple[str, ...], list[State]] = field(default_factory=lambda: defaultdict(list))
    bring_back: list[State] = field(default_factory=list)
    gone: list[State] = field(default_factory=list)
    changed: list[State] = field(default_factory=list)
    unknown: list[State] = field(default_factory=list)
    public: list[State] = field(default_factory=list)
    refused: str = ""

    @property
    def possible(self) -> bool:
        return not (self.gone or self.changed or self.unknown or self.refused)

    @property
    def empty(self) -> bool:
        return not (self.take_away or self.set_back or self.bring_back)

    @property
    def obstacles(self) -> list[State]:
        return [*self.changed, *self.gone, *self.unknown]

    def counts(self) -> dict[str, list[tuple[str, int]]]:
        """Return the number of rows of each kind that are taken away, set back and brought back."""
        set_back = [state for rows in self.set_back.values() for state in rows]
        kinds = {"take_away": self.take_away, "set_back": set_back, "bring_back": self.bring_back}
        return {name: _by_model(rows) for name, rows in kinds.items()}


def _by_model(rows: Iterable[State]) -> list[tuple[str, int]]:
    counted = Counter(state.model for state in rows)
    return [(plural_of(model), number) for model, number in counted.items()]


def plan_of(done: Operation, *, try_out: bool = True) -> Plan:
    """Return what an undo would do, and what stands against it. 1 query for each model; then it is tried out."""
    with transaction.atomic():
        plan = _plan(done.context)
        if plan.possible and try_out:
            plan.refused = tried(plan)
    return plan


def undo(done: Operation, user, *, leave: bool = False, tell: sql.Tell = sql.nobody) -> Operation:
    """Take an operation back and return the operation that did; CannotUndo where something is against it.

    With `leave`, rows that others have changed since stay as they are, and the others are set back. `tell` is told of
    rows as they are written.
    """
    with transaction.atomic():
        Operation.objects.select_for_update().get(pk=done.pk)
        if Operation.objects.filter(undoes=done).exists():
            raise CannotUndo(Plan(refused=_("It has been undone already.")))
        return _undone(done, user, leave, tell)


def take_back(context: UUID, only: Collection[type[models.Model]]) -> Plan:
    """Take back what a context changed in rows of some models, and return what was done, or what stands against it."""
    with transaction.atomic():
        plan = _plan(context, lock=True, only=only)
        if plan.possible:
            plan.refused = carried_out(plan)
    return plan


def _undone(done: Operation, user, leave: bool, tell: sql.Tell) -> Operation:
    with operation(Operation.Kind.UNDO, user, _model_of(done), lambda: done.what, undoes=done) as undoing:
        plan = _plan(done.context, lock=True)
        if not plan.possible and not leave:
            raise CannotUndo(plan)
        plan.refused = carried_out(plan, tell)
        if plan.refused:
            raise CannotUndo(plan)
        if plan.public:
            undoing.details["public"] = [state.key for state in plan.public]
            undoing.save(update_fields=["details"])
    return undoing


def _model_of(done: Operation) -> type[models.Model]:
    return Operation._meta.apps.get_model("publications", done.model)


def _plan(context: UUID, *, lock: bool = False, only: Collection[type[models.Model]] = ()) -> Plan:
    found = list(states(context))
    if lock:
        sql.lock(found)
        found = list(states(context))
    plan = Plan()
    for state in found:
        if not only or state.model in only:
            _place(plan, state)
    for rows in (plan.gone, plan.changed, plan.unknown):
        rows[:] = [state for state in rows if not _gives_way(state.model)]
    _keep_public(plan)
    return plan


def _keep_public(plan: Plan) -> None:
    """Let those stay public that readers may have seen since. 1 query where the status of any changed."""
    for (model, *columns), rows in [*plan.set_back.items()]:
        if model is not Publication or "status" not in columns:
            continue
        seen = _published(rows)
        rest = [name for name in columns if name not in ("status", "withdrawn_because")]
        plan.set_back[model, *columns] = [state for state in rows if state.key not in seen]
        plan.public += (stay := [state for state in rows if state.key in seen])
        if rest:
            plan.set_back[model, *rest] += stay
    plan.set_back = defaultdict(list, {key: rows for key, rows in plan.set_back.items() if rows})


def _published(rows: list[State]) -> set[int]:
    """Return the keys of publications that are public and were not before. 1 query."""
    before = Publication.pgh_event_model.objects.filter(pgh_id__in=[state.before for state in rows])
    unseen = before.exclude(status__in=(Publication.Status.PUBLIC, Publication.Status.WITHDRAWN))
    public = Publication.objects.filter(status=Publication.Status.PUBLIC, pk__in=unseen.values("pgh_obj"))
    return set(public.values_list("pk", flat=True))


def _gives_way(model: type[models.Model]) -> bool:
    return getattr(model, "gives_way", False)


def _place(plan: Plan, state: State) -> None:
    """Put a row where it belongs in the plan."""
    if state.unknown:
        plan.unknown.append(state)
    elif state.before is None:
        _place_made(plan, state)
    elif state.after is None:
        # Its history goes on: somebody has brought it back already.
        (plan.bring_back if state.now is None else plan.changed).append(state)
    elif state.changed:
        _place_changed(plan, state)


def _place_made(plan: Plan, state: State) -> None:
    """A row that the operation made: it goes, unless it is gone already, or has become something else."""
    if state.after is not None and state.now is not None:
        (plan.changed if state.since else plan.take_away).append(state)


def _place_changed(plan: Plan, state: State) -> None:
    """A row that the operation changed: the columns that differ from what they were before are set back."""
    if state.now is None:
        plan.gone.append(state)
        return
    columns = state.changed & state.left
    if columns & state.since:
        plan.changed.append(state)
    elif columns:
        plan.set_back[state.model, *sorted(columns)].append(state)


def tried(plan: Plan) -> str:
    """Return what the database has against a plan, "" for nothing; all is as before afterwards."""
    with transaction.atomic():
        refused = carried_out(plan)
        transaction.set_rollback(True)
    return refused


def carried_out(plan: Plan, tell: sql.Tell = sql.nobody) -> str:
    """Carry out a plan; return what the database has against it, "" where it is done."""
    try:
        with transaction.atomic():
            sql.take_away(plan.take_away, tell)
            _set_back(plan, tell, giving_way=False)
            sql.bring_back(plan.bring_back, tell)
            _set_back(plan, tell, giving_way=True)  # what triggers have noted of all this is set back too
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        return told(error)
    return ""


def _set_back(plan: Plan, tell: sql.Tell, *, giving_way: bool) -> None:
    for (model, *columns), rows in plan.set_back.items():
        if _gives_way(model) == giving_way:
            sql.set_back(model, columns, rows, tell)
