"""The files in an archive (ZIP), within bounds: nothing is written to disk, and nothing unpacked beyond them. Pure.

A bomb is known by what it would unpack to, and where that is not told truly, by reading no further than it may hold.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from django.utils.translation import gettext as _

from formats.bounds import LARGEST
from formats.recognising import ARCHIVE, not_references

MOST_FILES = 500
LARGEST_IN_ALL = 200 * 2**20  # bytes, unpacked
# What systems put beside the files of their users.
_PASSED_OVER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Packed:
    """A file in an archive: its bare name, and what it holds; or why that cannot be had."""

    name: str
    data: bytes = b""
    reason: str = ""


def is_archive(data: bytes) -> bool:
    """Return whether it is an archive of files, and not a document that is packed as one."""
    return data.startswith(b"PK") and not_references(data) == ARCHIVE


def files_in(data: bytes) -> Iterator[Packed]:
    """Yield the files of an archive; one without data, and with a reason, for what cannot be had."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            rows = [row for row in archive.infolist() if not row.is_dir() and not _is_passed_over(row)]
            if problem := _problem(rows):
                yield Packed("", reason=problem)
                return
            left = LARGEST_IN_ALL
            for row in rows:
                packed = _unpacked(archive, row, left)
                left -= len(packed.data)
                yield packed
    except (BadZipFile, OSError, ValueError, struct.error, NotImplementedError, OverflowError) as error:
        yield Packed("", reason=_("The archive is damaged: %s") % error)


def _is_passed_over(row: ZipInfo) -> bool:
    return bool({*PurePosixPath(row.filename.replace("\\", "/")).parts} & {*_PASSED_OVER})


def _problem(rows: list[ZipInfo]) -> str:
    if not rows:
        return _("The archive is empty.")
    if len(rows) > MOST_FILES:
        return _("The archive holds more than %s files. Divide it.") % MOST_FILES
    if sum(row.file_size for row in rows) > LARGEST_IN_ALL:
        return _("The archive unpacks to more than 200 MB. Divide it.")
    return ""


def _unpacked(archive: ZipFile, row: ZipInfo, left: int) -> Packed:
    name = bare(row.filename)
    if row.flag_bits & 1:
        return Packed(name, reason=_("It is locked with a password."))
    most = min(LARGEST, left)
    try:
        with archive.open(row) as file:
            data = file.read(most + 1)
    except (BadZipFile, ZlibError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        return Packed(name, reason=_("It is damaged: %s") % error)
    if len(data) > most:
        return Packed(name, reason=_("It is larger than 50 MB. Divide it into smaller files."))
    return Packed(name, data)


def bare(name: str) -> str:
    """Return the name of a file without its folders and what cannot be shown; it is shown only, never opened."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:200] or "?"
