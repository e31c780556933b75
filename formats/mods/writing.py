"""A Record as a mods element, in the order in which SwePub's own examples have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from formats.containers import isbn_is_of_host, serial_numbers_are_of
from formats.licences import address as licence_address
from formats.mods.hosts import add_hosts
from formats.mods.names import add_name, creator_count
from formats.mods.vocabulary import (
    DATES,
    EXACT,
    LOCAL,
    NAMESPACE,
    NO_LANGUAGE,
    NOTES,
    NUMBER,
    PATENT,
    SCHEMA,
    XLINK,
    XSI,
)
from formats.record import Identifier, Link, Record, Translation
from formats.richtext import abstract_plain, clean_abstract, clean_title, plain
from formats.types import OPEN_ACCESS, STATUSES, TYPES
from formats.xml_tree import Element
from formats.xml_writing import Node, add

SPACES = {"xmlns": NAMESPACE, "xmlns:xlink": XLINK, "xmlns:xsi": XSI, "xsi:schemaLocation": SCHEMA}
_ATTRIBUTES = SPACES | {"version": "3.8"}
_CODE = {"type": "code", "authority": "marcrelator"}
_ACCESS = {**dict.fromkeys(OPEN_ACCESS, "gratis"), "closed": "restricted"}
_SPECIAL = re.compile(r"[&<\\${^]")
_MARKUP = re.compile(r"<(?!/?p>)|&(?!amp;\s)|[\\${^\n]|\A(?!<p>)|</p>(?!<p>|\Z)|\s\s|\s</p>|<p>\s")
_SIGNS = ("<", "&", "\\", "$", "{", "^", "  ")
_LINKS = {"fulltext": "raw object", "related": "object in context", "data": "object in context"}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who delivers records to SwePub: its code ("lu"), its authority for units ("lu.se"), names and ROR id."""

    code: str
    authority: str
    names: tuple[Translation, ...] = ()
    ror: str = ""


def element(record: Record, house: House | None = None) -> Element:
    """Return the mods element of a record: see `node`."""
    return node(record, house).element()


def node(record: Record, house: House | None = None) -> Node:
    """Return the mods element of a record; with a house, as that house delivers it to SwePub.

    Then its units stand under it, and what must not be spread is left out: ISI numbers, and ORCID iDs that failed
    their check, since those may be anything, even a personal number.
    """
    mods = Node("mods", _ATTRIBUTES)
    new = partial(add, mods)
    source = house.code if house else record.source or LOCAL
    _record_info(new, record, source)
    _identifiers(new, record, house)
    _titles(new, record)
    _abstracts(new, _in_order(record.abstracts) if house else record.abstracts)
    _subjects(new, record)
    language = new("language")
    add(language, "languageTerm", record.language or NO_LANGUAGE, {"type": "code", "authority": "iso639-2b"})
    _genres(new, record)
    _notes(new, record)
    for contributor in record.contributors:
        add_name(mods, contributor, record, source, house)
    _origin(new, record)
    add_hosts(mods, record)
    _locations(new, record)
    _access(new, record)
    _physical(new, record)
    new("typeOfResource", TYPES[record.type].mods)
    return mods


def _record_info(new: partial, record: Record, source: str) -> None:
    info = new("recordInfo")
    add(info, "recordContentSource", source)
    for name, moment in (("recordCreationDate", record.created), ("recordChangeDate", record.updated)):
        if moment:
            add(info, name, moment.isoformat(), {"encoding": "w3cdtf"})
    if record.id:
        add(info, "recordIdentifier", record.id)


def _identifiers(new: partial, record: Record, house: House | None) -> None:
    if record.url:
        new("identifier", record.url, {"type": "uri"})
    if record.doi:
        new("identifier", record.doi, {"type": "doi"})
    if record.number:
        new("identifier", record.number, {"type": PATENT if record.type.endswith("/patent") else NUMBER})
    if not isbn_is_of_host(record):
        for isbn in record.isbn:
            new("identifier", isbn, {"type": "isbn"})
    if serial_numbers_are_of(record) == "":
        for scheme in ("issn", "eissn"):
            if number := getattr(record, scheme):
                new("identifier", number, {"type": "issn", "displayLabel": scheme.upper()})
    for row in record.identifiers:
        if not (house and row.scheme == "isi"):
            new("identifier", row.value, _scheme(row))


def _scheme(row: Identifier) -> dict[str, str]:
    if not row.problem:
        return {"type": row.scheme}
    return {"type": row.scheme, "invalid": "yes", "displayLabel": row.problem}


def _titles(new: partial, record: Record) -> None:
    info = new("titleInfo", attributes={"lang": record.language} if record.language else None)
    for name, text in (("title", record.title), ("subTitle", record.subtitle)):
        if text or name == "title":
            add(info, name, _told(new, name, text))
    for title in record.titles:
        attributes = {"type": "alternative", "lang": title.language} if title.language else {"type": "alternative"}
        add(new("titleInfo", attributes=attributes), "title", _told(new, "alternative", title.text))


def _told(new: partial, name: str, text: str) -> str:
    """Return rich text as plain text, which is all that MODS has; where it says more it stands in an extension too."""
    told = plain(text)
    if _SPECIAL.search(text) and clean_title(told) != text:
        new("extension", text, {"displayLabel": EXACT, "type": name})
    return told


