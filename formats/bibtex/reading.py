"""Entries of BibTeX and BibLaTeX as Records; fields are those of both, and what other programs add (pmid, numpages)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.bibtex import kinds
from formats.bibtex.decoding import decoded
from formats.bibtex.entries import MONTHS, Entry, entries_of
from formats.bibtex.names import parts_of
from formats.csl_json import record_of
from formats.dates import parse
from formats.identifiers import checked
from formats.record import Record, Refusal
from formats.richtext import plain
from formats.types import STATUSES, TYPES

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
_NUMBERED = ("publication/report", "publication/working-paper", "intellectual-property/patent", "publication/preprint")
_SERIAL = ("article", "periodical", "suppperiodical", "review")
_EDITIONS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# Fields that may serve as the title of what has none.
_TITLES = ("title", "maintitle", "booktitle", "eventtitle", "issuetitle", "shorttitle", "howpublished", "note", "url")
_STATUSES = {
    **{row.csl: key for key, row in STATUSES.items() if row.csl},
    **dict.fromkeys(("inpress", "forthcoming", "to appear", "accepted", "in press"), "in-press"),
    **{"inpreparation": "in-preparation", "submitted": "submitted", "prepublished": "epub"},
}
UNTITLED = "[Untitled]"  # as cataloguers write it; an entry that has anything else is a record nevertheless
_ARXIV = re.compile(r"arxiv", re.I)
_URL = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\{[^{}]*\}|((?:https?|ftp)://[^\s{}]+)", re.I)
_DOI = re.compile(r"(?:doi\.org/|doi:?\s*)(10\.\d{4,9}/[^\s{}]+)", re.I)
_OTHER_RESOLVER = re.compile(r"^https?://[^/\s]+/(?:doi/(?:abs/|full/|pdf/)?)?(?=10\.\d{4})", re.I)
_ESCAPED = re.compile(r"\\([_%&#$~^{}])(?:\{\})?|\{\\?([_~%&#])\}|[{}]")
_YEAR = re.compile(r"\{?(\d{4})\b")
_NUMBER = re.compile(r"\d{1,2}")
_MONTH = re.compile(r"\b(" + "|".join(MONTHS) + r")", re.I)


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each entry of a file; ValueError where there is none."""
    found = entries_of(text)
    if not found:
        raise ValueError("There is no BibTeX entry in it.")
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
    item = {"id": decoded(key)} | {name: text for name, fields in _COPIED.items() if (text := _first(given, *fields))}
    item |= _type(entry_type, given) | _titles(given) | _names(given)
    item |= _container(entry_type, given, item) | _numbers(entry_type, given, item) | _dates(given)
    return item | _addresses(given) | _notes(given, item)


def _first(given: dict[str, str], *names: str) -> str:
    """Return the first of some fields that is not empty, as rich text."""
    return next((decoded(given[name]).strip() for name in names if given.get(name)), "")


def _type(entry_type: str, given: dict[str, str]) -> dict:
    subtype, words = _plain(given, "entrysubtype"), _plain(given, "type")
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


def _plain(given: dict[str, str], name: str) -> str:
    return plain(_first(given, name))


def _titles(given: dict[str, str]) -> dict:
    title = _first(given, *_TITLES) or (UNTITLED if given else "")
    subtitle = _first(given, "subtitle") if given.get("title") else ""
    return {"title-main": title, "subtitle": subtitle, "titles": _other_titles(given)}


def _other_titles(given: dict[str, str]) -> list[dict]:
    found = (("origtitle", given.get("origlanguage", "")), ("title_english", "eng"))
    return [{"text": text, "lang": language} for name, language in found if (text := _first(given, name))]


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
            return {"container-title": f"{_first(given, title)}: {_first(given, subtitle)}"}
    host = _first(given, "journaltitle", "journal", "booktitle", "fjournal") if given.get("title") else ""
    if not host and entry_type in ("misc", "unpublished", "booklet", "generic", "software"):
        host = _howpublished(given, item)
    found = {"container-title": host} if host else {}
    if given.get("maintitle") and given.get("title") and "collection-title" not in item:
        found["collection-title"] = _first(given, "maintitle")
    return found


def _howpublished(given: dict[str, str], item: dict) -> str:
    """Return where a work was published, without what other fields say, and without addresses."""
    if _URL.search(given.get("howpublished", "")) or not given.get("title"):
        return ""
    text = _first(given, "howpublished")
    after = "".join(", " + item[name] for name in ("event-title", "event-place") if name in item)
    text = f", {text}".removesuffix(after).removeprefix(", ") if after else text
    kind = _plain(given, "type")
    return "" if kind and text == kind else text.removeprefix(f"{kind}, " if kind else "")


def _numbers(entry_type: str, given: dict[str, str], item: dict) -> dict:
    found = {"page": plain(_first(given, "pages")).replace("\u2013", "-").replace("\u2014", "-")}
    if given.get("pages") == given.get("eid"):
        found["page"] = ""
    number, issue = _plain(given, "number"), _plain(given, "issue")
    if entry_type in _SERIAL:
        found["issue"] = number or issue
    elif item["output-type"] in _NUMBERED or "collection-title" not in item:
        found |= {"number": number, "issue": issue}
    else:
        found |= {"collection-number": number, "issue": issue}
    if (edition := item.get("edition", "").lower()) in _EDITIONS:
        found["edition"] = str(_EDITIONS.index(edition) + 1)
    return {name: value for name, value in found.items() if value}


