"""OpenAlex's works as its API gives them: https://docs.openalex.org/api-entities/works/work-object (2024).

The abstract comes as the places of each word, since OpenAlex may not print it. Not kept: counts, topics that its
programs guessed, works cited, other places where the work lies.
"""

from __future__ import annotations

import re

from formats.crossref import TYPES as CROSSREF_TYPES
from formats.csl_json.reading import record_of as csl_record_of
from formats.csl_json.values import rows_of, text_of, texts_of
from formats.json_text import HEAD, is_json, read_each
from formats.licences import licence_of
from formats.names import spoken
from formats.record import Record, Refusal
from formats.sentence import Sentence

label, media_type, suffix = "OpenAlex JSON", "application/vnd.openalex+json", "openalex.json"

_TYPES = {
    "article": "publication/journal-article",
    "review": "publication/review-article",
    "preprint": "publication/preprint",
    **dict.fromkeys(("letter", "editorial"), "publication/editorial-letter"),
    "book": "publication/book",
    "book-chapter": "publication/book-chapter",
    "dissertation": "publication/doctoral-thesis",
    "report": "publication/report",
    "dataset": "other/data-set",
    "reference-entry": "publication/encyclopedia-entry",
}
# OpenAlex calls these articles, too, where Crossref knows better.
_BETTER = ("proceedings-article", "proceedings", "reference-entry", "dataset", "report")
_OPEN = {"diamond": "gold"}  # we have no word for gold without a fee
_WORDS = 20_000  # of an abstract
_KEY = re.compile(r'"(?:openalex|authorships|abstract_inverted_index|display_name)"\s*:')


def recognises(text: str) -> bool:
    """Return whether it has keys of OpenAlex's API."""
    return is_json(text) and bool(_KEY.search(text, 0, HEAD)) and "openalex.org/" in text[:HEAD]


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each work of an answer, a list, or lines; ValueError for no JSON."""
    return read_each(text, record_of, "results")


def record_of(work: object) -> Record:
    """Return the Record of a work; ValueError with the reason where it is no object or has no title."""
    if not isinstance(work, dict):
        raise ValueError(Sentence("It is not a work: not a JSON object."))
    ids, number = _dict(work, "ids"), text_of(work.get("id"))
    item = {
        "id": number.rpartition("/")[2],
        "source": "openalex",
        "title": text_of(work.get("title") or work.get("display_name")),
        "DOI": text_of(work.get("doi") or ids.get("doi")),
        "PMID": text_of(ids.get("pmid")),
        "PMCID": text_of(ids.get("pmcid")),
        "language": text_of(work.get("language")),
        "issued": text_of(work.get("publication_date") or work.get("publication_year")),
        "author": [_name(row) for row in rows_of(work.get("authorships"))],
        "keyword": "; ".join(text_of(row.get("display_name") or row.get("keyword")) for row in _rows(work, "keywords")),
        "abstract": _abstract(_dict(work, "abstract_inverted_index")),
        "open-access": _open(text_of(_dict(work, "open_access").get("oa_status"))),
        "funding": [_grant(row) for row in _rows(work, "grants")],
        "identifiers": [{"scheme": "openalex", "value": number.rpartition("/")[2]}],
    }
    item |= _type(work) | _place(_dict(work, "primary_location")) | _numbers(_dict(work, "biblio"))
    return csl_record_of({name: value for name, value in item.items() if value})


def _dict(row: dict, name: str) -> dict:
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def _rows(row: dict, name: str) -> list[dict]:
    return list(rows_of(row.get(name)))


def _type(work: dict) -> dict:
    kind, crossref = text_of(work.get("type")), text_of(work.get("type_crossref"))
    known = CROSSREF_TYPES if crossref in _BETTER else _TYPES
    return {"output-type": known.get(crossref if crossref in _BETTER else kind, "publication/other"), "genre": kind}


def _place(location: dict) -> dict:
    """Return the journal, its numbers and publisher, the full text and its licence."""
    source = _dict(location, "source")
    url, pdf = text_of(location.get("landing_page_url")), text_of(location.get("pdf_url"))
    links = [{"url": pdf, "kind": "fulltext"}] if pdf else []
    return {
        "container-title": text_of(source.get("display_name")),
        "ISSN": [*texts_of(source.get("issn"))],
        "publisher": text_of(source.get("host_organization_name")),
        "licence": licence_of(text_of(location.get("license")).replace("cc-", "CC ")),
        "links": links + ([{"url": url}] if url and "doi.org/" not in url else []),
    }


def _numbers(biblio: dict) -> dict:
    pages = dict.fromkeys(filter(None, (text_of(biblio.get("first_page")), text_of(biblio.get("last_page")))))
    return {
        "volume": text_of(biblio.get("volume")),
        "issue": text_of(biblio.get("issue")),
        "page": "-".join(pages),
    }


def _name(row: dict) -> dict:
    author = _dict(row, "author")
    places = [
        {"name": text_of(place.get("display_name")), "ror": text_of(place.get("ror"))}
        for place in _rows(row, "institutions")
    ]
    return spoken(text_of(row.get("raw_author_name") or author.get("display_name"))) | {
        "ORCID": text_of(author.get("orcid")),
        "corresponding": row.get("is_corresponding"),
        "affiliation": places or [*texts_of(row.get("raw_affiliation_strings"))],
    }


def _grant(row: dict) -> dict:
    return {"funder": text_of(row.get("funder_display_name")), "award": text_of(row.get("award_id"))}


def _open(word: str) -> str:
    return _OPEN.get(word, word)


def _abstract(places: dict) -> str:
    """Return the words in their places."""
    found = [
        (place, word)
        for word, numbers in places.items()
        for place in (numbers if isinstance(numbers, list) else ())
        if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(found)[:_WORDS])
