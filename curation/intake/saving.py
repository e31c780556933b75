"""What was chosen for each record of an import, done: drafts made, publications updated, the rest left.

Up to WHOLE records are one transaction: all of them or nothing; what is skipped does not count. Of more, each batch is
one, in which its items are marked too: whoever is killed leaves a batch whole or undone, and what is done again finds
it done. Larger ones in one transaction would keep other imports, the search and the vacuum waiting for minutes.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import translation

from curation.intake.comparing import uuid_in
from curation.intake.linking import link
from curation.intake.reading import own_identity, record_of
from curation.intake.updating import update
from curation.models import Import, ImportItem
from publications.models import Publication, SourceRecord
from publications.records import save_records
from publications.records.saving import Outcome

BATCH, WHOLE = 300, 2000
KEPT = (
    "state",
    "reason",
    "publication",
    "saved",
    "context",
    "source",
    "source_id",
    "said_before",
)  # of an item that is done
State, Choice = ImportItem.State, ImportItem.Choice


def start(found: Import) -> bool:
    """Note that an import is to be saved; False where it is not to be looked through, or somebody was quicker."""
    ready = Import.objects.filter(pk=found.pk, state=Import.State.READY)
    return bool(ready.update(state=Import.State.SAVING))


def save_all(found: Import) -> None:
    """Save what has not been saved yet, as a whole or batch by batch, and note that the import is done."""
    rest = found.items.filter(state=State.READY).exclude(choice=Choice.SKIP)
    with translation.override(found.language), as_a_whole(rest.count()):
        while save_batch(found):
            pass
        with transaction.atomic():
            saving = Import.objects.filter(pk=found.pk, state=Import.State.SAVING)
            saving.update(state=Import.State.DONE)


def as_a_whole(number: int) -> AbstractContextManager:
    """Return the transaction in which so many records are saved or taken back, nothing where each batch has its own."""
    return transaction.atomic() if is_whole(number) else nullcontext()


def is_whole(number: int) -> bool:
    """Return whether so many records are saved, or taken back, in one transaction."""
    return number <= WHOLE


def save_batch(found: Import) -> int:
    """Save the next batch, all or nothing, and return how many records it held."""
    with transaction.atomic():
        # Others who would save the same import wait here, and then find this batch done.
        if Import.objects.select_for_update().get(pk=found.pk).state != Import.State.SAVING:
            return 0
        open_ones = found.items.filter(state=State.READY)
        rows = open_ones.exclude(choice=Choice.SKIP).select_for_update(of=("self",))
        items = list(rows.order_by("part__position", "position")[:BATCH])
        for choice, act in ((Choice.DRAFT, _make), (Choice.UPDATE, _update)):
            if chosen := [item for item in items if item.choice == choice]:
                act(found, chosen)
        ImportItem.objects.bulk_update(items, KEPT)
        if len(items) < BATCH:
            skipped = open_ones.filter(choice=Choice.SKIP)
            skipped.update(state=State.SKIPPED, publication=F("target"))
        return len(items)


def _told(found: Import):
    """Return the context in which the history keeps who changed what by which import."""
    return pghistory.context(user=found.user_id, import_of=found.label, import_id=found.pk)


def _make(found: Import, items: list[ImportItem]) -> None:
    _give_identity(items)
    with _told(found):
        outcomes = save_records(list(map(record_of, items)), Publication.Status.DRAFT)
        made = _made(items)
        for item, outcome in zip(items, outcomes, strict=True):
            _note(item, outcome, made.get((item.source, item.source_id)))
        link([item for item in items if item.state == State.MADE])
    _note_versions(items)


def _give_identity(items: list[ImportItem]) -> None:
    """Give those a source and id of their own whose own are taken: a new draft must not change another record."""
    taken = set(_made(items)) | {(row.source, row.source_id) for row in _repeated(items)}
    uuids = set(map(str, _uuids(items)))
    for item in items:
        if (item.source, item.source_id) in taken or item.source_id.lower() in uuids:
            item.source, item.source_id = own_identity(item.part, item.position)


def _uuids(items: list[ImportItem]) -> Iterable[UUID]:
    """Return those of the ids that are the uuids of publications."""
    wanted = [uuid for item in items if (uuid := uuid_in(item.source_id))]
    return Publication.objects.filter(uuid__in=wanted).values_list("uuid", flat=True)


def _repeated(items: list[ImportItem]) -> Iterable[ImportItem]:
    seen = set()
    for item in items:
        if (item.source, item.source_id) in seen:
            yield item
        seen.add((item.source, item.source_id))


def _made(items: list[ImportItem]) -> dict[tuple[str, str], Publication]:
    keys = [item.source_id for item in items]
    rows = SourceRecord.objects.filter(source_id__in=keys, source__in={item.source for item in items})
    return {(row.source, row.source_id): row.publication for row in rows.with_publication()}


def _note(item: ImportItem, outcome: Outcome, publication: Publication | None) -> None:
    if outcome.kind == "refused" or publication is None:
        item.state, item.reason = State.FAILED, "; ".join(outcome.remarks)
    else:
        item.state, item.publication, item.reason = State.MADE, publication, "; ".join(outcome.remarks)


def _update(found: Import, items: list[ImportItem]) -> None:
    """Bring the publications that were chosen to what was chosen of each record, each in a context of its own."""
    for item in items:
        with _told(found) as context:
            item.state, item.reason = update(item, found.user)
            if item.state == State.UPDATED:
                link([item])
                item.context = context.id
    _note_versions([item for item in items if item.state == State.UPDATED])


def _note_versions(items: list[ImportItem]) -> None:
    """Note the version of each publication as it now is: one that has another later was touched since. 1 query."""
    keys = [item.publication_id for item in items if item.publication_id]
    versions = dict(Publication.objects.filter(pk__in=keys).values_list("pk", "updated"))
    for item in items:
        item.saved = versions.get(item.publication_id)
