"""What a reference will lack, by type: what APA prints for the type and the record does not tell.

A test asks the citations themselves whether APA prints each of these for each type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from curation.checks.rule import Known, Values
from formats import swepub
from formats.record import Record

_ARTICLES = ("publication/journal-article", "publication/review-article", "publication/editorial-letter")
_CHAPTERS = (
    "publication/book-chapter",
    "publication/report-chapter",
    "publication/foreword-afterword",
    "publication/encyclopedia-entry",
)
_BOOKS = ("publication/book", "publication/edited-book", "publication/critical-edition", "conference/proceeding")
_THESES = ("publication/doctoral-thesis", "publication/licentiate-thesis", "artistic-work/artistic-thesis")
_REPORTS = ("publication/report", "publication/working-paper")

# Field: the types whose references print it.
PRINTED = {
    "container_title": frozenset(("publication/encyclopedia-entry", "conference/paper", *swepub.IN_HOST))
    - {"publication/journal-issue"},
    "volume": frozenset((*_ARTICLES, "publication/book-review")),
    "page": frozenset((*_ARTICLES, "publication/book-review", *_CHAPTERS, "conference/paper")),
    "publisher": frozenset((*_BOOKS, *_CHAPTERS, *_THESES, *_REPORTS)),
    "number": frozenset(("intellectual-property/patent",)),
}
_INSIDE = ("volume", "page")  # asked for when the journal or book is told, of what is out


def lacks(field: str) -> Callable[[Record, Known], Iterator[Values]]:
    """Return the rule for a field."""

    def found(record: Record, known: Known) -> Iterator[Values]:
        if record.type in PRINTED[field] and not getattr(record, field) and _is_expected(record, field):
            yield {}

    return found


def _is_expected(record: Record, field: str) -> bool:
    if field in _INSIDE:
        is_out = record.publication_status not in ("in-preparation", *swepub.NOT_OUT)
        return is_out and bool(record.container_title) and not (field == "page" and record.article_number)
    if field == "container_title":  # else it is what SwePub's rule 11 finds
        has_host = record.event_title or any(grant.title for grant in record.funding)
        return record.type not in swepub.IN_HOST or bool(has_host)
    return True
