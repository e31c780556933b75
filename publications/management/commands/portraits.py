"""manage.py portraits: what the pages of people, units, journals and subjects show of all their publications."""

import time

from django.core.management.base import BaseCommand

from publications.portraits.drawing import all_there_are, draw, of_many


class Command(BaseCommand):
    help = "Draw the portraits of units and subjects, and of journals and people with many publications, as each night."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="those of all journals and people too")

    def handle(self, **options):
        begin = time.monotonic()
        number = sum(draw(kind, key) for kind, key in (all_there_are() if options["all"] else of_many()))
        if options["verbosity"]:
            self.stdout.write(f"{number:,} portraits drawn in {time.monotonic() - begin:.0f} s.")
