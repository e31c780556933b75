"""Dublin Core in meta elements: RFC 2731 and DCMI Metadata Terms (https://www.dublincore.org/specifications/)."""

from __future__ import annotations

from collections.abc import Iterator

from formats.identifiers import address
from formats.record import Record
from formats.types import OPEN_ACCESS, TYPES
from publications.metadata import facts
from publications.metadata.page import Page

ACCESS = {
    "closed": "http://purl.org/coar/access_right/c_16ec",  # restricted
    **dict.fromkeys(OPEN_ACCESS, "http://purl.org/coar/access_right/c_abf2"),  # open
}


def dublin_core(record: Record, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the DC and DCTERMS tags, (name, content); contents may be ""."""
    yield "DC.title", facts.full_title(record)
    makers = facts.authors(record)
    for name in makers:
        yield "DC.creator", facts.sorted_name(name)
    for name in facts.named(record, "edt", "trl", "ill", "ths"):
        yield "DC.contributor", facts.sorted_name(name)
    yield "DC.publisher", page.maker(record)
    yield "DCTERMS.issued", facts.day(facts.first_date(record))
    yield "DC.type", TYPES[record.type].coar_label
    yield "DC.type", TYPES[record.type].coar_uri
    yield "DC.language", record.language
    for word in (*page.subjects, *facts.keywords(record)):
        yield "DC.subject", word
    yield from _related(record, page)


def _related(record: Record, page: Page) -> Iterator[tuple[str, str]]:
    yield "DC.identifier", page.record_address
    yield "DC.identifier", address("doi", record.doi)
    for number in record.isbn:
        yield "DC.identifier", f"urn:isbn:{number}"
    yield "DC.source", record.container_title
    yield "DCTERMS.isPartOf", (record.issn or record.eissn) and f"urn:issn:{record.issn or record.eissn}"
    yield "DC.rights", facts.licence_url(record.licence) or record.licence
    yield "DCTERMS.accessRights", ACCESS.get(record.open_access, "")
