"""What a work is in, in MODS: relatedItem elements for its host, series, event and grants, and where in it it is."""

from __future__ import annotations

import re

from formats.containers import ALONE, is_in_journal, isbn_is_of_host, serial_numbers_are_of
from formats.mods.vocabulary import EVENT, GRANT, IS_PART_OF, SERIALS
from formats.record import Funding, Record
from formats.xml_writing import Node, add

_ITEM, _INFO, _TITLE, _GENRE = "relatedItem", "titleInfo", "title", "genre"
_IDENTIFIER, _PART, _DETAIL, _NUMBER = "identifier", "part", "detail", "number"
_EXTENT, _NAME = "extent", "name"
_SIMPLE_PAGES = re.compile(r"[^-,;\s][^-,;]*(?:-[^-,;]*[^-,;\s])?")
_DETAILS = {"volume": "volume", "issue": "issue", "article_number": "artNo"}


def add_hosts(mods: Node, record: Record) -> None:
    """Add the related items of a record and its place in its host."""
    if record.container_title or record.container_title_short:
        _place(_host(mods, record), record)
    else:
        _place(mods, record)
    if record.collection_title or record.collection_number:
        _series(mods, record)
    if record.event_title or record.event_place or record.event_date:
        _event(mods, record)
    for grant in record.funding:
        _grant(mods, grant)


def _host(mods: Node, record: Record) -> Node:
    host = add(mods, _ITEM, attributes={"otherType": IS_PART_OF} if record.type in ALONE else {"type": "host"})
    if is_in_journal(record):
        add(host, _GENRE, SERIALS.get(record.type, "journal"), {"authority": "mserialpubtype"})
    if record.container_title:
        add(add(host, _INFO), _TITLE, record.container_title)
    if record.container_title_short:
        add(add(host, _INFO, attributes={"type": "abbreviated"}), _TITLE, record.container_title_short)
    if serial_numbers_are_of(record) == "host":
        _serial_numbers(host, record)
    if isbn_is_of_host(record):
        for isbn in record.isbn:
            add(host, _IDENTIFIER, isbn, {"type": "isbn"})
    return host


def _serial_numbers(item: Node, record: Record) -> None:
    for scheme in ("issn", "eissn"):
        if number := getattr(record, scheme):
            add(item, _IDENTIFIER, number, {"type": "issn", "displayLabel": scheme.upper()})


def _place(item: Node, record: Record) -> None:
    """Add volume, issue, pages and article number."""
    details = [(kind, number) for field, kind in _DETAILS.items() if (number := getattr(record, field))]
    if not details and not record.page:
        return
    part = add(item, _PART)
    for kind, number in details:
        add(add(part, _DETAIL, attributes={"type": kind}), _NUMBER, number)
    if not record.page:
        return
    extent = add(part, _EXTENT, attributes={"unit": "pages"})
    first, _, last = record.page.partition("-")
    if not _SIMPLE_PAGES.fullmatch(record.page) or first == last:
        add(extent, "list", record.page)
        return
    add(extent, "start", first)
    if last:
        add(extent, "end", last)


def _series(mods: Node, record: Record) -> None:
    series = add(mods, _ITEM, attributes={"type": "series"})
    info = add(series, _INFO)
    if record.collection_title:
        add(info, _TITLE, record.collection_title)
    if record.collection_number:
        add(info, "partNumber", record.collection_number)
    if serial_numbers_are_of(record) == "series":
        _serial_numbers(series, record)


def _event(mods: Node, record: Record) -> None:
    event = add(mods, _ITEM, attributes={"type": "host"})
    add(event, _GENRE, EVENT)
    if record.event_title:
        add(add(event, _INFO), _TITLE, record.event_title)
    if record.event_place or record.event_date:
        origin = add(event, "originInfo")
        if record.event_place:
            add(add(origin, "place"), "placeTerm", record.event_place)
        if record.event_date:
            add(origin, "dateOther", record.event_date, {"type": EVENT})


def _grant(mods: Node, grant: Funding) -> None:
    item = add(mods, _ITEM, attributes={"type": "host"})
    add(item, _GENRE, GRANT)
    if grant.title:
        add(add(item, _INFO), _TITLE, grant.title)
    if grant.award:
        is_swecris = re.fullmatch(r"\S+_(?:VR|Formas|Forte|Vinnova|RJ|SNSB|KKS)", grant.award)
        add(item, _IDENTIFIER, grant.award, {"type": "swecris" if is_swecris else "local"})
    if grant.funder or grant.funder_id:
        name = add(item, _NAME, attributes={"type": "corporate"})
        if grant.funder:
            add(name, "namePart", grant.funder)
        add(add(name, "role"), "roleTerm", "fnd", {"type": "code", "authority": "marcrelator"})
        if grant.funder_id:
            scheme = "fundref" if grant.funder_id.startswith("10.") else "ror"
            add(name, "nameIdentifier", grant.funder_id, {"type": scheme})
