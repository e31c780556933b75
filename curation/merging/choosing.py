"""Rows to be merged, beside each other: which columns differ, which row stays, what speaks against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.admin.utils import quote
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.differences import label_of, plural_of, shown
from curation.merging import said
from curation.merging.relations import Relation, relations_of
from curation.operations.telling import named
from publications.models import Contribution, Identifier, Journal, Organisation, Person, Publication

MOST = 10  # rows merged at once: more than anybody can compare
EXAMPLES = 3
# What belongs to a row alone, or has rules of its own.
NEVER = {"id", "uuid", "slug", "status", "withdrawn_because", "merged_into", "created", "updated"}


class CannotMerge(Exception):
    """Why rows cannot be merged, in words for people."""


@dataclass
class Cell:
    """What one of the rows says in a column: `text` as people read it; `chosen` is what will be kept."""

    row: models.Model
    text: str
    chosen: bool


@dataclass
class Line:
    """A column in which the rows differ."""

    name: str
    label: str
    cells: list[Cell]


@dataclass
class Moving:
    """What refers to the rows that go: how many rows, with some examples."""

    label: str
    number: int
    examples: list[str]


class Comparison:
    """Rows of one model, and the one of them that stays (`survivor`). `chosen` says by column whose value is kept."""

    def __init__(self, rows: list[models.Model], survivor: models.Model, chosen: dict[str, int] | None = None):
        self.model, self.rows, self.survivor = type(rows[0]), rows, survivor
        self.others = [row for row in rows if row.pk != survivor.pk]
        self.chosen = chosen or {}

    @property
    def keys(self) -> list[int]:
        return [row.pk for row in self.others]

    @cached_property
    def columns(self) -> list[models.Field]:
        """The columns in which the rows differ."""
        return [column for column in columns_of(self.model) if len({_value(row, column) for row in self.rows}) > 1]

    def source(self, column: models.Field) -> models.Model:
        """Return the row whose value is kept: the chosen one, else the one that stays, else the first that has any."""
        chosen = next((row for row in self.rows if row.pk == self.chosen.get(column.name)), None)
        filled = [row for row in (self.survivor, *self.others) if _value(row, column) not in (None, "")]
        return chosen or next(iter(filled), self.survivor)

    @cached_property
    def lines(self) -> list[Line]:
        """The columns that differ, for the page. 1 query for each that refers to another table."""
        return [Line(column.name, label_of(column), self._cells(column)) for column in self.columns]

    def _cells(self, column: models.Field) -> list[Cell]:
        names = {}
        if column.is_relation:
            found = column.related_model.objects.in_bulk({_value(row, column) for row in self.rows} - {None})
            names = {column: {key: str(row) for key, row in found.items()}}
        source = self.source(column)
        return [Cell(row, shown(column, _value(row, column), names), row.pk == source.pk) for row in self.rows]

    @cached_property
    def moving(self) -> list[Moving]:
        """What will refer to the row that stays. 2 queries for each relation."""
        moves = (relation for relation in relations_of(self.model) if _moves(relation))
        return [found for relation in moves if (found := _moving(relation, self.keys))]

    @property
    def size(self) -> int:
        """How many rows will move."""
        return sum(moving.number for moving in self.moving)

    @cached_property
    def version(self) -> str:
        """What the rows and their relations are now: another text when somebody has changed them."""
        events = self.model.pgh_event_model.objects.filter(pgh_obj__in=[row.pk for row in self.rows])
        last = sorted(events.order_by().values_list("pgh_obj").annotate(models.Max("pgh_id")))
        numbers = [relation.of(self.keys).count() for relation in relations_of(self.model) if relation.moves]
        return sha256(repr((last, numbers)).encode()).hexdigest()[:16]

    @cached_property
    def warnings(self) -> list[str]:
        """What may mean that these are not the same after all."""
        doubts = list(WARNINGS.get(self.model, lambda _rows: ())(self.rows))
        if said.apart(self.model._meta.model_name, [row.pk for row in self.rows]):
            doubts.append(_("Somebody has said that they are not the same."))
        return doubts


def columns_of(model: type[models.Model]) -> list[models.Field]:
    """Return the columns of a model whose values can be chosen."""
    return [
        column
        for column in model._meta.concrete_fields
        if column.name not in NEVER and not isinstance(column, models.GeneratedField)
    ]


def likely_survivor(rows: list[models.Model]) -> models.Model:
    """Return the row that most likely stays: one that readers see, then what most refers to, then the oldest."""

    def weight(row: models.Model) -> tuple:
        uses = sum(relation.of([row.pk]).count() for relation in relations_of(type(row)) if relation.moves)
        return getattr(row, "status", "") == Publication.Status.PUBLIC, getattr(row, "own", False), uses, -row.pk

    return max(rows, key=weight)


def check(rows: list[models.Model], survivor: models.Model) -> None:
    """Raise CannotMerge where rows cannot be merged into this one."""
    if isinstance(survivor, Publication):
        if any(row.merged_into_id for row in rows):
            raise CannotMerge(_("One of these records has been merged into another already."))
        public = any(row.status == Publication.Status.PUBLIC for row in rows)
        if public and survivor.status != Publication.Status.PUBLIC:
            raise CannotMerge(_("Readers see one of these records: the one that stays must be public too."))


def _value(row: models.Model, column: models.Field):
    return getattr(row, column.attname)


def _moves(relation: Relation) -> bool:
    """Return whether rows of a relation go to the row that stays. A merged publication stays, with what is about it
    alone; whose names are kept stands in the table of the page.
    """
    is_publication = relation.field.related_model is Publication
    return relation.moves and not (is_publication and relation.model is Contribution)


def _moving(relation: Relation, keys: list[int]) -> Moving | None:
    rows = relation.of(keys)
    if not (number := rows.count()):
        return None
    return Moving(plural_of(relation.model), number, [named(row) for row in rows[:EXAMPLES]])


def address_of(row: models.Model) -> str:
    """Return the address of the form of a row."""
    return reverse(f"admin:publications_{row._meta.model_name}_change", args=[quote(row.pk)])


def _of_people(rows: list[Person]) -> Iterator[str]:
    if len({row.orcid for row in rows if row.orcid}) > 1:
        yield _("They have different ORCID iDs. One person seldom has two; the iD that is not chosen still finds them.")
    if len({row.local_id for row in rows if row.local_id}) > 1:
        yield _("They have different local ids. The one that is not chosen still finds them.")
    together = Contribution.objects.filter(person__in=[row.pk for row in rows]).values("publication").order_by()
    if number := together.annotate(number=models.Count("person", distinct=True)).filter(number__gt=1).count():
        yield ngettext(
            "They stand together on %(number)d publication, so they may well be two people.",
            "They stand together on %(number)d publications, so they may well be two people.",
            number,
        ) % {"number": number}


def _of_publications(rows: list[Publication]) -> Iterator[str]:
    owners = Identifier.objects.filter(publication__in=[row.pk for row in rows], scheme="doi", problem="")
    if owners.values("publication").distinct().count() > 1:
        yield _("They have different DOIs. All of them will belong to the record that stays.")
    if len({row.year for row in rows if row.year}) > 1:
        yield _("They are from different years.")
    if len({row.type for row in rows}) > 1:
        yield _("They are of different types.")


def _of_units(rows: list[Organisation]) -> Iterator[str]:
    if len({row.own for row in rows}) > 1:
        yield _("One is a unit of the house, and one is not.")


def _of_journals(rows: list[Journal]) -> Iterator[str]:
    if len({frozenset(filter(None, (row.issn, row.eissn))) for row in rows if row.issn or row.eissn}) > 1:
        yield _("They have different ISSNs. What is not chosen still finds the journal.")


WARNINGS = {Person: _of_people, Publication: _of_publications, Organisation: _of_units, Journal: _of_journals}
