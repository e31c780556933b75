"""manage.py index: makes the index of the search anew."""

import time

from django.core.management.base import BaseCommand

from publications.indexing.building import build


class Command(BaseCommand):
    help = "Makes the index of the search anew (--rebuild)."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", required=True, help="make it anew; the old one serves on")

    def handle(self, *, rebuild, **options):
        begin = time.monotonic()
        build()
        self.stdout.write(f"The index was made anew in {time.monotonic() - begin:.0f} s.")
