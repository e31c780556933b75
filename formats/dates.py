"""Dates as exact as known: our text, "2024", "2024-05", "2024-05-17" or "1935/1936", from and to CSL's date variables.

What cannot be a date is told, not guessed: month 13, 30 February, a year of another era. Years reach from 1000 to 2100:
a later one is a typing error or counted from Buddha's death, and would stand before all others.
"""

from __future__ import annotations

import re
from calendar import monthrange

FIRST_YEAR, LAST_YEAR = 1000, 2100
_LONGEST = 80  # characters
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:T[0-9:.+Z-]*)?")
_YEARS = re.compile(r"\{?([0-9]{4})\s*(?:/|-{1,2}|\u2013)\s*([0-9]{1,4})\}?")
_NOTHING = re.compile(r"\W*(?:undated|no date|n\.? ?d\.?|s\.? ?a\.?|u\.? ?å\.?|o\.? ?j\.?|none|null|0*)\W*", re.I)


def date_of(parts: object) -> str:
    """Return our text for [2024, 5, 17], "" for an empty list; ValueError where it is no date."""
    if not isinstance(parts, list | tuple):
        raise ValueError("is not a list of year, month and day")
    numbers = [_number(part) for part in parts[:3]]
    while numbers and not numbers[-1]:
        numbers.pop()
    if not numbers:
        return ""
    year, month, day = (numbers + [0, 0])[:3]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    if len(numbers) > 1 and not 1 <= month <= 12:
        raise ValueError("there is no such month")
    if len(numbers) > 2 and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError("there is no such day")
    return "-".join((f"{year:04}", f"{month:02}", f"{day:02}")[: len(numbers)])


def _number(part: object) -> int:
    if isinstance(part, str) and re.fullmatch(r"\s*[0-9]{1,6}\s*", part):
        return int(part)
    if isinstance(part, bool) or not isinstance(part, int | float) or part != part or abs(part) > 10**6:
        if part in (None, ""):
            return 0
        raise ValueError("is not made of numbers")
    return int(part)


def best_of(parts: object) -> str:
    """Return as much of a date as is one: the year of [2024, 13]; ValueError where not even the year is."""
    for length in (3, 2):
        try:
            return date_of(parts[:length] if isinstance(parts, list | tuple) else parts)
        except ValueError:
            continue
    return date_of(parts[:1] if isinstance(parts, list | tuple) else parts)


def parse(text: str) -> str:
    """Return our text for a date or span as people write it, "" for "n.d."; ValueError where it is none.

    "2024-5-7" is a day, "1935/6" and "1980-81" are years.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise ValueError("is too long for a date")
    if found := _DATE.fullmatch(text):
        try:
            return date_of([part for part in found.groups() if part])
        except ValueError:
            if found[3] or not _YEARS.fullmatch(text):
                raise
    if found := _YEARS.fullmatch(text):
        first, second = found.groups()
        second = first[: 4 - len(second)] + second
        return span(date_of([first]), date_of([second]))
    start, slash, end = text.partition("/")
    if slash and _DATE.fullmatch(start) and _DATE.fullmatch(end):
        return span(parse(start), parse(end))
    if _NOTHING.fullmatch(text):
        return ""
    raise ValueError("is not a date")


def span(start: str, end: str) -> str:
    """Return the span of two dates, one date where they are the same; ValueError where it ends before it begins."""
    if not start or not end or start == end:
        return start or end
    if end < start:
        raise ValueError("it ends before it begins")
    return f"{start}/{end}"


def parts_of(text: str) -> list[list[int]]:
    """Return CSL's date-parts for our text, one list or, for a span, two; ValueError where it is no date."""
    parts = [[int(part) for part in date.split("-")] for date in text.split("/")]
    if not 1 <= len(parts) <= 2 or not all(date_of(part) for part in parts):
        raise ValueError(f"{text} is not a date")
    return parts


def year_of(text: str) -> str:
    """Return the year of our text, the first of a span; "" where there is none."""
    return text[:4]
