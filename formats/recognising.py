"""Which format a file is in, by what it holds; its name is not looked at. What it is instead, where it is none."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from types import ModuleType
from zipfile import BadZipFile, ZipFile

from formats import READERS, is_binary
from formats.sentence import Sentence

# Which to ask first: what is told by a line that nothing else has. Others follow in the order of FORMATS, then these.
FIRST = ("oai_pmh", "crossref", "openalex", "nbib", "wos", "ovid")
LAST = ("json", "csl_json", "csv")  # they would take nearly anything

EMPTY = Sentence("It is empty.")
_EXPORT = Sentence("Export the references from the program that made it, as RIS or BibTeX for example.")
_UNPACK = Sentence("Unpack it, and hand in the files in it.")

# The first bytes of what people hand in by mistake (https://www.garykessler.net/library/file_sigs.html).
_SIGNATURES = (
    (re.compile(rb"\s*%PDF-"), Sentence("a PDF document"), Sentence("Look for its DOI in it, and hand that in.")),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|RIFF.{4}WEBP|II\*\0|MM\0\*", re.S),
        Sentence("a picture"),
        _EXPORT,
    ),
    (re.compile(rb"\x1f\x8b"), Sentence("a packed file (gzip)"), _UNPACK),
    (
        re.compile(rb"BZh[1-9]1AY|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd"),
        Sentence("an archive"),
        _UNPACK,
    ),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Sentence("a document of an old Office program"), _EXPORT),
    (re.compile(rb"\s*\{\\rtf"), Sentence("a formatted text (RTF)"), _EXPORT),
    (re.compile(rb"SQLite format 3\0"), Sentence("a database (SQLite)"), _EXPORT),
    (re.compile(rb"\x7fELF|MZ.{58}\0|\xcf\xfa\xed\xfe", re.S), Sentence("a program"), _EXPORT),
)
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)


def _instead(what: Sentence, advice: Sentence) -> Sentence:
    return Sentence("This is %(what)s, not a file of references. %(advice)s", what=what, advice=advice)


ARCHIVE = _instead(Sentence("an archive (ZIP)"), _UNPACK)
_ZIP = b"PK\x03\x04"
_DIRECTORY = 2**20  # bytes that the list of an archive's files may have
_PARTS = (
    ("word/document.xml", Sentence("a Word document"), _EXPORT),
    ("ppt/presentation.xml", Sentence("a PowerPoint presentation"), _EXPORT),
    ("content.xml", Sentence("an OpenDocument file"), Sentence("Save it as XLSX or CSV if it is a spreadsheet.")),
)


def not_references(data: bytes) -> str:
    """Return a sentence that says what a file is that holds no references, "" where it may hold some."""
    if not data.strip():
        return EMPTY
    for pattern, what, advice in _SIGNATURES:
        if pattern.match(data):
            return _instead(what, advice)
    if data.startswith(_ZIP):
        return _archive(data)
    return ""


def _archive(data: bytes) -> str:
    names = _names_in(data)
    if "xl/workbook.xml" in names:
        return ""
    for name, what, advice in _PARTS:
        if name in names:
            return _instead(what, advice)
    return ARCHIVE


def _names_in(data: bytes) -> frozenset[str]:
    """Return the names of the files in an archive, none where its list is damaged or too long to be looked at."""
    try:
        (size,) = struct.unpack_from("<I", data, data.rindex(b"PK\x05\x06") + 12)
        if size > _DIRECTORY:
            return frozenset()
        with ZipFile(BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (BadZipFile, ValueError, struct.error, OSError, NotImplementedError):
        return frozenset()


def is_web_page(text: str) -> str:
    """Return a sentence that says so where a text is a web page, else ""."""
    if not _WEB_PAGE.match(text, 0, 3000):
        return ""
    return _instead(Sentence("a web page"), Sentence("Hand in its address or DOI, or the export that it offers."))


def names_in_order() -> list[str]:
    """Return the names of the formats that can be read, in the order in which they are asked."""
    between = [name for name in READERS if name not in FIRST + LAST]
    return [name for name in (*FIRST, *between, *LAST) if name in READERS]


def formats_of(text: str) -> Iterator[tuple[str, ModuleType]]:
    """Yield the formats that a text may be in, the likeliest first."""
    for name in names_in_order():
        module = READERS[name]
        if not is_binary(module) and hasattr(module, "recognises") and module.recognises(text):
            yield name, module


def unknown() -> str:
    """Return the sentence for a text in no format that can be read."""
    labels = ", ".join(dict.fromkeys(module.label for module in READERS.values()))
    return Sentence("It is in none of the formats that can be read: %(formats)s.", formats=labels)
