"""Pairs that may be the same: kept, told apart by staff, and brought together again."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from curation.models import PossibleDuplicate


def of(kind: str, keys: Iterable[int]) -> Q:
    """Return the condition for pairs of a kind in which one of the keys is."""
    return Q(kind=kind) & (Q(first__in=keys) | Q(second__in=keys))


def told_apart(kind: str, key: int) -> list[int]:
    """Return the keys of those of which staff said that they are not the same as this one. 1 query."""
    rows = PossibleDuplicate.objects.filter(of(kind, [key]), refused_at__isnull=False)
    return [first + second - key for first, second in rows.values_list("first", "second")]


def keep(kind: str, keys: Iterable[int], found: dict[tuple[int, int], float]) -> None:
    """Let the open pairs of these keys be those that were found, each with its score. 2 queries.

    Those that staff have told apart stay as they are.
    """
    in_order = {(min(pair), max(pair)): score for pair, score in found.items()}
    old = PossibleDuplicate.objects.filter(of(kind, keys), refused_at__isnull=True)
    gone = [pk for pk, *pair in old.values_list("pk", "first", "second") if tuple(pair) not in in_order]
    PossibleDuplicate.objects.filter(pk__in=gone).delete()
    rows = [
        PossibleDuplicate(kind=kind, first=first, second=second, score=score)
        for (first, second), score in in_order.items()
    ]
    PossibleDuplicate.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "first", "second"], update_fields=["score"]
    )


def tell_apart(pair: PossibleDuplicate, user) -> None:
    """Remember that a pair is not the same, with who said so."""
    pair.refused_at, pair.refused_by = timezone.now(), user
    pair.save(update_fields=["refused_at", "refused_by"])


def ask_again(pair: PossibleDuplicate) -> None:
    """Take back that a pair is not the same."""
    pair.refused_at = pair.refused_by = None
    pair.save(update_fields=["refused_at", "refused_by"])
