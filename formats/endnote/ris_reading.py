"""The references of a RIS file as Records. A record may lack its TY, hold several, or end without ER."""

from __future__ import annotations

import re

from formats.endnote.kinds import OF_RIS
from formats.endnote.lines import Reference, references_of
from formats.endnote.reading import Fields, record_of
from formats.record import Record, Refusal
from formats.sentence import Sentence

_SHOWN = 2000  # characters of what was refused
_LINE = re.compile(r"^[ \t\ufeff]*(?:\d+\.\s+(?=TY))?([A-Za-z][A-Za-z0-9]) {1,2}-(?:[ \t]|$)(.*)$", re.M)

# Tags of 2001 and 2011, and what databases write; a field may come from several, the first that is there counts.
_FIELDS = {
    "TI": "title", "T1": "title", "CT": "title", "BT": "book_title", "ST": "short_title", "TT": "translated_title",
    "AU": "author", "A1": "author", "A2": "secondary_author", "ED": "secondary_author", "A3": "tertiary_author",
    "A4": "subsidiary_author", "T2": "secondary_title", "JF": "journal", "JO": "journal_short", "JA": "journal_short",
    "J1": "journal_short", "J2": "short_host", "TA": "journal_short", "T3": "tertiary_title", "C3": "event",
    "M1": "series_number", "PY": "year", "Y1": "date", "DA": "date", "VL": "volume", "IS": "number", "CP": "number",
    "SP": "pages", "EP": "end_page", "PG": "pages", "C7": "article_number", "ET": "edition", "PB": "publisher",
    "CY": "place", "PP": "place", "C1": "publisher_place", "SN": "isbn", "DO": "doi", "DI": "doi", "L3": "doi",
    "UR": "url", "LK": "url", "L1": "pdf", "L2": "related", "LA": "language", "M3": "work_type", "KW": "keyword",
    "AB": "abstract", "N2": "abstract", "N1": "note", "AN": "accession", "DB": "database", "ID": "id", "C2": "pmcid",
}  # fmt: skip


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each reference; ValueError where no line begins one."""
    found = list(references_of(text, _LINE, "TY", "ER"))
    if not any(tag == "TY" for reference in found for tag, _ in reference.rows):
        raise ValueError(Sentence("There is no line in it that begins a reference of RIS (TY  - )."))
    return [_read(number, reference, text) for number, reference in enumerate(found, start=1)]


def _read(number: int, reference: Reference, text: str) -> Record | Refusal:
    try:
        return record_of(_fields(reference))
    except ValueError as error:
        shown = text[reference.start : reference.end][:_SHOWN].strip()
        return Refusal(position=number, text=shown, reason=str(error))


def _fields(reference: Reference) -> Fields:
    tag = next((value for tag, value in reference.rows if tag == "TY"), "")
    fields = Fields(OF_RIS.get(tag.upper(), "Generic"), "in-press" if tag.upper() == "INPR" else "")
    for tag, value in reference.rows:
        if tag in _FIELDS and value:
            fields.add(_FIELDS[tag], value)
    return fields
