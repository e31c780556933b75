"""CSV with a line for each publication, under the names of its columns: RFC 4180, in UTF-8 with a byte order mark.

Excel needs the mark to read å, and runs what begins as a formula does: a ' stands before that. In is also read what
others write: with semicolons, tabs or bars between, heads in English or Swedish, in another order.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from formats import bounds
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.tables.cells import as_given, inert
from formats.tables.columns import NAMES, cells_of
from formats.tables.rows import are_heads, known_name, read_rows

label, media_type, suffix = "CSV", "text/csv", "csv"

_DELIMITERS = (",", ";", "\t", "|")
_HEAD = 10_000  # characters in which the first row ends
TOO_LONG_A_CELL = Sentence("A cell is longer than a million characters; perhaps a quote was not closed.")

csv.field_size_limit(bounds.LONGEST_TEXT)


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the names of the columns, then a line for each record."""
    yield from table(NAMES, map(cells_of, records))


def table(names: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the names of columns, then a line for each row."""
    yield "\ufeff" + _line(names)
    for row in rows:
        yield _line(map(inert, row))


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def recognises(text: str) -> bool:
    """Return whether its first line names columns, a title among them."""
    return bool(_delimiter(text))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each line; ValueError where the first line names no columns."""
    text = text.removeprefix("\ufeff")
    delimiter = _delimiter(text)
    if not delimiter:
        raise ValueError(Sentence("Its first line does not name columns, a title among them."))
    if text[:4].lower() == "sep=":  # for Excel, which delimiter there is
        text = text.partition("\n")[2]
    refused: list[Record | Refusal] = []
    return [*read_rows(table_rows(text, delimiter, refused)), *refused]


def table_rows(text: str, delimiter: str, refused: list[Record | Refusal]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of a line and its cells; what cannot be taken apart is added to what is refused."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        number = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            refused.append(Refusal(position=number, text="", reason=TOO_LONG_A_CELL))
            continue
        yield number, [*map(as_given, cells)]


def _delimiter(text: str) -> str:
    """Return what stands between the names in the first line, "" where they are none."""
    head = text[:_HEAD].removeprefix("\ufeff")
    if head[:4].lower() == "sep=":
        head = head.partition("\n")[2]
    found = {delimiter: _first_line(head, delimiter) for delimiter in _DELIMITERS}
    named = {
        delimiter: sum(map(bool, map(known_name, cells))) for delimiter, cells in found.items() if are_heads(cells)
    }
    return max(named, key=named.get, default="")


def _first_line(text: str, delimiter: str) -> list[str]:
    """Return the cells of the first line, none where it cannot be taken apart."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
