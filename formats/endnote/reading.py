"""The fields of EndNote's reference types as Records: what RIS, .enw and EndNote XML share in reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from formats import csl_json
from formats.dates import date_of, parse
from formats.endnote.kinds import (
    ARTICLES,
    AT_EVENT,
    EDITED,
    IN_SERIES,
    NUMBERED,
    VERSIONED,
    at_event,
    key_of,
    without_status,
)
from formats.endnote.names import parts_of
from formats.genres import untitled
from formats.identifiers import checked
from formats.record import Record
from formats.types import TYPES

_TERTIARY_EDITORS = ("Book", "Report", "Computer Program")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_WHOLE_DOI = re.compile(r"\b10\.\d{4,9}/\S+")
_SPAN = re.compile(r"\d{4}(?:-\d\d){0,2}/\d{4}(?:-\d\d){0,2}")
_STAR = re.compile(r"^\*(?=[A-Z])")  # of what a work is mainly about
_PUBMED = ("pubmed", "medline", "nlm", "ncbi")
_LONGEST_NUMBER = 20  # characters of a number of a series; M1 of databases holds addresses and references


class Fields:
    """The fields of one reference, under EndNote's names, each with all its values."""

    def __init__(self, kind: str, status: str = "", *, given_first: bool = False):
        self.kind, self.status, self.given_first = kind, status, given_first
        self.values: dict[str, list[str]] = {}

    def add(self, name: str, value: str) -> None:
        """Add a value to those of a field."""
        self.values.setdefault(name, []).append(value)

    def all(self, *names: str) -> list[str]:
        """Return all values of some fields."""
        return [value for name in names for value in self.values.get(name, ())]

    def first(self, *names: str) -> str:
        """Return the first value of the first of some fields that has any, in one line."""
        return next((" ".join(value.split()) for value in self.all(*names)), "")


def record_of(fields: Fields) -> Record:
    """Return the Record of a reference; ValueError where it holds nothing."""
    item = _type(fields) | {"id": fields.first("id")}
    item |= _titles(fields) | _names(fields) | _hosts(fields) | _numbers(fields) | _dates(fields)
    item |= _addresses(fields) | _words(fields)
    if not item["title-main"] and fields.values:
        item["title-main"] = untitled(item)
    return csl_json.record_of(item)


def _type(fields: Fields) -> dict:
    words, status = without_status(fields.first("work_type"))
    if _DOI.search(words):
        words = ""
    key, genre = key_of(fields.kind, words)
    found = {"output-type": key, "type": TYPES[key].csl, "genre": genre}
    status = status or fields.status
    return found | ({"publication-status": status} if status else {})


def _titles(fields: Fields) -> dict:
    names = ("title", "book_title", "short_title", "secondary_title", "translated_title", "url")
    title = fields.first(*names)
    translated = fields.first("translated_title")
    return {"title-main": title, "titles": [{"text": translated}] if translated and translated != title else []}


def _names(fields: Fields) -> dict:
    kind = fields.kind
    roles = {"author": "aut", "secondary_author": "edt", "tertiary_author": "pbd", "subsidiary_author": "trl"}
    if kind in _TERTIARY_EDITORS:
        roles["tertiary_author"] = "edt"
    if kind in EDITED:
        roles["author"] = "edt"
    if kind == "Thesis":
        roles["tertiary_author"] = "ths"
    return {
        "names": [
            parts | {"role": role}
            for field, role in roles.items()
            for value in fields.all(field)
            for parts in parts_of(value, given_first=fields.given_first)
        ]
    }


def _hosts(fields: Fields) -> dict:
    kind, titled = fields.kind, fields.all("title")
    first = fields.first("secondary_title")
    journal = fields.first("journal") or fields.first("journal_short")
    short = fields.first("short_host") or (
        fields.first("journal_short") if fields.all("journal", "secondary_title") else ""
    )
    if not titled:
        first = ""  # it stands for the title
    event, proceedings = fields.first("event"), ""
    series = fields.first("tertiary_title")
    if kind in AT_EVENT:
        proceedings, event = (event, first) if event or kind == "Conference Paper" else (first, "")
    elif kind in IN_SERIES:
        series, proceedings = first or series, series if first else ""
    else:
        proceedings = first or (fields.first("book_title") if titled else "")
    found = {"container-title": proceedings or journal, "collection-title": series, "event-title": event}
    is_same = short == found["container-title"] and not fields.all("short_host")
    found["container-title-short"] = "" if is_same else short
    number = fields.first("series_number")
    if len(fields.all("series_number")) == 1 and len(number) <= _LONGEST_NUMBER:
        found["collection-number"] = number
    return {name: value for name, value in found.items() if value}


