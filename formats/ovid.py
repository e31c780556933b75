"""Ovid's export of tagged lines; the tags differ between databases: https://ospguides.ovid.com/OSPguides/medline.htm."""

from __future__ import annotations

import re

from formats.csl_json.reading import record_of as csl_record_of
from formats.names import inverted, with_initials
from formats.pubmed_dates import date_of
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.tagged_lines import Entry, read_each

label, media_type, suffix = "Ovid (tagged)", "application/x-ovid-tagged", "ovid.txt"

_BEGIN = re.compile(r"<\d{1,9}\. *>\s*$")
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,5}) {1,4}- ?(.*)")
_HEAD = re.compile(r"(?!)")
_TYPES = (
    ("dissertation", "publication/doctoral-thesis"),
    ("book chapter", "publication/book-chapter"),
    ("chapter", "publication/book-chapter"),
    ("book review", "publication/book-review"),
    ("systematic review", "publication/review-article"),
    ("literature review", "publication/review-article"),
    ("review", "publication/review-article"),
    ("editorial", "publication/editorial-letter"),
    ("letter", "publication/editorial-letter"),
    ("conference", "conference/paper"),
    ("meeting paper", "conference/paper"),
    ("book", "publication/book"),
    ("text/reference", "publication/book"),
    ("reference", "publication/book"),
)
# "Journal 12(3):45-67", "Journal June 2015;58(6):688-696", "Vol.75(2-A(E)),2014, pp. 1-2"
_PLACE = re.compile(r"(?:[;,. ]|Vol\.? ?)(\d{1,4})\(([^():;]{1,20})\) ?: ?([A-Za-z]?\d+(?:-[A-Za-z]?\d+)?)")
_PAGES = re.compile(r"(?:\bpp?\. ?|: ?)([A-Za-z]?\d+-[A-Za-z]?\d+)")
_KIND = re.compile(r"\s*\[(?:Article|Editorial|Letter|Review|Miscellaneous|References)[^\[\]]{0,20}\]\.?\s*$", re.I)


def recognises(text: str) -> bool:
    """Return whether an entry begins with its number in angle brackets."""
    return bool(re.search(r"^<\d{1,9}\. *>\s*\n[A-Z]{2,6} {1,4}-", text[:20_000], re.M))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each entry; ValueError where there is none."""
    if not recognises(text):
        raise ValueError(Sentence("It has no line with the number of an entry (<1. >)."))
    return read_each(text, _BEGIN, _TAG, record_of, _HEAD)


def record_of(entry: Entry) -> Record:
    """Return the Record of an entry; ValueError where it has no title."""
    source, kinds = entry.first("SO", "BT"), " ".join(entry.all("PT", "DT")).lower()
    place = _PLACE.search(source)
    number = re.sub(r"\W+$", "", entry.first("UI", "AN"))
    item = {
        "id": number,
        "source": "ovid",
        "output-type": _type(entry, kinds),
        "genre": [text.rstrip(".") for text in entry.all("PT", "DT")],
        "title": _title(entry.first("TI", "BT")),
        "title-alternative": entry.all("TT", "OT"),
        "container-title": entry.first("JN") or _journal(source, entry),
        "volume": entry.first("VO") or (place[1] if place else ""),
        "issue": entry.first("IP") or (place[2] if place else ""),
        "page": _pages(entry, source, place),
        "publisher": entry.first("PB", "PU"),
        "publisher-place": entry.first("LC"),
        "edition": re.sub(r"\s*edition$", "", entry.first("ET"), flags=re.I),
        "language": entry.first("LG").rstrip(".").split(" ")[0],
        "abstract": entry.first("AB"),
        "keyword": "; ".join(entry.all("KW", "MH", "DE", "SH")).replace(" , ", "; ").replace("*", ""),
        "author": [_name(text) for value in entry.all("AU", "FA") for text in value.split(";")],
        "editor": [_name(text) for value in entry.all("ED") for text in value.split(";")],
        "DOI": re.sub(r"^https?://\S*doi\.org/", "", entry.first("DI", "DO")),
        "ISSN": entry.all("IS"),
        "ISBN": entry.all("IB"),
        "issued": date_of(entry.first("YR", "DP")),
        "identifiers": [{"scheme": "ovid", "value": number}],
    }
    return csl_record_of({name: value for name, value in item.items() if value})


def _title(text: str) -> str:
    """Return a title without its kind, quotes around it, and the point at its end."""
    text = _KIND.sub("", text).strip()
    text = text[:-1] if text.endswith(".") and not text.endswith("..") else text
    return text[1:-1] if text[:1] == text[-1:] == '"' and text.count('"') == 2 else text


def _type(entry: Entry, kinds: str) -> str:
    found = next((key for word, key in _TYPES if word in kinds), "")
    default = "publication/journal-article" if entry.first("SO", "JN") else "publication/other"
    return found or default


def _journal(source: str, entry: Entry) -> str:
    """Return the words before the first number, month or season of a source, where it is a journal's."""
    if "[Ed" in source or (entry.first("BT") and not entry.first("SO")):
        return ""  # of a book the source is all that is known, in no order
    name = re.split(r"[.,;:]? (?=\d|Vol\b|(?:January|February|March|April|May|June|July|August)\b)|[.;:]", source)[0]
    name = re.split(r" (?:September|October|November|December|Winter|Spring|Summer|Autumn|Fall) \d{4}", name)[0]
    return name.strip(" ,.")


def _pages(entry: Entry, source: str, place: re.Match | None) -> str:
    text = entry.first("PG")
    if text and not any(map(str.isdigit, text)):
        text = ""
    found = _PAGES.search(source)
    return text or (place[3] if place else found[1] if found else "")


def _name(text: str) -> dict:
    """Return the parts of a name: "AHMED, Mughees.", "Lefkowitz, Rafael Y. MD, MPH 1", "Marusik YuM"."""
    text = re.sub(r"\s*\[[^\[\]]*\]", "", text)  # an address, or "Ed"
    text = re.sub(r"(?:\s+(?:MD|PhD|MPH|RN|MSc|BSc|DVM|FRCP|\d+|\*))+(?=,|$)", "", text.strip())
    text = re.sub(r"(?:,\s*(?:MD|PhD|MPH|RN|MSc|BSc|DVM)\b)+", "", text).strip(" .")
    parts = inverted(text) if "," in text else with_initials(text)
    family = parts.get("family", "")
    return parts | {"family": family.capitalize()} if family.isupper() and len(family) > 3 else parts
