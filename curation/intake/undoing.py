"""An import taken back as a whole: drafts that it made go, updates are set back, unless somebody was there since.

A large one is taken back by the worker. As when it was saved, up to WHOLE records are one transaction; of more, each
batch is one, in which its items are marked too. What it made for others too, such as journals and people with an ORCID
iD, stays.
"""

from collections.abc import Iterator

import pghistory
from django.db import models, transaction

from curation.history import PARTS
from curation.intake.saving import BATCH, as_a_whole
from curation.models import Import, ImportItem
from curation.operations.sql import batched
from curation.operations.undo import take_back
from publications.models import Contribution, Publication, SourceRecord

State = ImportItem.State
ONLY = {Publication, *PARTS[Publication], *PARTS[Contribution]}


def is_small(found: Import) -> bool:
    """Return whether an import can be taken back while the page waits. 1 query."""
    return left(found) <= BATCH


def start(found: Import) -> bool:
    """Note that an import is being taken back; False where it is not done, or somebody was quicker."""
    return bool(Import.objects.filter(pk=found.pk, state=Import.State.DONE).update(state=Import.State.UNDOING))


def undo_all(found: Import, user_id: int) -> None:
    """Take back what an import saved, as a whole or batch by batch, and note that it is undone."""
    with as_a_whole(left(found)):
        _undo_batches(found, user_id)
        Import.objects.filter(pk=found.pk, state=Import.State.UNDOING).update(state=Import.State.UNDONE)


def _undo_batches(found: Import, user_id: int) -> None:
    for keys in _batches(found):
        with pghistory.context(user=user_id, import_of=found.label, undone=True), transaction.atomic():
            # Others who would take the same back wait here, and then find it done.
            if Import.objects.select_for_update().get(pk=found.pk).state != Import.State.UNDOING:
                return
            _undo_drafts(found, keys)
            _undo_updates(found, keys)


def left(found: Import) -> int:
    """Return how many records are as an import saved them: once it was taken back, those it had to leave. 1 query."""
    return _saved(found).count()


def _saved(found: Import) -> models.QuerySet:
    return found.items.filter(state__in=(State.MADE, State.UPDATED))


def _batches(found: Import) -> Iterator[list[int]]:
    """Return the keys of what was saved, the last first, some at a time."""
    keys = list(_saved(found).order_by("-pk").values_list("pk", flat=True))
    return batched(keys, BATCH)


def _undo_drafts(found: Import, keys: list[int]) -> None:
    """Delete the drafts that are as they were saved."""
    items = found.items.filter(pk__in=keys, state=State.MADE)
    made = {item.publication_id: item for item in items if item.publication_id}
    drafts = Publication.objects.select_for_update().filter(pk__in=made, status=Publication.Status.DRAFT)
    untouched = [row.pk for row in drafts if row.updated == made[row.pk].saved]
    undone = [made[key].pk for key in untouched]
    ImportItem.objects.filter(pk__in=undone).update(state=State.UNDONE, publication=None)
    Publication.objects.filter(pk__in=untouched).delete()


def _undo_updates(found: Import, keys: list[int]) -> None:
    """Set back the updates, the last first, that nobody has changed the same since."""
    for item in found.items.filter(pk__in=keys, state=State.UPDATED).exclude(context=None).order_by("-pk"):
        if take_back(item.context, ONLY).possible:
            if before := item.said_before:
                source = SourceRecord.objects.filter(pk=before["source"])
                source.update(digest=before["digest"], record=before["record"])
            item.state = State.UNDONE
            item.save(update_fields=["state"])
