"""Entries of BibTeX and BibLaTeX as Records; fields are those of both, and what other programs add (pmid, numpages)."""

from __future__ import annotations

import re

from formats.bibtex import kinds
from formats.bibtex.addresses import URL, addresses
from formats.bibtex.decoding import decoded
from formats.bibtex.entries import Entry, entries_of
from formats.bibtex.fields import first, plain_of
from formats.bibtex.names import parts_of
from formats.bibtex.when import STATUS_OF, dates
from formats.csl_json import record_of
from formats.genres import untitled
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.types import TYPES

_SHOWN = 2000  # characters of what was refused

# What a field becomes: of several fields the first that is there.
_COPIED = {
    "collection-title": ("series", "collection"),
    "volume": ("volume",),
    "number-of-pages": ("pagetotal", "numpages", "numberofpages"),
    "edition": ("edition",),
    "version": ("version",),
    "publisher": ("publisher", "institution", "school", "organization", "university"),
    "publisher-place": ("location", "address", "city"),
    "event-title": ("eventtitle", "conference"),
    "event-place": ("venue",),
    "article-number": ("eid", "articleno", "article-number"),
    "container-title-short": ("shortjournal", "journalabbr"),
    "keyword": ("keywords", "keyword", "tags"),
    "abstract": ("abstract",),
}
_ROLES = {
    "author": "aut", "editor": "edt", "translator": "trl", "bookauthor": "oth", "holder": "pth", "introduction": "aui",
    "foreword": "aui", "afterword": "aui", "supervisor": "ths", "advisor": "ths", "director": "drt",
    "illustrator": "ill", "collaborator": "ctb", "compiler": "com", "inventor": "inv",
}  # fmt: skip
_SERIAL = ("article", "periodical", "suppperiodical", "review")
_EDITIONS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# Fields that may serve as the title of what has none.
_TITLES = ("title", "maintitle", "booktitle", "eventtitle", "issuetitle", "shorttitle", "howpublished", "note", "url")
_ARXIV = re.compile(r"arxiv", re.I)


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each entry of a file; ValueError where there is none."""
    found = entries_of(text)
    if not found:
        raise ValueError(Sentence("There is no BibTeX entry in it."))
    parents = {entry.key.lower(): entry for entry in found if entry.key}
    return [_read(number, entry, parents, text) for number, entry in enumerate(found, start=1)]


def _read(number: int, entry: Entry, parents: dict[str, Entry], text: str) -> Record | Refusal:
    reason = entry.problem
    if not reason:
        try:
            return record_of(item_of(entry.type, entry.key, _whole(entry, parents)))
        except ValueError as error:
            reason = str(error)
    return Refusal(position=number, text=text[entry.start : entry.end][:_SHOWN].strip(), reason=reason)


def _whole(entry: Entry, parents: dict[str, Entry]) -> dict[str, str]:
    """Return the fields of an entry and what it inherits from those that `crossref` and `xdata` name."""
    given = dict(entry.fields)
    for name in ("crossref", "xdata"):
        for key in (given.get(name) or "").split(",")[:20] if name in given else ():
            parent = parents.get(key.strip().lower())
            if parent and parent is not entry:
                given = _inherited(parent, name) | given
    return given


def _inherited(parent: Entry, name: str) -> dict[str, str]:
    fields = dict(parent.fields)
    if name == "crossref":
        for own, theirs in (("title", "booktitle"), ("subtitle", "booksubtitle")):
            if own in fields:
                fields[theirs] = fields.pop(own)
        fields.pop("author", None)
        fields.pop("doi", None)
    return fields


def item_of(entry_type: str, key: str, given: dict[str, str]) -> dict:
    """Return the CSL item, with our own keys, of an entry."""
    item = {"id": decoded(key)} | {name: text for name, fields in _COPIED.items() if (text := first(given, *fields))}
    item |= _type(entry_type, given) | _titles(given) | _names(given)
    item |= _container(entry_type, given, item) | _numbers(entry_type, given, item) | dates(given)
    item |= addresses(given) | _notes(given)
    if not item["title-main"] and given:
        item["title-main"] = untitled(item)
    return item


def _type(entry_type: str, given: dict[str, str]) -> dict:
    subtype, words = plain_of(given, "entrysubtype"), plain_of(given, "type")
    archive = given.get("archiveprefix", "") + given.get("eprinttype", "") + given.get("journal", "")
    if entry_type == "article" and _ARXIV.search(archive) and not given.keys() & {"journal", "journaltitle", "volume"}:
        entry_type = "preprint"
    key = kinds.key_of(
        entry_type,
        subtype,
        words,
        preprint=bool(_ARXIV.search(archive)),
        shown="eventtitle" in given or "conference" in given,
    )
    return {"output-type": key, "type": TYPES[key].csl, "genre": kinds.genre_of(entry_type, subtype, words)}


def _titles(given: dict[str, str]) -> dict:
    title = first(given, *_TITLES)
    subtitle = first(given, "subtitle") if given.get("title") else ""
    return {"title-main": title, "subtitle": subtitle, "titles": _other_titles(given)}


def _other_titles(given: dict[str, str]) -> list[dict]:
    found = (("origtitle", given.get("origlanguage", "")), ("title_english", "eng"))
    return [{"text": text, "lang": language} for name, language in found if (text := first(given, name))]


def _names(given: dict[str, str]) -> dict:
    names = []
    for field, role in _ROLES.items():
        if field in given:
            names += [parts | {"role": role} for parts in parts_of(given[field])]
    for letter in "abc":
        role = _ROLES.get(given.get(f"editor{letter}type", ""), "ctb")
        names += [parts | {"role": role} for parts in parts_of(given.get(f"editor{letter}", ""))]
    return {"names": names}


def _container(entry_type: str, given: dict[str, str], item: dict) -> dict:
    """Return what a work is part of, with the subtitle of that; of a book in several volumes, its whole as series."""
    for title, subtitle in (("journaltitle", "journalsubtitle"), ("booktitle", "booksubtitle")):
        if given.get(title) and given.get(subtitle):
            return {"container-title": f"{first(given, title)}: {first(given, subtitle)}"}
    host = first(given, "journaltitle", "journal", "booktitle", "fjournal") if given.get("title") else ""
    if not host and entry_type in ("misc", "unpublished", "booklet", "generic", "software"):
        host = _howpublished(given, item)
    found = {"container-title": host} if host else {}
    if given.get("maintitle") and given.get("title") and "collection-title" not in item:
        found["collection-title"] = first(given, "maintitle")
    return found


def _howpublished(given: dict[str, str], item: dict) -> str:
    """Return where a work was published, without what other fields say, and without addresses."""
    if URL.search(given.get("howpublished", "")) or not given.get("title"):
        return ""
    text = first(given, "howpublished")
    after = "".join(", " + item[name] for name in ("event-title", "event-place") if name in item)
    text = f", {text}".removesuffix(after).removeprefix(", ") if after else text
    kind = plain_of(given, "type")
    return "" if kind and text == kind else text.removeprefix(f"{kind}, " if kind else "")


def _numbers(entry_type: str, given: dict[str, str], item: dict) -> dict:
    found = {"page": plain_of(given, "pages").replace("\u2013", "-").replace("\u2014", "-")}
    if given.get("pages") == given.get("eid"):
        found["page"] = ""
    number, issue = plain_of(given, "number"), plain_of(given, "issue")
    if entry_type in _SERIAL:
        found["issue"] = number or issue
    elif item["output-type"] in kinds.NUMBERED or "collection-title" not in item:
        found |= {"number": number, "issue": issue}
    else:
        found |= {"collection-number": number, "issue": issue}
    if (edition := item.get("edition", "").lower()) in _EDITIONS:
        found["edition"] = str(_EDITIONS.index(edition) + 1)
    return {name: value for name, value in found.items() if value}


def _notes(given: dict[str, str]) -> dict:
    """Return notes; a note such as "in press" is a status."""
    found: dict = {"notes": []}
    for name in ("pubstate", "note", "annote", "annotation", "addendum"):
        text = plain_of(given, name)
        if status := STATUS_OF.get(text.lower().strip(" .")):
            found["publication-status"] = status
        elif text and name != "pubstate":
            found["notes"].append({"text": text})
    return found
