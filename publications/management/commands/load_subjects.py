"""Load UKÄ's subjects of both editions, and the key between them, from data/uka/."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from publications.models import Subject, Succession

FOLDER = Path(settings.BASE_DIR) / "data" / "uka"
COLUMNS = ("name_en", "name_sv", "scope_en", "scope_sv")
ONE_SUCCESSOR = {"same", "same-code-new-name", "replaced"}

Key = tuple[str, str]  # edition, code


class Command(BaseCommand):
    help = "Load UKÄ's research subjects and the key between their editions. Running it again changes nothing."

    def handle(self, **options):
        with transaction.atomic():
            new, changed = _load_subjects()
            lines = _load_key()
        self.stdout.write(f"Subjects: {new} new, {changed} changed; {lines} lines of the key renewed")


def _load_subjects() -> tuple[int, int]:
    """Bring the subjects to what the file says; return how many were made and how many changed. 1 query if none."""
    wanted = {(row["edition"], row["code"]): _texts(row) for row in _rows("subjects.csv")}
    today = _today(wanted)
    found = _subjects()
    missing = wanted.keys() - found.keys()
    for length in (1, 3, 5) if missing else ():  # the broader ones first, since the narrower point to them
        _create({key: wanted[key] for key in sorted(missing) if len(key[1]) == length}, found)
    known = [(key, subject) for key, subject in found.items() if key in wanted]
    changed = [subject for key, subject in known if _bring(subject, wanted[key], today, found)]
    if changed:
        Subject.objects.bulk_update(changed, [*COLUMNS, "parent", "today"])
    return len(missing), len({(subject.edition, subject.code) for subject in changed} - missing)


def _subjects() -> dict[Key, Subject]:
    return {(subject.edition, subject.code): subject for subject in Subject.objects.all()}


def _create(wanted: dict[Key, dict], found: dict[Key, Subject]) -> None:
    rows = [Subject(edition=key[0], code=key[1], parent=_parent(key, found), **wanted[key]) for key in wanted]
    found |= {(row.edition, row.code): row for row in Subject.objects.bulk_create(rows)}


def _bring(subject: Subject, texts: dict, today: dict[Key, Key], found: dict[Key, Subject]) -> bool:
    """Set a subject to what the files say; return whether that changed it."""
    key = subject.edition, subject.code
    wanted = texts | {"parent": _parent(key, found), "today": found[today[key]]}
    before = [*(getattr(subject, name) for name in COLUMNS), subject.parent_id, subject.today_id]
    for name, value in wanted.items():
        setattr(subject, name, value)
    return before != [*(getattr(subject, name) for name in COLUMNS), subject.parent_id, subject.today_id]


def _parent(key: Key, found: dict[Key, Subject]) -> Subject | None:
    edition, code = key
    return found[edition, code[:-2]] if len(code) > 1 else None


def _today(wanted: dict[Key, dict]) -> dict[Key, Key]:
    """Return what each subject is today: its one successor, or itself."""
    lines = [row for row in _rows("successors.csv") if row["relation"] in ONE_SUCCESSOR]
    return {key: key for key in wanted} | {
        ("2011", row["old_code"]): ("2025", row["new_code"]) for row in lines if row["old_code"]
    }


def _load_key() -> int:
    """Bring the key between the editions to what the file says; return how many lines were written. 2 queries if none.

    Lines for subjects that are new in 2025 have no old code and are left out.
    """
    found = _subjects()
    wanted = [
        (found["2011", row["old_code"]].pk, found["2025", row["new_code"]].pk, row["relation"], row["note_sv"])
        for row in _rows("successors.csv")
        if row["old_code"]
    ]
    if set(Succession.objects.values_list("old_id", "new_id", "relation", "note_sv")) == set(wanted):
        return 0
    Succession.objects.all().delete()
    rows = [Succession(old_id=old, new_id=new, relation=relation, note_sv=note) for old, new, relation, note in wanted]
    return len(Succession.objects.bulk_create(rows))


def _texts(row: dict[str, str]) -> dict[str, str]:
    """Return the columns of a subject: other names stand before the scope note, as in the standard's full labels."""
    scopes = {
        f"scope_{language}": ". ".join(filter(None, (_capital(row[f"alt_{language}"]), row[f"scope_{language}"])))
        for language in ("en", "sv")
    }
    return {"name_en": row["name_en"], "name_sv": row["name_sv"]} | scopes


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
