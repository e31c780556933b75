"""RIS, as Research Information Systems and EndNote specify it (2011), with the fields of each type as EndNote has them.

A value is one line. A comma parts the halves of a name, so that of an organisation has none ("Volvo AB," has one at its
end, lest AB be taken for initials). Read are also files with one blank before the dash, values of several lines,
records that end without ER or begin without a blank line, and what databases and programs make of the tags.

What a record cannot carry: markup, the subtitle apart from the title, other titles but one, abstracts but the first,
languages of words, roles but author, editor, translator and advisor, ORCID iDs and affiliations, second dates, the last
year of a span, the number of a work beside its issue, ISSNs beside ISBNs, identifiers but DOI, ISSN, ISBN and PubMed's,
funding, subjects, licences, and of conferences when they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.endnote.kinds import OF_RIS
from formats.endnote.names import parts_of
from formats.endnote.writing import fields_of
from formats.record import Record, Refusal
from formats.types import TYPES

label, media_type, suffix = "RIS", "application/x-research-info-systems", "ris"

TAGS = {
    "title": "TI", "author": "AU", "secondary_author": "A2", "tertiary_author": "A3", "subsidiary_author": "A4",
    "secondary_title": "T2", "tertiary_title": "T3", "short_host": "J2", "event": "C3", "series_number": "M1",
    "year": "PY", "date": "DA", "volume": "VL", "number": "IS", "pages": "SP", "article_number": "C7", "edition": "ET",
    "publisher": "PB", "place": "CY", "publisher_place": "C1", "isbn": "SN", "doi": "DO", "url": "UR", "pdf": "L1",
    "language": "LA", "work_type": "M3", "keyword": "KW", "abstract": "AB", "note": "N1", "accession": "AN",
    "pmcid": "C2", "database": "DB", "translated_title": "TT",
}  # fmt: skip
_TYPE = re.compile(r"^\s*(?:\d+\.\s+)?TY {0,2}-", re.M)


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the lines of each record."""
    for record in records:
        lines = [f"{tag}  - {value}\r\n" for tag, value in _lines(record) if value]
        yield "".join(lines) + "ER  - \r\n\r\n"


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    kind = TYPES[record.type].ris
    yield "TY", kind
    yield "ID", " ".join(record.id.split())
    for field, value in fields_of(record, OF_RIS[kind]):
        if not value:
            continue
        if field == "pages":
            yield from _pages(value)
        elif field == "date":
            yield "DA", _date(value)
        else:
            value = " ".join(value.split())
            yield TAGS[field], _name(value) if field.endswith("author") else value


def _name(text: str) -> str:
    """Return a name; that of an organisation has no comma at its end, unless it would be taken apart: "Volvo AB,"."""
    bare = text.rstrip(",")
    return bare if bare == text or list(parts_of(bare)) == [{"literal": bare}] else text


def _date(text: str) -> str:
    """Return 2024/05/17 or 2024/05/ or 2024//, as far as known; of several years the first."""
    text = text[:4] if "/" in text else text
    return text.replace("-", "/") + "/" * (2 - text.count("-"))


def _pages(text: str) -> Iterator[tuple[str, str]]:
    """Yield the first and the last page; pages that are more than these two stand whole in the first."""
    start, _, end = text.partition("-")
    simple = "-" not in end and "," not in text
    yield "SP", " ".join((start if simple else text).split())
    yield "EP", " ".join(end.split()) if simple and end != start else ""


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each reference; ValueError where there is none."""
    from formats.endnote.ris_reading import read as read_lines  # what writing can do without

    return read_lines(text)


def recognises(text: str) -> bool:
    """Say whether a text has a line that begins a reference."""
    return bool(_TYPE.search(text[:200_000]))
