"""Subjects as areas whose sizes are numbers of publications: a treemap, drawn as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import squarify

from publications.models import Subject

LEAST = 3  # subjects for a drawing
WIDE, TALL = (1000, 520), (400, 620)  # the second for a phone, where a letter is as large as in the first
_GAP = 3
_LETTER, _LINE = 8.2, 21  # about what a letter of a label takes, and a line of it


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
    lines = _lines(subject.name, inner_width - 14, inner_height - 8)
    placed = tuple((line, round(y + 22 + number * _LINE, 1)) for number, line in enumerate(lines))
    return Cell(subject, count, *(round(size, 1) for size in (x, y, inner_width, inner_height)), placed, shade)


def _lines(name: str, width: float, height: float) -> list[str]:
    """Return the name in lines, none where it has no room whole."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) * _LETTER <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    fits = len(lines) * _LINE <= height and max(map(len, lines)) * _LETTER <= width
    return lines if fits else []
