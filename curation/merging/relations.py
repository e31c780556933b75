"""What refers to a row: found by looking at all models, so that no relation can be forgotten.

Two rows that would say the same of the row that stays are doubles; only one of them is kept. What makes rows doubles
follows from the unique constraints of their model, or stands in SAME where there is none.
"""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.db.models import UniqueConstraint

from curation.models import Case, Finding, ImportItem
from publications.models import Contribution, ContributionAffiliation, Funding, Identifier, Link, Text

# Columns by which rows of one owner are the same, beside those that constraints name.
SAME = {
    Identifier: ("scheme", "value"),
    Text: ("kind", "language", "heading"),
    Link: ("url",),
    Funding: ("funder", "award"),
    ContributionAffiliation: ("contribution", "name"),
    Contribution: None,  # names on a publication are compared by matching.py; a person may stand twice on one
}

# What stays with the row that goes, beside what is derived: a merged publication is still a row.
STAYS = {
    (Case, "publication"): "its way to its readers; said.py tells the one that stays who brought it in",
    (Finding, "publication"): "found anew in the one that stays; said.py moves what staff said of it",
    (ImportItem, "publication"): "what the import made, and takes away when it is undone",
    (ImportItem, "target"): "followed when the record is saved",
}


@dataclass(frozen=True)
class Relation:
    """A column `field` of `model` that refers to the rows of a kind.

    `same` are the columns by which two rows of one owner are doubles, None where they never are.
    """

    model: type[models.Model]
    field: models.ForeignKey
    same: tuple[str, ...] | None

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.field.name

    @property
    def is_own(self) -> bool:
        """Whether rows of the kind refer to each other by it."""
        return self.model is self.field.related_model

    @property
    def moves(self) -> bool:
        """Whether its rows shall refer to the row that stays."""
        return not getattr(self.model, "derived", False) and (self.model, self.name) not in STAYS

    @property
    def has_history(self) -> bool:
        """Whether the rows have a history, from which an undo moves them back."""
        return "pgh_event_models" in vars(self.model)

    def of(self, keys: list[int]) -> models.QuerySet:
        """Return the rows that refer to one of the keys."""
        return self.model._base_manager.filter(**{f"{self.name}__in": keys}).order_by("pk")


@cache
def relations_of(model: type[models.Model]) -> tuple[Relation, ...]:
    """Return all columns of the database that refer to a model, but those of the history."""
    found = model._meta.get_fields(include_hidden=True)
    columns = (field.field for field in found if field.auto_created and not field.concrete and not field.many_to_many)
    return tuple(
        Relation(column.model, column, _same(column))
        for column in columns
        if not hasattr(column.model, "pgh_tracked_model") and not column.model._meta.proxy
    )


def _same(column: models.ForeignKey) -> tuple[str, ...] | None:
    """Return the columns that make two rows doubles once they have one owner."""
    if column.unique:
        return ()
    if column.model in SAME:
        return SAME[column.model]
    for names in _unique_together(column.model):
        if column.name in names:
            return tuple(name for name in names if name != column.name)
    return None


def _unique_together(model: type[models.Model]) -> list[tuple[str, ...]]:
    constraints = (row for row in model._meta.constraints if isinstance(row, UniqueConstraint))
    return [row.fields for row in constraints if row.fields and not row.condition] + list(model._meta.unique_together)
