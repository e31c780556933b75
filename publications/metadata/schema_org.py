"""schema.org (https://schema.org/version/latest) as JSON-LD 1.1: the work, and the trail of pages that leads to it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from formats.identifiers import address
from formats.record import Contributor, Funding, Record
from formats.types import OPEN_ACCESS, TYPES
from publications.metadata import facts
from publications.metadata.page import Page

ESCAPES = {sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
ROLES = {"edt": "editor", "trl": "translator", "ill": "illustrator", "pro": "producer", "ctb": "contributor"}
IN_JOURNAL = ("contributiontojournal", "contributiontoperiodical")
FREE = {**dict.fromkeys(OPEN_ACCESS, True), "closed": False}


class JsonLd(str):
    """JSON that may stand in a script element: no sign in it can end the element."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def json_ld(record: Record, page: Page, abstract: str, description: str) -> JsonLd:
    """Return the work and its breadcrumbs as one JSON-LD document."""
    nodes = [work(record, page, abstract, description), breadcrumbs(record, page)]
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in ESCAPES.items():
        text = text.replace(sign, escaped)
    return JsonLd(text)


def work(record: Record, page: Page, abstract: str, description: str) -> dict:
    """Return the work as a node; empty values are left out."""
    row = TYPES[record.type]
    title = facts.full_title(record)
    node = {
        "@type": row.schema_org,
        "@id": page.record_address,
        "url": page.address,
        "name": title,
        "headline": facts.cut(title, 110) if row.schema_org.endswith("Article") else "",
        "alternateName": [facts.plain_title(text) for text in record.titles[:5]],
        "inLanguage": facts.language_tag(record.language),
        "abstract": abstract,
        "description": description,
        "genre": row.en,
        "datePublished": facts.day(facts.first_date(record)),
        "dateModified": record.updated.isoformat(timespec="seconds") if record.updated else "",
        "keywords": facts.keywords(record),
        "about": [{"@type": "DefinedTerm", "name": name} for name in page.subjects],
        "publisher": _organisation(page.maker(record)),
        "license": facts.licence_url(record.licence),
        "creativeWorkStatus": record.publication_status,
    }
    parts = (_people(record), _own_facts(record), _identity(record), _access(record), {"isPartOf": _host(record)})
    for part in parts:
        node |= part
    return _filled(node)


def breadcrumbs(record: Record, page: Page) -> dict:
    """Return the pages from the home page to this one."""
    steps = (*page.trail, (facts.cut(facts.full_title(record), facts.TITLE), page.address))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _filled(node: dict) -> dict:
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def _people(record: Record) -> dict:
    others = {key: [_name(name) for name in facts.named(record, role)] for role, key in ROLES.items()}
    return {"author": [_name(name) for name in facts.authors(record)]} | others


def _name(name: Contributor) -> dict:
    person = {
        "@type": "Organization" if name.literal and not name.given else "Person",
        "@id": facts.orcid_url(name),
        "name": facts.spoken_name(name),
        "givenName": name.given,
        "familyName": name.family,
        "affiliation": [_organisation(*place) for place in facts.places(name)],
    }
    return _filled(person)


def _organisation(name: str, ror: str = "") -> dict:
    if not name:
        return {}
    return _filled({"@type": "Organization", "@id": ror and f"https://ror.org/{ror}", "name": name})


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
    pairs = list(_identifiers(record))
    return {
        "identifier": [{"@type": "PropertyValue", "propertyID": scheme, "value": value} for scheme, value in pairs],
        "isbn": list(record.isbn) if TYPES[record.type].schema_org == "Book" else [],
        "sameAs": [url for url in (address(*pair) for pair in pairs) if url],
        "pagination": record.page or record.article_number,
        "pageStart": facts.first_page(record) if record.page else "",
        "pageEnd": facts.last_page(record),
    }


def _identifiers(record: Record) -> Iterator[tuple[str, str]]:
    if record.doi:
        yield "doi", record.doi
    for identifier in record.identifiers[: facts.NAMES]:
        if not identifier.problem:
            yield identifier.scheme, identifier.value


def _access(record: Record) -> dict:
    link = facts.pdf(record)
    return {
        "isAccessibleForFree": FREE.get(record.open_access),
        "encoding": {"@type": "MediaObject", "contentUrl": link.url, "encodingFormat": "application/pdf"}
        if link
        else {},
        "funding": [_grant(grant) for grant in record.funding[: facts.NAMES]],
    }


def _grant(grant: Funding) -> dict:
    funder = _organisation(grant.funder)
    return _filled({"@type": "Grant", "identifier": grant.award, "name": grant.title, "funder": funder})


def _host(record: Record) -> dict:
    """Return what the work is in: an issue of a volume of a journal, a book, a series."""
    series = _series(record)
    if not record.container_title:
        return series
    if TYPES[record.type].pure.partition("/")[0] in IN_JOURNAL:
        return _serial(record)
    editors = [_name(name) for name in facts.named(record, "edt")]
    book = {"@type": "Book", "name": record.container_title, "isbn": list(record.isbn), "editor": editors}
    return _filled(book | {"isPartOf": series})


def _serial(record: Record) -> dict:
    numbers = [number for number in dict.fromkeys((record.issn, record.eissn)) if number]
    journal = _filled({"@type": "Periodical", "name": record.container_title, "issn": numbers})
    if record.volume:
        journal = {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": journal}
    if record.issue and record.type != "publication/journal-issue":
        journal = {"@type": "PublicationIssue", "issueNumber": record.issue, "isPartOf": journal}
    return journal


def _series(record: Record) -> dict:
    if not record.collection_title:
        return {}
    numbers = [number for number in dict.fromkeys((record.issn, record.eissn)) if number]
    return _filled({"@type": "CreativeWorkSeries", "name": record.collection_title, "issn": numbers})
