"""The failed records of an import, and only those, once more."""

from django.db import transaction

from curation.models import Import, ImportItem, ImportPart

State = ImportItem.State


def retry(found: Import) -> int:
    """Open what has failed again: identifiers are fetched anew, what the database refused is saved anew.

    Returns how much that is: a text that cannot be read is no other the second time.
    """
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=found.pk)
        if locked.state not in (Import.State.DONE, Import.State.READY):
            return 0
        failed = found.items.filter(state=State.FAILED)
        parts = found.parts.filter(kind=ImportPart.Kind.IDENTIFIER, items__in=failed.filter(record__isnull=True))
        keys = list(parts.values_list("pk", flat=True))
        ImportItem.objects.filter(part__in=keys).delete()
        ImportPart.objects.filter(pk__in=keys).update(is_read=False)
        again = failed.filter(record__isnull=False).update(state=State.READY, reason="")
        if keys or again:
            locked.state = Import.State.READING if keys else Import.State.READY
            locked.save(update_fields=["state"])
        return len(keys) + again


def can_retry(found: Import) -> bool:
    """Return whether something failed that may succeed the next time. 1 query."""
    failed = found.items.filter(state=State.FAILED)
    return (failed.filter(part__kind=ImportPart.Kind.IDENTIFIER) | failed.filter(record__isnull=False)).exists()
