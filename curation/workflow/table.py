"""The one table of roles: which role may do what, with which records, in which state.

A registrar answers for the records that they brought in themselves, an editor also for those of certain units and the
units below these, a chief editor and an administrator for all. Whoever has several roles may do what any of them may.
"""

from enum import StrEnum

from publications.models import Publication


class Role(StrEnum):
    """A role: the name of the group (migration 0002)."""

    REGISTRAR = "Registrar"
    EDITOR = "Editor"
    CHIEF = "Chief editor"
    ADMINISTRATOR = "Administrator"


class Scope(StrEnum):
    """How somebody answers for a record."""

    OWN = "own"
    UNIT = "unit"
    ALL = "all"


DRAFT, SUBMITTED, RETURNED, PUBLIC, WITHDRAWN = Publication.Status
ANY = frozenset(Publication.Status)
MINE = frozenset({DRAFT, RETURNED})
UNSEEN = MINE | {SUBMITTED}

# What may be done: in which states, for one's own records, those of one's units, and all others.
MAY = {
    #           own, unit, all
    "view": (ANY, ANY, ANY),
    "change": (MINE, ANY, ANY),
    "delete": (MINE, UNSEEN, UNSEEN),
    # Steps, see steps.py.
    "submit": (MINE, MINE, MINE),
    "reopen": ({SUBMITTED}, {SUBMITTED}, {SUBMITTED}),
    "return": ((), {SUBMITTED}, {SUBMITTED}),
    "return-any": ((), UNSEEN, UNSEEN),  # to draft or returned, many at once
    "publish": ((), UNSEEN, UNSEEN),
    "publish-first": (MINE, UNSEEN, UNSEEN),
    "review": ((), {PUBLIC}, {PUBLIC}),
    "ask": ({PUBLIC}, {PUBLIC}, {PUBLIC}),
    "postpone": ((), {SUBMITTED, PUBLIC}, {SUBMITTED, PUBLIC}),
    "withdraw": ((), {PUBLIC}, {PUBLIC}),
    "restore": ((), {WITHDRAWN}, {WITHDRAWN}),
    "note": (ANY, ANY, ANY),
}
# What a setting must allow besides.
SWITCHED = {("publish-first", Scope.OWN): "PUBLISH_FIRST"}
COLUMN = {Scope.OWN: 0, Scope.UNIT: 1, Scope.ALL: 2}

VIEWED = {"publication", "person", "organisation", "journal", "publisher", "keyword", "subject"}
NOUNS = {"person", "organisation", "journal", "publisher", "keyword"}


def _permissions(actions: str, nouns: set[str]) -> frozenset[str]:
    return frozenset(f"publications.{action}_{noun}" for action in actions.split() for noun in nouns)


# What a role may do with a kind of row at all. Parts of a record follow the record.
_REGISTRAR = (
    _permissions("view", VIEWED)
    | _permissions("add change delete", {"publication"})
    | _permissions("add", {"journal", "publisher", "keyword"})
)
_EDITOR = _REGISTRAR | _permissions("add change", NOUNS - {"organisation"})
PERMISSIONS = {
    Role.REGISTRAR: _REGISTRAR,
    Role.EDITOR: _EDITOR,
}
# All that there is in an app.
APPS = {Role.CHIEF: {"publications", "curation"}, Role.ADMINISTRATOR: {"publications", "curation", "auth"}}
