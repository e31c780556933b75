"""The dates of an entry: BibTeX's year, month and day, BibLaTeX's date (EDTF, ISO 8601-2)."""

from __future__ import annotations

import re

from formats.bibtex.entries import MONTHS
from formats.bibtex.fields import plain_of
from formats.dates import parse
from formats.types import STATUSES

_YEAR = re.compile(r"\{?(\d{4})\b")
_NUMBER = re.compile(r"\d{1,2}")
_MONTH = re.compile(r"\b(" + "|".join(MONTHS) + r")", re.I)
STATUS_OF = {
    **{row.csl: key for key, row in STATUSES.items() if row.csl},
    **dict.fromkeys(("inpress", "forthcoming", "to appear", "accepted", "in press"), "in-press"),
    **{"inpreparation": "in-preparation", "submitted": "submitted", "prepublished": "epub"},
}


def dates(given: dict[str, str]) -> dict:
    """Return the keys of a CSL item that say when a work came out, or that it has not yet."""
    found = {}
    if event := plain_of(given, "eventdate"):
        found["event-date"] = event
    if date := plain_of(given, "date"):
        return found | _of_date(date)
    year = plain_of(given, "year").strip("[]()")
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
    if text.lower() in STATUS_OF:
        return {"publication-status": STATUS_OF[text.lower()]}
    ends = [re.sub(r"T.*|[?~%]|-00", "", end).strip() for end in re.split(r"\s*/\s*|\u2013", text)]
    dates = [[int(part) for part in end.split("-")] for end in ends if re.fullmatch(r"\d{4}(?:-\d\d?){0,2}", end)]
    if dates and len(dates) == len([end for end in ends if end not in ("", "..", "open")]) <= 2:
        return {"issued": {"date-parts": dates}}
    year = _YEAR.search(text)
    return {"issued": {"date-parts": [[int(year[1])]], "raw": text}} if year else {"issued": text}


def _month_and_day(given: dict[str, str]) -> list[int]:
    text = plain_of(given, "month")
    if not text:
        return []
    name, number = _MONTH.search(text), _NUMBER.search(text)
    if name:
        month, day = MONTHS.index(name[1].lower()) + 1, number
    else:
        month, day = int(number[0]) if number else 0, None
    if not 1 <= month <= 12 or len(_MONTH.findall(text)) > 1:
        return []
    day = _NUMBER.fullmatch(plain_of(given, "day")) or day
    return [month, int(day[0])] if day and 1 <= int(day[0]) <= 31 else [month]
