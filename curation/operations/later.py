"""The undo of large operations: the worker does it, while the page of the undo says that it is going on."""

from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from curation.jobs import is_waiting
from curation.models import Operation
from curation.operations.states import touched
from curation.operations.undo import CannotUndo, undo

AT_ONCE = 2000  # rows that are set back while somebody waits for the page


def is_large(done: Operation) -> bool:
    """Return whether an operation has touched more rows than are set back within a request."""
    return sum(touched(done.context).values()) > AT_ONCE


def defer(done: Operation, by: int, *, leave: bool) -> None:
    """Hand the undo of an operation to the worker, in the name of who asks and in the language of the page."""
    from curation.tasks import undo_operation  # it needs this module

    undo_operation.configure(lock=_lock(done)).defer(key=done.pk, user=by, leave=leave, language=get_language())


def is_waited_for(done: Operation) -> bool:
    """Return whether the undo of an operation waits or runs. 1 query."""
    return is_waiting(lock=_lock(done))


def _lock(done: Operation) -> str:
    return f"undo-{done.pk}"


def work(key: int, user: int, *, leave: bool, language: str) -> None:
    """Undo an operation; where that cannot be done, note it with the operation. A second run finds it undone."""
    done = Operation.objects.filter(pk=key, undone_by=None).first()
    who = get_user_model().objects.filter(pk=user).first()
    if done is None or who is None:
        return
    with translation.override(language):
        try:
            undo(done, who, leave=leave)
        except CannotUndo as error:
            why = error.plan.refused or _("Somebody has changed meanwhile what it would set back.")
            done.details["undo_refused"] = why
            done.save(update_fields=["details"])
