"""Web of Science's export of tagged lines: https://images.webofknowledge.com/WOK46/help/WOS/h_fieldtags.html.

Each line of AU, AF, C1 and CR is a value of its own; lines of other tags go on.
"""

from __future__ import annotations

import re

from formats.csl_json.reading import record_of as csl_record_of
from formats.names import inverted, with_initials
from formats.pubmed_dates import date_of
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.tagged_lines import Entry, read_each

label, media_type, suffix = "Web of Science (tagged)", "application/x-wos-tagged", "wos.txt"

_BEGIN = re.compile(r"PT \S")
_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*$)")
_HEAD = re.compile(r"(?:FN |VR |EF)")
_TYPES = {
    "review": "publication/review-article",
    "book review": "publication/book-review",
    "editorial material": "publication/editorial-letter",
    "letter": "publication/editorial-letter",
    "note": "publication/editorial-letter",
    "news item": "publication/magazine-article",
    "meeting abstract": "conference/other",
    "proceedings paper": "conference/paper",
    "book chapter": "publication/book-chapter",
    "book": "publication/book",
    "dissertation/thesis": "publication/doctoral-thesis",
    "data paper": "publication/journal-article",
    "data set": "other/data-set",
    "software": "other/software",
    "article": "publication/journal-article",
}
_KINDS = {"J": "publication/journal-article", "B": "publication/book", "S": "publication/book-chapter"}
_KINDS |= {"P": "intellectual-property/patent"}


def recognises(text: str) -> bool:
    """Return whether it begins as a file of Web of Science, or with the kind and people of an entry."""
    head = text[:20_000]
    return bool(re.search(r"^FN (?:Thomson|Clarivate|ISI)|^PT [JBSP]\s*\n(?:AU|TI|BA|BE|AF) ", head, re.M))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each entry; ValueError where there is none."""
    if not re.search(r"^PT \S", text, re.M):
        raise ValueError(Sentence("It has no line with the kind of a publication (PT)."))
    return read_each(text, _BEGIN, _TAG, record_of, _HEAD)


def record_of(entry: Entry) -> Record:
    """Return the Record of an entry; ValueError where it has no title."""
    kind, title = entry.first("PT"), _title(entry.first("TI", "BT", "SO"))
    output_type = _type(kind, entry.first("DT").lower())
    host = _title(entry.first("SO", "J9")) if entry.first("TI") else ""
    item = {
        "id": entry.first("UT"),
        "source": "wos",
        "output-type": output_type,
        "genre": [entry.first("DT")],
        "title": title,
        "container-title": host if host.lower() != title.lower() else "",
        "container-title-short": entry.first("JI"),
        "collection-title": entry.first("SE"),
        "volume": entry.first("VL"),
        "issue": entry.first("IS") or entry.first("SI"),
        "number": entry.first("PN") if kind == "P" else "",
        "article-number": entry.first("AR"),
        "publisher": entry.first("PU"),
        "publisher-place": entry.first("PI"),
        "number-of-pages": entry.first("PG") if output_type == "publication/book" else "",
        "language": entry.first("LA"),
        "abstract": entry.first("AB"),
        "keyword": entry.first("DE"),
        "author": _people(entry),
        "editor": [inverted(name) for name in entry.each_line("BE") or entry.each_line("ED")],
        "DOI": entry.first("DI"),
        "PMID": entry.first("PM"),
        "wos": entry.first("UT") if entry.first("UT").startswith("WOS:") else "",
        "issn": entry.first("SN"),
        "eissn": entry.first("EI"),
        "ISBN": entry.first("BN").replace(";", ","),
        "event-title": entry.first("CT"),
        "event-place": entry.first("CL"),
        "issued": _issued(entry),
        "available-date": date_of(entry.first("EA")),
        "notes": [{"text": entry.first("FX"), "heading": "Funding:"}],
    }
    item["page"] = "-".join(dict.fromkeys(filter(None, (entry.first("BP"), entry.first("EP")))))
    return csl_record_of({name: value for name, value in item.items() if value})


def _type(kind: str, words: str) -> str:
    """Return the first of the kinds that a text such as "article; proceedings paper" names, else that of the letter."""
    if kind == "P":
        return _KINDS["P"]
    named = [word.strip() for word in words.split(";")]
    if kind == "J" and "article" in named:  # presented at a conference, too
        return _KINDS["J"]
    return next((key for word, key in _TYPES.items() if word in named), _KINDS.get(kind, "publication/other"))


def _title(text: str) -> str:
    """Return a title without the point at its end."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _issued(entry: Entry) -> str:
    """Return the date: year and, where PD says so in the same year, month and day ("FEB 21", "SEP-OCT")."""
    return date_of(f"{entry.first('PY')} {entry.first('PD')}") if entry.first("PY") else date_of(entry.first("PD"))


def _people(entry: Entry) -> list[dict]:
    whole, short = entry.each_line("AF"), entry.each_line("AU")
    people = [inverted(name) for name in whole] or [with_initials(name) for name in short]
    groups = [{"literal": name} for name in entry.each_line("CA")]
    orcids = dict(reversed(part.rsplit("/", 1)) for part in entry.first("OI").split("; ") if "/" in part)
    names = {name.strip().lower(): orcid for orcid, name in orcids.items()}
    for written, person in zip(whole or short, people, strict=True):
        person["ORCID"] = names.get(written.lower(), "")
    return people + groups
