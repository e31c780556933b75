"""manage.py fingerprints: what publications are about, as weighted concepts."""

import time

from django.core.management.base import BaseCommand

from publications.fingerprint.computing import compute_all, compute_changed


class Command(BaseCommand):
    help = "Compute the fingerprints of publications that have changed within a day, or of all."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="count all phrases anew, then compute every fingerprint")

    def handle(self, *, all, **options):
        begin = time.monotonic()
        number = compute_all() if all else compute_changed()
        if options["verbosity"]:
            self.stdout.write(f"{number:,} fingerprints computed in {time.monotonic() - begin:.0f} s.")
