"""An imported record brought into a publication that is there: only the fields that staff have ticked."""

from dataclasses import replace

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from curation.intake.choosing import may_change
from curation.intake.differing import differences, value_after
from curation.intake.reading import OWN, record_of
from curation.intake.said import said_before
from curation.models import ImportItem
from formats.record import Record
from publications.models import Publication, SourceRecord
from publications.records.imported import plain_of
from publications.records.reading import printed_record_of
from publications.records.rows import as_stored, digest_of, identifiers_of
from publications.records.shared import Shared
from publications.records.threeway import THEIRS, Row
from publications.records.updating import Taking, take

State = ImportItem.State


def update(item: ImportItem, user) -> tuple[str, str]:
    """Update the publication that was chosen for an item; return the item's state, and the reason where it failed.

    Of one that was merged into another meanwhile, that one.
    """
    target = Publication.objects.followed([item.target_id])[0]
    locked = list(Publication.objects.select_for_update().filter(pk=target))
    if not locked:
        return State.FAILED, _("The record that it should update has been deleted meanwhile.")
    if not may_change(user, locked[0]):
        return State.FAILED, _("You may not change that record.")
    [publication] = Publication.objects.for_record().filter(pk=target)
    try:
        with transaction.atomic():
            _take(publication, item)
    except (IntegrityError, DataError) as error:
        return State.FAILED, _("The database refused it: %s") % str(error).splitlines()[0]
    item.publication = publication
    return State.UPDATED, ""


def _take(publication: Publication, item: ImportItem) -> None:
    """Bring the fields that were ticked, or follow the source, to what the record says; note what it says now."""
    theirs, yours = record_of(item), printed_record_of(publication)
    was = said_before([item]).get((item.pk, publication.pk))
    fields = [row.field for row in differences(yours, theirs, was) if _is_taken(item, row)]
    values = {name: value_after(name, getattr(yours, name), getattr(theirs, name)) for name in fields}
    merged = replace(theirs, **values)
    shared = Shared([merged])
    rows = [Row(name, None, getattr(yours, name), value, THEIRS, value) for name, value in values.items()]
    take([Taking(publication, rows, merged)], shared)
    _note_source(publication, item, theirs, shared)


def _is_taken(item: ImportItem, row) -> bool:
    return row.follows if item.fields is None else row.field in item.fields


def _note_source(publication: Publication, item: ImportItem, theirs: Record, shared: Shared) -> None:
    """Note what this source says now, so that the record is found the next time, and what it has changed by then.

    The history does not hold it: what it said before is kept with the item, for an undo.
    """
    told = {
        "digest": digest_of(theirs),
        "record": plain_of(as_stored(theirs, shared, identifiers_of(theirs))),
    }
    same = {"source": theirs.source} if theirs.source == OWN else {"source": theirs.source, "source_id": theirs.id}
    known = publication.sources.filter(**same).order_by("pk").last()
    if known:
        item.said_before = {"source": known.pk, "digest": known.digest, "record": known.record}
        SourceRecord.objects.filter(pk=known.pk).update(**told)
    elif theirs.source != OWN:
        told["publication"] = publication
        SourceRecord.objects.get_or_create(source=theirs.source, source_id=theirs.id, defaults=told)
