"""What the source of a record said the last time, beside which an update shows what it and staff have changed since."""

from collections.abc import Iterable

from curation.intake.reading import OWN
from curation.models import ImportItem
from formats.record import Record
from publications.models import SourceRecord
from publications.records.imported import record_from

Said = dict[tuple[int, int], Record]  # by the keys of an item, and of a publication that it may be


def said_before(items: Iterable[ImportItem]) -> Said:
    """Return what the source of each item said of the publications that it may be. 1 query.

    A file names no source: then it is what was imported last from one.
    """
    pairs = [(item, key) for item in items for key, *_ in item.candidates]
    rows = SourceRecord.objects.filter(publication__in={key for _, key in pairs}, record__isnull=False).order_by("pk")
    kept = {
        (publication, source, "" if source == OWN else source_id): record
        for publication, source, source_id, record in rows.values_list("publication", "source", "source_id", "record")
    }
    places = {(item.pk, key): (key, item.source, "" if item.source == OWN else item.source_id) for item, key in pairs}
    return {pair: record_from(kept[place]) for pair, place in places.items() if place in kept}
