"""XLSX (ECMA-376) with a row for each publication, under the names of its columns; all cells are texts, never formulas.

XlsxWriter makes the workbook, sheet.py the rows, one at a time, on disk: the file is whole only at its end, and is sent
then. Read with openpyxl, the first sheet only, row by row. What it would unpack to is looked at first: a small file may
be a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.tables.columns import NAMES, cells_of
from formats.tables.rows import read_rows
from formats.tables.sheet import rows_of

label, suffix = "Excel (XLSX)", "xlsx"
media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
binary = True

_LARGEST = 200 * 2**20  # bytes of what a file unpacks to
_MOST_FILES = 1000
_PIECE = 64 * 1024
_SHEET = "xl/worksheets/sheet1.xml"
_DIMENSION = re.compile(rb"<dimension [^>]*>")  # says how many rows there are, may be left out
_ESCAPE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")  # what says that "_x000A_" is no line break but its name
_LEVEL = 1  # of compression: fast; at the usual 6, compressing was what took longest
_WIDTHS = {"title": 60, "authors": 40, "container_title": 30, "abstract": 40}  # of columns, in characters

UNPACKS_TOO_LARGE = Sentence("It unpacks to more than 200 MB.")
HAS_ENTITIES = Sentence("It declares entities, which no spreadsheet does.")


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the file in pieces, once all records are in it."""
    yield from workbook(NAMES, map(cells_of, records))


def workbook(names: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield a file with rows under the names of their columns, in pieces, once all are in it."""
    with TemporaryFile() as file:
        with ZipFile(_frame(names)) as frame, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as book:
            for part in frame.namelist():
                if part != _SHEET:
                    book.writestr(part, frame.read(part))
            with book.open(_SHEET, "w", force_zip64=True) as sheet:
                for piece in _filled(frame.read(_SHEET), len(names), rows):
                    sheet.write(piece)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _frame(names: Sequence[str]) -> BytesIO:
    """Return a workbook whose sheet has the names of the columns and nothing more."""
    from xlsxwriter import Workbook  # only where one is written, for the memory

    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet("Publications"), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(names):
            sheet.set_column(place, place, _WIDTHS.get(name, 14))
            sheet.write_string(0, place, name, None if place else bold)
    file.seek(0)
    return file


def _filled(sheet: bytes, width: int, rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield a sheet with rows of so many cells after those that it has."""
    from xlsxwriter.utility import xl_col_to_name

    head, end, rest = _DIMENSION.sub(b"", sheet).partition(b"</sheetData>")
    yield head
    yield from rows_of(rows, [*map(xl_col_to_name, range(width))], first=2)
    yield end + rest


def recognises(data: bytes) -> bool:
    """Return whether it is an archive that holds a workbook."""
    return data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data


def read(data: bytes) -> list[Record | Refusal]:
    """Return a Record or Refusal for each row of the first sheet; ValueError where it is no such file."""
    return list(read_rows(iter(sheet_rows(data))))


def sheet_rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet, each its number and its cells; ValueError where it is no such file."""
    _check(data)
    from zlib import error as zlib_error

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(values_only=True) if book.worksheets else ()
        return [(number, list(map(_text, row))) for number, row in enumerate(rows, start=1)]
    except (BadZipFile, InvalidFileException, KeyError, OSError, zlib_error, SyntaxError, EOFError) as error:
        raise ValueError(_no_sheet(error)) from None


def _check(data: bytes) -> None:
    """Raise ValueError where an archive is damaged, unpacks to too much, or declares entities."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _LARGEST:
                raise ValueError(UNPACKS_TOO_LARGE)
            for part in parts:
                with archive.open(part) as file:
                    if b"<!DOCTYPE" in file.read(4096):
                        raise ValueError(HAS_ENTITIES)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(_no_sheet(error)) from None


def _text(value: object) -> str:
    """Return the value of a cell as text: 2024.0 is a year, a day is a date."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "date") and hasattr(value, "hour"):
        is_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if is_day else value.isoformat()
    return _ESCAPE.sub("_", str(value))


def _no_sheet(error: Exception) -> Sentence:
    return Sentence("It is no spreadsheet that can be read (%(error)s).", error=str(error)[:100])
