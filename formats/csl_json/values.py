"""Values of JSON as the texts we keep: whatever stands there, a text or nothing comes out, never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from formats.characters import one_line
from formats.richtext import clean_title, plain


def text_of(value: object) -> str:
    """Return a text or number as text in one line, the first of a list, "" for anything else."""
    if isinstance(value, str):
        return one_line(value)
    if value is None:
        return ""
    if isinstance(value, list):
        return text_of(value[0]) if value and not isinstance(value[0], list) else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return ""


def plain_of(value: object) -> str:
    """Return a text without markup, entities or LaTeX."""
    if value is None:  # most keys of most items
        return ""
    return plain(clean_title(value if isinstance(value, str) else text_of(value)))


def word_of(value: object) -> str:
    """Return a text, "" for what programs write where they have none."""
    text = plain_of(value)
    return "" if text.lower() in ("none", "null", "nan", "undefined", "n/a", "no-no", "na-na") else text


def texts_of(value: object) -> Iterator[str]:
    """Yield each text of a list, or the one text."""
    for one in value if isinstance(value, list) else (value,):
        if text := text_of(one):
            yield text


def rows_of(value: object) -> Iterator[dict]:
    """Yield each object of a list, or the one object."""
    for one in value if isinstance(value, list) else (value,):
        if isinstance(one, dict):
            yield one


def count_of(value: object) -> int | None:
    """Return a positive number below a million, None for anything else."""
    text = text_of(value)
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else None


def time_of(value: object) -> datetime | None:
    """Return a moment from 1900 to 2100, in UTC where no zone is given; None for what is none.

    Nothing was added to a catalogue at other times, and what is near the end of the calendar cannot change its zone.
    """
    try:
        moment = datetime.fromisoformat(text_of(value))
    except (ValueError, OverflowError):
        return None
    if not 1900 <= moment.year <= 2100:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
