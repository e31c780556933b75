"""Make plausible records for load tests, and import them."""

import time

import pghistory
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from publications.invention.items import World
from publications.invention.places import units
from publications.models import Subject
from publications.records.importing import import_items
from publications.records.staff import load_organisations

MOST = 15_000_000  # records of a seed: each person's ORCID iD is another up to there


class Command(BaseCommand):
    help = (
        "Make N records of an invented university for load tests, through the same import as all others. The same seed "
        "makes the same records; with a larger N, the same and more."
    )

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N", help="how many records there shall be")
        parser.add_argument("--seed", type=int, default=1, help="another number makes other records (default 1)")
        parser.add_argument("--start", type=int, default=0, help="leave out the records before this one")

    def handle(self, *, count, seed, start, **options):
        if not 0 <= start < count <= MOST:
            raise CommandError(f"N must be from 1 to {MOST:,}, and --start at least 0 and less than N.")
        if seed < 0:
            raise CommandError("The seed must not be negative.")
        if not Subject.objects.exists():
            raise CommandError("There are no subjects yet: run load_subjects first.")
        began = time.monotonic()
        with pghistory.context(import_of="made records"), tqdm(total=count - start, unit="rec", disable=None) as bar:
            load_organisations(units(count))
            items = ((f"made {item['id']}", item) for item in World(seed).items(start, count))
            summary = import_items(items, report=self._report, progress=bar.update)
        seconds = time.monotonic() - began
        self.stdout.write(f"Made records: {summary}; {seconds:.0f} s, {(count - start) / seconds:,.0f} a second")

    def _report(self, place: str, kind: str, text: str) -> None:
        if kind == "refused":
            self.stderr.write(f"{place}: {text}")
