"""Dates. CSL 1.0.2, "Date", "Date-part" and "Date Ranges"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import numbers
from .marks import SEAM

_PRECISION = {
    "year": ("year",),
    "year-month": ("year", "month"),
    "year-month-day": ("year", "month", "day"),
}
_ISO = re.compile(r"(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
Day = tuple[int, int, int]  # year, month, day; a season is month 13 to 16; 0 where not known


@dataclass(frozen=True, slots=True)
class Date:
    """`start`, `end` (None when it is no range), the words of a `literal` date, and whether it is uncertain."""

    start: Day | None = None
    end: Day | None = None
    literal: str = ""
    circa: bool = False

    def __bool__(self) -> bool:
        return self.start is not None or bool(self.literal)


def read(value) -> Date:
    """Return the date of a CSL item; one that makes no sense is empty."""
    if not isinstance(value, dict):
        return _read_text(str(value or ""))
    circa = str(value.get("circa") or "").lower() not in ("", "0", "false")
    parts = value.get("date-parts")
    days = [_day(part, value.get("season")) for part in parts[:2]] if isinstance(parts, (list, tuple)) else []
    days = [day for day in days if day]
    if days:
        return Date(days[0], days[1] if len(days) > 1 and days[1] != days[0] else None, "", circa)
    if value.get("literal"):
        return Date(literal=str(value["literal"]), circa=circa)
    return _read_text(str(value.get("raw") or ""))


def _day(part, season=None) -> Day | None:
    found = []
    for number in list(part)[:3] if isinstance(part, (list, tuple)) else []:
        try:
            found.append(int(number))
        except (TypeError, ValueError, OverflowError):
            break
    if not found or not found[0] or abs(found[0]) > 9999:
        return None
    year, month, day = (*found, 0, 0)[:3]
    if not month and season:
        month = 12 + int(season) if str(season) in "1234" else 0
    if 21 <= month <= 24:  # EDTF
        month -= 8
    month = month if 1 <= month <= 16 else 0
    return year, month, day if 1 <= day <= 31 and 1 <= month <= 12 else 0


def _read_text(text: str) -> Date:
    text = text.strip()
    pieces = text.split("/")
    matches = [_ISO.fullmatch(piece.strip()) for piece in pieces]
    if len(pieces) > 2 or not all(matches):
        return Date(literal=text)
    days = [_day([group or 0 for group in match.groups()]) for match in matches]
    return Date(*days) if all(days) else Date(literal=text)


class DateStyle:
    """Lays out dates as a cs:date asks for: `parts` are the attributes of its cs:date-part, with their formatters."""

    __slots__ = ("parts", "delimiter", "locale")

    def __init__(self, parts, delimiter: str, locale) -> None:
        self.parts = parts  # [(attributes, formatter)]
        self.delimiter = delimiter
        self.locale = locale

    def write(self, date: Date) -> str:
        """Return the date; "" when the style asks for parts that the date does not have."""
        if date.start is None:
            return date.literal
        if date.end is None:
            return self._join(self._shown(date.start, self.parts))
        return self._range(date.start, date.end)

    def _join(self, shown: list[str]) -> str:
        return f"{SEAM}{self.delimiter}{SEAM}".join(shown) if self.delimiter else SEAM.join(shown)

    def _shown(self, day: Day, parts) -> list[str]:
        return [text for text in (self._part(part, day) for part in parts) if text]

    def _part(self, part, day: Day) -> str:
        attributes, format_part = part
        text = date_part(attributes, day, self.locale)
        return format_part(text) if text else ""

    def _range(self, start: Day, end: Day) -> str:
        """Return "May 1–3, 2020": what both ends have in common once, around the parts that differ."""
        names = [part[0].get("name") for part in self.parts]
        widest = next((n for n, a, b in zip(("year", "month", "day"), start, end, strict=True) if a != b), "day")
        differing = {"year": {"year", "month", "day"}, "month": {"month", "day"}, "day": {"day"}}[widest]
        inside = [index for index, name in enumerate(names) if name in differing and self._part(self.parts[index], start)]
        if not inside or widest not in names:
            return self._join(self._shown(start, self.parts))
        first, last = inside[0], inside[-1]
        head, middle, tail = self.parts[:first], self.parts[first : last + 1], self.parts[last + 1 :]
        delimiter = next((p[0].get("range-delimiter") for p in middle if p[0].get("name") == widest), None) or "–"
        before, behind = self._shown(start, head), self._shown(end, tail)
        left, right = self._bare(self._shown(start, middle), middle, -1), self._bare(self._shown(end, middle), middle, 0)
        between = f"{self._join(left)}{delimiter}{self._join(right)}"
        return self._join([*before, between, *behind])

    def _bare(self, shown: list[str], parts, edge: int) -> list[str]:
        """Return the parts without the affix that would stand next to the range's delimiter."""
        if not shown:
            return shown
        affix = parts[edge][0].get("suffix" if edge else "prefix", "")
        if affix and edge and shown[-1].endswith(affix):
            shown[-1] = shown[-1][: -len(affix)]
        elif affix and not edge and shown[0].startswith(affix):
            shown[0] = shown[0][len(affix) :]
        return shown


def date_part(attributes, day: Day, locale) -> str:
    """Return a part of a date in the form its cs:date-part asks for."""
    year, month, number = day
    name, form = attributes.get("name"), attributes.get("form")
    if name == "year":
        return _year(year, form, locale)
    if name == "month":
        return _month(month, form, locale) if month else ""
    return _day_number(number, month, form, locale) if number else ""


def _year(year: int, form: str | None, locale) -> str:
    if form == "short":
        return f"{abs(year) % 100:02}"
    if year < 0:
        return f"{-year}{locale.term('bc')}"
    return f"{year}{locale.term('ad')}" if year < 1000 else str(year)


def _month(month: int, form: str | None, locale) -> str:
    if month > 12:
        return locale.term(f"season-{month - 12:02}")
    if form == "numeric":
        return str(month)
    if form == "numeric-leading-zeros":
        return f"{month:02}"
    return locale.term(f"month-{month:02}", "short" if form == "short" else "long")


def _day_number(day: int, month: int, form: str | None, locale) -> str:
    if form == "numeric-leading-zeros":
        return f"{day:02}"
    if form == "ordinal" and (day == 1 or not locale.limit_day_ordinals):
        return numbers.ordinal(day, locale, locale.gender_of(f"month-{month:02}"))
    return str(day)


def wanted_parts(date_parts: str | None) -> tuple[str, ...]:
    """Return the names of the parts that date-parts="..." of a localised date keeps; all by default."""
    return _PRECISION.get(date_parts or "year-month-day", _PRECISION["year-month-day"])
