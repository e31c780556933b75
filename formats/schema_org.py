"""schema.org (https://schema.org/version/latest) as JSON-LD 1.1, as search engines and data services read it.

`work` makes the node of a record, for `write` and for the head of a record's page (publications/metadata), which adds
what it knows of the page and hands in a record cut to its bounds. Texts are plain; what schema.org has no word for,
such as content types and notes, is left out. It is written only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from formats.containers import is_in_journal
from formats.identifiers import address
from formats.languages import tag_of
from formats.licences import address as licence_address
from formats.record import Contributor, Funding, Link, Record
from formats.richtext import abstract_plain, plain
from formats.types import OPEN_ACCESS, TYPES

label, media_type, suffix = "schema.org", "application/ld+json", "jsonld"

CONTEXT = "https://schema.org"
AUTHORS = ("aut", "inv", "art", "cmp", "drt", "aus")  # who made it, as a citation counts
_ROLES = {"edt": "editor", "trl": "translator", "ill": "illustrator", "pro": "producer", "ctb": "contributor"}
_FREE = {**dict.fromkeys(OPEN_ACCESS, True), "closed": False}
_HEADLINE = 110  # characters, by Google's guidelines for articles


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield one document with a node for each record."""
    before = f'{{"@context": "{CONTEXT}", "@graph": [\n'
    for record in records:
        yield before + json.dumps(work(record), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n" if before == ",\n" else before + "]}\n"


def work(record: Record) -> dict:
    """Return the node of a record; empty values are left out."""
    row = TYPES[record.type]
    title = plain(f"{record.title}: {record.subtitle}" if record.subtitle else record.title)
    node = {
        "@type": row.schema_org,
        "@id": record.url or address("doi", record.doi),
        "url": record.url,
        "name": title,
        "headline": headline(title) if row.schema_org.endswith("Article") else "",
        "alternateName": [plain(text.text) for text in record.titles],
        "inLanguage": tag_of(record.language) if record.language else "",
        "abstract": _abstract(record),
        "genre": row.en,
        "datePublished": (record.issued or record.available or record.defended).partition("/")[0],
        "dateModified": record.updated.isoformat(timespec="seconds") if record.updated else "",
        "keywords": list(dict.fromkeys(word.text for word in record.keywords)),
        "publisher": organisation(record.publisher),
        "license": licence_address(record.licence),
        "creativeWorkStatus": record.publication_status,
    }
    for part in (_people(record), _own_facts(record), _identity(record), _access(record), {"isPartOf": _host(record)}):
        node |= part
    return filled(node)


def filled(node: dict) -> dict:
    """Return a node without its empty values."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def headline(title: str) -> str:
    """Return a title cut at a word to what a headline may have."""
    if len(title) <= _HEADLINE:
        return title
    start = title[: _HEADLINE - 1]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:.–-") + "…"


def organisation(name: str, ror: str = "") -> dict:
    """Return the node of an organisation, {} without a name."""
    return filled({"@type": "Organization", "@id": ror and f"https://ror.org/{ror}", "name": name}) if name else {}


def _abstract(record: Record) -> str | list[dict]:
    """Return the abstract as text, several with their languages."""
    texts = [(abstract_plain(abstract.text), tag_of(abstract.language)) for abstract in record.abstracts]
    if len(texts) < 2:
        return texts[0][0] if texts else ""
    return [filled({"@value": text, "@language": tag}) for text, tag in texts]


def _people(record: Record) -> dict:
    others = {key: [_name(name) for name in record.names(role)] for role, key in _ROLES.items()}
    return {"author": [_name(name) for name in record.names(*AUTHORS)]} | others


def _name(name: Contributor) -> dict:
    places = dict.fromkeys((place.name, place.ror) for place in name.affiliations if place.name)
    person = {
        "@type": "Organization" if name.literal and not name.given else "Person",
        "@id": f"https://orcid.org/{name.orcid}" if name.orcid else "",
        "name": name.literal or " ".join(filter(None, (name.given, name.family, name.suffix))),
        "givenName": name.given,
        "familyName": name.family,
        "affiliation": [organisation(*place) for place in places],
    }
    return filled(person)


def _own_facts(record: Record) -> dict:
    """Return what schema.org says of some types only."""
    return {
        "Book": {"bookEdition": record.edition, "numberOfPages": record.number_of_pages},
        "Thesis": {"inSupportOf": TYPES[record.type].genre_en, "numberOfPages": record.number_of_pages},
        "Report": {"reportNumber": record.number or record.collection_number},
        "PublicationIssue": {"issueNumber": record.issue},
        "SoftwareSourceCode": {"version": record.version},
        "Dataset": {"version": record.version},
    }.get(TYPES[record.type].schema_org, {})


def _identity(record: Record) -> dict:
    pairs = [("doi", record.doi)] if record.doi else []
    pairs += [(row.scheme, row.value) for row in record.identifiers if not row.problem]
    first, dash, last = record.page.partition("-")
    return {
        "identifier": [{"@type": "PropertyValue", "propertyID": scheme, "value": value} for scheme, value in pairs],
        "isbn": list(record.isbn) if TYPES[record.type].schema_org == "Book" else [],
        "sameAs": [url for url in (address(*pair) for pair in pairs) if url],
        "pagination": record.page or record.article_number,
        "pageStart": first.strip(),
        "pageEnd": last.rpartition("-")[2].strip() if dash else "",
    }


def pdf(record: Record) -> Link | None:
    """Return the first link to the full text as PDF, None where there is none."""
    texts = (link for link in record.links if link.kind == "fulltext")
    return next((link for link in texts if _is_pdf(link)), None)


def _is_pdf(link: Link) -> bool:
    if link.media_type:
        return link.media_type == "application/pdf"
    return link.url.partition("?")[0].partition("#")[0].lower().endswith(".pdf")


def _access(record: Record) -> dict:
    link = pdf(record)
    file = {"@type": "MediaObject", "contentUrl": link.url, "encodingFormat": "application/pdf"} if link else {}
    funding = [_grant(grant) for grant in record.funding]
    return {"isAccessibleForFree": _FREE.get(record.open_access), "encoding": file, "funding": funding}


def _grant(grant: Funding) -> dict:
    funder = organisation(grant.funder)
    return filled({"@type": "Grant", "identifier": grant.award, "name": grant.title, "funder": funder})


def _host(record: Record) -> dict:
    """Return what the work is in: an issue of a volume of a journal, a book, a series."""
    series = _series(record)
    if not record.container_title:
        return series
    if is_in_journal(record):
        return _serial(record)
    editors = [_name(name) for name in record.names("edt")]
    book = {"@type": "Book", "name": record.container_title, "isbn": list(record.isbn), "editor": editors}
    return filled(book | {"isPartOf": series})


def _serial(record: Record) -> dict:
    journal = filled({"@type": "Periodical", "name": record.container_title, "issn": _issns(record)})
    if record.volume:
        journal = {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": journal}
    if record.issue and record.type != "publication/journal-issue":
        journal = {"@type": "PublicationIssue", "issueNumber": record.issue, "isPartOf": journal}
    return journal


def _series(record: Record) -> dict:
    if not record.collection_title:
        return {}
    return filled({"@type": "CreativeWorkSeries", "name": record.collection_title, "issn": _issns(record)})


def _issns(record: Record) -> list[str]:
    return [number for number in dict.fromkeys((record.issn, record.eissn)) if number]
