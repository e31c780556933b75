"""Rows of a table as Records: each row under its heads, in whatever language and order.

A column that we do not know becomes a note under its head, so that nothing is lost. See columns.py for what cells hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from formats import bounds
from formats.names import inverted, spoken, with_initials
from formats.pubmed_dates import date_of
from formats.record import Record, Refusal
from formats.record_json import record_of as record_of_json
from formats.sentence import Sentence
from formats.tables.cells import plain, split
from formats.tables.columns import KNOWN, NAMES
from formats.types import TYPES

TOO_MANY_CELLS = Sentence("It has more cells than the first row has names.")
NO_TITLE = Sentence("No column has a title in this row.")
_SHOWN = 2000  # characters of what was refused

# Heads of Scopus and others for parts of what is one column of ours, or an identifier.
_PARTS = {
    "page start": "first",
    "page end": "last",
    "pmid": "pmid",
    "pubmed id": "pmid",
    "pmcid": "pmcid",
    "eid": "scopus",
}
_SCHEMES = ("pmid", "pmcid", "scopus")
_AS_GIVEN = frozenset(NAMES) - {
    "type", "authors", "orcids", "contributors", "contributor_count", "units", "isbn", "identifiers", "links", "titles",
    "abstract", "keywords", "subjects", "funding", "notes", "ours", "issued",
}  # fmt: skip
# What Zotero, Scopus and people call the types, beside our own names and those of other vocabularies.
_WORDS = {
    "journalarticle": "publication/journal-article",
    "article": "publication/journal-article",
    "artikel": "publication/journal-article",
    "tidskriftsartikel": "publication/journal-article",
    "review": "publication/review-article",
    "översikt": "publication/review-article",
    "booksection": "publication/book-chapter",
    "bokkapitel": "publication/book-chapter",
    "kapitel": "publication/book-chapter",
    "conferencepaper": "conference/paper",
    "konferensbidrag": "conference/paper",
    "thesis": "publication/doctoral-thesis",
    "avhandling": "publication/doctoral-thesis",
    "dataset": "other/data-set",
    "computerprogram": "other/software",
    "editorial": "publication/editorial-letter",
    "letter": "publication/editorial-letter",
    "note": "publication/editorial-letter",
}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


_TYPES = {
    _letters(word): row.key
    for row in reversed(TYPES.values())
    for word in (row.ris, row.bibtex, row.csl, row.pure_sv, row.pure_en, row.sv, row.en, row.key)
} | _WORDS


def known_name(head: str) -> str:
    """Return the column that a head stands for, in English or Swedish; "" for one that we do not know."""
    name = " ".join(head.strip(" '\"\ufeff*").lower().split())
    return KNOWN.get(name) or _PARTS.get(name, "")


def are_heads(cells: Iterable[str]) -> bool:
    """Return whether a row names columns: a title, and another one that we know."""
    known = {known_name(cell) for cell in cells} - {""}
    return "title" in known and len(known) > 1


def read_rows(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Record | Refusal]:
    """Yield a Record or Refusal for each row that has something in it; the first holds the heads.

    A row is its number and its cells. ValueError where the first row is none of heads, or there are too many.
    """
    rest = iter(rows)
    _, heads = next(rest, (0, []))
    if not are_heads(heads):
        raise ValueError(Sentence("Its first row does not name a title and another column that we know."))
    for count, (number, cells) in enumerate(row for row in rest if any(map(str.strip, row[1]))):
        if count >= bounds.MOST_RECORDS:
            raise ValueError(bounds.TOO_MANY)
        try:
            yield _record(heads, cells)
        except ValueError as error:
            yield Refusal(position=number, text=" | ".join(cells)[:_SHOWN], reason=str(error))


def _record(heads: list[str], cells: list[str]) -> Record:
    if any(cell.strip() for cell in cells[len(heads) :]):
        raise ValueError(TOO_MANY_CELLS)
    row, notes = {}, []
    for head, cell in zip(heads, cells, strict=False):
        text = cell.strip("\ufeff \n")
        if not text:
            continue
        name = known_name(head)
        if name and name not in row:
            row[name] = text
        else:
            notes.append({"heading": f"{head.strip()}:", "text": text})
    if "title" not in row:
        raise ValueError(NO_TITLE)
    found = {name: row[name] for name in _AS_GIVEN & row.keys()}
    found |= _type(row, notes) | _people(row) | _numbers(row) | _texts(row) | _dates(row) | _lists(row)
    found["notes"] = found.get("notes", []) + notes
    return record_of_json({name: value for name, value in found.items() if value not in ("", None, [])})


def _type(row: dict, notes: list) -> dict:
    """Return the type that a word stands for; what is no word that we know is kept as a note."""
    word = row.get("type", "")
    key = TYPES[word].key if word in TYPES else _TYPES.get(_letters(word))
    if word and not key:
        notes.append({"heading": "Type:", "text": word})
    guessed = "publication/journal-article" if row.get("container_title") and row.get("issn") else "publication/other"
    return {"type": key or guessed}


def _people(row: dict) -> dict:
    authors = [_person(name) for name in _names(row.get("authors", ""))]
    for author, orcid in zip(authors, split(row.get("orcids", "")), strict=False):
        author["ORCID"] = orcid
    others = []
    for item in split(row.get("contributors", "")):
        name, bracket, role = item.rpartition(" [")
        others.append(_person(name if bracket else item) | {"role": role.rstrip("]") if bracket else "ctb"})
    count = row.get("contributor_count", "")
    return {
        "contributors": authors + others,
        "contributor_count": int(count) if re.fullmatch(r"\d{1,6}", count) else None,
    }


def _names(cell: str) -> list[str]:
    """Return the names in a cell: between semicolons, lines, "and", or commas where each name ends with initials."""
    for mark in (";", "\n"):
        if mark in cell.replace("\\;", ""):
            return [re.sub(r"\s*\(\d{8,}\)$", "", name) for name in split(cell, mark) if name]
    if re.search(r" (?:and|och|&) ", cell) and "\\" not in cell:
        return [name for name in re.split(r"\s*,? (?:and|och|&) |;", cell) if name]
    names = split(cell, ",")
    if len(names) > 1 and all(re.fullmatch(r"\S.* (?:[^\W\d_]\.[ -]?){1,4}", name) for name in names):
        return names
    return [cell] if cell else []


def _person(text: str) -> dict:
    """Return the parts of a name: as we write it, else as people do."""
    if text[:1] == "[" and text[-1:] == "]":
        return {"literal": plain(text[1:-1])}
    found = [plain(part) for part in split(text, ",")]
    if len(found) in (2, 3):
        return _ordered(found)
    if "," in text:
        return inverted(text)
    parts = with_initials(text.replace(".", ""))
    return parts if "family" in parts else spoken(text) if len(text.split()) in (2, 3) else {"literal": text}


def _ordered(parts: list[str]) -> dict:
    family, given, *suffix = parts
    return {"family": family, "given": given, "suffix": " ".join(suffix)}


def _numbers(row: dict) -> dict:
    pages = [row[name] for name in ("first", "last") if name in row]
    others = [{"scheme": scheme, "value": row[scheme]} for scheme in _SCHEMES if scheme in row]
    for item in split(row.get("identifiers", "")):
        scheme, _, value = plain(item).partition(":")
        others.append({"scheme": scheme, "value": value})
    return {
        "page": row.get("page") or "-".join(dict.fromkeys(pages)),
        "isbn": [part for part in re.split(r"[;,\s]+", row.get("isbn", "")) if part],
        "identifiers": others,
    }


def _texts(row: dict) -> dict:
    paragraphs = (line.strip() for line in row.get("abstract", "").split("\n"))
    html = "".join(f"<p>{escape(line, quote=False)}</p>" for line in paragraphs if line)
    titles = [_bracketed(item) for item in split(row.get("titles", ""))]
    notes = [_bracketed(item) for item in split(row.get("notes", ""))]
    return {
        "abstracts": [{"text": html}] if html else [],
        "titles": [{"language": language, "text": text} for language, text in titles],
        "notes": [{"heading": heading, "text": text} for heading, text in notes],
    }


def _bracketed(item: str) -> tuple[str, str]:
    """Return what stands in brackets before a text, and the text: "[swe] Dimma"."""
    found = re.fullmatch(r"\[((?:[^\\\]]|\\.)*)\] (.*)", item, re.S)
    return (plain(found[1]), plain(found[2])) if found else ("", plain(item))


def _dates(row: dict) -> dict:
    """Return the date of publication, as exact as it is written: "2024-05", "12 May 2024"."""
    issued = row.get("issued", "")
    return {"issued": issued if re.fullmatch(r"[\d/-]+", issued) else date_of(issued) or issued}


def _lists(row: dict) -> dict:
    subjects = (re.fullmatch(r"(\d{1,5})(?: \[(\d{4})\])?.*", item) for item in split(row.get("subjects", "")))
    grants = ([plain(part) for part in split(item, "|")] for item in split(row.get("funding", "")))
    names = ("funder", "funder_id", "award", "title")
    return {
        "keywords": [{"text": plain(word)} for word in _words(row.get("keywords", ""))],
        "links": [{"url": plain(item)} for item in split(row.get("links", ""))],
        "subjects": [{"code": found[1], "edition": found[2] or "2011"} for found in subjects if found],
        "funding": [dict(zip(names, grant, strict=False)) for grant in grants],
        "ours": {"yes": True, "ja": True, "no": False, "nej": False}.get(row.get("ours", "").lower()),
    }


def _words(cell: str) -> list[str]:
    words = split(cell)
    return [word for word in (split(cell, ",") if len(words) == 1 and "\\" not in cell else words) if word]
