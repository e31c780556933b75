"""manage.py index: makes the index of the search anew, compares it with the database, or keeps it up."""

import signal
import time

from django.core.management.base import BaseCommand, CommandError

from publications.indexing.building import build
from publications.indexing.checking import compared
from publications.indexing.following import Follower
from search.index import NoIndex


class Command(BaseCommand):
    help = "Makes the index of the search anew, compares it with the database, or keeps it up."

    def add_arguments(self, parser):
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--rebuild", action="store_true", help="make it anew; the old one serves meanwhile")
        chosen.add_argument("--check", action="store_true", help="compare it with the database; 1 where they differ")
        chosen.add_argument("--follow", action="store_true", help="keep it up until stopped, as script/server does")

    def handle(self, *, rebuild, check, **options):
        (self._rebuild if rebuild else self._check if check else self._follow)()

    def _rebuild(self):
        begin = time.monotonic()
        build()
        self.stdout.write(f"The index was made anew in {time.monotonic() - begin:.0f} s.")

    def _check(self):
        try:
            found = compared()
        except NoIndex:
            raise CommandError("There is no index that this version can read.") from None
        self.stdout.write(f"{found.same:,} publications are as in the database.")
        if found.wrong:
            names = ", ".join(map(str, found.wrong[:20]))
            raise CommandError(f"{len(found.wrong):,} are missing, too many or old: {names} ...")

    def _follow(self):
        stopped = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.append(True))
        Follower().run(ends=lambda: bool(stopped))
