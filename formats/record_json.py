"""Plain JSON of a Record, all of it: an array of objects with the names of formats/record.py, without what is empty.

What is read passes the same gate as CSL-JSON of our own, where titles are cleaned and numbers checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime

from formats.csl_json.reading import COPIED
from formats.csl_json.reading import record_of as csl_record_of
from formats.csl_json.writing import KEYS, OURS
from formats.json_text import HEAD, is_json, read_each
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.types import TYPES

label, media_type, suffix = "JSON", "application/json", "json"

_FIELDS = [field.name for field in fields(Record)]
_DEFAULTS = {field.name: field.default for field in fields(Record)}
_COPIED = {
    **{field: name for name, field in COPIED.items()},
    **{"id": "id", "doi": "DOI", "isbn": "ISBN", "number_of_pages": "number-of-pages", "event_date": "event-date"},
}
_CUSTOM = {field: name for name, field in OURS.items()}
_TYPE = re.compile(rf'"type"\s*:\s*"(?:{"|".join(map(re.escape, TYPES))})"')


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield an array of objects."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(_object(record), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _object(record: Record) -> dict:
    found = ((name, getattr(record, name)) for name in _FIELDS)
    return {name: _json(value) for name, value in found if name == "type" or value != _DEFAULTS[name]}


def _json(value: object) -> object:
    if isinstance(value, tuple):
        return [row if isinstance(row, str) else _parts(row) for row in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _parts(row: object) -> dict:
    found = ((field.name, getattr(row, field.name)) for field in fields(row))
    return {name: _json(value) for name, value in found if value}


def recognises(text: str) -> bool:
    """Return whether it has a type as we call them; in CSL-JSON of ours that is an `output-type`."""
    return is_json(text) and bool(_TYPE.search(text, 0, HEAD))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each object of an array, {"items": ...}, or lines; ValueError for no JSON."""
    return read_each(text, record_of, "items")


def record_of(given: object) -> Record:
    """Return the Record of an object; ValueError with the reason where it is none, or has no type or title."""
    if not isinstance(given, dict):
        raise ValueError(Sentence("It is not a record: not a JSON object."))
    if given.get("type") not in TYPES:
        raise ValueError(Sentence("It has no type that we know."))
    custom = {name: _renamed(given[field]) for field, name in _CUSTOM.items() if field in given}
    return csl_record_of({name: given[field] for field, name in _COPIED.items() if field in given} | {"custom": custom})


def _renamed(value: object) -> object:
    """Return a value, the names in its objects as CSL-JSON of ours has them."""
    if isinstance(value, list):
        return [_renamed(row) for row in value]
    if isinstance(value, dict):
        return {KEYS.get(name, name): _renamed(row) for name, row in value.items()}
    return value
