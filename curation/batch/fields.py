"""Fields of publications that can be edited for many at once: read, written as text, read from text, and set.

A field asks and writes for all records of a batch together. A value is whatever can be compared; `parse` raises
ValidationError where a text is none.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from curation.differences import label_of, shown
from formats.richtext import clean_title
from publications.models import Journal, Publication, Publisher
from publications.models.normal import normal_form
from publications.models.wording import fingerprint

Values = dict[int, Any]  # by the key of the publication


@dataclass(frozen=True)
class Column:
    """A column with a text in the table of publications."""

    name: str
    clean: Callable[[str], str] = str

    @property
    def column(self) -> models.Field:
        return Publication._meta.get_field(self.name)

    @property
    def label(self) -> str:
        return label_of(self.column)

    def current(self, keys: list[int]) -> Values:
        """Return the values of publications. 1 query."""
        return dict(Publication.objects.filter(pk__in=keys).order_by().values_list("pk", self.column.attname))

    def text(self, value) -> str:
        """Return a value as it stands in a spreadsheet."""
        return value or ""

    def told(self, value) -> str:
        """Return a value as people read it."""
        return shown(self.column, value, {})

    def parse(self, text: str):
        """Return the value of a text in a spreadsheet."""
        return self.column.clean(self.clean(text), None)

    def write(self, values: Values) -> None:
        """Set the values of publications. 1 query for each value."""
        by_value = defaultdict(list)
        for key, value in values.items():
            by_value[value].append(key)
        for value, keys in by_value.items():
            Publication.objects.filter(pk__in=keys).update(**{self.column.attname: value})


@dataclass(frozen=True)
class Reference(Column):
    """A column that refers to a journal or publisher. In a spreadsheet it stands by name, a journal with its ISSN."""

    names: dict[int, str] = field(default_factory=dict, compare=False)  # of the rows asked for so far

    def text(self, value) -> str:
        """Return the name of a row. 1 query for one that was not asked for before."""
        if value and value not in self.names:
            row = self.column.related_model.objects.get(pk=value)
            issn = getattr(row, "issn", None) or getattr(row, "eissn", None)
            self.names[value] = f"{row} [{issn}]" if issn else str(row)
        return self.names[value] if value else ""

    def told(self, value) -> str:
        """Return the name of a row."""
        return self.text(value)

    def parse(self, text: str) -> int | None:
        """Return the key of the only row with the name or the ISSN. 1 query."""
        if not text:
            return None
        found = list(self._named(text).values_list("pk", flat=True)[:2])
        if len(found) != 1:
            several = _("Several are called “%s”; give the ISSN.") if found else _("There is none called “%s”.")
            raise ValidationError(several % text[:200])
        return found[0]

    def _named(self, text: str) -> models.QuerySet:
        if self.column.related_model is Publisher:
            return Publisher.objects.alias(folded=fingerprint("name")).filter(folded=fingerprint(models.Value(text)))
        name, _bracket, number = text.removesuffix("]").rpartition("[")
        try:
            issn = normal_form("issn", number if name else text)
            return Journal.objects.filter(models.Q(issn=issn) | models.Q(eissn=issn))
        except ValidationError:
            return Journal.objects.alias(folded=fingerprint("title")).filter(folded=fingerprint(models.Value(text)))


@dataclass(frozen=True)
class Status(Column):
    """The status together with the reason for a withdrawal: (status, reason)."""

    def current(self, keys: list[int]) -> Values:
        """Return status and reason of publications. 1 query."""
        rows = Publication.objects.filter(pk__in=keys).order_by()
        return {key: (status, why) for key, status, why in rows.values_list("pk", "status", "withdrawn_because")}

    def told(self, value) -> str:
        """Return the status as people read it."""
        return Publication.Status(value[0]).label

    def write(self, values: Values) -> None:
        """Set status and reason of publications. 1 query for each pair."""
        by_value = defaultdict(list)
        for key, value in values.items():
            by_value[value].append(key)
        for (status, why), keys in by_value.items():
            Publication.objects.filter(pk__in=keys).update(status=status, withdrawn_because=why)


def _issn(scheme: str) -> Callable[[str], str]:
    return lambda text: normal_form(scheme, text)


def columns() -> list[Column]:
    """Return the columns that a spreadsheet has."""
    return [
        Column("type"),
        Column("content_type"),
        Column("title", clean_title),
        Column("subtitle", clean_title),
        Column("language"),
        Column("publication_status"),
        Reference("journal"),
        *map(Column, ("container_title", "volume", "issue", "page", "article_number", "number_of_pages", "edition")),
        *map(Column, ("number", "collection_title", "collection_number", "event_title", "event_place", "event_date")),
        Reference("publisher"),
        *map(Column, ("publisher_place", "issued", "available", "accepted", "defended")),
        Column("issn", _issn("issn")),
        Column("eissn", _issn("eissn")),
        *map(Column, ("open_access", "licence")),
    ]