def _dates(given: dict[str, str]) -> dict:
    found = {}
    if event := _plain(given, "eventdate"):
        found["event-date"] = event
    if date := _plain(given, "date"):
        return found | _of_date(date)
    year = plain(_first(given, "year")).strip("[]()")
    if not year:
        return found
    if not _YEAR.fullmatch(year):
        return found | (_of_year(year) or _of_date(year))
    parts = [int(year), *_month_and_day(given)]
    return found | {"issued": {"date-parts": [parts]}}


def _of_year(text: str) -> dict:
    """Return several years, such as 1935--1936 or 1955-56."""
    try:
        return {"issued": parse(text.replace("\u2013", "-"))}
    except ValueError:
        return {}


def _of_date(text: str) -> dict:
    """Return a date of BibLaTeX (EDTF, ISO 8601-2), or a year that is none, such as "in press" or "c. 1900"."""
    if text.lower() in _STATUSES:
        return {"publication-status": _STATUSES[text.lower()]}
    ends = [re.sub(r"T.*|[?~%]|-00", "", end).strip() for end in re.split(r"\s*/\s*|\u2013", text)]
    dates = [[int(part) for part in end.split("-")] for end in ends if re.fullmatch(r"\d{4}(?:-\d\d?){0,2}", end)]
    if dates and len(dates) == len([end for end in ends if end not in ("", "..", "open")]) <= 2:
        return {"issued": {"date-parts": dates}}
    year = _YEAR.search(text)
    return {"issued": {"date-parts": [[int(year[1])]], "raw": text}} if year else {"issued": text}


def _month_and_day(given: dict[str, str]) -> list[int]:
    text = _plain(given, "month")
    if not text:
        return []
    name, number = _MONTH.search(text), _NUMBER.search(text)
    if name:
        month, day = MONTHS.index(name[1].lower()) + 1, number
    else:
        month, day = int(number[0]) if number else 0, None
    if not 1 <= month <= 12 or len(_MONTH.findall(text)) > 1:
        return []
    day = _NUMBER.fullmatch(_plain(given, "day")) or day
    return [month, int(day[0])] if day and 1 <= int(day[0]) <= 31 else [month]


def _addresses(given: dict[str, str]) -> dict:
    found = {
        "DOI": _OTHER_RESOLVER.sub("", _raw(given, "doi")),
        "URL": [url for name in ("url", "howpublished") for url in _urls(given, name)],
    }
    if not found["DOI"]:
        texts = (given.get(name, "") for name in ("url", "note", "ee", "howpublished"))
        doi = next((doi[1] for text in texts if (doi := _DOI.search(text))), "")
        found["DOI"] = _ESCAPED.sub(_unescaped, doi).rstrip(".,;")
    issns, isbns = (plain(_first(given, name)) for name in ("issn", "isbn"))
    found |= {"ISSN": issns, "ISBN": isbns, "identifiers": list(_identifiers(given))}
    found["language"] = re.split(r"[,;/]| and ", plain(_first(given, "language", "langid")))[0]
    return {name: value for name, value in found.items() if value}


def _raw(given: dict[str, str], name: str) -> str:
    return _ESCAPED.sub(_unescaped, given.get(name, "")).strip()


def _unescaped(found: re.Match[str]) -> str:
    return found[1] or found[2] or ""


def _urls(given: dict[str, str], name: str) -> Iterator[str]:
    """Yield the addresses of a field, unescaped; of the field "url" whatever it holds."""
    text = given.get(name, "")
    found = [next(filter(None, one.groups())) for one in _URL.finditer(text)]
    if not found and name == "url" and text:
        found = ["http://" + text if text.startswith("www.") else text]
    for url in found:
        yield _ESCAPED.sub(_unescaped, url).strip()


def _identifiers(given: dict[str, str]) -> Iterator[dict]:
    for scheme in ("pmid", "pmcid"):
        if given.get(scheme):
            yield {"scheme": scheme, "value": _raw(given, scheme)}
    eprint = _raw(given, "eprint")
    archive = _raw(given, "archiveprefix") or _raw(given, "eprinttype")
    if eprint and "://" not in eprint:
        scheme = {"pubmed": "pmid", "": "arxiv"}.get(archive.lower(), archive.lower())
        if not archive and checked("arxiv", eprint).problem:
            scheme = "eprint"
        yield {"scheme": scheme, "value": eprint}


def _notes(given: dict[str, str], item: dict) -> dict:
    """Return notes; a note such as "in press" is a status."""
    notes = []
    for name in ("pubstate", "note", "annote", "annotation", "addendum"):
        text = _plain(given, name)
        status = _STATUSES.get(text.lower().strip(" ."))
        if status:
            item["publication-status"] = status
        elif text and name != "pubstate":
            notes.append({"text": text})
    return {"notes": notes}
