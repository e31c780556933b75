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
_WIDEST_FIRST = ("year", "month", "day")
Day = tuple[int, int, int]  # year, month, day; a season is month 13 to 16; 0 where not known


@dataclass(frozen=True, slots=True)
class Date:
    """`start`, `end` (None when it is no range), the words of a `literal` date, and whether it is uncertain."""

    start: Day | None = None
    end: Day | None = None
    literal: str = ""
    circa: bool = False
    season: str = ""  # in words, where it is no number

    def sort_key(self) -> str:
        """Return digits that sort by time; a date before our era sorts before all others. CSL 1.0.2, "Sorting"."""
        if self.start is None:
            return self.literal
        return sortable(self.start) + (sortable(self.end) if self.end else "")

    def __bool__(self) -> bool:
        return self.start is not None or bool(self.literal)


def sortable(day: Day) -> str:
    """Return digits that sort by time; seasons, which differ between the hemispheres, count for nothing."""
    year, month, number = day
    return f"{year + 10000:05}{month if month <= 12 else 0:02}{number:02}"


def read(value) -> Date:
    """Return the date of a CSL item; one that makes no sense is empty."""
    if not isinstance(value, dict):
        return _read_text(str(value or ""))
    circa = str(value.get("circa") or "").lower() not in ("", "0", "false")
    parts = value.get("date-parts")
    days = [_day(part, value.get("season")) for part in parts[:2]] if isinstance(parts, (list, tuple)) else []
    days = [day for day in days if day]
    if days:
        end = days[1] if len(days) > 1 and days[1] != days[0] else None
        return Date(days[0], end, "", circa, _season(value.get("season")))
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
        month = 12 + int(season) if str(season) in ("1", "2", "3", "4") else 0
    if 21 <= month <= 24:  # EDTF
        month -= 8
    month = month if 1 <= month <= 16 else 0
    return year, month, day if 1 <= day <= 31 and 1 <= month <= 12 else 0


def _season(value) -> str:
    return value if isinstance(value, str) and not value.isdigit() else ""


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

    __slots__ = ("parts", "delimiter", "locale", "sorting")

    def __init__(self, parts, delimiter: str, locale, sorting: bool = False) -> None:
        self.sorting = sorting
        self.parts = parts  # [(attributes, formatter)]
        self.delimiter = delimiter
        self.locale = locale

    @property
    def has_year(self) -> bool:
        """Whether the year is printed: dates and seasons in words are printed with it."""
        return any(part.get("name") == "year" for part, _ in self.parts)

    def write(self, date: Date) -> str:
        """Return the date; "" when the style asks for parts that the date does not have."""
        if date.start is None:
            return date.literal
        if self.sorting:
            return self._sortable(date.start) + (self._sortable(date.end) if date.end else "")
        if date.end is None:
            return self._join(self._shown(date.start, self.parts, date.season if self.has_year else ""))
        return self._range(date.start, date.end)

    def _join(self, shown: list[str]) -> str:
        return f"{SEAM}{self.delimiter}{SEAM}".join(shown) if self.delimiter else SEAM.join(shown)

    def _sortable(self, day: Day) -> str:
        """Return the parts that would be printed as digits, the widest first."""
        named = {part.get("name") for part, _ in self.parts}
        return sortable(tuple(value if name in named else 0 for name, value in zip(_WIDEST_FIRST, day, strict=True)))

    def _shown(self, day: Day, parts, season: str = "") -> list[str]:
        return [text for text in (self._part(part, day, season) for part in parts) if text]

    def _part(self, part, day: Day, season: str = "") -> str:
        attributes, format_part = part
        in_words = season and not day[1] and attributes.get("name") == "month"
        text = season if in_words else date_part(attributes, day, self.locale)
        return format_part(text) if text else ""

    def _range(self, start: Day, end: Day) -> str:
        """Return "May 1–3, 2020": what both ends have in common once, around the parts that differ."""
        widest = next((name for name, a, b in zip(_WIDEST_FIRST, start, end, strict=True) if a != b), "day")
        differing = _WIDEST_FIRST[_WIDEST_FIRST.index(widest) :]
        inside = [at for at, part in enumerate(self.parts) if part[0].get("name") in differing]
        inside = [at for at in inside if self._part(self.parts[at], start) or self._part(self.parts[at], end)]
        if not inside:
            return self._join(self._shown(start, self.parts))
        head, middle, tail = self._cut(inside[0], inside[-1] + 1)
        left = _without(self._shown(start, middle), middle[-1][0].get("suffix"), at_end=True)
        right = _without(self._shown(end, middle), middle[0][0].get("prefix"), at_end=False)
        between = f"{self._join(left)}{self._between(middle, widest)}{self._join(right)}"
        return self._join([*self._shown(start, head), between, *self._shown(end, tail)])

    def _cut(self, first: int, end: int):
        return self.parts[:first], self.parts[first:end], self.parts[end:]

    @staticmethod
    def _between(parts, widest: str) -> str:
        named = (attributes.get("range-delimiter") for attributes, _ in parts if attributes.get("name") == widest)
        return next(named, None) or "–"


def _without(shown: list[str], affix: str | None, at_end: bool) -> list[str]:
    """Return the parts without the affix that would stand next to the delimiter of a range."""
    if shown and affix:
        index = -1 if at_end else 0
        shown[index] = shown[index].removesuffix(affix) if at_end else shown[index].removeprefix(affix)
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
