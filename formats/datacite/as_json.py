"""DataCite JSON: the attributes of their schema 4.5, an object for each record in a list.

It reads what DataCite's API answers too, one record or a list, and a record in each line. See formats/datacite.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from formats.datacite.reading import record_of
from formats.datacite.writing import attributes_of
from formats.json_text import HEAD, is_json, read_each
from formats.record import Record, Refusal

label, media_type, suffix = "DataCite JSON", "application/vnd.datacite.datacite+json", "datacite.json"

_KEY = re.compile(
    r'"(?:resourceTypeGeneral|resource-type-general|nameIdentifierScheme|schemaVersion|schema-version|'
    r'relatedIdentifierType|nameType|descriptionType|publicationYear)"\s*:'
)


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield an array of records."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(attributes_of(record), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each record of an answer, a list, or lines; ValueError for no JSON."""
    return read_each(text, record_of, "data")


def recognises(text: str) -> bool:
    """Return whether it has keys of DataCite."""
    return is_json(text) and bool(_KEY.search(text, 0, HEAD))
