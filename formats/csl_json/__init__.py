"""CSL-JSON, what citation processors read. CSL 1.0.2, https://github.com/citation-style-language/schema, csl-data.json.

`item` is what a citation needs. `write` adds, under `custom`, what CSL has no place for, so that what is written reads
back the same. `record_of` reads the CSL-JSON of others too, and the extra keys that formats/csl_json/reading.py names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from formats.csl_json.reading import record_of
from formats.csl_json.writing import item, whole_item
from formats.json_text import is_json, read_each
from formats.record import Record, Refusal

__all__ = ["item", "label", "media_type", "read", "recognises", "record_of", "suffix", "write"]

label, media_type, suffix = "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json"


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield an array of items."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(whole_item(record), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def recognises(text: str) -> bool:
    """Return whether it begins as JSON does; this is the last of JSON's formats to ask."""
    return is_json(text)


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each item of an array, of {"items": ...}, or of lines; ValueError for no JSON.

    The items of an object may also stand under their ids, or under "references".
    """
    return read_each(text, record_of, "items", "references")
