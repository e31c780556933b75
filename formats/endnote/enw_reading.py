"""The references of an .enw file as Records."""

from __future__ import annotations

import re

from formats.endnote import TAGS
from formats.endnote.kinds import named
from formats.endnote.lines import Reference, references_of
from formats.endnote.reading import Fields, record_of
from formats.record import Record, Refusal
from formats.sentence import Sentence

_SHOWN = 2000  # characters of what was refused
_LINE = re.compile(r"^[ \t\ufeff]*(%[0-9A-Za-z!@#$^&*()+\[\]?<>=~])(?:[ \t]|$)(.*)$", re.M)
_FIELDS = {tag: field for field, tag in TAGS.items()} | {
    "%J": "journal", "%F": "id", "%!": "short_title", "%Q": "translated_title",
    "%L": "call_number", "%~": "database", "%#": "custom", "%$": "pmcid", "%H": "translated_author",
}  # fmt: skip


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each reference; ValueError where no line begins one."""
    found = list(references_of(text, _LINE, "%0", ""))
    if not any(reference.rows[0][0] == "%0" for reference in found):
        raise ValueError(Sentence("There is no line in it that begins a reference of EndNote (%0)."))
    return [_read(number, reference, text) for number, reference in enumerate(found, start=1)]


def _read(number: int, reference: Reference, text: str) -> Record | Refusal:
    try:
        return record_of(_fields(reference))
    except ValueError as error:
        shown = text[reference.start : reference.end][:_SHOWN].strip()
        return Refusal(position=number, text=shown, reason=str(error))


def _fields(reference: Reference) -> Fields:
    fields = Fields(named(next((value for tag, value in reference.rows if tag == "%0"), "")), given_first=True)
    for tag, value in reference.rows:
        if tag in _FIELDS and value:
            fields.add(_FIELDS[tag], value)
    return fields
