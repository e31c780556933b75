"""Lines that begin with a tag, as PubMed, Ovid and Web of Science export them: the entries of a text, each line once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from formats import bounds
from formats.record import Record, Refusal

BEFORE_FIRST = "It stands before the first record, and is none."
_SHOWN = 2000  # characters of what was refused


@dataclass
class Entry:
    """An entry: the number of its first line, its lines, and its tags with their values, in order."""

    position: int
    lines: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        """Return the values of some tags, in order."""
        return [value for tag, value in self.rows if tag in tags and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of these tags that has one."""
        return next((value for wanted in tags for tag, value in self.rows if tag == wanted and value), "")


def read_each(
    text: str, begin: re.Pattern, tag: re.Pattern, record_of: Callable[[Entry], Record], head: re.Pattern
) -> list[Record | Refusal]:
    """Return what `record_of` makes of each entry, a Refusal where it raises ValueError.

    A line of an entry matches `tag`, with groups for tag and value, or goes on with the value before it. Lines before
    the first that matches `begin` are refused, but those that match `head`.
    """
    found: list[Record | Refusal] = []
    for entry in bounds.within_count(list(entries(text, begin, tag, head))):
        try:
            if not entry.rows:
                raise ValueError(BEFORE_FIRST)
            found.append(record_of(entry))
        except ValueError as error:
            shown = "\n".join(entry.lines)[:_SHOWN]
            found.append(Refusal(position=entry.position, text=shown, reason=str(error)))
    return found


def entries(text: str, begin: re.Pattern, tag: re.Pattern, head: re.Pattern) -> Iterator[Entry]:
    """Yield the entries of a text; what stands before the first one as an entry without rows."""
    entry = None
    for number, line in enumerate(text.split("\n"), start=1):
        if begin.match(line):
            if entry:
                yield _joined(entry)
            entry = Entry(number)
        elif entry is None:
            if not line.strip() or head.match(line):
                continue
            entry = Entry(number)
        _take(entry, line, tag)
    if entry:
        yield _joined(entry)


def _take(entry: Entry, line: str, tag: re.Pattern) -> None:
    entry.lines.append(line)
    if found := tag.match(line):
        entry.rows.append((found[1], [found[2].strip()]))
    elif entry.rows and line.strip():
        entry.rows[-1][1].append(line.strip())


def _joined(entry: Entry) -> Entry:
    entry.rows = [(tag, " ".join(lines).strip()) for tag, lines in entry.rows]
    return entry


def wos_lines(entry: Entry, tag: str) -> list[str]:
    """Return the lines of a tag, each a value of its own; needs an entry whose lines are as they came."""
    found, inside = [], False
    for line in entry.lines:
        if line[:3] == f"{tag} ":
            inside = True
        elif line[:2].strip():
            inside = False
        if inside and line[3:].strip():
            found.append(line[3:].strip())
    return found
