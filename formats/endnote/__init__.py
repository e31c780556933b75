"""EndNote's tagged format (.enw, after Unix refer), as EndNote's import filter "EndNote Import" reads it.

A reference begins with %0 and its type by name, and ends with an empty line. Each author, keyword and note has a line.
An organisation ends with a comma, so that EndNote does not take its last word for a family name.

It carries what RIS does (see formats/ris.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.endnote.writing import fields_of
from formats.record import Record, Refusal
from formats.types import TYPES

label, media_type, suffix = "EndNote", "application/x-endnote-refer", "enw"

_ARTICLES = ("Journal Article", "Magazine Article", "Newspaper Article")
TAGS = {
    "title": "%T", "author": "%A", "secondary_author": "%E", "tertiary_author": "%Y", "subsidiary_author": "%?",
    "secondary_title": "%B", "tertiary_title": "%S", "short_host": "%O", "event": "%3", "series_number": "%&",
    "year": "%D", "date": "%8", "volume": "%V", "number": "%N", "pages": "%P", "article_number": "%]", "edition": "%7",
    "publisher": "%I", "place": "%C", "publisher_place": "%1", "isbn": "%@", "doi": "%R", "url": "%U", "pdf": "%>",
    "language": "%G", "work_type": "%9", "keyword": "%K", "abstract": "%X", "note": "%Z", "accession": "%M",
    "pmcid": "%$", "database": "%W", "translated_title": "%Q",
}  # fmt: skip
_TYPE = re.compile(r"^\ufeff?%0[ \t]+[A-Z]", re.M)


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the lines of each record."""
    for record in records:
        kind = TYPES[record.type].endnote
        host = {"secondary_title": "%J"} if kind in _ARTICLES else {}
        lines = [f"%0 {kind}\r\n", f"%F {_line(record.id)}\r\n" if record.id else ""]
        lines += [
            f"{host.get(field) or TAGS[field]} {_line(value)}\r\n" for field, value in fields_of(record, kind) if value
        ]
        yield "".join(lines) + "\r\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each reference; ValueError where there is none."""
    from formats.endnote.enw_reading import read as read_lines  # what writing can do without

    return read_lines(text)


def recognises(text: str) -> bool:
    """Say whether a text has a line that names the type of a reference."""
    return bool(_TYPE.search(text[:100_000]))
