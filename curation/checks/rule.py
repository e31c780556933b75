"""What a rule is, what it finds, and what it may know beside the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from formats.languages import name
from formats.record import Record
from publications.models.normal import problem_in_words

Values = dict[str, str]


class Severity(models.TextChoices):
    """How bad it is, the worst first."""

    REJECTED = "rejected", _("SwePub rejects it")
    FLAGGED = "flagged", _("SwePub flags it")
    INCOMPLETE = "incomplete", _("Reference incomplete")
    DOUBTFUL = "doubtful", _("Missing or doubtful")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the rules may know of a record beside itself; each is empty where it is not known.

    `people` are the keys of the people that its contributors are, in their order; `namesakes` tells how many people of
    the house have a name of the record, `perhaps` who of them one with initials may be, and `house` what the house is
    called; `journal` has title, ISSN and eISSN of the journal that it should be in, `journal_prefixes` the prefixes of
    other DOIs in it, and `printed` the ISSNs that its own copy gives; `prefixes` are the DOI prefixes of other
    publications.
    """

    today: date | None = None
    people: tuple[int | None, ...] = ()
    namesakes: dict[str, int] = field(default_factory=dict)
    perhaps: dict[str, str] = field(default_factory=dict)
    house: tuple[str, ...] = ()
    journal: tuple[str, str, str] = ("", "", "")
    journal_prefixes: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    prefixes: frozenset[str] = frozenset()


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: where its findings are mended (`field` of a Record), what filters and what the form say of it.

    `find` yields the values of the message for each thing that is wrong; a value `field` tells another field. `code` is
    SwePub's. What the `portal` itself sees to when it delivers a record is asked of records from elsewhere only.
    """

    name: str
    severity: Severity
    field: str
    label: str
    message: str
    find: Callable[[Record, Known], Iterable[Values]]
    code: str = ""
    portal: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has found in a record. `values` stand in its message."""

    rule: str
    values: Values = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return _table()[self.rule].severity

    @property
    def field(self) -> str:
        return self.values.get("field") or _table()[self.rule].field

    @property
    def label(self) -> str:
        return str(_table()[self.rule].label)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the language of the page."""
        return message_of(self.rule, self.values)


def message_of(rule: str, values: Values) -> str:
    """Return what a rule says of something, in the language of the page; nothing in place of what is not told."""
    told = defaultdict(str, {key: _TOLD.get(key, str)(value) for key, value in values.items()})
    return str(_table()[rule].message) % told


def _language(code: str) -> str:
    """Return the name of a language as it stands in a sentence."""
    return name(code, "sv").lower() if get_language() == "sv" else name(code)


_TOLD: dict[str, Callable[[str], str]] = {
    "problem": problem_in_words,
    "date": gettext,
    "why": gettext,
    "given": _language,
    "seen": _language,
}


@cache
def _table() -> dict[str, Rule]:
    from curation.checks.rules import RULES

    return RULES
