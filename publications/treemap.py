"""Subjects as areas whose sizes are numbers of publications: a treemap, drawn as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyphen
import squarify
from django.utils.translation import get_language

from publications.models import Subject

LEAST = 3  # subjects for a drawing
WIDE, TALL = (1000, 520), (400, 720)  # the second for a phone, where a letter is as large as in the first
_GAP = 3
_LINE, _FONT = 21, 16.5  # a line of a label, and its letters, of which most are half as wide as high
_WIDTHS = {
    letter: width for letters, width in (("mwMWÅ@…", 0.86), ("ijlI.,-' ", 0.28), ("frt", 0.36)) for letter in letters
}
_PARTS, _SHORTEST = {"en": "en_GB", "sv": "sv_SE"}, 6  # whose rules divide words; letters that tell what is meant


@dataclass(frozen=True, slots=True)
class Cell:
    """A subject with its place; `lines` are of its name as far as there is room, `shade` is the number of its area."""

    subject: Subject
    count: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, float], ...]
    shade: int

    @property
    def text_x(self) -> float:
        return round(self.x + 7, 1)


@dataclass(frozen=True, slots=True)
class Treemap:
    """The same subjects as a drawing for a wide window and one for a phone; `rows` have them with most first."""

    rows: list[tuple[Subject, int]]
    drawings: list[tuple[str, int, int, list[Cell]]]  # name, width, height, cells

    def __bool__(self) -> bool:
        return len(self.rows) >= LEAST


def treemaps(counted: Iterable[tuple[Subject, int]]) -> Treemap:
    """Return the drawings of subjects with their numbers of publications, those without any left out; no queries."""
    rows = sorted(((row, count) for row, count in counted if count), key=lambda pair: (-pair[1], pair[0].code))
    drawn = len(rows) >= LEAST
    shapes = (("wide", *WIDE), ("tall", *TALL)) if drawn else ()
    return Treemap(rows, [(name, width, height, treemap(rows, width, height)) for name, width, height in shapes])


def treemap(rows: Iterable[tuple[Subject, int]], width: int = WIDE[0], height: int = WIDE[1]) -> list[Cell]:
    """Return subjects as areas of a rectangle, those of an area of research side by side."""
    groups: dict[str, dict[Subject, int]] = defaultdict(dict)
    for number, (row, count) in enumerate(rows):
        groups[row.code[0]][number] = (row, count)
    sizes = {code: sum(count for _, count in of_area.values()) for code, of_area in groups.items()}
    cells = []
    for code, place in _placed(sizes, 0, 0, width, height):
        of_area = {number: count for number, (_, count) in groups[code].items()}
        for number, inner in _placed(of_area, *place):
            cells.append(_cell(*groups[code][number], int(code), *inner))
    return cells


def _placed(sizes: Mapping, x: float, y: float, width: float, height: float) -> list[tuple]:
    """Return each key with x, y, width and height within a rectangle, the largest first."""
    keys = sorted(sizes, key=lambda key: -sizes[key])
    areas = squarify.normalize_sizes([sizes[key] for key in keys], width, height)
    found = squarify.squarify(areas, x, y, width, height)
    return [(key, (place["x"], place["y"], place["dx"], place["dy"])) for key, place in zip(keys, found, strict=True)]


def _cell(subject: Subject, count: int, shade: int, x: float, y: float, width: float, height: float) -> Cell:
    inner_width, inner_height = max(width - _GAP, 1), max(height - _GAP, 1)
    lines = _lines(subject.name, inner_width - 10, inner_height - 8)
    placed = tuple((line, round(y + 22 + number * _LINE, 1)) for number, line in enumerate(lines))
    return Cell(subject, count, *(round(size, 1) for size in (x, y, inner_width, inner_height)), placed, shade)


def _lines(name: str, width: float, height: float) -> list[str]:
    """Return the name in lines, long words divided; its beginning where there is no room for all of it, or nothing."""
    most, lines = int(height // _LINE), []
    for word in name.split():
        first, *others = _divided(word, width)
        if lines and _width(f"{lines[-1]} {first}") <= width:
            lines[-1] += f" {first}"
        else:
            lines.append(first)
        lines += others
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width)] if most > 0 else []
    fits = lines and len(lines[0]) >= min(_SHORTEST, len(name)) and max(map(_width, lines)) <= width
    return lines if fits else []


def _width(text: str) -> float:
    """Return about how wide a text is: no browser is asked."""
    return _FONT * sum(_WIDTHS.get(letter, 0.6 if letter.isupper() else 0.52) for letter in text)


def _cut(line: str, width: float) -> str:
    while line and _width(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip('-, ')}…"


def _divided(word: str, width: float) -> list[str]:
    """Return a word in parts of such a width at most, with hyphens, as far as its language allows."""
    if _width(word) <= width:
        return [word]
    at = max((place for place in _rules().positions(word) if _width(f"{word[:place]}-") <= width), default=0)
    return [f"{word[:at]}-", *_divided(word[at:], width)] if at else [word]


def _rules() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=_PARTS.get(get_language(), _PARTS["en"]), left=3, right=4)
