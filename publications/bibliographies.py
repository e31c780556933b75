"""Bibliographies of many publications, in a style and a language of citations, grouped by year or type or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

import citations
from citations.documents import Document, Section
from citations.reference import Reference
from formats.record import Record
from formats.richtext import Html
from formats.types import TYPES
from publications import citing
from publications.models.wording import in_language
from publications.records.streaming import records_in_order

MOST = 2000  # publications; a page holds them all
_PLACES = {name: at for at, name in enumerate(TYPES)}


@dataclass(frozen=True)
class Grouping:
    """A way of grouping: its label, the key by which the groups of records are ordered, and the heading of a key."""

    label: str
    key: Callable[[Record], Any]
    heading: Callable[[Any], str]


def _year(record: Record) -> int:
    issued = record.issued or record.available or record.defended
    return -int(issued[:4]) if issued[:4].isdecimal() else 1


def _heading_of_year(key: int) -> str:
    return str(-key) if key <= 0 else _("Without a year")


def _heading_of_type(key: int) -> str:
    row = list(TYPES.values())[key]
    return in_language(row.en, row.sv)


GROUPINGS = {
    "": Grouping(gettext_lazy("not at all"), lambda record: 0, lambda key: ""),
    "year": Grouping(gettext_lazy("by year"), _year, _heading_of_year),
    "type": Grouping(gettext_lazy("by type"), lambda record: _PLACES[record.type], _heading_of_type),
}


@dataclass(frozen=True)
class Wanted:
    """What a reader wants of a bibliography: `style` and `locale` as CSL names them, `group` of GROUPINGS."""

    style: str
    locale: str
    group: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        return {"style": self.style, "locale": self.locale, "group": self.group}


def wanted(asked: QueryDict) -> Wanted:
    """Return what parameters ask for, and the institution's first style where they name none; ValueError for others."""
    style = asked.get("style") or citing.first_style()
    locale = asked.get("locale") or citing.locale_of_page()
    group = asked.get("group", "")
    return Wanted(citing.known_style(style), citations.known_locale(locale), group if group in GROUPINGS else "")


@dataclass(frozen=True)
class Group:
    """Publications below a heading, which may be empty, each with its reference."""

    heading: str
    rows: list[tuple[Record, Reference]]

    @property
    def shown(self) -> list[tuple[str, Html]]:
        """Return each reference for a page, with its number apart where the style aligns the rest."""
        fields = (reference.fields() for _, reference in self.rows)
        return [(citing.linked(number) if number else "", citing.linked(rest)) for number, rest in fields]


def groups(keys: list[int], want: Wanted) -> list[Group]:
    """Return the bibliography of the first 2,000 publications. 12 queries for each 500.

    Headings are in the language of the citations, where the portal has it, else in English.
    """
    records = list(records_in_order(keys[:MOST], settings.SITE_URL))
    grouping = GROUPINGS[want.group]
    found = citations.sections(records, want.style, want.locale, grouping.key)
    with override(citing.language_of(want.locale)):
        return [Group(grouping.heading(key), rows) for key, rows in found]


def look(want: Wanted):
    """Return how the style sets it: `hanging` and `aligned`."""
    return citations.look(want.style, want.locale)


def document(found: list[Group], want: Wanted, title: str) -> Document:
    """Return a bibliography as a document to be written in a format of `citations.documents`."""
    set_as = look(want)
    sections = [Section(heading=group.heading, references=[row for _, row in group.rows]) for group in found]
    return Document(
        title=title, language=want.locale, sections=sections, hanging=set_as.hanging, aligned=set_as.aligned
    )
