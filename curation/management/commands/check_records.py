"""manage.py check_records: check the publications that have changed, as the worker does each night."""

import time

from django.core.management.base import BaseCommand

from curation.checks.due import check_all
from curation.checks.running import forget
from curation.models import CheckRun
from publications.completeness import count_all


class Command(BaseCommand):
    help = "Checks the publications that have changed since they were last checked (docs/checks.md)."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="check those that have not changed too")

    def handle(self, *, all, **options):  # noqa: A002
        if all:
            forget()
        begin, spent = time.monotonic(), time.process_time()
        check_all()
        count_all()
        number = CheckRun.objects.first().checked
        seconds, processor = time.monotonic() - begin, time.process_time() - spent
        self.stdout.write(f"Checked {number:,} publications in {seconds:.1f} s, {processor:.1f} s of them computing.")
