"""What a portrait draws besides who is around: years as columns, shares as a bar in parts. Links narrow the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from publications.search.facets import FACETS
from publications.search.years import spans
from publications.templatetags.wording import grouped

WIDTH, HEIGHT = 480, 120
LEAST_YEARS, MOST_PARTS = 2, 6
_LIST = "#publications"  # where the list begins on a page
_FACET = {"type": "type", "language": "language", "open_access": "access"}


@dataclass(frozen=True, slots=True)
class Column:
    """The publications of some years: how high it stands, and how high the part of it that is open access."""

    label: str
    address: str
    count: int
    open: int
    x: str
    width: str
    y: str
    height: str
    open_y: str
    open_height: str

    @property
    def told(self) -> str:
        """Return "2014: 23, of which 4 open access"."""
        facts = {"years": self.label, "number": grouped(self.count), "open": grouped(self.open)}
        return (
            _("%(years)s: %(number)s, of which %(open)s open access") if self.open else "%(years)s: %(number)s"
        ) % facts


@dataclass(frozen=True, slots=True)
class Part:
    """A value of a facet, its share in per cent, and where its part of the bar begins; no address for all others."""

    label: str
    address: str
    count: int
    x: float
    share: float

    @property
    def percent(self) -> str:
        return f"{self.share:.0f}" if self.share >= 1 else "< 1"


@dataclass(frozen=True, slots=True)
class Shares:
    """A facet of all publications as a bar in parts, the largest first."""

    name: str
    heading: str | Promise
    parts: list[Part]


def columns(years: Sequence[Sequence[int]]) -> list[Column]:
    """Return the years as columns, each of several where there are many; none for fewer than two years."""
    counts, opened = {year: count for year, count, _ in years}, {year: number for year, _, number in years}
    if len(counts) < LEAST_YEARS:
        return []
    found = spans(counts)
    sums = [(_sum(counts, *span), _sum(opened, *span)) for span in found]
    highest, width = max(count for count, _ in sums), WIDTH / len(found)
    return [
        _column(span, *numbers, number * width, width, highest)
        for number, (span, numbers) in enumerate(zip(found, sums, strict=True))
    ]


def _sum(numbers: Mapping[int, int], first: int, last: int) -> int:
    return sum(number for year, number in numbers.items() if first <= year <= last)


def _column(span: tuple[int, int], count: int, opened: int, x: float, width: float, highest: int) -> Column:
    first, last = span
    label, years = (str(first), str(first)) if first == last else (f"{first}–{last}", f"{first}-{last}")
    height = max(HEIGHT * count / highest, 2) if count else 0
    open_height = height * opened / count if count else 0
    drawn = (x, width * 0.82, HEIGHT - height, height, HEIGHT - open_height, open_height)
    return Column(label, f"?year={years}{_LIST}", count, opened, *(f"{number:.2f}" for number in drawn))


def shares(counted: Mapping[str, Sequence[Sequence]]) -> list[Shares]:
    """Return what is known of types, languages and open access; those of which nothing is known are left out."""
    found = (_shares(column, rows) for column, rows in counted.items() if any(value for value, _ in rows))
    return [row for row in found if row.parts]


def _shares(column: str, rows: Sequence[Sequence]) -> Shares:
    facet, total = FACETS[_FACET[column]], sum(count for _, count in rows)
    names = facet.names([value for value, _ in rows if value])
    known = [
        (names[value].label, _narrowed(_FACET[column], names[value].url), n) for value, n in rows if value in names
    ]
    shown, others = known[:MOST_PARTS], sum(n for _, _, n in known[MOST_PARTS:])
    unknown = total - sum(n for _, _, n in known)
    shown += [(label, "", n) for label, n in ((_("Others"), others), (_("Not known"), unknown)) if n]
    parts, x = [], 0.0
    for label, address, count in shown:
        share = 100 * count / total
        parts.append(Part(label, address, count, round(x, 3), round(share, 3)))
        x += share
    return Shares(column, facet.label, parts)


def _narrowed(name: str, value: str) -> str:
    return f"?{name}={quote(value, safe='')}{_LIST}"
