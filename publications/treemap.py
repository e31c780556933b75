"""Subjects as areas whose sizes are numbers of publications: a treemap, drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import squarify

from publications.models import Subject

WIDTH, HEIGHT = 1000, 520
_GAP = 3
_LETTER, _LINE = 9.2, 24  # about what a letter of a label takes, and a line of it


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
        return round(self.x + 10, 1)


def treemap(subjects: Iterable[Subject], counts: Mapping[int, int]) -> list[Cell]:
    """Return the groups (codes of three digits) of today's subjects, those of an area side by side; no queries."""
    rows = sorted(subjects, key=lambda row: row.code)
    groups = {row.code: [group for group in rows if group.code.startswith(row.code) and len(group.code) == 3
                         and counts.get(group.pk)] for row in rows if len(row.code) == 1}  # fmt: skip
    sizes = {code: sum(counts[group.pk] for group in of_area) for code, of_area in groups.items() if of_area}
    cells = []
    for code, (x, y, width, height) in _placed(sizes, 0, 0, WIDTH, HEIGHT):
        of_area = {group: counts[group.pk] for group in groups[code]}
        for group, place in _placed(of_area, x, y, width, height):
            cells.append(_cell(group, of_area[group], int(code), *place))
    return cells


def _placed(sizes: Mapping, x: float, y: float, width: float, height: float) -> list[tuple]:
    """Return each key with x, y, width and height within a rectangle, the largest first."""
    keys = sorted(sizes, key=lambda key: -sizes[key])
    areas = squarify.normalize_sizes([sizes[key] for key in keys], width, height)
    found = squarify.squarify(areas, x, y, width, height)
    return [(key, (place["x"], place["y"], place["dx"], place["dy"])) for key, place in zip(keys, found, strict=True)]


def _cell(subject: Subject, count: int, shade: int, x: float, y: float, width: float, height: float) -> Cell:
    inner_width, inner_height = max(width - _GAP, 1), max(height - _GAP, 1)
    lines = _lines(subject.name, inner_width - 20, inner_height - 12)
    placed = tuple((line, round(y + 26 + number * _LINE, 1)) for number, line in enumerate(lines))
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
