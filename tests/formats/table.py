"""How many records each real file holds, and how many are found in it: python -m tests.formats.table

Needs the files beside the project (or SHARED_DIR); docs/formats.md holds what it prints.
"""

import csv
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from formats.reading import reading_of
from formats.record import Record

SHARED = Path(os.environ.get("SHARED_DIR", Path(__file__).parents[3] / "shared"))
FILES = SHARED / "data" / "records" / "formats"

# Where a reader counts otherwise than the list, which some program made, and why.
COUNTED = {
    "malformed/bibtex/jabref_tiny-LE-noBOM.bib": 1,  # an entry in UTF-16 without a mark
    "malformed/bibtex/bbt_import_web_page_and_other_mendeley_idiocy.bib": 512,  # 47 are @web_page and @book_section
    "pubmed/jabref_MedlineImporterTestNbib.xml": 2,  # a second one begins in the line in which the first ends
    "csl/utilities_citeProcJSExport.json": 37,  # an object with 37 items by their names, not one item
    # Lines were counted, not entries: PMID, or OWN in those of ERIC, and <1. > begin one.
    "extra/nbib/NbibImporterTest.nbib": 1,
    "extra/nbib/zotero_MEDLINEnbib_02.nbib": 2,
    "extra/nbib/zotero_MEDLINEnbib_03.nbib": 1,
    "extra/nbib/zotero_MEDLINEnbib_04.nbib": 1,
    "extra/nbib/zotero_MEDLINEnbib_05.nbib": 3,
    "extra/nbib/zotero_MEDLINEnbib_06.nbib": 1,
    "extra/nbib/zotero_MEDLINEnbib_09.nbib": 1,
    "extra/ovid/zotero_OVID_Tagged_02.txt": 2,
    "extra/ovid/zotero_OVID_Tagged_04.txt": 4,
    "extra/ovid/zotero_OVID_Tagged_05.txt": 1,
    "extra/ovid/zotero_OVID_Tagged_07.txt": 2,
    "extra/ovid/zotero_OVID_Tagged_10.txt": 2,
}
# Kinds of which the list has numbers for none, or (DataCite) not for XML; a file of them agrees that has a record.
UNCOUNTED = ("crossref_deposit", "datacite", "jats", "unixref")


@dataclass
class File:
    """A real file: its kind and number of records in the list, what was found in it, and in how many seconds."""

    name: str
    kind: str
    expected: int | None  # None where the list has no number
    read_as: str
    records: int
    refusals: int
    seconds: float
    reasons: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.records == self.expected if self.expected is not None else self.records > 0

    @property
    def accounted(self) -> bool:
        return self.records + self.refusals >= (self.expected or 0)


def files(prefix: str = "") -> Iterator[File]:
    """Yield what is found in each real file whose name begins so."""
    with (FILES / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = row["file"].removeprefix("formats/")
            if name.startswith(prefix):
                yield _file(name, row)


def _file(name: str, row: dict[str, str]) -> File:
    data = (FILES / name).read_bytes()
    start = time.perf_counter()
    reading = reading_of(data)
    seconds = time.perf_counter() - start
    records = sum(isinstance(one, Record) for one in reading.found)
    reasons = tuple(one.reason for one in reading.found if not isinstance(one, Record))
    kind = row["format"].removeprefix("extra/")
    expected = COUNTED.get(name, int(row["records"]))
    if expected == 0 and kind in UNCOUNTED and not row["note"]:
        expected = None
    return File(name, kind, expected, reading.format, records, len(reasons), seconds, reasons)


def main() -> None:
    found = defaultdict(list)
    for file in files():
        found[file.kind].append(file)
    print("| Kind | Files | Records | Found | Refused | Files that agree | Slowest |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind, rows in [*sorted(found.items()), ("all", sum(found.values(), []))]:
        counts = (len(rows), sum(row.expected or 0 for row in rows), sum(row.records for row in rows))
        agree = sum(row.agrees for row in rows)
        print(
            f"| {kind} | {' | '.join(f'{count:,}' for count in counts)} | {sum(row.refusals for row in rows):,} "
            f"| {agree} ({agree / len(rows):.1%}) | {max(row.seconds for row in rows):.2f} s |"
        )
    for row in sum(found.values(), []):
        if not row.agrees:
            print(f"{row.name}: {row.expected} expected, {row.records} + {row.refusals} found as {row.read_as}", end="")
            print(f": {row.reasons[0][:100]}" if row.reasons else "")


if __name__ == "__main__":
    main()
