"""Lines that begin with a tag, as PubMed, Ovid and Web of Science export them: the entries of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from formats import bounds
from formats.record import Record, Refusal
from formats.sentence import Sentence

BEFORE_FIRST = Sentence("It stands before the first record, and is none.")
_SHOWN = 2000  # characters of what was refused


@dataclass
class Entry:
    """An entry: the number of its first line, its lines, and its tags in order, each with the lines of its value."""

    position: int
    lines: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[str]]] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        """Return the values of some tags, in order."""
        return [value for tag, value in self.values() if tag in tags and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of these tags that has one."""
        return next((value for wanted in tags for tag, value in self.values() if tag == wanted and value), "")

    def each_line(self, tag: str) -> list[str]:
        """Return the lines of a tag, where each is a value of its own."""
        return [line for found, lines in self.rows if found == tag for line in lines if line]

    def values(self) -> Iterator[tuple[str, str]]:
        """Yield tags and values, the lines of a value joined."""
        return ((tag, " ".join(lines).strip()) for tag, lines in self.rows)


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
            if not begin.match(entry.lines[0]):
                raise ValueError(BEFORE_FIRST)
            found.append(record_of(entry))
        except ValueError as error:
            shown = "\n".join(entry.lines)[:_SHOWN]
            found.append(Refusal(position=entry.position, text=shown, reason=str(error)))
    return found


def entries(text: str, begin: re.Pattern, tag: re.Pattern, head: re.Pattern) -> Iterator[Entry]:
    """Yield the entries of a text; what stands before the first one as an entry that begins otherwise."""
    entry = None
    for number, line in enumerate(text.split("\n"), start=1):
        if begin.match(line):
            if entry:
                yield entry
            entry = Entry(number)
        elif entry is None:
            if not line.strip() or head.match(line):
                continue
            entry = Entry(number)
        entry.lines.append(line)
        if found := tag.match(line):
            entry.rows.append((found[1], [(found[2] or "").strip()]))
        elif entry.rows and line.strip():
            entry.rows[-1][1].append(line.strip())
    if entry:
        yield entry
