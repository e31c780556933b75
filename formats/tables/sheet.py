"""The rows of a worksheet (ECMA-376, part 1, 18.3): cells of text, in the XML of a sheet.

XlsxWriter looks at each cell for formats, numbers and formulas: of a large file, that took longer than all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.tables.cells import LONGEST
from formats.xml_writing import escaped

_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # "_x000A_" would be read as the character that it names


def rows_of(lines: Iterable[Iterable[str]], columns: list[str], first: int) -> Iterator[bytes]:
    """Yield a row for each line of cells, numbered from `first`, under the letters of its columns; no empty cells."""
    for number, cells in enumerate(lines, start=first):
        found = [_cell(f"{column}{number}", cell) for column, cell in zip(columns, cells, strict=True) if cell]
        yield f'<row r="{number}">{"".join(found)}</row>'.encode()


def _cell(place: str, cell: str) -> str:
    space = "" if cell == cell.strip() else ' xml:space="preserve"'
    return f'<c r="{place}" t="inlineStr"><is><t{space}>{escaped(_fitting(cell))}</t></is></c>'


def _fitting(cell: str) -> str:
    """Return a text of no more UTF-16 units than a cell may have, in which nothing reads as an escape."""
    if len(cell) > LONGEST // 2:
        cell = cell.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")
    return _ESCAPE_LIKE.sub("_x005F_", cell) if "_x" in cell else cell
