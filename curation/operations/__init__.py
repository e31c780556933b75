"""Operations: what changes many rows at once, each in one transaction, and can be taken back.

    with operation(Operation.Kind.MERGE, user, Person, "A. Berg → Anna Berg") as done:
        ...            # whatever changes rows, by the ORM or in plain SQL

The triggers of the history note each row with the context of the transaction, and `Operation.context` names it. So
nothing has to be remembered to be taken back: undo.py reads it from the events. Rows that are written with COPY need
some other statement before them in the transaction, as `operation` makes one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from curation.models import Operation

__all__ = ["Operation", "operation"]


@contextmanager
def operation(
    kind: str,
    user,
    model: type[models.Model],
    about: str | Callable[[], str],
    undoes: Operation | None = None,
    **told,
) -> Iterator[Operation]:
    """Make an Operation of all that is changed within: all of it in one transaction, or nothing.

    Where `about` is a function, what it returns is kept in each language of the pages.
    """
    who = user.pk if user else None
    if callable(about):
        about, told["about"] = about(), in_each_language(about)
    with pghistory.context(user=who, operation=kind) as context, transaction.atomic():
        yield Operation.objects.create(
            kind=kind,
            who=user,
            model=model._meta.model_name,
            about=about,
            details=told,
            context=context.id,
            undoes=undoes,
        )


def in_each_language(text: Callable[[], str]) -> dict[str, str]:
    """Return what a function returns in each language of the pages."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = text()
    return found
