"""An import from step to step, in the page or in the worker, and how far it has come."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from curation.intake import undoing
from curation.intake.comparing import compare_items
from curation.intake.reading import read_parts
from curation.intake.saving import BATCH, is_whole, save_all
from curation.models import Import, ImportItem, ImportPart
from curation.models.intake import KEPT

State = ImportItem.State
LONGEST_LABEL = 120


def read(found: Import) -> None:
    """Read and compare what has not been yet, and note that the import can be looked through."""
    read_parts(found)
    compare_items(found)
    _name(found)
    is_open = found.items.filter(state=State.READY).exists()
    is_saved = found.items.filter(state__in=(State.MADE, State.UPDATED)).exists()
    state = Import.State.DONE if is_saved and not is_open else Import.State.READY  # done: where a retry brought nothing
    reading = Import.objects.filter(pk=found.pk, state=Import.State.READING)
    with transaction.atomic():
        reading.update(state=state, expires=timezone.now() + KEPT)


def _name(found: Import) -> None:
    """Call an import of a pasted text what its first record is called: its first words are those of a format."""
    if found.parts.first().kind == ImportPart.Kind.TEXT and (first := found.items.exclude(title="").first()):
        found.label = first.title[:LONGEST_LABEL]
        found.save(update_fields=["label"])


def save(found: Import) -> None:
    """Save what was chosen."""
    save_all(found)


def is_small(found: Import) -> bool:
    """Return whether an import is little, and all of it new drafts, so that the page can wait for it. 1 query.

    Updates are left to the worker: in a request, all that is changed has one context of the history, and each update
    needs one of its own to be taken back by.
    """
    counts = chosen(found)
    return not counts["update"] and counts["all"] <= BATCH


@dataclass
class Progress:
    """How far a step has come: so many of so many; `total` is 0 where that is not known, or it is one transaction."""

    done: int
    total: int
    parts_done: int = 0
    parts: int = 0


def progress_of(found: Import) -> Progress:
    """Return how far the step is that runs. 2 or 3 queries."""
    items, parts = found.items, found.parts
    if found.state == Import.State.READING:
        total = items.count()
        done = total - items.filter(state=State.FOUND).count()
        return Progress(done, total, parts.filter(is_read=True).count(), parts.count())
    if found.state == Import.State.UNDOING:
        undone = items.filter(state=State.UNDONE).count()
        left = undoing.left(found)
        return Progress(0, 0) if is_whole(left) else Progress(undone, undone + left)
    total, left = items.filter(record__isnull=False).count(), items.filter(state=State.READY).count()
    return Progress(0, 0) if is_whole(chosen(found)["all"]) else Progress(total - left, total)


def chosen(found: Import) -> dict[str, int]:
    """Return how many records are to become what: draft, update, skip; and how many failed. 1 query."""
    counts = found.items.aggregate(
        draft=Count("pk", filter=Q(state=State.READY, choice=ImportItem.Choice.DRAFT)),
        update=Count("pk", filter=Q(state=State.READY, choice=ImportItem.Choice.UPDATE)),
        skip=Count("pk", filter=Q(state=State.READY, choice=ImportItem.Choice.SKIP)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
    )
    return counts | {"all": counts["draft"] + counts["update"]}
