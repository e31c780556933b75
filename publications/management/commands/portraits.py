"""manage.py portraits: what the pages of people, units, journals and subjects show of all their publications."""

import time

from django.core.management.base import BaseCommand

from publications.portraits.drawing import all_there_are, draw


class Command(BaseCommand):
    help = "Draw the portraits of all people, units, journals and subjects anew, as the worker does each night."

    def handle(self, **options):
        begin = time.monotonic()
        number = sum(draw(kind, key) for kind, key in all_there_are())
        if options["verbosity"]:
            self.stdout.write(f"{number:,} portraits drawn in {time.monotonic() - begin:.0f} s.")