def _in_order(abstracts: tuple[Translation, ...]) -> list[Translation]:
    """Return the abstracts as SwePub classifies them by: an English or Swedish one first."""
    return sorted(abstracts, key=lambda abstract: abstract.language not in ("eng", "swe"))


def _abstracts(new: partial, abstracts: tuple[Translation, ...] | list[Translation]) -> None:
    told = [abstract_plain(abstract.text) for abstract in abstracts]
    for abstract, text in zip(abstracts, told, strict=True):
        new("abstract", text, {"lang": abstract.language} if abstract.language else None)
    if any(_says_more(abstract.text, text) for abstract, text in zip(abstracts, told, strict=True)):
        for abstract in abstracts:
            new("extension", abstract.text, {"displayLabel": EXACT, "type": "abstract"})


def _says_more(html: str, told: str) -> bool:
    """Return whether an abstract cannot be made of its plain text again; most are paragraphs and nothing else."""
    if html == f"<p>{told}</p>" and told.isprintable() and not any(map(told.__contains__, _SIGNS)):
        return False
    return bool(_MARKUP.search(html)) and clean_abstract(told) != html


def _subjects(new: partial, record: Record) -> None:
    for subject in record.subjects:
        new("classification", subject.code, {"authority": "ssif", "edition": subject.edition})
    for keyword in record.keywords:
        subject = new("subject", attributes={"lang": keyword.language} if keyword.language else None)
        add(subject, "topic", keyword.text)


def _genres(new: partial, record: Record) -> None:
    new("genre", record.type, {"authority": "kb.se", "type": "outputType"})
    if record.content_type:
        new("genre", record.content_type, {"authority": "svep", "type": "contentType"})
    if record.genre:
        new("genre", record.genre)


def _notes(new: partial, record: Record) -> None:
    if status := STATUSES.get(record.publication_status):
        new("note", status.swepub or status.en, {"type": "publicationStatus"})
    listed = creator_count(record)
    if count := max(record.contributor_count or 0, listed):
        new("note", str(count), {"type": "creatorCount"})
    if record.contributor_count is not None and record.contributor_count <= listed:
        new("extension", str(record.contributor_count), {"displayLabel": EXACT, "type": "contributorCount"})
    for field, kind in NOTES.items():
        if text := getattr(record, field):
            new("note", text, {"type": kind})
    for note in record.notes:
        new("note", note.text, {"displayLabel": note.heading} if note.heading else None)


def _origin(new: partial, record: Record) -> None:
    rows = list(_origin_rows(record))
    if not rows and not record.publisher and not record.publisher_place:
        return
    origin = new("originInfo", attributes={"eventType": "publication"})
    if record.publisher:
        agent = add(origin, "agent")
        add(agent, "namePart", record.publisher)
        add(add(agent, "role"), "roleTerm", "pbl", _CODE)
    for name, text, attributes in rows:
        add(origin, name, text, attributes)
    if record.publisher_place:
        add(add(origin, "place"), "placeTerm", record.publisher_place)


def _origin_rows(record: Record) -> Iterator[tuple[str, str, dict[str, str] | None]]:
    """Yield what belongs to the publishing; SwePub flags a date that is neither a year nor a day."""
    issued = record.issued
    if issued:
        is_exact = len(issued) in (4, 10) and "/" not in issued
        yield "dateIssued", issued if is_exact else issued[:4], None
        if not is_exact:
            yield "displayDate", issued, None
    for field, kind in DATES.items():
        if date := getattr(record, field):
            yield "dateOther", date, {"type": kind}
    if record.edition:
        yield "edition", record.edition, None


def _locations(new: partial, record: Record) -> None:
    is_free = record.open_access in OPEN_ACCESS
    for link in record.links:
        location = new("location", attributes={"displayLabel": link.media_type} if link.media_type else None)
        add(location, "url", link.url, _url(link, is_free))


def _url(link: Link, is_free: bool) -> dict[str, str]:
    found = {"access": _LINKS.get(link.kind, _LINKS["related"])}
    if link.label:
        found["displayLabel"] = link.label
    if link.kind == "fulltext":
        found["usage"] = "primary"
        if is_free:
            found["note"] = "free"
    elif link.kind == "data":
        found["note"] = "data"
    return found


def _access(new: partial, record: Record) -> None:
    if word := _ACCESS.get(record.open_access):
        new("accessCondition", word)
        new("extension", record.open_access, {"displayLabel": EXACT, "type": "openAccess"})
    if record.ours is not None:
        new("extension", "true" if record.ours else "false", {"displayLabel": EXACT, "type": "ours"})
    if record.licence:
        attributes = {"type": "use and reproduction"}
        if address := licence_address(record.licence):
            attributes["xlink:href"] = address
        new("accessCondition", record.licence, attributes)


def _physical(new: partial, record: Record) -> None:
    is_electronic = any(link.kind == "fulltext" for link in record.links)
    if not is_electronic and not record.number_of_pages:
        return
    description = new("physicalDescription")
    if is_electronic:
        add(description, "form", "electronic", {"authority": "marcform"})
    if pages := record.number_of_pages:
        if pages.isdigit():
            add(description, "extent", f"{pages} s.")
        else:
            add(description, "extent", pages, {"unit": "pages"})
