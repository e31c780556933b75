"""RIS, as Research Information Systems and EndNote specify it (2011), with the fields of each type as EndNote has them.

A value is one line. A comma parts the halves of a name, so that of an organisation is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formats.dates import year_of
from formats.identifiers import hyphenated
from formats.languages import name as language_name
from formats.record import Contributor, Record
from formats.richtext import abstract_plain, plain
from formats.types import STATUSES, TYPES

label, media_type, suffix = "RIS", "application/x-research-info-systems", "ris"

_AUTHORS = ("aut", "inv", "art", "cmp", "prf")
# Editors are A2 but where that is for the editors of the series.
_EDITORS = {"BOOK": "A3", "RPRT": "A3", "COMP": "A3"}
_IN_SERIES = ("BOOK", "RPRT", "COMP", "THES")  # of which T2 is the series, not what it is part of
_NUMBERED = ("RPRT", "PAT")  # of which SN is the number of a report or patent


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the lines of each record."""
    for record in records:
        lines = (f"{tag}  - {_line(value)}\r\n" for tag, value in _fields(record) if value)
        yield "".join(lines) + "ER  - \r\n\r\n"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    """Yield tags and values in their order; some values are empty."""
    kind = TYPES[record.type].ris
    yield "TY", kind
    yield "ID", record.id
    yield "TI", plain(record.full_title)
    yield from _names(record, kind)
    yield from _hosts(record, kind)
    yield from _dates(record)
    yield "VL", record.volume
    yield "IS", record.issue or (record.number if kind not in _NUMBERED else "")
    yield from _pages(record)
    yield "ET", record.edition or record.version
    yield "PB", record.publisher
    yield "CY", record.publisher_place or record.event_place
    yield "SN", _serial_number(record, kind)
    yield "DO", record.doi
    yield "UR", record.address or record.url
    yield from (("L1", link.url) for link in record.links if link.kind == "fulltext")
    yield "LA", language_name(record.language) if record.language else ""
    yield "M3", _kind_of_work(record)
    yield from (("KW", plain(keyword.text)) for keyword in record.keywords)
    yield "AB", abstract_plain(record.abstracts[0].text) if record.abstracts else ""
    yield from (("N1", f"{note.heading} {note.text}") for note in record.notes)
    yield from (("AN", row.value) for row in record.identifiers[:20] if row.scheme == "pmid" and not row.problem)


def _line(text: str) -> str:
    return " ".join(text.split())


def _names(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    tags = {**dict.fromkeys(_AUTHORS, "AU"), "edt": _EDITORS.get(kind, "A2"), "trl": "A4"}
    if kind == "THES":
        tags |= {"ths": "A3"}  # the advisor
    order = {"AU": 0, "A2": 1, "A3": 2, "A4": 3}
    named = [(tags[person.role], _name(person)) for person in record.contributors if person.role in tags]
    yield from sorted(named, key=lambda one: order[one[0]])


def _name(person: Contributor) -> str:
    if person.literal or not person.family:
        return (person.literal or person.given).replace(",", " ")
    return ", ".join(filter(None, (person.family.replace(",", " "), person.given, person.suffix)))


def _hosts(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    host = record.container_title or (record.event_title if kind in ("CONF", "CPAPER") else "")
    first, second = (record.collection_title, host) if kind in _IN_SERIES else (host, record.collection_title)
    yield "T2", first or (second if kind not in _IN_SERIES else "")
    yield "T3", second if first else ""
    yield "J2", record.container_title_short
    yield "C3", record.event_title if record.event_title != host else ""
    yield "M1", record.collection_number


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    date = record.issued or record.available or record.defended
    yield "PY", year_of(date)
    yield "DA", f"{date.replace('-', '/')}{'/' * (2 - date.count('-'))}" if date and "/" not in date else ""


def _pages(record: Record) -> Iterator[tuple[str, str]]:
    start, _, end = record.page.partition("-")
    simple = "-" not in end and "," not in record.page
    yield "SP", (start if simple else record.page) or record.article_number or record.number_of_pages
    yield "EP", end if simple else ""
    yield "C7", record.article_number


def _serial_number(record: Record, kind: str) -> str:
    if kind in _NUMBERED and record.number:
        return record.number
    return ", ".join(map(hyphenated, record.isbn)) or ", ".join(filter(None, (record.issn, record.eissn)))


def _kind_of_work(record: Record) -> str:
    status = STATUSES.get(record.publication_status)
    return ", ".join(filter(None, (TYPES[record.type].genre_en or record.genre, status.csl if status else "")))
