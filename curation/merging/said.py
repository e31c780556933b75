"""What staff have said of rows that go, and now holds for the one that stays: beside what relations.py finds."""

from collections.abc import Iterable

from django.db import models

from curation.duplicates.pairs import of, told_apart
from curation.models import Case, Finding, PossibleDuplicate
from publications.models import Publication


def keep(survivor: models.Model, others: list[models.Model]) -> None:
    """Tell the row that stays what was said of the others; an undo takes it back. 2 to 8 queries, more for pairs."""
    kind = survivor._meta.model_name
    if kind in PossibleDuplicate.Kind.values:
        _tell_apart(kind, survivor.pk, [row.pk for row in others])
    if isinstance(survivor, Publication):
        _keep_right(survivor.pk, [row.pk for row in others])
        _keep_owner(survivor, others)


def apart(kind: str, keys: Iterable[int]) -> bool:
    """Return whether somebody said of two of the rows that they are not the same. 1 query."""
    keys = list(keys)
    return PossibleDuplicate.objects.filter(
        kind=kind, first__in=keys, second__in=keys, refused_at__isnull=False
    ).exists()


def _tell_apart(kind: str, survivor: int, others: list[int]) -> None:
    """Who is not the same as a row that goes is not the same as the one that stays. What was said of it remains."""
    known = {survivor, *others, *told_apart(kind, survivor)}
    for said in PossibleDuplicate.objects.filter(of(kind, others), refused_at__isnull=False):
        other = said.second if said.first in others else said.first
        if other not in known:
            known.add(other)
            first, second = sorted((survivor, other))
            # One that waits for an answer has it now. It has no history, and is found again after an undo.
            PossibleDuplicate.objects.filter(kind=kind, first=first, second=second).delete()
            said.pk, said.first, said.second = None, first, second
            said.save()


def _keep_right(survivor: int, others: list[int]) -> None:
    """What somebody said is right as it is, is right in the record that stays."""
    here = Finding.objects.filter(publication=survivor)
    known = {(row.rule, row.digest) for row in here.filter(right_since__isnull=False)}
    for row in Finding.objects.filter(publication__in=others, right_since__isnull=False).order_by("pk"):
        if (row.rule, row.digest) not in known:
            known.add((row.rule, row.digest))
            here.filter(rule=row.rule, digest=row.digest).delete()
            Finding.objects.filter(pk=row.pk).update(publication=survivor)


def _keep_owner(survivor: Publication, others: list[Publication]) -> None:
    """Who brought in a record that goes has the one that stays, where nobody brought that in."""
    owned = Case.objects.filter(publication__in=others, owner__isnull=False).order_by("publication").first()
    if owned and not Case.objects.filter(publication=survivor).exists():
        Case.objects.create(publication=survivor, owner_id=owned.owner_id)
