"""A file of references, of whatever format and encoding, as Records and Refusals: all that it holds, accounted for.

Bounds of size are in formats/bounds.py. Nothing that a file holds is run, fetched or expanded.
"""

from __future__ import annotations

from dataclasses import dataclass

from formats import READERS, bounds, is_binary
from formats.encodings import text_of
from formats.recognising import formats_of, is_web_page, not_references, unknown
from formats.record import Record, Refusal

_SHOWN = 500  # characters of a file that was refused
# By the first letter of a text. JSON has bounds of its own (formats/json_text.py).
_BOUNDS = {"<": bounds.within_tags, "{": lambda text: text, "[": lambda text: text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: the name of the format in FORMATS and the encoding, each "" where not found, and what it holds."""

    format: str = ""
    encoding: str = ""
    found: list[Record | Refusal]


def reading_of(data: bytes) -> Reading:
    """Return what a file holds, and as what it was read. Whatever is handed in, no exception.

    A file that cannot be read as a whole is one Refusal, which says what it is instead, or what was expected.
    """
    if len(data) > bounds.LARGEST:
        return _refused(bounds.TOO_LARGE, data[:_SHOWN])
    if reason := not_references(data):
        return _refused(reason, data[:_SHOWN])
    for name, module in READERS.items():
        if is_binary(module) and module.recognises(data):
            return _of_bytes(name, data)
    try:
        text, encoding = text_of(data)
    except ValueError as error:
        return _refused(str(error), data[:_SHOWN])
    return _of_text(text, encoding)


def _of_bytes(name: str, data: bytes) -> Reading:
    try:
        return Reading(format=name, found=READERS[name].read(data))
    except ValueError as error:
        return _refused(str(error), b"", format=name)


def _of_text(text: str, encoding: str) -> Reading:
    """Return what the first of the formats that recognise a text, and do not find it to be another, makes of it."""
    reasons: dict[str, str] = {}
    if reason := is_web_page(text):
        return _refused(reason, text[:_SHOWN], encoding=encoding)
    try:
        text = _BOUNDS.get(text[:1000].lstrip()[:1], bounds.within_lines)(text)
    except ValueError as error:
        return _refused(str(error), text[:_SHOWN], encoding=encoding)
    for name, module in formats_of(text):
        try:
            return Reading(format=name, encoding=encoding, found=module.read(text))
        except ValueError as error:
            reasons[name] = str(error)
    name, reason = next(iter(reasons.items()), ("", unknown()))
    return _refused(reason, text[:_SHOWN], format=name, encoding=encoding)


def _refused(reason: str, shown: bytes | str, **known: str) -> Reading:
    text = shown.decode("ascii", "replace") if isinstance(shown, bytes) else shown
    return Reading(found=[Refusal(position=1, text=text, reason=reason)], **known)
