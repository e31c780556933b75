"""Years and dates as exact as they are written: "2024", "2024-05", "2024-05-17"; and ranges of them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SPAN = re.compile(r"(?P<first>[\d-]*\d)?\s*(?:\.\.|–|—|/)\s*(?P<last>\d[\d-]*)?", re.ASCII)
_YEARS = re.compile(r"(?P<first>\d{4})?-(?P<last>\d{4})?", re.ASCII)
EARLIEST, LATEST = "0001-01-01", "9999-12-31"


def first_day(text: str) -> str:
    """Return the first day of a year, month or day, the earliest of all for ""; ValueError where it is none."""
    return _days(text)[0].isoformat() if text else EARLIEST


def last_day(text: str) -> str:
    """Return the last day of a year, month or day, the latest of all for ""; ValueError where it is none."""
    return _days(text)[1].isoformat() if text else LATEST


def span(text: str, *, years: bool) -> tuple[str, str]:
    """Return both ends of "2019-2024", "2019..2024", "2019-", "-2024", "2019"; ValueError where it is none of these.

    Where only years are asked for, longer dates are cut to theirs.
    """
    text = re.sub(r"\s*([-–—/])\s*", r"\1", text.strip())
    found = _YEARS.fullmatch(text) or _SPAN.fullmatch(text)
    first, last = (found["first"] or "", found["last"] or "") if found else (text, text)
    if not first and not last:
        raise ValueError(f"no date: {text}")
    return checked(first, years=years), checked(last, years=years)


def checked(text: str, *, years: bool) -> str:
    """Return a date as written, or its year; "" for ""; ValueError where there is no such date."""
    if text:
        _days(text)
    return text[:4] if years else text


def after(text: str) -> str:
    """Return the year, month or day after one, "" after the last; ValueError where it is no date."""
    return _moved(_days(text)[1], timedelta(days=1), len(text))


def before(text: str) -> str:
    """Return the year, month or day before one, "" before the first; ValueError where it is no date."""
    return _moved(_days(text)[0], timedelta(days=-1), len(text))


def _moved(day: date, by: timedelta, length: int) -> str:
    try:
        return (day + by).isoformat()[:length]
    except OverflowError:
        return ""


def _days(text: str) -> tuple[date, date]:
    """Return the first and last day of a date."""
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"no date: {text}")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    first = date(year, month or 1, day or 1)
    last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    return first, last
