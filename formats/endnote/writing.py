"""The fields of a record as EndNote's reference types have them; RIS, .enw and EndNote XML have a name for each."""

from __future__ import annotations

from collections.abc import Iterator

from formats.csl_json.numbers import is_counted
from formats.dates import year_of
from formats.endnote.kinds import ARTICLES, AT_EVENT, EDITED, IN_SERIES, NUMBERED, VERSIONED, at_event, words_of
from formats.identifiers import hyphenated
from formats.languages import name as language_name
from formats.record import Contributor, Record
from formats.richtext import abstract_plain, plain

AUTHORS = ("aut", "inv", "art", "cmp", "prf")
_TERTIARY_EDITORS = ("Book", "Report", "Computer Program")  # secondary are those of the series
Fields = Iterator[tuple[str, str]]


def fields_of(record: Record, kind: str) -> Fields:
    """Yield names of fields and their values in the order that people expect; some values are empty."""
    title = plain(record.full_title)
    yield "title", title
    yield "translated_title", next((told for one in record.titles if (told := plain(one.text)) != title), "")
    yield from _names(record, kind)
    yield from _hosts(record, kind)
    yield from _dates(record)
    yield "volume", record.volume
    yield "number", record.issue
    yield from _pages(record)
    yield "edition", record.version if kind in VERSIONED else record.edition
    yield "publisher", record.publisher
    yield from _places(record, kind)
    yield "isbn", _serial_number(record, kind)
    yield "doi", record.doi
    yield from (("url", url) for url in dict.fromkeys((record.address or record.url, *_urls(record))))
    yield from (("pdf", url) for url in dict.fromkeys(link.url for link in record.links if link.kind == "fulltext"))
    yield "language", language_name(record.language) if record.language else ""
    yield "work_type", words_of(record, kind, record.genre)
    yield from (("keyword", word) for word in dict.fromkeys(plain(keyword.text) for keyword in record.keywords))
    yield "abstract", abstract_plain(record.abstracts[0].text) if record.abstracts else ""
    yield from (("note", f"{note.heading} {note.text}") for note in record.notes)
    yield from _archives(record, kind)


def _names(record: Record, kind: str) -> Fields:
    fields = {**dict.fromkeys(AUTHORS, "author"), "edt": "secondary_author", "trl": "subsidiary_author"}
    if kind in _TERTIARY_EDITORS:
        fields["edt"] = "tertiary_author"
    if kind in EDITED:
        fields["edt"] = "author"
    if kind == "Thesis":
        fields["ths"] = "tertiary_author"  # the advisor
    order = ("author", "secondary_author", "tertiary_author", "subsidiary_author")
    named = [(fields[person.role], person) for person in record.contributors if person.role in fields]
    for field in order if len(named) > 1 else {field for field, _ in named}:
        yield from ((field, _name(person)) for where, person in named if where == field)


def _name(person: Contributor) -> str:
    """Return "Family, Given, Suffix"; an organisation has a comma at its end and nowhere else."""
    family, given, suffix = (_without_commas(part) for part in (person.family, person.given, person.suffix))
    if person.literal or not family or not given:
        return _without_commas(person.literal or family or given) + ","
    return ", ".join(filter(None, (family, given, suffix)))


def _without_commas(text: str) -> str:
    """Return a part of a name without what parts names."""
    if text.isalpha():  # as most are
        return text
    return " ".join(text.replace(",", " ").replace(";", " ").split())


def _hosts(record: Record, kind: str) -> Fields:
    host, event = record.container_title, record.event_title
    if kind in AT_EVENT:
        first, second, third = event or host, record.collection_title, host if event else ""
        if kind == "Conference Paper" and not event:  # of which a title alone is that of the event
            first, third = "", host
    elif kind in IN_SERIES:
        first, second, third = record.collection_title, host if record.collection_title else "", event
    else:
        first, second, third = host, record.collection_title, event
    yield "secondary_title", first
    yield "tertiary_title", second
    yield "short_host", record.container_title_short
    yield "event", third
    yield "series_number", record.collection_number


def _places(record: Record, kind: str) -> Fields:
    """Yield the places of a conference and of the publisher; one alone where a reader can know which it is."""
    event, house = record.event_place if kind in AT_EVENT else "", record.publisher_place
    of_event = kind in AT_EVENT and at_event(record.publisher, record.container_title if record.event_title else "")
    if event and (house or of_event):
        yield "place", event
        yield "publisher_place", house
    else:
        yield "publisher_place" if of_event else "place", house


def _dates(record: Record) -> Fields:
    date = record.issued or record.available or record.defended
    yield "year", year_of(date)
    yield "date", date


def _pages(record: Record) -> Fields:
    page = record.page
    if is_counted(record.type) and "-" not in page:
        page = record.number_of_pages if "-" not in record.number_of_pages else ""
    yield "pages", page or record.article_number
    yield "article_number", record.article_number


def _serial_number(record: Record, kind: str) -> str:
    if kind in NUMBERED and record.number:
        return record.number
    of_book = ", ".join(map(hyphenated, record.isbn))
    of_serial = ", ".join(filter(None, (record.issn, record.eissn)))
    return (of_serial or of_book) if kind in ARTICLES else (of_book or of_serial)


def _urls(record: Record) -> Iterator[str]:
    return (link.url for link in record.links if link.kind != "fulltext")


def _archives(record: Record, kind: str) -> Fields:
    """Yield the numbers that the work has in PubMed and, of an article, in PubMed Central."""
    pmid, pmcid = (
        next((row.value for row in record.identifiers if row.scheme == scheme and not row.problem), "")
        for scheme in ("pmid", "pmcid")
    )
    yield "pmcid", pmcid if kind in ARTICLES else ""
    yield "accession", pmid
    yield "database", "PubMed" if pmid else ""
