"""What becomes of each real file when staff bring it in: python -m tests.curation.intake_table

Handed in, read, looked through and saved as drafts in a database of its own (a transaction that is rolled back). Needs
the files beside the project (or SHARED_DIR); docs/formats.md holds what it prints.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import django
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.formats import table


@dataclass
class Kind:
    """The files of a kind: how many, how many records a reader counts in them, and what became of the records."""

    files: int = 0
    expected: int = 0
    counts: Counter = field(default_factory=Counter)
    reasons: Counter = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)


def kinds(prefix: str = "") -> dict[str, Kind]:
    """Return what became of all real files whose name begins so, by kind. Everything is taken back at the end."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    found: dict[str, Kind] = defaultdict(Kind)
    with transaction.atomic():
        user = get_user_model().objects.create_superuser("intake-table")
        for file in table.files(prefix):
            _bring_in(file, found[file.kind], user)
        transaction.set_rollback(True)
    return found


def _bring_in(file: table.File, kind: Kind, user) -> None:
    from curation.intake import preview, progress, saving
    from curation.intake.beginning import begin
    from curation.models import Import, ImportItem

    upload = SimpleUploadedFile(os.path.basename(file.name), (table.FILES / file.name).read_bytes())
    made = begin(user, "", [upload])
    progress.read(made)
    for row in preview.page_of(made, "", "", user).rows:
        _ = (row.title, row.reference, row.abstract, row.findings, row.people) if row.record else None
    # All of them as drafts, also what is there already: each must be able to come in.
    made.items.filter(state=ImportItem.State.READY).update(choice=ImportItem.Choice.DRAFT)
    assert saving.start(made)
    progress.save(made)
    assert Import.objects.get(pk=made.pk).state == Import.State.DONE
    states = Counter(made.items.values_list("state", flat=True))
    kind.files += 1
    kind.expected += file.expected or 0
    kind.counts.update(states)
    failed = made.items.filter(state=ImportItem.State.FAILED)
    kind.reasons.update(failed.values_list("reason", flat=True))
    if states.total() < (file.expected or 0) or failed.filter(reason="").exists():
        kind.lost.append(f"{file.name}: {file.expected} expected, {dict(states)}")
    made.delete()


def lines(found: dict[str, Kind]) -> Iterator[str]:
    yield "| Kind | Files | Records | Drafts | Not imported | Less than counted |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, kind in sorted(found.items()):
        numbers = (kind.files, kind.expected, kind.counts["made"], kind.counts["failed"], len(kind.lost))
        yield f"| {name} | {' | '.join(f'{number:,}' for number in numbers)} |"
    for kind in found.values():
        yield from kind.lost


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    print("\n".join(lines(kinds())))
