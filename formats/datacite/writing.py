"""A Record as the attributes of DataCite's metadata, in the shape that their JSON has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.containers import EDITED, MAKERS, is_in_journal, isbn_is_of_host, serial_numbers_are_of
from formats.dates import year_of
from formats.languages import tag_of
from formats.licences import address as licence_address
from formats.record import Affiliation, Contributor, Funding, Record
from formats.richtext import abstract_plain, plain
from formats.types import TYPES

SCHEMA = "http://datacite.org/schema/kernel-4"
UNKNOWN, NO_YEAR = "(:unav)", "0000"  # DataCite's codes for what is not known
DEFENDED, EVENT = "Defended", "Event"  # dates that have no type of their own

ROLES = {
    "edt": "Editor",
    "ths": "Supervisor",
    "cur": "DataCurator",
    "pro": "Producer",
    "hst": "HostingInstitution",
    "pbl": "Distributor",
}
CONTACT = "ContactPerson"
AUTHOR = "Researcher"  # an author of what is edited, and so has its editors for creators
EDITIONS = {"2011": "UKÄ 2011", "2025": "SSIF 2025"}
LOCAL, PAGE, NUMBER = "Local accession number", "URL", "Number"
ALTERNATE = {"isbn": "ISBN", "issn": "ISSN", "eissn": "EISSN"}
RELATED = {"fulltext": "IsIdenticalTo", "data": "IsSupplementedBy", "related": "References"}
ACCESS = {
    **dict.fromkeys(("gold", "hybrid", "green", "bronze"), ("Open access", "info:eu-repo/semantics/openAccess")),
    "closed": ("Closed access", "info:eu-repo/semantics/closedAccess"),
}
_DATES = {"issued": "Issued", "available": "Available", "accepted": "Accepted"}
_OTHER_DATES = {"defended": DEFENDED, "event_date": EVENT}
_VERSIONED = ("other/data-set", "other/software")
_SIMPLE_PAGES = re.compile(r"[^-,;\s][^-,;]*(?:-[^-,;]*[^-,;\s])?")
_HOSTS = {"publication/report-chapter": "Report", "conference": "ConferenceProceeding"}


def attributes_of(record: Record) -> dict:
    """Return the attributes of a record; what is empty is left out, what DataCite requires is there."""
    row = TYPES[record.type]
    found = {
        "doi": record.doi,
        "url": record.url,
        "types": {"resourceTypeGeneral": row.datacite, "resourceType": row.en},
        "creators": [_person(name) for name in creators_of(record)] or [{"name": UNKNOWN}],
        "titles": list(_titles(record)),
        "publisher": {"name": record.publisher or UNKNOWN},
        "publicationYear": year_of(record.issued or record.available or record.defended) or NO_YEAR,
        "subjects": list(_subjects(record)),
        "contributors": list(_contributors(record)),
        "dates": list(_dates(record)),
        "language": tag_of(record.language) if record.language else "",
        "alternateIdentifiers": list(_identifiers(record)),
        "relatedIdentifiers": list(_related(record)),
        "relatedItems": [item for item in (_host(record), _series(record), _event(record)) if item],
        "sizes": [f"{record.number_of_pages} pages"] if record.number_of_pages else [],
        "formats": list(dict.fromkeys(link.media_type for link in record.links if link.media_type)),
        "version": is_versioned(record.type) and record.version or record.edition or record.version,
        "rightsList": list(_rights(record)),
        "descriptions": list(_descriptions(record)),
        "fundingReferences": [_grant(grant) for grant in record.funding if grant.funder],
        "schemaVersion": SCHEMA,
    }
    return {name: value for name, value in found.items() if value}


def is_versioned(key: str) -> bool:
    """Return whether a work of this type has versions, where others have editions."""
    return key in _VERSIONED


def creators_of(record: Record) -> tuple[Contributor, ...]:
    """Return who made it: authors, else other makers; of what is edited, and where there is nobody else, editors."""
    if record.type in EDITED:
        return record.names("edt") or record.names("aut")
    return record.names("aut") or record.names(*MAKERS) or record.names("edt")


def _person(name: Contributor) -> dict:
    is_person = bool(name.family)
    found = {
        "name": ", ".join(filter(None, (name.family, name.given, name.suffix))) or name.literal,
        "nameType": "Personal" if is_person else "Organizational",
        "givenName": name.given,
        "familyName": name.family,
        "affiliation": [_affiliation(place) for place in name.affiliations if place.name],
    }
    if name.orcid:
        found["nameIdentifiers"] = [
            {
                "nameIdentifier": f"https://orcid.org/{name.orcid}",
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ]
    return {key: value for key, value in found.items() if value}


def _affiliation(place: Affiliation) -> dict:
    if not place.ror:
        return {"name": place.name}
    return {
        "name": place.name,
        "affiliationIdentifier": f"https://ror.org/{place.ror}",
        "affiliationIdentifierScheme": "ROR",
        "schemeUri": "https://ror.org",
    }


def _titles(record: Record) -> Iterator[dict]:
    yield {"title": plain(record.title)}
    if record.subtitle:
        yield {"title": plain(record.subtitle), "titleType": "Subtitle"}
    for title in record.titles:
        yield _in_language({"title": plain(title.text), "titleType": "TranslatedTitle"}, title.language)


def _in_language(row: dict, language: str) -> dict:
    tag = tag_of(language) if language else ""
    return row | {"lang": tag} if tag else row


def _subjects(record: Record) -> Iterator[dict]:
    for subject in record.subjects:
        scheme = EDITIONS.get(subject.edition, EDITIONS["2011"])
        yield {"subject": subject.code, "subjectScheme": scheme, "classificationCode": subject.code}
    for keyword in record.keywords:
        yield _in_language({"subject": keyword.text}, keyword.language)


def _contributors(record: Record) -> Iterator[dict]:
    roles = {name.role for name in creators_of(record)}
    for name in record.contributors:
        if name.role not in roles:
            yield {"contributorType": AUTHOR if name.role == "aut" else ROLES.get(name.role, "Other")} | _person(name)
    for name in record.contributors:
        if name.corresponding:
            yield {"contributorType": CONTACT} | _person(name)


def _dates(record: Record) -> Iterator[dict]:
    for field, kind in _DATES.items():
        if date := getattr(record, field):
            yield {"date": date, "dateType": kind}
    for field, kind in _OTHER_DATES.items():
        if date := getattr(record, field):
            yield {"date": date, "dateType": "Other", "dateInformation": kind}


def _identifiers(record: Record) -> Iterator[dict]:
    for kind, value in ((LOCAL, record.id), (PAGE, record.url), (NUMBER, record.number)):
        if value:
            yield {"alternateIdentifier": value, "alternateIdentifierType": kind}
    if not isbn_is_of_host(record):
        for value in record.isbn:
            yield {"alternateIdentifier": value, "alternateIdentifierType": ALTERNATE["isbn"]}
    if not serial_numbers_are_of(record):
        for scheme in ("issn", "eissn"):
            if value := getattr(record, scheme):
                yield {"alternateIdentifier": value, "alternateIdentifierType": ALTERNATE[scheme]}
    for row in record.identifiers:
        if not row.problem:
            yield {"alternateIdentifier": row.value, "alternateIdentifierType": row.scheme.upper()}


def _related(record: Record) -> Iterator[dict]:
    """Yield the links, and the numbers of the host that its related item has no room for: it holds one."""
    for link in record.links:
        kind = RELATED.get(link.kind, RELATED["related"])
        yield {"relatedIdentifier": link.url, "relatedIdentifierType": "URL", "relationType": kind}
    if isbn_is_of_host(record):
        for value in record.isbn:
            yield {"relatedIdentifier": value, "relatedIdentifierType": "ISBN", "relationType": "IsPublishedIn"}
    if record.eissn and serial_numbers_are_of(record):
        kind = "IsPublishedIn" if serial_numbers_are_of(record) == "host" else "IsPartOf"
        yield {"relatedIdentifier": record.eissn, "relatedIdentifierType": "EISSN", "relationType": kind}


def _host(record: Record) -> dict:
    if not record.container_title:
        return {}
    first, last = record.page, ""
    if _SIMPLE_PAGES.fullmatch(record.page):
        first, _, last = record.page.partition("-")
    found = {
        "relatedItemType": _host_type(record),
        "relationType": "IsPublishedIn",
        "relatedItemIdentifier": _issn(record, "host"),
        "titles": list(_host_titles(record)),
        "volume": record.volume,
        "issue": record.issue,
        "number": record.article_number,
        "numberType": "Article" if record.article_number else "",
        "firstPage": first,
        "lastPage": last,
    }
    return {name: value for name, value in found.items() if value}


def _host_type(record: Record) -> str:
    if is_in_journal(record):
        return "Journal"
    return _HOSTS.get(record.type) or _HOSTS.get(record.type.partition("/")[0], "Book")


def _host_titles(record: Record) -> Iterator[dict]:
    yield {"title": record.container_title}
    if record.container_title_short:
        yield {"title": record.container_title_short, "titleType": "AlternativeTitle"}


def _issn(record: Record, whose: str) -> dict:
    if not record.issn or serial_numbers_are_of(record) != whose:
        return {}
    return {"relatedItemIdentifier": record.issn, "relatedItemIdentifierType": "ISSN"}


def _series(record: Record) -> dict:
    if not record.collection_title:
        return {}
    found = {
        "relatedItemType": "Collection",
        "relationType": "IsPartOf",
        "relatedItemIdentifier": _issn(record, "series"),
        "titles": [{"title": record.collection_title}],
        "number": record.collection_number,
    }
    return {name: value for name, value in found.items() if value}


def _event(record: Record) -> dict:
    if not record.event_title:
        return {}
    return {"relatedItemType": "Event", "relationType": "IsPartOf", "titles": [{"title": record.event_title}]}


def _rights(record: Record) -> Iterator[dict]:
    if record.licence:
        found = {"rights": record.licence, "rightsUri": licence_address(record.licence)}
        if spdx := re.fullmatch(r"(CC0|CC BY[A-Z-]*) ([0-9.]+)", record.licence):
            found |= {"rightsIdentifier": "-".join(spdx.groups()).replace(" ", "-"), "rightsIdentifierScheme": "SPDX"}
        yield {name: value for name, value in found.items() if value}
    if record.open_access:
        rights, uri = ACCESS[record.open_access]
        yield {"rights": rights, "rightsUri": uri}


def _descriptions(record: Record) -> Iterator[dict]:
    for abstract in record.abstracts:
        row = {"description": abstract_plain(abstract.text), "descriptionType": "Abstract"}
        yield _in_language(row, abstract.language)
    for note in record.notes:
        text = f"{note.heading} {note.text}".strip()
        yield {"description": text, "descriptionType": "Other"}


def _grant(grant: Funding) -> dict:
    found = {"funderName": grant.funder, "awardNumber": grant.award, "awardTitle": grant.title}
    if grant.funder_id.startswith("10."):
        found |= {
            "funderIdentifier": f"https://doi.org/{grant.funder_id}",
            "funderIdentifierType": "Crossref Funder ID",
        }
    elif grant.funder_id:
        found |= {"funderIdentifier": f"https://ror.org/{grant.funder_id}", "funderIdentifierType": "ROR"}
    return {name: value for name, value in found.items() if value}
