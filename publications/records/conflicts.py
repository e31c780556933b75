"""What waits for a decision of staff: the fields that they and a source both changed (models/conflict.py)."""

from publications.models import Conflict, SourceRecord
from publications.records.imported import plain_of
from publications.records.threeway import CONFLICT, YOURS, Row


def keep_conflicts(found: list[tuple[SourceRecord, list[Row]]]) -> None:
    """Keep the conflicts among the rows of sources; those that waited and have settled themselves go. 1 to 4 queries.

    Of one that waits already, `was` stays: it is what the source said when staff changed the field.
    """
    if not found:
        return
    rows = Conflict.objects.filter(source__in=[source.pk for source, _ in found], decision="")
    waiting = {(row.source_id, row.field): row for row in rows}
    disputed = {
        (source.pk, row.field): (source, row) for source, rows in found for row in rows if row.outcome == CONFLICT
    }
    for key in disputed.keys() & waiting.keys():
        waiting[key].theirs = plain_of(disputed[key][1].theirs)
    Conflict.objects.bulk_update([waiting[key] for key in disputed.keys() & waiting.keys()], ["theirs"])
    Conflict.objects.bulk_create(_conflict(*pair) for key, pair in disputed.items() if key not in waiting)
    standing = {(source.pk, row.field) for source, rows in found for row in rows if row.outcome in (CONFLICT, YOURS)}
    if settled := [row.pk for key, row in waiting.items() if key not in standing]:
        Conflict.objects.filter(pk__in=settled).delete()


def _conflict(source: SourceRecord, row: Row) -> Conflict:
    return Conflict(
        publication_id=source.publication_id,
        source=source,
        field=row.field,
        was=plain_of(row.was),
        theirs=plain_of(row.theirs),
    )
