"""The journals of a batch of Records: known by ISSN, and by title where no ISSN speaks against it."""

from collections.abc import Callable

from django.db import connection

from formats.record import Record
from publications.models import Journal
from publications.records.merged import found_by_former


class Journals:
    """The journals of Records, found or made. `publisher` returns the key of a record's publisher. About 3 queries.

    Two journals may have one title, such as "Biology": a record with an ISSN that is not known joins a journal of its
    title only where that has no ISSN.
    """

    def __init__(self, records: list[Record], publisher: Callable[[Record], int | None]):
        self._publisher = publisher
        numbers = {number for record in records for number in (record.issn, record.eissn) if number}
        rows = Journal.objects.filter(issn__in=numbers) | Journal.objects.filter(eissn__in=numbers)
        self._by_number = {number: row for row in rows for number in (row.issn, row.eissn) if number in numbers}
        self._by_number |= _merged(numbers - self._by_number.keys())
        self._by_title, self._unnumbered = _found_by_title({record.container_title for record in records})
        made = [self._make(record) for record in sorted(records, key=_lacks_number) if self._of(record) is None]
        Journal.objects.bulk_create(made)

    def key(self, record: Record) -> int | None:
        """Return the key of a record's journal."""
        found = self._of(record)
        return found.pk if found else None

    def _of(self, record: Record) -> Journal | None:
        for number in (record.issn, record.eissn):
            if number in self._by_number:
                return self._by_number[number]
        titles = self._by_title if _lacks_number(record) else self._unnumbered
        return titles.get(record.container_title.lower())

    def _make(self, record: Record) -> Journal:
        journal = Journal(
            title=record.container_title,
            abbreviation=record.container_title_short,
            issn=record.issn or None,
            eissn=(record.eissn if record.eissn != record.issn else None) or None,
            publisher_id=self._publisher(record),
        )
        self._by_number |= dict.fromkeys(filter(None, (record.issn, record.eissn)), journal)
        title = record.container_title.lower()
        self._by_title.setdefault(title, journal)
        if _lacks_number(record):
            self._unnumbered.setdefault(title, journal)
        return journal


def _merged(numbers: set[str]) -> dict[str, Journal]:
    """Return the journals into which those with a number were merged. 2 queries, 1 more where there are any."""
    keys = found_by_former(Journal, "issn", numbers) | found_by_former(Journal, "eissn", numbers)
    journals = Journal.objects.in_bulk(keys.values()) if keys else {}
    return {number: journals[key] for number, key in keys.items()}


def _lacks_number(record: Record) -> bool:
    return not record.issn and not record.eissn


def _found_by_title(titles: set[str]) -> tuple[dict[str, Journal], dict[str, Journal]]:
    """Return the oldest journal of each title, whatever its case, and the oldest one without an ISSN. 2 queries.

    The database folds case; titles of 1,000 characters are found by a fingerprint.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted.text, found.id FROM unnest(%s::text[]) AS wanted(text) JOIN publications_journal found "
            "ON md5(lower(found.title)) = md5(lower(wanted.text)) ORDER BY found.id DESC",
            [list(titles)],
        )
        pairs = cursor.fetchall()
    there = {title for title, _ in pairs}
    pairs += found_by_former(Journal, "title", titles - there).items()
    journals = Journal.objects.in_bulk({key for _, key in pairs})
    found = [(title.lower(), journals[key]) for title, key in pairs]  # the oldest comes last, and stays
    return dict(found), {title: row for title, row in found if not row.issn and not row.eissn}
