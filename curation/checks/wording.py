"""Dates that are still to come, titles in capitals, abstracts that are missing or in another language than given."""

from __future__ import annotations

from collections.abc import Iterator

from curation.checks.rule import Known, Values
from formats.record import Record
from formats.richtext import plain

DATES = {"issued": "published", "available": "published online", "accepted": "accepted", "defended": "defended"}
LEAST_LETTERS, LEAST_WORDS = 12, 3  # of a title in capitals: "DNA" and "SARS-COV-2" are none
WITH_ABSTRACT = frozenset(
    (
        "publication/journal-article",
        "publication/review-article",
        "publication/doctoral-thesis",
        "publication/licentiate-thesis",
        "publication/preprint",
        "publication/working-paper",
        "publication/report",
        "conference/paper",
        "artistic-work/artistic-thesis",
    )
)


def in_future(record: Record, known: Known) -> Iterator[Values]:
    """A date is still to come where not even its year, month or day has begun; what is accepted may be dated so."""
    if known.today is None:
        return
    for field, name in DATES.items():
        value = getattr(record, field).partition("/")[0]
        if value > known.today.isoformat()[: len(value)] and not _is_announced(record, field, value, known.today.year):
            yield {"field": field, "date": name, "value": value}


def _is_announced(record: Record, field: str, value: str, year: int) -> bool:
    """Return whether it is the year or day of an issue that is yet to come."""
    return field == "issued" and record.publication_status in ("in-press", "epub") and int(value[:4]) <= year + 1


def all_capitals(record: Record, known: Known) -> Iterator[Values]:
    for field in ("title", "subtitle"):
        text = plain(getattr(record, field))
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) >= LEAST_LETTERS and len(text.split()) >= LEAST_WORDS and text == text.upper() != text.lower():
            yield {"field": field, "value": text}


def no_abstract(record: Record, known: Known) -> Iterator[Values]:
    if record.type in WITH_ABSTRACT and not record.abstracts:
        yield {}
