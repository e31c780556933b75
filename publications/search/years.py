"""The chart of years: a bar for each year, or for several where there are many, and the range that is chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from publications.search import PublicationSearch
from publications.templatetags.wording import grouped

MOST_BARS = 48
HEIGHT, WIDTH = 56, 240  # of the drawing
FAR_OFF = 0.005  # of the publications: sources have years of other calendars, and a few very old books


class Bar(NamedTuple):
    """The publications of the years from `first` to `last`; where and how high it stands in the drawing."""

    first: int
    last: int
    count: int
    chosen: bool
    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Years:
    """The chart; `first` and `last` are the chosen range, "" for an end that is open."""

    bars: list[Bar]
    first: str
    last: str
    earliest: int
    latest: int
    ends: tuple[str, str]  # of the chart, in words
    most: Bar
    others: list[tuple[str, str]]  # what else the address asks for, for the form with both ends

    @property
    def most_in_words(self) -> str:
        """Return what the chart shows, for who does not see it."""
        facts = {"first": self.most.first, "last": self.most.last, "number": grouped(self.most.count)}
        if self.most.first == self.most.last:
            return _("The most, %(number)s, are from %(first)s.") % facts
        return _("The most, %(number)s, are from %(first)s to %(last)s.") % facts


def years(search: PublicationSearch, counts: Mapping[str, int]) -> Years | None:
    """Return the chart, None where all publications are of one year and none is chosen."""
    chosen = search.parameters.chosen.get("year", ())
    numbers = {int(key): count for key, count in counts.items() if key.isdecimal() and count}
    if not numbers or len(numbers) == 1 and not chosen:
        return None
    first, last = _ends(chosen)
    asked = search.parameters
    others = [("q", text) for text in asked.texts] + ([("sort", asked.sort)] if asked.sort else [])
    others += [(name, value) for name, values in asked.chosen.items() if name != "year" for value in values]
    bars = _bars(numbers, chosen)
    most = max(bars, key=lambda bar: bar.count)
    return Years(bars, first, last, min(numbers), max(numbers), _ends_of(bars), most, others)


def _ends_of(bars: list[Bar]) -> tuple[str, str]:
    """Return "1985" and "2024", or "–1985" and "2024–" where the outer bars stand for more years than the others."""
    first, last = bars[0], bars[-1]
    usual = bars[len(bars) // 2].last - bars[len(bars) // 2].first
    return (
        f"–{first.last}" if first.last - first.first > usual else str(first.first),
        f"{last.first}–" if last.last - last.first > usual else str(last.last),
    )


def _ends(chosen: tuple[str, ...]) -> tuple[str, str]:
    """Return both ends of the years chosen: of several, the widest."""
    pairs = [value.split("-") if "-" in value else (value, value) for value in chosen]
    firsts, lasts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    first = min(firsts, key=int) if firsts and all(firsts) else ""
    return first, max(lasts, key=int) if lasts and all(lasts) else ""


def _bars(numbers: Mapping[int, int], chosen: tuple[str, ...]) -> list[Bar]:
    found = spans(numbers)
    starts, counts = [first for first, _ in found], [0] * len(found)
    for year, count in numbers.items():
        counts[bisect_right(starts, year) - 1] += count
    highest, width = max(counts), WIDTH / len(found)
    drawn = f"{width * 0.82:.2f}"
    return [
        _bar(span, count, chosen, f"{number * width:.2f}", drawn, HEIGHT * count / highest)
        for number, (span, count) in enumerate(zip(found, counts, strict=True))
    ]


def spans(numbers: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return the first and last year of each bar. The few years far off share the first bar, or the last."""
    first, last = _usual(numbers)
    step = -(-(last - first + 1) // MOST_BARS)
    starts = list(range(last - ((last - first) // step + 1) * step + 1, last + 1, step))
    spans = [(start, start + step - 1) for start in starts]
    spans[0] = (min(numbers), spans[0][1])
    spans[-1] = (spans[-1][0], max(numbers))
    return spans


def _usual(numbers: Mapping[int, int]) -> tuple[int, int]:
    """Return the years between which all but FAR_OFF publications at either end lie."""
    bound = sum(numbers.values()) * FAR_OFF
    years = sorted(numbers)
    return _beyond(years, numbers, bound), _beyond(years[::-1], numbers, bound)


def _beyond(years: list[int], numbers: Mapping[int, int], bound: float) -> int:
    passed = 0
    for year in years:
        passed += numbers[year]
        if passed > bound:
            return year
    return years[-1]


def _bar(span: tuple[int, int], count: int, chosen: tuple[str, ...], x: str, width: str, height: float) -> Bar:
    first, last = span
    height = max(height, 1.5) if count else 0
    is_chosen = any(_overlaps(given, first, last) for given in chosen) if chosen else False
    return Bar(first, last, count, is_chosen, x, width, f"{HEIGHT - height:.2f}", f"{height:.2f}")


def _overlaps(given: str, first: int, last: int) -> bool:
    low, dash, high = given.partition("-")
    return int(low or 0) <= last and int((high or 9999) if dash else low) >= first