def _numbers(fields: Fields) -> dict:
    kind = fields.kind
    found = {"volume": fields.first("volume"), "article-number": fields.first("article_number")}
    found["issue"] = fields.first("number")
    found["version" if kind in VERSIONED else "edition"] = fields.first("edition")
    start, end = fields.first("pages"), fields.first("end_page")
    if start and start != found["article-number"]:
        whole = "-" in start or "," in start or end in ("", start)
        found["page"] = start if whole else f"{start}-{end}"
    found |= {"publisher": fields.first("publisher"), "publisher-place": fields.first("place")}
    place = fields.first("publisher_place")
    if kind in AT_EVENT and (place or at_event(found["publisher"], fields.first("event"))):
        found |= {"publisher-place": place, "event-place": fields.first("place")}
    return {name: value for name, value in found.items() if value} | _serial_numbers(fields)


def _serial_numbers(fields: Fields) -> dict:
    """Return ISSNs and ISBNs, told apart by their length, or the number of a report or patent."""
    found: dict[str, list[str]] = {"ISSN": [], "ISBN": [], "number": []}
    for value in fields.all("isbn"):
        for text in re.split(r"[;\n]|, ?", value):
            text = text.strip(' "[]')
            digits = re.sub(r"[^0-9X]", "", text.upper())
            if not text:
                continue
            if fields.kind in NUMBERED and all(checked(scheme, text).problem for scheme in ("issn", "isbn")):
                found["number"].append(text)
            else:
                is_issn = len(digits) == 8 or (fields.kind in ARTICLES and len(digits) < 10)
                found["ISSN" if is_issn else "ISBN"].append(text)
    return {name: values if name != "number" else ", ".join(values) for name, values in found.items() if values}


def _dates(fields: Fields) -> dict:
    """Return the most exact date that says the same as the first."""
    given = [text for name in ("year", "date") for text in fields.all(name)]
    dates = [date for text in given if (date := _date(text))]
    if not dates:
        return {"issued": given[0]} if given else {}
    return {"issued": max((date for date in dates if date.startswith(dates[0])), key=len)}


def _date(text: str) -> str:
    """Return our text for 2024/05/17/other words, 2024-05, "17 May 2024" or May 2024; "" where there is no year."""
    if _SPAN.fullmatch(text.strip()):
        try:
            return parse(text)
        except ValueError:
            text = text.strip()[:4]
    if found := re.match(r"\s*(\d{4})(?:[-/.](\d{1,2}|[A-Za-z]{3,9})?)?(?:[-/.](\d{1,2}))?(?![\d])", text):
        parts = [found[1], _month(found[2] or ""), found[3] or ""]
        if not found[2] and (month := _month(text[found.end() :])):
            parts[1] = month
    elif found := re.search(r"(?:\b(\d{1,2})[ .]+)?\b([A-Za-z]{3,9})\.?(?: (\d{1,2}))?,? +(\d{4})\b", text):
        parts = [found[4], _month(found[2]), found[1] or found[3] or ""]
    else:
        return ""
    for length in (3, 2, 1):
        try:
            return date_of([part for part in parts[:length] if part] if all(parts[: length - 1]) else parts[:1])
        except ValueError:
            continue
    return ""


def _month(text: str) -> str:
    text = text.strip(" /.,").lower()
    if text.isdigit():
        return text
    return str(_MONTHS.index(text[:3]) + 1) if text[:3] in _MONTHS else ""


def _addresses(fields: Fields) -> dict:
    urls = ["https:" * url.startswith("//") + url for value in fields.all("url") for url in value.split()]
    dois = [found[0] for value in fields.all("doi", "work_type") if (found := _WHOLE_DOI.search(value))]
    if not dois:
        dois = [found[0] for url in urls + fields.all("related") if "doi.org/" in url and (found := _DOI.search(url))]
    links = [{"url": url, "kind": "fulltext"} for value in fields.all("pdf") for url in value.split() if "://" in url]
    links += [{"url": url} for value in fields.all("related") for url in value.split() if url.startswith("http")]
    seen = {link["url"] for link in links}
    doi = (dois[:1] or fields.all("doi") or [""])[0]
    links = [{"url": url} for url in urls if url not in seen and not _is_doi(url, doi)] + links
    return {"DOI": doi, "links": links, "identifiers": list(_identifiers(fields))}


def _is_doi(url: str, doi: str) -> bool:
    return bool(doi) and "doi.org/" in url and unquote(url).lower().endswith(doi.lower())


def _identifiers(fields: Fields) -> Iterator[dict]:
    database = fields.first("database").lower()
    for number in fields.all("accession"):
        is_pmid = any(name in database for name in _PUBMED) and number.isdigit()
        yield {"scheme": "pmid" if is_pmid else "accession", "value": number}
    for text in fields.all("pmcid"):
        if re.fullmatch(r"PMC\d{1,9}", text):
            yield {"scheme": "pmcid", "value": text}


def _words(fields: Fields) -> dict:
    given = fields.all("keyword")
    between = re.compile(r"[;\n]" if len(given) == 1 else r"\n")  # where each has a line, none parts them
    words = [_STAR.sub("", word.strip()) for value in given for word in between.split(value)]
    return {
        "language": re.split(r"[,;/]", fields.first("language"))[0],
        "keyword": [{"text": word} for word in words if word],
        "abstract": "\n\n".join(dict.fromkeys(fields.all("abstract"))),
        "notes": [{"text": " ".join(text.split())} for text in fields.all("note")],
    }
