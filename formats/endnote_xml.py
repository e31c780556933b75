"""EndNote XML, as EndNote exports and imports it: elements xml/records/record with the type as number and name.

Titles keep italics, bold, super- and subscript in style elements; otherwise it carries what RIS does (formats/ris.py).
Elements: the DTD that EndNote distributes (RSXML.dtd), and what EndNote 21 writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.endnote.kinds import NUMBERS
from formats.endnote.writing import fields_of
from formats.record import Record, Refusal
from formats.richtext import parts
from formats.types import TYPES
from formats.xml_writing import Node, add

label, media_type, suffix = "EndNote XML", "application/x-endnote+xml", "endnote.xml"

# Where a field stands, in EndNote's order of elements; several values are elements of one name.
PLACES = {
    "author": "contributors/authors/author",
    "secondary_author": "contributors/secondary-authors/author",
    "tertiary_author": "contributors/tertiary-authors/author",
    "subsidiary_author": "contributors/subsidiary-authors/author",
    "title": "titles/title",
    "translated_title": "titles/translated-title",
    "secondary_title": "titles/secondary-title",
    "tertiary_title": "titles/tertiary-title",
    "journal": "periodical/full-title",
    "short_host": "periodical/abbr-1",
    "pages": "pages",
    "volume": "volume",
    "number": "number",
    "series_number": "section",
    "edition": "edition",
    "keyword": "keywords/keyword",
    "year": "dates/year",
    "date": "dates/pub-dates/date",
    "place": "pub-location",
    "publisher": "publisher",
    "isbn": "isbn",
    "accession": "accession-num",
    "abstract": "abstract",
    "note": "notes",
    "url": "urls/related-urls/url",
    "pdf": "urls/pdf-urls/url",
    "publisher_place": "custom1",
    "pmcid": "custom2",
    "event": "custom3",
    "article_number": "custom7",
    "doi": "electronic-resource-num",
    "database": "remote-database-name",
    "language": "language",
    "work_type": "work-type",
}
FACES = {"i": "italic", "b": "bold", "sub": "subscript", "sup": "superscript", "sc": ""}
_ARTICLES = ("Journal Article", "Magazine Article", "Newspaper Article")
_PATHS = {field: (path.rpartition("/")[0], path.rpartition("/")[2]) for field, path in PLACES.items()}
_ORDER = {field: place for place, field in enumerate(PLACES)}
_SEEN = re.compile(r"<records?[\s>].*<ref-type\b|<ref-type\b[^<>]*\bname=", re.S)


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield a document, record by record."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
    for record in records:
        yield node(record).in_one_line() + "\n"
    yield "</records></xml>\n"


def node(record: Record) -> Node:
    """Return the record element of a record."""
    kind = TYPES[record.type].endnote
    root = Node("record")
    add(root, "source-app", "Research portal", {"name": "Research portal"})
    add(root, "ref-type", str(NUMBERS[kind]), {"name": kind})
    parents = {"": root}
    for field, value in sorted(_fields(record, kind), key=lambda row: _ORDER[row[0]]):
        path, last = _PATHS[field]
        parent = parents.get(path) or _grown(parents, path)
        if field == "title":
            _styled(add(parent, last), record.full_title)
        else:
            add(parent, last, value)
    if record.id:
        add(root, "label", record.id)
    return root


def _grown(parents: dict[str, Node], path: str) -> Node:
    """Return the node at a path, made with those above it where there is none."""
    if path not in parents:
        above, _, name = path.rpartition("/")
        parents[path] = add(_grown(parents, above), name)
    return parents[path]


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    notes = []
    for field, value in fields_of(record, kind):
        if field == "note":
            notes.append(" ".join(value.split()))
        elif value:
            yield field, value
        if value and field == "secondary_title" and kind in _ARTICLES:
            yield "journal", value
    if notes:
        yield "note", "\n".join(notes)


def _styled(title: Node, text: str) -> None:
    """Put rich text into an element: plain where it is, else each piece in a style element with its faces."""
    pieces = _faced(text)
    if len(pieces) == 1 and pieces[0][0] == "normal":
        title.text = pieces[0][1]
        return
    for face, piece in pieces:
        add(title, "style", piece, {"face": face, "font": "default", "size": "100%"})


def _faced(text: str) -> list[tuple[str, str]]:
    """Return rich text in pieces, each with its faces; small capitals have none, so they part nothing."""
    found: list[tuple[str, str]] = []
    faces: list[str] = []
    for piece, tag in parts(text):
        if tag.startswith("/"):
            faces.pop()
        elif tag:
            faces.append(FACES[tag])
        else:
            face = " ".join(dict.fromkeys(filter(None, faces))) or "normal"
            if found and found[-1][0] == face:
                piece = found.pop()[1] + piece
            found.append((face, piece))
    return found


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each record element; ValueError where there is none."""
    from formats.endnote.xml_reading import read as read_elements  # what writing can do without

    return read_elements(text)


def recognises(text: str) -> bool:
    """Say whether a text has records with EndNote's reference types."""
    return "<record" in text[:100_000] and bool(_SEEN.search(text[:100_000]))
