"""What RIS, .enw and EndNote XML have no place for."""

from collections.abc import Callable
from dataclasses import replace

from formats.record import Contributor, Link, Note, Record, Translation
from formats.richtext import parts, plain
from formats.types import TYPES
from tests.formats.losses.left import (
    AUTHORS,
    COUNTED,
    ONE_TITLE,
    REFERENCE,
    Loss,
    date,
    gone,
    is_counted,
    keywords_of_lines,
    link,
    name,
    only,
    page,
    paragraphs,
    right,
    serials,
    words,
)

_SERIES_KINDS = ("Book", "Edited Book", "Report", "Computer Program", "Thesis")
_CONFERENCES = ("Conference Proceedings", "Conference Paper")
_ONE_ISBN = "it has one field for ISSN, ISBN and the number of a report or patent"


class _EndNote:
    """What is left in a format of EndNote's fields; `kind_of` tells the reference type of one of our types."""

    def __init__(self, kind_of: Callable[[Record], str]):
        self.kind_of = kind_of

    def losses(self) -> dict[str, Loss]:
        """Return the losses."""
        return (
            REFERENCE
            | gone("event_date")
            | only("edition", "programs and datasets have versions", lambda one: not self._is_versioned(one))
            | only("version", "only programs and datasets have versions", self._is_versioned)
            | {
                "title": Loss("it has one title, without markup", lambda record: plain(record.full_title)),
                "subtitle": Loss(ONE_TITLE, lambda record: ""),
                "titles": Loss("it has one translated title, without markup or language", _titles),
                "abstracts": Loss("it has one abstract of one paragraph, without markup or language", words),
                "keywords": Loss("they have no language; a semicolon parts one that is alone", keywords_of_lines),
                "links": Loss("links have no labels", _links),
                "notes": Loss("notes have no headings", _notes),
                "contributors": Loss("it has these people, without commas in their names", self._names),
                "identifiers": Loss("it has PubMed's numbers", self._identifiers),
                "page": Loss(COUNTED, page),
                "number_of_pages": Loss(COUNTED, _number_of_pages),
                "number": Loss("only reports and patents have one", self._number),
                "isbn": Loss(_ONE_ISBN, self._isbn),
                "issn": Loss(_ONE_ISBN, lambda record: self._issns(record)[0]),
                "eissn": Loss(_ONE_ISBN, lambda record: self._issns(record)[1]),
                "container_title": Loss("a meeting or a series may stand in its place", self._host),
                "event_title": Loss("a meeting alone stands for the proceedings", self._event),
                "event_place": Loss("only conferences have one", self._event_place),
            }
        )

    def _is_versioned(self, record: Record) -> bool:
        return self.kind_of(record) in ("Computer Program", "Dataset")

    def _names(self, record: Record) -> tuple[Contributor, ...]:
        """Return authors, secondary, tertiary, subsidiary ones in that order."""
        kind = self.kind_of(record)
        groups: list[tuple[str, tuple[str, ...]]] = [("aut", AUTHORS), ("edt", ("edt",))]
        if kind == "Edited Book":
            groups = [("edt", (*AUTHORS, "edt"))]
        if kind == "Thesis":
            groups.append(("ths", ("ths",)))
        groups.append(("trl", ("trl",)))
        return tuple(name(_spoken(one), role) for role, roles in groups for one in record.names(*roles))

    def _identifiers(self, record: Record) -> tuple:
        has_pmcid = self.kind_of(record) in ("Journal Article", "Magazine Article", "Newspaper Article", "Serial")
        return tuple(right(record, "pmid", *["pmcid"] * has_pmcid))

    def _number(self, record: Record) -> str:
        return record.number if self.kind_of(record) in ("Report", "Patent") else ""

    def _isbn(self, record: Record) -> tuple[str, ...]:
        return () if self._number(record) or (self._is_serial(record) and serials(record)[0]) else record.isbn

    def _issns(self, record: Record) -> list[str]:
        lost = self._number(record) or (record.isbn and not self._is_serial(record))
        return ["", ""] if lost else serials(record)

    def _is_serial(self, record: Record) -> bool:
        return self.kind_of(record) in ("Journal Article", "Magazine Article", "Newspaper Article", "Serial")

    def _host(self, record: Record) -> str:
        if self.kind_of(record) in _SERIES_KINDS:
            return record.container_title if record.collection_title else ""
        if self.kind_of(record) == "Conference Proceedings":
            return record.container_title or record.event_title
        return record.container_title

    def _event(self, record: Record) -> str:
        alone = self.kind_of(record) == "Conference Proceedings" and not record.container_title
        return "" if alone else record.event_title

    def _event_place(self, record: Record) -> str:
        told = record.publisher_place or not record.publisher or (record.event_title and record.container_title)
        return record.event_place if self.kind_of(record) in _CONFERENCES and told else ""


def _titles(record: Record) -> tuple[Translation, ...]:
    others = [plain(one.text) for one in record.titles]
    return tuple(Translation(text=text) for text in others if text != plain(record.full_title))[:1]


def _spoken(person: Contributor) -> Contributor:
    parts = {name: getattr(person, name) for name in ("family", "given", "suffix", "literal")}
    return replace(
        person, **{name: " ".join(text.replace(",", " ").replace(";", " ").split()) for name, text in parts.items()}
    )


def _number_of_pages(record: Record) -> str:
    pages = record.number_of_pages
    return pages if is_counted(record) and "-" not in pages and pages != record.article_number else ""


def _links(record: Record) -> tuple[Link, ...]:
    """Return all addresses, full texts last; the page of the record where there is none."""
    full = list(dict.fromkeys(link.url for link in record.links if link.kind == "fulltext"))
    others = dict.fromkeys([record.address or record.url, *(one.url for one in record.links if one.kind != "fulltext")])
    kept = [link(url) for url in others if url and url not in full]
    return tuple(kept + [Link(url=url, kind="fulltext") for url in full])


def _notes(record: Record) -> tuple[Note, ...]:
    return tuple(Note(text=" ".join(f"{note.heading} {note.text}".split())) for note in record.notes)


def _without_small_capitals(text: str) -> str:
    pieces = []
    for piece, tag in parts(text):
        if not tag:
            pieces.append(piece)
        elif tag.lstrip("/") != "sc":
            pieces.append(f"<{tag}>")
    return "".join(pieces)


_OF_TAG = {
    "JOUR": "Journal Article", "MGZN": "Magazine Article", "NEWS": "Newspaper Article", "JFULL": "Serial",
    "BOOK": "Book", "RPRT": "Report", "COMP": "Computer Program", "THES": "Thesis", "DATA": "Dataset",
    "CONF": "Conference Proceedings", "CPAPER": "Conference Paper", "PAT": "Patent",
}  # fmt: skip
RIS = _EndNote(lambda record: _OF_TAG.get(TYPES[record.type].ris, "Generic")).losses() | {
    "issued": Loss(
        "of a span it has the first year", lambda record: date(record)[:4] if "/" in date(record) else date(record)
    )
}
ENDNOTE = _EndNote(lambda record: TYPES[record.type].endnote).losses()
ENDNOTE_XML = ENDNOTE | {
    "abstracts": Loss("it has one abstract, without markup or language", paragraphs),
    "title": Loss(
        "it has one title, without small capitals", lambda record: _without_small_capitals(record.full_title)
    ),
}
