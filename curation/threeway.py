"""A record from elsewhere beside a publication: was, yours and theirs, for a preview and for decisions.

How the three are compared, and what follows, stands in publications/records/threeway.py. A preview writes nothing; to
take fields, an import gives their rows to `publications.records.updating.take`.
"""

from dataclasses import replace

from django.db import transaction

from formats.record import Record
from publications.models import Publication, SourceRecord
from publications.records.imported import record_from
from publications.records.reading import printed_record_of
from publications.records.shared import Shared
from publications.records.threeway import THEIRS, Row
from publications.records.threeway import compare as compare_records
from publications.records.updating import HOST, Taking, take


def compare(publication: Publication, record: Record) -> list[Row]:
    """Return a row (field, was, yours, theirs, outcome, value) for each field in which a record says something else.

    `was` is what the record's source said when it was last imported, None where it never was. 1 query; 5 where the
    publication is not loaded with `for_record`.
    """
    if not hasattr(publication, "identifier_rows"):
        publication = Publication.objects.for_record().get(pk=publication.pk)
    source = SourceRecord.objects.filter(publication=publication, source=record.source, source_id=record.id)
    kept = source.values_list("record", flat=True).first()
    return compare_records(record_from(kept) if kept is not None else None, printed_record_of(publication), record)


def theirs_of(row: Row) -> Row:
    """Return a row by which the value of the record is taken, whatever it was."""
    return replace(row, outcome=THEIRS, value=row.theirs)


def accept(publication: Publication, rows: list[Row], record: Record) -> None:
    """Bring the fields of rows to their values, in one transaction. `rows` are those of `compare` that are `taken`.

    Journals, people and keywords that the record names are made where they are not there. IntegrityError where
    another publication has its DOI.
    """
    with transaction.atomic():
        Publication.objects.select_for_update().get(pk=publication.pk)
        loaded = Publication.objects.for_record().get(pk=publication.pk)
        named = Record(type=record.type, **{row.field: row.value for row in rows if row.field != "type"})
        take([Taking(loaded, rows, record)], Shared([_with_host(named, record)]))


def _with_host(named: Record, record: Record) -> Record:
    """Return a record with what its journal is known by, where any of that is taken."""
    if not any(getattr(named, name) for name in HOST - {"type"}):
        return named
    return replace(named, **{name: getattr(record, name) for name in (*HOST, "container_title_short", "publisher")})
