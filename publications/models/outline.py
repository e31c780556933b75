"""A tree as lines to write down in order, so that a template needs no recursion."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Line:
    """One of the tree. `deeper`: its own parts follow. `ends`: a mark for each list that ends after it."""

    item: Any
    deeper: bool
    ends: range


def outline(items: Iterable[Any], parent_of: str = "parent_id") -> list[Line]:
    """Return the lines of the tree of rows; the order among those of one parent is kept.

    Rows whose parent is not among them stand at the top.
    """
    rows = list(items)
    keys = {row.pk for row in rows}
    below: dict[int | None, list] = {}
    for row in rows:
        parent = getattr(row, parent_of)
        below.setdefault(parent if parent in keys else None, []).append(row)
    walked = [*_walk(below), (None, 0)]
    return [
        Line(row, deeper=after > depth, ends=range(max(depth - after, 0)))
        for (row, depth), (_next, after) in pairwise(walked)
    ]


def _walk(below: dict) -> Iterable[tuple[Any, int]]:
    """Yield each row with its depth. With a stack of our own: a tree may be deeper than Python calls."""
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        yield row, depth
        waiting.extend((child, depth + 1) for child in reversed(below.get(row.pk, [])))
