"""What staff choose for the records of an import: one by one, or for all at once."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import QueryDict

from curation.duplicates.comparing import POSSIBLE
from curation.intake.among import CERTAIN
from curation.intake.differing import FIELDS
from curation.models import Import, ImportItem
from publications.models import Publication

State, Choice = ImportItem.State, ImportItem.Choice


def choose(found: Import, given: QueryDict, user) -> int:
    """Keep what was chosen for the records of a page; return how many updates the user may not make.

    A record that is not one of this import, or not open any more, is passed over, and so is what cannot be chosen.
    """
    keys = [int(key) for key in given.getlist("item") if key.isascii() and key.isdigit() and len(key) < 19]
    items = list(found.items.filter(pk__in=keys, state=State.READY))
    refused = sum(not _choose(item, given, user) for item in items)
    ImportItem.objects.bulk_update(items, ["choice", "target", "fields", "links"])
    return refused


def _choose(item: ImportItem, given: QueryDict, user) -> bool:
    """Set what was chosen for an item; return False where it is an update that the user may not make."""
    choice, targets = given.get(f"choice-{item.pk}", ""), [key for key, *_rest in item.candidates]
    target = next((key for key in targets if f"{Choice.UPDATE}-{key}" == choice), None)
    item.links = {"people": _links(given, f"person-{item.pk}-"), "units": _links(given, f"unit-{item.pk}-")}
    if target is not None:
        publication = Publication.objects.filter(pk=target).first()
        if publication is None or not may_change(user, publication):
            return False
        item.choice, item.target_id = Choice.UPDATE, target
        item.fields = [name for name in given.getlist(f"field-{item.pk}-{target}") if name in FIELDS]
    elif choice in (Choice.DRAFT, Choice.SKIP):
        item.choice = choice
    return True


def may_change(user, publication: Publication) -> bool:
    """Return whether a user may change a publication."""
    return user.has_perm("publications.change_publication", publication)


def _links(given: QueryDict, prefix: str) -> dict[str, int]:
    """Return the keys that were ticked, by the place that follows the prefix: "0", or "0.1"."""
    ticked = ((name.removeprefix(prefix), given[name]) for name in given if name.startswith(prefix))
    return {
        place: int(key)
        for place, key in ticked
        if key.isascii() and key.isdigit() and len(key) < 19 and _is_place(place)
    }


def _is_place(text: str) -> bool:
    parts = text.split(".")
    return len(parts) <= 2 and all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts)


def choose_all(found: Import, choice: str, user) -> int:
    """Choose the same for all open records; return how many updates the user may not make.

    "usual" is a new draft, but for those that are there already; an update takes what fills gaps, and leaves those
    that have no more than a title in common with what is there.
    """
    items = found.items.filter(state=State.READY)
    if choice in (Choice.DRAFT, Choice.SKIP):
        items.update(choice=choice)
    refused = 0
    for batch in batched(items.exclude(candidates=[]).iterator(), 500) if choice in ("usual", Choice.UPDATE) else ():
        likely = [item for item in batch if choice == "usual" or item.candidates[0][1] >= POSSIBLE]
        changed = [item for item in likely if choice == "usual" or _may_update(item, user)]
        refused += len(likely) - len(changed)
        for item in changed:
            certain = item.candidates[0][1] >= CERTAIN
            usual = Choice.SKIP if certain else Choice.DRAFT
            item.choice, item.target_id = usual if choice == "usual" else Choice.UPDATE, item.candidates[0][0]
        ImportItem.objects.bulk_update(changed, ["choice", "target"])
    return refused


def _may_update(item: ImportItem, user) -> bool:
    publication = Publication.objects.filter(pk=item.candidates[0][0]).first()
    return publication is not None and may_change(user, publication)


def batched(rows: Iterable[ImportItem], size: int) -> Iterator[list[ImportItem]]:
    """Yield the rows in lists of at most that many."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch
