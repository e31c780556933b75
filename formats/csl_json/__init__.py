"""CSL-JSON, what citation processors read. CSL 1.0.2, https://github.com/citation-style-language/schema, csl-data.json.

`item` is what a citation needs. `write` adds, under `custom`, what CSL has no place for, so that what is written reads
back the same. `record_of` reads the CSL-JSON of others too, and the extra keys that formats/csl_json/reading.py names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from formats.csl_json.reading import record_of
from formats.csl_json.writing import item, whole_item
from formats.record import Record, Refusal

__all__ = ["item", "label", "media_type", "read", "record_of", "suffix", "write"]

_SHOWN = 2000  # characters of what was refused


class _Bad(str):
    """A line that is not JSON."""


label, media_type, suffix = "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json"


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield an array of items."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(whole_item(record), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each item of an array, of {"items": ...}, or of lines; ValueError for no JSON."""
    return [_read(number, found) for number, found in enumerate(_items(text), start=1)]


def _read(number: int, found: object) -> Record | Refusal:
    if isinstance(found, _Bad):
        return Refusal(position=number, text=found[:_SHOWN], reason="This line is not JSON.")
    try:
        return record_of(found)
    except ValueError as error:
        return Refusal(position=number, text=json.dumps(found, ensure_ascii=False)[:_SHOWN], reason=str(error))


def _items(text: str) -> list:
    text = text.removeprefix("\ufeff")
    try:
        found = json.loads(text)
    except RecursionError:
        raise ValueError("It is nested too deeply.") from None
    except json.JSONDecodeError as error:
        return _lines(text, error)
    if isinstance(found, dict) and isinstance(found.get("items"), list):
        found = found["items"]
    if not isinstance(found, list | dict):
        raise ValueError("It is JSON, but neither an item nor a list of items.")
    return found if isinstance(found, list) else [found]


def _lines(text: str, first_error: json.JSONDecodeError) -> list:
    """Return the items of a text with one in each line, and the lines that hold none."""
    found = [_line(line) for line in text.splitlines() if line.strip()]
    if not any(isinstance(item, dict) for item in found):
        raise ValueError(f"It is not JSON: {first_error}") from None
    return found


def _line(line: str) -> object:
    try:
        return json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return _Bad(line)
