"""Import records from files of CSL-JSON, one record a line, plain or gzipped."""

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pghistory
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from publications.models import Publication
from publications.records.importing import import_items

LONGEST_LINE = 20_000_000  # bytes; the longest real record seen has 2,858 authors and 300 kB


class Command(BaseCommand):
    help = (
        "Import records from files of CSL-JSON, one record a line, plain or gzipped. Running it again changes nothing, "
        "changed records are updated, and what cannot be imported is reported with file, line and reason."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--source", default="", help="name of the source, for records that name none")
        parser.add_argument("--status", default="public", choices=Publication.Status.values, help="of new records")
        parser.add_argument("--remarks", action="store_true", help="report doubtful values of imported records too")

    def handle(self, *, files, source, status, remarks, **options):
        for path in files:
            self._import(path, source, status, remarks)

    def _import(self, path: Path, source: str, status: str, remarks: bool) -> None:
        def report(place, kind, text):
            if remarks or kind == "refused":
                with tqdm.external_write_mode():
                    self.stderr.write(f"{place}: {kind}: {text}")

        try:
            with path.open("rb") as file, self._bar(path) as bar, pghistory.context(import_of=path.name):
                lines = _lines(path.name, file, bar)
                summary = import_items(
                    lines, source=source or path.name.partition(".")[0], status=status, report=report
                )
        except (OSError, EOFError, zlib.error) as error:
            raise CommandError(f"{path}: {error}. The records read before that are saved.") from error
        self.stdout.write(f"{path.name}: {summary}")

    @staticmethod
    def _bar(path: Path) -> tqdm:
        return tqdm(total=os.path.getsize(path), unit="B", unit_scale=True, desc=path.name, disable=None)


def _lines(name: str, file: BinaryIO, bar: tqdm) -> Iterator[tuple[str, bytes]]:
    """Yield the place and text of each line that is not blank, and move the bar."""
    unpacked = gzip.GzipFile(fileobj=file) if file.peek(2)[:2] == b"\x1f\x8b" else file
    number = 0
    while line := unpacked.readline(LONGEST_LINE):
        number += 1
        bar.update(file.tell() - bar.n)
        if len(line) == LONGEST_LINE:
            raise OSError(f"line {number} is longer than {LONGEST_LINE:,} bytes")
        if line.strip():
            yield f"{name}:{number}", line.removeprefix(b"\xef\xbb\xbf")
