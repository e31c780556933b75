"""Cells that hold several things, "Berg, Anna; Ek, Bo", written so that they can be told apart again.

Where a mark itself is part of a text, a backslash stands before it: "a\\; b" is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 32_767  # characters in a cell, says Excel

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\;,|[]"})
_MARK = re.compile(r"[\\;,|\[\]]")
_ESCAPED = re.compile(r"\\([\\;,|\[\]])")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def joined(texts: Iterable[str], mark: str = "; ") -> str:
    """Return texts in one cell, without empty ones at its end; what does not fit into a cell is left out."""
    found = list(texts)
    while found and not found[-1]:
        found.pop()
    if not found:
        return ""
    cell = mark.join(found)
    return cell if len(cell) <= LONGEST else cell[: cell.rfind(mark, 0, LONGEST)]


def safe(text: str) -> str:
    """Return a text in which no mark means anything."""
    return text.translate(_MARKS) if _MARK.search(text) else text


def plain(text: str) -> str:
    """Return a text without the backslashes before marks."""
    return _ESCAPED.sub(r"\1", text)


def split(cell: str, mark: str = ";") -> list[str]:
    """Return the parts of a cell at a mark, trimmed; empty ones too, so that places count. Use `plain` on them."""
    if not cell:
        return []
    if "\\" not in cell:
        return [part.strip() for part in cell.split(mark)]
    found, rest = [[]], iter(cell)
    for letter in rest:
        if letter == mark:
            found.append([])
        else:
            found[-1].append(letter + next(rest, "") if letter == "\\" else letter)
    return ["".join(part).strip() for part in found]


def inert(text: str) -> str:
    """Return a text that no spreadsheet runs: a ' before what begins as a formula does."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_given(cell: str) -> str:
    """Return a cell without the ' that `inert` put before it."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell
