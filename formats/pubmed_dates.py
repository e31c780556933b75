"""Dates as PubMed and its like write them: "1993 Oct 8", "2015 Jan-Feb", "20160419", "Winter 2007", "FEB 21-23"."""

from __future__ import annotations

import re

from formats.dates import best_of

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?\b")
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")[a-z]*\.?(?:[ .]+([0-9]{1,2})\b(?![-0-9]))?", re.I)
_LONGEST = 100  # characters


def date_of(text: str) -> str:
    """Return our text for a date, as much of it as is one; "" where there is not even a year."""
    text = text[:_LONGEST].strip()
    if found := _COMPACT.fullmatch(text) or _NUMBERS.match(text):
        return _best(found.groups())
    if not (year := _YEAR.search(text)):
        return ""
    month = _MONTH.search(text)
    if not month:
        return _best((year[1],))
    return _best((year[1], str(_MONTHS[month[1].lower()]), month[2]))


def _best(parts: tuple) -> str:
    try:
        return best_of([part for part in parts if part])
    except ValueError:
        return ""
