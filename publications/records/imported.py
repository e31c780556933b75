"""A Record as JSON, kept with its source: what the source said last, against which a later import is compared.

It is the Record as it was stored: identifiers with the problems that were found, notes on what has no other place.
Fields that are not set are left out, so that a field which comes later is not set in what was kept before.
"""

import json
from dataclasses import fields
from operator import attrgetter

from formats import record as nouns
from formats.record import Record

LEFT_OUT = ("id", "source", "url", "created", "updated")
PARTS = {
    "titles": nouns.Translation,
    "abstracts": nouns.Translation,
    "keywords": nouns.Translation,
    "contributors": nouns.Contributor,
    "affiliations": nouns.Affiliation,
    "identifiers": nouns.Identifier,
    "links": nouns.Link,
    "funding": nouns.Funding,
    "subjects": nouns.Subject,
    "notes": nouns.Note,
}
KINDS = (*dict.fromkeys(PARTS.values()), Record)
DEFAULTS = {kind: {field.name: field.default for field in fields(kind)} for kind in KINDS}
_VALUES = {kind: attrgetter(*names) for kind, names in DEFAULTS.items()}


def to_json(record: Record) -> str:
    """Return what a record says, as JSON; neither whose it is nor when it was changed."""
    return json.dumps(plain_of(record), separators=(",", ":"))


def plain_of(value: object) -> object:
    """Return a value of a record, or a whole one, as JSON has it: dicts, lists, texts, numbers."""
    if isinstance(value, tuple):
        return [plain_of(one) for one in value]
    if type(value) not in DEFAULTS:
        return value
    told = zip(DEFAULTS[type(value)].items(), _VALUES[type(value)](value), strict=True)
    plain = {name: plain_of(one) if one.__class__ is tuple else one for (name, usual), one in told if one != usual}
    return {name: one for name, one in plain.items() if name not in LEFT_OUT} if type(value) is Record else plain


def record_from(kept: dict) -> Record:
    """Return the record that was kept."""
    return _made(Record, kept)


def value_from(field: str, kept: object) -> object:
    """Return the value of a field as a record has it; the opposite of `plain_of`."""
    if not isinstance(kept, list):
        return kept
    kind = PARTS.get(field)
    return tuple(_made(kind, one) if kind else one for one in kept)


def _made(kind: type, kept: dict) -> object:
    return kind(**{name: value_from(name, value) for name, value in kept.items() if name in DEFAULTS[kind]})
