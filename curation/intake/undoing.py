"""An import taken back as a whole: drafts that it made go, updates are set back, unless somebody was there since.

What it made for others too, such as journals and people with an ORCID iD, stays.
"""

import pghistory
from django.db import transaction

from curation.history import PARTS
from curation.models import Import, ImportItem
from curation.operations.undo import take_back
from publications.models import Contribution, Publication

State = ImportItem.State
ONLY = {Publication, *PARTS[Publication], *PARTS[Contribution]}


def undo(found: Import, user) -> int:
    """Take back what an import saved, all in one transaction; return how many records had to be left as they are."""
    with pghistory.context(user=user.pk, import_of=found.label, undone=True), transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=found.pk)
        if locked.state != Import.State.DONE:
            return 0
        left = _undo_drafts(found) + _undo_updates(found)
        locked.state = Import.State.UNDONE
        locked.save(update_fields=["state"])
        return left


def _undo_drafts(found: Import) -> int:
    """Delete the drafts that are as they were saved; return how many are not."""
    made = {item.publication_id: item for item in found.items.filter(state=State.MADE) if item.publication_id}
    drafts = Publication.objects.select_for_update().filter(pk__in=made, status=Publication.Status.DRAFT)
    untouched = [row.pk for row in drafts if row.updated == made[row.pk].saved]
    keys = [made[key].pk for key in untouched]
    ImportItem.objects.filter(pk__in=keys).update(state=State.UNDONE, publication=None)
    Publication.objects.filter(pk__in=untouched).delete()
    return len(made) - len(untouched)


def _undo_updates(found: Import) -> int:
    """Set back the updates, the last first; return how many could not be, since somebody changed the same since."""
    left = 0
    for item in found.items.filter(state=State.UPDATED).exclude(context=None).order_by("-pk"):
        plan = take_back(item.context, ONLY)
        left += not plan.possible
        if plan.possible:
            item.state = State.UNDONE
            item.save(update_fields=["state"])
    return left
