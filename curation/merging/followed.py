"""Which row stays of one that was merged, for who has only its key: what an open import has chosen, say."""

from collections.abc import Iterable

from django.db import models

from curation.models import Operation


def followed(model: type[models.Model], keys: Iterable[int]) -> dict[int, int]:
    """Return the keys of rows that are there, by those that were asked for. 1 query, 2 more for each that is gone.

    A merged publication is still there, and says itself into which.
    """
    wanted = set(keys)
    there = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    found = {key: key for key in there}
    for key in wanted - there:
        if (stays := _stays(model, key)) is not None:
            found[key] = stays
    return found


def _stays(model: type[models.Model], key: int) -> int | None:
    """Return the key of the row into which one was merged that is no more, maybe by way of others."""
    merges = Operation.objects.filter(kind=Operation.Kind.MERGE, model=model._meta.model_name)
    seen: set[int] = set()
    while key not in seen and (done := merges.filter(details__merged__contains=[key]).first()):
        seen.add(key)
        key = done.details["survivor"]
        if model.objects.filter(pk=key).exists():
            return key
    return None
