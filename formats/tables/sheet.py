"""The rows of a worksheet (ECMA-376, part 1, 18.3): cells of text, in the XML of a sheet.

XlsxWriter looks at each cell for formats, numbers and formulas: of a large file, that took longer than all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from formats.tables.cells import LONGEST
from formats.xml_tree import add

_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # "_x000A_" would be read as the character that it names
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def rows_of(lines: Iterable[Iterable[str]], columns: list[str], first: int) -> Iterator[bytes]:
    """Yield a row for each line of cells, numbered from `first`, under the letters of its columns; no empty cells."""
    for number, cells in enumerate(lines, start=first):
        row = etree.Element("row", r=str(number))
        for column, cell in zip(columns, cells, strict=True):
            if cell:
                _add(row, f"{column}{number}", cell)
        yield etree.tostring(row, encoding="UTF-8")


def _add(row: etree._Element, place: str, cell: str) -> None:
    text = add(etree.SubElement(etree.SubElement(row, "c", r=place, t="inlineStr"), "is"), "t", _escaped(cell))
    if cell != cell.strip():
        text.set(_SPACE, "preserve")


def _escaped(cell: str) -> str:
    """Return a text of no more UTF-16 units than a cell may have, in which nothing reads as an escape."""
    if len(cell) > LONGEST // 2:
        cell = cell.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")
    return _ESCAPE_LIKE.sub("_x005F_", cell) if "_x" in cell else cell
