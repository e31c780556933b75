"""Operations: what changes many rows at once, each in one transaction, and can be taken back.

    with operation(Operation.Kind.MERGE, user, Person, "A. Berg → Anna Berg") as done:
        ...            # whatever changes rows, by the ORM or in plain SQL

The triggers of the history note each row with the context of the transaction, and `Operation.context` names it. So
nothing has to be remembered to be taken back: undo.py reads it from the events. Rows that are written with COPY need
some other statement before them in the transaction, as `operation` makes one.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import models, transaction

from curation.models import Operation

__all__ = ["Operation", "operation"]


@contextmanager
def operation(
    kind: str, user, model: type[models.Model], about: str, undoes: Operation | None = None, **details
) -> Iterator[Operation]:
    """Make an Operation of all that is changed within: all of it in one transaction, or nothing."""
    who = user.pk if user else None
    with pghistory.context(user=who, operation=kind) as context, transaction.atomic():
        yield Operation.objects.create(
            kind=kind,
            who=user,
            model=model._meta.model_name,
            about=about,
            details=details,
            context=context.id,
            undoes=undoes,
        )
