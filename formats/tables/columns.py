"""The columns of a table of publications: what each is called, what it holds of a Record, and what else it is called.

Titles are rich text, as in a Record; abstracts are plain, a line for each paragraph. A cell with several things has
semicolons between them (cells.py). What a table cannot hold: where each name worked, the language of keywords, the
titles and kinds of links, the markup of an abstract and other abstracts than the first.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

from formats.record import Contributor, Record
from formats.richtext import abstract_plain
from formats.tables.cells import LONGEST, joined, safe


class Column(NamedTuple):
    """A column: its name, what its cell says of a record, and the names under which others have the same."""

    name: str
    cell: Callable[[Record], str]
    others: tuple[str, ...] = ()


def _field(name: str, *others: str) -> Column:
    return Column(name, attrgetter(name), others)


def _name(person: Contributor) -> str:
    """Return "Family, Given, Suffix"; in brackets what cannot be divided: "[The Fog Group]"."""
    if person.literal or not person.family:
        return f"[{safe(person.literal or person.given)}]"
    return ", ".join(map(safe, filter(None, (person.family, person.given, person.suffix))))


def _authors(record: Record) -> str:
    return joined(map(_name, record.names("aut")))


def _others(record: Record) -> str:
    return joined(f"{_name(person)} [{person.role}]" for person in record.contributors if person.role != "aut")


def _orcids(record: Record) -> str:
    return joined(person.orcid for person in record.names("aut"))


def _units(record: Record) -> str:
    places = (place.unit for person in record.contributors for place in person.affiliations if place.unit)
    return joined(map(safe, dict.fromkeys(places)))


def _in_language(rows: tuple) -> str:
    return joined(f"[{row.language}] {safe(row.text)}" if row.language else safe(row.text) for row in rows)


def _abstract(record: Record) -> str:
    return abstract_plain(record.abstracts[0].text)[:LONGEST] if record.abstracts else ""


def _subjects(record: Record) -> str:
    return joined(row.code if row.edition == "2011" else f"{row.code} [{row.edition}]" for row in record.subjects)


def _funding(record: Record) -> str:
    rows = ((row.funder, row.funder_id, row.award, row.title) for row in record.funding)
    return joined(joined(map(safe, row), " | ") for row in rows)


def _moment(name: str) -> Column:
    return Column(name, lambda record: moment.isoformat() if (moment := getattr(record, name)) else "")


COLUMNS = (
    _field("id", "key"),
    _field("type", "item type", "document type", "typ", "publikationstyp", "dokumenttyp"),
    _field("title", "titel", "article title", "document title"),
    _field("subtitle", "undertitel"),
    Column("authors", _authors, ("author", "författare", "upphov", "upphovspersoner", "author full names", "creator")),
    Column("orcids", _orcids, ("orcid", "author orcids")),
    Column("contributors", _others, ("medverkande",)),
    Column("contributor_count", lambda record: str(record.contributor_count or ""), ("number of authors",)),
    Column("units", _units, ("enheter", "organisations", "institutioner")),
    _field("issued", "year", "date", "år", "utgivningsår", "publiceringsår", "publication year", "publication date"),
    _field("container_title", "journal", "source title", "publication title", "tidskrift", "värdpublikation", "source"),
    _field("container_title_short", "abbreviated source title", "journal abbreviation"),
    _field("volume", "volym", "årgång", "vol"),
    _field("issue", "nummer", "häfte", "no"),
    _field("page", "pages", "sidor", "sida"),
    _field("article_number", "artikelnummer", "art. no.", "article no."),
    _field("number_of_pages", "num pages", "sidantal", "antal sidor"),
    _field("edition", "upplaga"),
    _field("version"),
    _field("number", "report number", "rapportnummer"),
    _field("collection_title", "series", "serie"),
    _field("collection_number", "series number", "nummer i serie"),
    _field("event_title", "conference name", "conference", "konferens"),
    _field("event_place", "conference place", "conference location", "konferensort"),
    _field("event_date", "conference date", "konferensdatum"),
    _field("publisher", "förlag", "utgivare"),
    _field("publisher_place", "place", "utgivningsort", "ort"),
    _field("doi"),
    _field("issn"),
    _field("eissn", "e-issn"),
    Column("isbn", lambda record: joined(record.isbn), ("isbns",)),
    Column("identifiers", lambda record: joined(f"{row.scheme}:{safe(row.value)}" for row in record.identifiers)),
    _field("url"),
    Column("links", lambda record: joined(safe(row.url) for row in record.links), ("link", "länk", "länkar", "urls")),
    _field("language", "språk", "language of original document"),
    Column("titles", lambda record: _in_language(record.titles), ("parallel titles", "alternativa titlar")),
    Column("abstract", _abstract, ("sammanfattning", "abstract note", "referat")),
    Column(
        "keywords",
        lambda record: joined(safe(row.text) for row in record.keywords),
        ("author keywords", "nyckelord", "ämnesord", "manual tags", "keyword"),
    ),
    Column("subjects", _subjects, ("uka", "ukä", "ämnen", "forskningsämnen")),
    Column("funding", _funding, ("finansiering",)),
    Column(
        "notes",
        lambda record: joined(
            f"[{safe(row.heading)}] {safe(row.text)}" if row.heading else safe(row.text) for row in record.notes
        ),
        ("note", "anmärkning", "anmärkningar"),
    ),
    _field("genre"),
    _field("content_type", "innehållstyp"),
    _field("publication_status", "status", "publication stage", "publiceringsstatus"),
    _field("available", "epub date"),
    _field("accepted"),
    _field("defended", "disputationsdatum"),
    _field("open_access", "öppen tillgång"),
    _field("licence", "license", "licens"),
    Column("ours", lambda record: {True: "yes", False: "no"}.get(record.ours, "")),
    _moment("created"),
    _moment("updated"),
)
NAMES = tuple(column.name for column in COLUMNS)
KNOWN = {other: column.name for column in COLUMNS for other in (column.name, *column.others)} | {
    column.name.replace("_", " "): column.name for column in COLUMNS
}


def cells_of(record: Record) -> list[str]:
    """Return the cells of a record, in the order of NAMES."""
    return [column.cell(record)[:LONGEST] for column in COLUMNS]
