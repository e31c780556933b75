"""What a work is in, and whose its numbers are: the journal's, the book's, the series' or its own."""

from __future__ import annotations

from formats.record import Record
from formats.types import TYPES

IN_JOURNAL = ("contributiontojournal", "contributiontoperiodical")

# What stands alone: in a series perhaps, but never a part of a book or journal.
ALONE = frozenset(
    (
        "publication/book",
        "publication/edited-book",
        "publication/report",
        "publication/doctoral-thesis",
        "publication/licentiate-thesis",
        "artistic-work/artistic-thesis",
        "conference/proceeding",
        "intellectual-property/patent",
        "other/software",
    )
)
# Of which the editors are the creators.
EDITED = frozenset(("publication/edited-book", "publication/journal-issue", "conference/proceeding"))
# Who makes what has no author.
MAKERS = ("inv", "art", "cmp", "prf", "pth", "drt", "aus", "cur", "pro")


def is_in_journal(record: Record) -> bool:
    """Return whether the work is one in a journal, magazine or newspaper."""
    return TYPES[record.type].pure.partition("/")[0] in IN_JOURNAL


def isbn_is_of_host(record: Record) -> bool:
    """Return whether the ISBN is that of the book or proceedings that the work is in."""
    return bool(record.container_title) and record.type not in ALONE


def serial_numbers_are_of(record: Record) -> str:
    """Return whose the ISSN is: "host", "series", or "" where it is the work's own."""
    if record.container_title and (is_in_journal(record) or not record.collection_title):
        return "host"
    return "series" if record.collection_title else ""
