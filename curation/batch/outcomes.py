"""What becomes of each record of a batch: changed, the same already, refused with the reason."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from curation.workflow.permissions import may
from curation.workflow.steps import step_to
from publications.models import Publication

AT_ONCE = 500  # records
SHOWN = 100  # records of a kind on a page
PUBLIC, WITHDRAWN = Publication.Status.PUBLIC, Publication.Status.WITHDRAWN


@dataclass(frozen=True)
class Cell:
    """A field of a record that will change: what it was and what it will be, as people read it.

    Of a list, `pieces` are its parts: same, old or new; and their names.
    """

    label: str
    was: str = ""
    will_be: str = ""
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Conflict:
    """A field that was changed here after the export, and differently in the spreadsheet; `key` names it in a form."""

    key: str
    label: str
    now: str
    wanted: str


@dataclass
class Asked:
    """What is asked of a record: by field the value there is and the one that is wanted; or why nothing can be.

    `left` says what somebody has to choose in the record itself.
    """

    values: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    reason: str = ""
    left: str = ""


@dataclass
class Outcome:
    """A record, and the values that will be written, by field; `reason` says why it is refused, `left` what is to be
    chosen in the record itself.
    """

    row: Publication
    before: dict[Any, Any] = field(default_factory=dict)
    values: dict[Any, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    reason: str = ""
    left: str = ""

    @property
    def kind(self) -> str:
        """Whether it is refused, changed or the same already."""
        return "refused" if self.reason else "changed" if self.values else "same"

    @property
    def cells(self) -> list[Cell]:
        """What changes, for the page. Values that refer to other rows take a query each."""
        return [_cell(one, self.before[one], value) for one, value in self.values.items()]


def _cell(one, before, value) -> Cell:
    if not hasattr(one, "listed"):
        return Cell(one.label, one.told(before), one.told(value))
    was, will_be = one.listed(before), one.listed(value)
    if [name for name in will_be if name in was] != [name for name in was if name in will_be]:  # another order
        return Cell(one.label, "; ".join(was), "; ".join(will_be))
    old = [("same" if name in will_be else "old", name) for name in was]
    return Cell(one.label, pieces=(*old, *(("new", name) for name in will_be if name not in was)))


@dataclass
class Preview:
    """The outcomes of a batch: how many of each kind, the first of them, and how often which values change.

    `broken` are rows of a spreadsheet that are of no record; `version` is another where the outcomes are others.
    `published` counts those that readers will see for the first time; `left` are those in which something is to choose.
    """

    broken: int = 0
    version: str = ""
    published: int = 0
    numbers: Counter = field(default_factory=Counter)
    changed: list[Outcome] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)
    left: list[Outcome] = field(default_factory=list)
    conflicts: list[tuple[Publication, Conflict]] = field(default_factory=list)
    changes: Counter = field(default_factory=Counter)

    @property
    def by_field(self) -> list[tuple[str, int]]:
        """How many records change in each field."""
        return list(self.changes.items())

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.numbers[outcome.kind] += 1
        shown = {"changed": self.changed, "refused": self.refused}.get(outcome.kind, [])
        if len(shown) < SHOWN:
            shown.append(outcome)
        if outcome.left and not outcome.reason:
            self.numbers["left"] += 1
            self.left += [outcome] if len(self.left) < SHOWN else []
        self.conflicts += [(outcome.row, conflict) for conflict in outcome.conflicts]
        for one, value in outcome.values.items() if not outcome.reason else ():
            self.changes[one.label] += 1
            self.published += one.name == "status" and value[0] == PUBLIC and outcome.row.status != WITHDRAWN


def outcomes(keys: list[int], wanted, user) -> Iterator[list[Outcome]]:
    """Yield what becomes of records, AT_ONCE of them at a time.

    `wanted(keys)` returns what is Asked of each. Records that are gone are left out.
    """
    for start in range(0, len(keys), AT_ONCE):
        rows = Publication.objects.in_bulk(keys[start : start + AT_ONCE])
        some = [key for key in keys[start : start + AT_ONCE] if key in rows]
        asked = wanted(some)
        yield [_outcome(rows[key], asked[key], user) for key in some]


def _outcome(row: Publication, asked: Asked, user) -> Outcome:
    values = {one: value for one, (before, value) in asked.values.items() if value != before}
    before = {one: before for one, (before, _value) in asked.values.items()}
    reason = asked.reason or (_reason(row, values, user) if values or asked.conflicts else "")
    return Outcome(row, before, values, [] if reason else asked.conflicts, reason, asked.left)


def _reason(row: Publication, values: dict, user) -> str:
    """Return why a record may not be changed so, "" where it may."""
    if row.merged_into_id:
        return _("It was merged into another.")
    if not user.has_perm("publications.change_publication", row):
        return _("You may not change it.")
    status = next((value for one, value in values.items() if one.name == "status"), None)
    return _of_status(row, *status) or _of_role(row, status[0], user) if status else ""


def _of_role(row: Publication, status: str, user) -> str:
    """Return why a user may not set a status: who may not take the step that leads there."""
    allowed = status == row.status or may(user, step_to(status, row), row)
    return "" if allowed else _("You may not set this status.")


def _of_status(row: Publication, status: str, why: str) -> str:
    seen = (Publication.Status.PUBLIC, Publication.Status.WITHDRAWN)
    if status == Publication.Status.WITHDRAWN and not why:
        return _("A withdrawal needs a reason.")
    if row.status in seen and status not in seen:
        return _("Readers have seen it: it can only be withdrawn.")
    if row.status not in seen and status == Publication.Status.WITHDRAWN:
        return _("Readers have never seen it: there is nothing to withdraw.")
    return ""
