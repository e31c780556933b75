"""Load the demo records with their people and units from data/demo/."""

import json
from pathlib import Path

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publications.models import Publication, Subject
from publications.records.importing import Summary, import_items
from publications.records.staff import load_organisations, load_people

FOLDER = Path(settings.BASE_DIR) / "data" / "demo"


class Command(BaseCommand):
    help = (
        "Load the records of an invented university, with its people and units, to look at and to try things on. "
        "Running it again loads nothing twice."
    )

    def handle(self, **options):
        if not Subject.objects.exists():
            raise CommandError("There are no subjects yet: run load_subjects first.")
        with pghistory.context(import_of="demo"):
            units = load_organisations(_rows("organisations.json"))
            people = load_people(_rows("people.json"))
            summary = self._load_records()
        self.stdout.write(f"Demo: {units} units and {people} people new; records: {summary}")

    def _load_records(self) -> Summary:
        """Import the records; those that say why they are withdrawn become so, when they are new."""
        lines = (FOLDER / "records.jsonl").read_text(encoding="utf-8").splitlines()
        items = [(f"records.jsonl:{number}", json.loads(line)) for number, line in enumerate(lines, start=1)]
        withdrawn = [line for line in items if "withdrawn-because" in line[1]]
        summary = import_items((line for line in items if line not in withdrawn), report=self._report)
        summary.counts += import_items(withdrawn, status="withdrawn", report=self._report).counts
        for _, item in withdrawn:
            found = Publication.objects.filter(sources__source="demo", sources__source_id=item["id"])
            found.filter(status="withdrawn", withdrawn_because="").update(withdrawn_because=item["withdrawn-because"])
        return summary

    def _report(self, place: str, kind: str, text: str) -> None:
        if kind == "refused":
            self.stderr.write(f"{place}: {kind}: {text}")


def _rows(name: str) -> list[dict]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
