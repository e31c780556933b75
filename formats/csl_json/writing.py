"""Records as CSL-JSON items. Keys are CSL 1.0.2's variables; ours stand under `custom`."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from formats.dates import parts_of
from formats.languages import tag_of
from formats.record import Contributor, Record
from formats.richtext import abstract_plain, plain
from formats.types import ROLES, STATUSES, TYPES

_COPIED = {
    "container-title": "container_title",
    "container-title-short": "container_title_short",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "version": "version",
    "number-of-pages": "number_of_pages",
    "collection-title": "collection_title",
    "collection-number": "collection_number",
    "event-title": "event_title",
    "event-place": "event_place",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "DOI": "doi",
}
# Who makes a patent or a work of art stands where others have authors.
_NAMES = {**{role.key: role.csl for role in ROLES.values() if role.csl}, "inv": "author", "art": "author"}
_ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "review-book", "article")
# Types of which the source's own word says more than ours.
_VAGUE = ("publication", "publication/other", "other", "conference", "artistic-work/original-creative-work")


def item(record: Record, language: str = "en") -> dict:
    """Return the CSL-JSON item of a record, for a citation in English or Swedish ("sv").

    An article number stands in `number`, and in `page` too where there is none, since most styles print only that.
    """
    found = {"id": record.id, "type": _type(record), "title": record.full_title}
    found |= {name: value for name, field in _COPIED.items() if (value := getattr(record, field))}
    found |= _numbers(record, found["type"]) | _dates(record) | _names(record) | _words(record, language)
    found |= {name: value for name, value in _links(record).items() if value}
    return found


def whole_item(record: Record) -> dict:
    """Return the item with all that the record holds: what CSL has no variable for stands under `custom`."""
    found = item(record)
    if "URL" not in found and record.url:
        found["URL"] = record.url
    return found | {"custom": _custom(record)}


def _type(record: Record) -> str:
    # What was presented at a conference and printed is cited as a paper.
    if record.type == "conference/other" and record.container_title:
        return "paper-conference"
    return TYPES[record.type].csl


def _numbers(record: Record, csl_type: str) -> dict:
    found = {"page": record.page, "number": record.number}
    if record.article_number and csl_type in (*_ARTICLES, "paper-conference", "speech"):
        found |= {"number": record.article_number, "page": record.page or record.article_number}
    if csl_type == "article" and not found["number"]:
        arxiv = next((row.value for row in record.identifiers if row.scheme == "arxiv" and not row.problem), "")
        found["number"] = f"arXiv:{arxiv}" if arxiv else ""
    return {name: value for name, value in found.items() if value}


def _dates(record: Record) -> dict:
    issued = record.issued or record.available or record.defended
    dates = {"issued": issued, "available-date": record.available, "event-date": record.event_date}
    return {name: {"date-parts": parts_of(date)} for name, date in dates.items() if date}


def _names(record: Record) -> dict:
    found: dict[str, list] = {}
    for contributor in record.contributors:
        variable = _NAMES.get(contributor.role)
        if variable == "original-author" and record.type == "publication/book-review":
            variable = "reviewed-author"
        if variable:
            found.setdefault(variable, []).append(_name(contributor))
    return found


def _name(contributor: Contributor) -> dict:
    if contributor.literal or not contributor.family:
        return {"literal": contributor.literal or contributor.given}
    parts = {"family": contributor.family, "given": contributor.given, "suffix": contributor.suffix}
    return {name: value for name, value in parts.items() if value}


def _words(record: Record, language: str) -> dict:
    row = TYPES[record.type]
    genre = row.genre_sv if language == "sv" else row.genre_en
    status = STATUSES.get(record.publication_status)
    found = {
        "genre": genre or (record.genre if record.type in _VAGUE else ""),
        "status": status.csl if status else "",
        "language": tag_of(record.language) if record.language else "",
        "abstract": abstract_plain(record.abstracts[0].text) if record.abstracts else "",
        "keyword": "; ".join(plain(keyword.text) for keyword in record.keywords),
    }
    return {name: value for name, value in found.items() if value}


def _links(record: Record) -> dict:
    good = {row.scheme: row.value for row in reversed(record.identifiers) if not row.problem}
    return {
        "ISSN": ", ".join(filter(None, (record.issn, record.eissn))),
        "ISBN": ", ".join(record.isbn),
        "PMID": good.get("pmid", ""),
        "PMCID": good.get("pmcid", ""),
        "URL": record.address,
    }


# Our names of what CSL has no variable for, or cannot hold whole.
OURS = {
    "output-type": "type",
    "source": "source",
    "page-url": "url",
    "content-type": "content_type",
    "genre": "genre",
    "title-main": "title",
    "subtitle": "subtitle",
    "titles": "titles",
    "abstracts": "abstracts",
    "language": "language",
    "names": "contributors",
    "contributor-count": "contributor_count",
    "page": "page",
    "article-number": "article_number",
    "number": "number",
    "publication-status": "publication_status",
    "issued": "issued",
    "available-date": "available",
    "accepted": "accepted",
    "defence": "defended",
    "issn": "issn",
    "eissn": "eissn",
    "identifiers": "identifiers",
    "links": "links",
    "funding": "funding",
    "subjects": "subjects",
    "keyword": "keywords",
    "notes": "notes",
    "open-access": "open_access",
    "licence": "licence",
    "ours": "ours",
    "created": "created",
    "updated": "updated",
}
_DEFAULTS = {field.name: field.default for field in fields(Record)}


def _custom(record: Record) -> dict:
    return {
        name: _json(getattr(record, field))
        for name, field in OURS.items()
        if name == "output-type" or getattr(record, field) != _DEFAULTS[field]
    }


KEYS = {"language": "lang", "media_type": "media-type", "funder_id": "funder-id", "local_id": "local-id"}
KEYS["wrong_orcid"] = "wrong-orcid"


def _json(value: object) -> object:
    if isinstance(value, tuple):
        return [_json(row) if isinstance(row, str) else _parts(row) for row in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _parts(row: object) -> dict:
    """Return the parts of a small part that are not empty, under the names that we read."""
    found = ((field.name, getattr(row, field.name)) for field in fields(row))
    return {KEYS.get(name, name): _json(value) for name, value in found if value}
