"""Look for what may be there twice, as the worker does each night."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from curation.duplicates import looking
from curation.models import PossibleDuplicate


class Command(BaseCommand):
    help = "Compare all publications and people that were changed since the last look with all there are."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="compare all, not only what was changed")

    def handle(self, *, again, **options):
        looking.begin(again=again)
        with tqdm(unit="compared", disable=None) as bar:
            while count := looking.look_on():
                bar.update(count)
        for kind, name in PossibleDuplicate.Kind.choices:
            number = PossibleDuplicate.objects.filter(kind=kind, refused_at__isnull=True).count()
            self.stdout.write(f"{name}: {number:,} pairs that may be the same")
