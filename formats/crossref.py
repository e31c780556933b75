"""Crossref's works as its REST API gives them: https://api.crossref.org/swagger-ui/index.html, model Work (2024).

Their keys are for the most part those of CSL-JSON, with lists where CSL has one value; the rest is put under the keys
that formats/csl_json/reading.py knows. Not kept: references, counts, and the subjects and links for machines.
"""

from __future__ import annotations

import re

from formats.csl_json.reading import record_of as csl_record_of
from formats.csl_json.values import rows_of, text_of, texts_of
from formats.json_text import HEAD, is_json, read_each
from formats.licences import licence_of
from formats.record import Record, Refusal
from formats.sentence import Sentence

label, media_type, suffix = "Crossref JSON", "application/vnd.crossref-api-message+json", "crossref.json"

TYPES = {
    "journal-article": "publication/journal-article",
    "journal-issue": "publication/journal-issue",
    "proceedings-article": "conference/paper",
    "proceedings": "conference/proceeding",
    "proceedings-series": "conference/proceeding",
    "edited-book": "publication/edited-book",
    **dict.fromkeys(("book", "monograph", "reference-book", "book-series", "book-set"), "publication/book"),
    **dict.fromkeys(("book-chapter", "book-section", "book-part", "book-track"), "publication/book-chapter"),
    "reference-entry": "publication/encyclopedia-entry",
    **dict.fromkeys(("report", "report-series"), "publication/report"),
    "report-component": "publication/report-chapter",
    "dissertation": "publication/doctoral-thesis",
    "posted-content": "publication/preprint",
    **dict.fromkeys(("dataset", "database"), "other/data-set"),
}
_LESSER_DEGREE = re.compile(r"master|bachelor|licen[ct]iat|\b(?:M|B)\.?(?:Sc|A|Phil|Eng)\b", re.I)
_NAMES = ("author", "editor", "translator", "chair")
_SAME = (
    "DOI", "ISSN", "ISBN", "volume", "issue", "page", "publisher", "language", "funder", "relation", "update-to",
    "abstract", "article-number", "source", "accepted",
)  # fmt: skip
_FIRST = {"container-title": "container-title", "short-container-title": "container-title-short"}
_PLACES = {"publisher-location": "publisher-place", "edition-number": "edition"}

# Keys that no other JSON has; CSL-JSON that Crossref itself makes has some, and is read as well this way.
_KEY = re.compile(
    r'"(?:is-referenced-by-count|content-domain|short-container-title|issn-type|message-type|items-per-page)"\s*:'
)


def recognises(text: str) -> bool:
    """Return whether it has keys of Crossref's API."""
    return is_json(text) and bool(_KEY.search(text, 0, HEAD))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each work of an answer, a list, or lines; ValueError for no JSON."""
    return read_each(text, record_of, "message.items", "message", "items")


def record_of(work: object) -> Record:
    """Return the Record of a work; ValueError with the reason where it is no object or has neither title nor DOI."""
    if not isinstance(work, dict):
        raise ValueError(Sentence("It is not a work: not a JSON object."))
    item = {name: work[name] for name in _SAME if name in work}
    item |= {ours: text_of(work.get(theirs)) for theirs, ours in (_FIRST | _PLACES).items()}
    item |= {name: [_name(row) for row in rows_of(work.get(name))] for name in _NAMES}
    item |= _type(work) | _titles(work) | _dates(work) | _event(work) | _issns(work) | _house(work)
    item["id"] = text_of(work.get("DOI"))
    item["abstract"] = work.get("abstract") or work.get("description")
    item["version"] = text_of((next(rows_of(work.get("version")), {})).get("version"))
    item["licence"] = next(filter(None, map(_licence, rows_of(work.get("license")))), "")
    return csl_record_of({name: value for name, value in item.items() if value})


def _type(work: dict) -> dict:
    kind, degree = text_of(work.get("type")), text_of(work.get("degree"))
    key = TYPES.get(kind, "publication/other")
    if kind == "dissertation" and _LESSER_DEGREE.search(degree):
        is_licentiate = degree.lower().startswith("licen")
        key = "publication/licentiate-thesis" if is_licentiate else "publication/other"
    if kind == "posted-content" and text_of(work.get("subtype")) not in ("preprint", ""):
        key = "publication/other"
    return {"output-type": key, "genre": degree or text_of(work.get("subtype")) or kind}


def _titles(work: dict) -> dict:
    """Return the title, for an issue that of its journal, with those in other languages.

    What has no title is called what it is, in brackets, as catalogues do: "[component 10.1371/journal.x.s003]".
    """
    titles = [*texts_of(work.get("title")), *texts_of(work.get("original-title"))]
    if not titles and text_of(work.get("type")) in ("journal-issue", "journal-volume"):
        titles = [*texts_of(work.get("container-title"))]
    if not titles and work.get("DOI"):
        titles = [f"[{text_of(work.get('type'))} {text_of(work['DOI'])}]"]
    return {
        "title": titles[0] if titles else "",
        "subtitle": text_of(work.get("subtitle")),
        "title-alternative": titles[1:],
    }


def _dates(work: dict) -> dict:
    """Return the dates. What is printed later than it is online was available before it was issued."""
    printed, online = work.get("published-print"), work.get("published-online")
    return {
        "issued": printed or work.get("issued") or work.get("published") or work.get("posted"),
        "available-date": online if printed else None,
    }


def _event(work: dict) -> dict:
    event = next(rows_of(work.get("event")), {})
    days = [row.get("date-parts") for row in (event.get("start"), event.get("end")) if isinstance(row, dict)]
    parts = [day[0] for day in days if isinstance(day, list) and day]
    return {
        "event-title": text_of(event.get("name")),
        "event-place": text_of(event.get("location")),
        "event-date": {"date-parts": parts} if parts else None,
    }


def _issns(work: dict) -> dict:
    """Return the ISSNs of the print and electronic edition, where they are told apart."""
    told = {text_of(row.get("type")): text_of(row.get("value")) for row in rows_of(work.get("issn-type"))}
    return {"issn": told.get("print"), "eissn": told.get("electronic")}


def _house(work: dict) -> dict:
    """Return who published it: of a preprint its server, of a thesis the university, of a standard the body."""
    house = next(rows_of(work.get("institution")), None) or next(rows_of(work.get("standards-body")), {})
    name = text_of(house.get("name"))
    is_needed = text_of(work.get("type")) == "posted-content" or not work.get("publisher")
    return {"publisher": name} if name and is_needed else {}


def _name(row: dict) -> dict:
    affiliations = [
        {"name": text_of(place.get("name")), "ror": _ror(place)} for place in rows_of(row.get("affiliation"))
    ]
    return row | {"affiliation": affiliations}


def _ror(place: dict) -> str:
    return next((text_of(one.get("id")) for one in rows_of(place.get("id")) if one.get("id-type") == "ROR"), "")


def _licence(row: dict) -> str:
    """Return the licence of the published version, not that for mining its text."""
    return "" if text_of(row.get("content-version")) in ("tdm", "stm-asf") else licence_of(text_of(row.get("URL")))
