"""Names beside the points of a drawing, so that none covers another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

LETTER, LINE = 10.2, 24  # about what a letter of a label takes, and a line of it
LONGEST = 30  # letters of a unit's name
_GAP = 6
Box = tuple[float, float, float, float]  # left, top, right, bottom
Label = tuple[int, int, str]  # where it begins, and which of its ends is there: "start", "middle" or "end"


def placed(points: Sequence[tuple[int, int, int, str]], width: int, height: int) -> list[Label | None]:
    """Return a place for the label of each point (x, y, radius, text), in that order; None where there is none."""
    taken: list[Box] = [(x - size, y - size, x + size, y + size) for x, y, size, _ in points]
    found: list[Label | None] = []
    for number, point in enumerate(points):
        others = taken[:number] + taken[number + 1 :]
        label, box = next(
            ((label, box) for label, box in _around(*point) if _fits(box, width, height) and not _hits(box, others)),
            (None, None),
        )
        found.append(label)
        if box:
            taken.append(box)
    return found


def initials(given: str, family: str) -> str:
    """Return a name as a drawing has room for it: "A. B. Berg"."""
    return " ".join([*(f"{part[0]}." for part in given.split()), family]).strip()


def shortened(name: str) -> str:
    """Return the name of a unit as a drawing has room for it."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _around(x: int, y: int, size: int, text: str) -> list[tuple[Label, Box]]:
    """Return the places above, below, right and left of a point."""
    width, above, below = len(text) * LETTER, y - size - _GAP, y + size + LINE - _GAP
    middle, right, left = y + LINE // 3, x + size + _GAP, x - size - _GAP
    return [
        ((x, above, "middle"), (x - width / 2, above - LINE + _GAP, x + width / 2, above + _GAP / 2)),
        ((x, below, "middle"), (x - width / 2, below - LINE + _GAP, x + width / 2, below + _GAP / 2)),
        ((right, middle, "start"), (right, middle - LINE + _GAP, right + width, middle + _GAP)),
        ((left, middle, "end"), (left - width, middle - LINE + _GAP, left, middle + _GAP)),
    ]


def _fits(box: Box, width: int, height: int) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height


def _hits(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < r and right > x and top < b and bottom > t for x, t, r, b in others)
