"""The references of a file of tagged lines (RIS, .enw): which tags stand in each, with the values of several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Reference:
    """One reference: its tags with their values, in their order, and the place of its text in the file."""

    start: int
    end: int = 0
    rows: list[tuple[str, str]] = field(default_factory=list)


def references_of(text: str, line: re.Pattern[str], first: str, last: str) -> Iterator[Reference]:
    """Yield the references of a file.

    `line` finds each line with its tag and value; a reference begins at the tag `first`, or at any other after `last`.
    A line without a tag goes on with the value before it; outside of references it is no part of any.
    """
    reference: Reference | None = None
    place = 0
    for found in line.finditer(text):
        if reference and not reference.end:
            _go_on(reference, text[place : found.start()])
        place = found.end()
        tag, value = found[1].upper(), found[2].strip()
        if tag == last:
            if reference:
                reference.end = found.end()
                yield reference
            reference = None
            continue
        if tag == first or reference is None:
            if reference:
                reference.end = found.start()
                yield reference
            reference = Reference(found.start())
        reference.rows.append((tag, value))
    if reference:
        _go_on(reference, text[place:])
        reference.end = len(text)
        yield reference


def _go_on(reference: Reference, between: str) -> None:
    """Add lines without a tag to the value before them."""
    if reference.rows and (more := between.strip("\r\n")).strip():
        tag, value = reference.rows[-1]
        reference.rows[-1] = (tag, f"{value}\n{more}".strip())
