"""Large operations: the worker does them, while a page says how far it is. All of it is one transaction.

errand = hand_over(user, total, model="person", given=...)     # in the request
finish(errand, done)                                       # by the worker, in the transaction of the operation
"""

from collections.abc import Callable, Iterator

from django.db import OperationalError, transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from curation.jobs import is_waiting
from curation.models import Errand, Operation
from curation.operations import sql
from curation.operations.states import touched
from curation.operations.undo import CannotUndo, undo

AT_ONCE = 1000  # rows that are written while somebody waits for the page


class DoneAlready(Exception):
    """Another job has done the same meanwhile."""


def is_large(done: Operation) -> bool:
    """Return whether an operation has touched more rows than are set back within a request."""
    return size_of(done) > AT_ONCE


def size_of(done: Operation) -> int:
    """Return how many rows an operation has touched. 1 query for each model with a history."""
    return sum(touched(done.context).values())


def hand_over(user, total: int, **asked) -> Errand:
    """Hand an errand to the worker, in the name of who asks and in the language of the page; return it."""
    from curation.tasks import do_errand  # it needs this module

    with transaction.atomic():
        errand = Errand.objects.create(who=user, total=total, language=get_language(), **asked)
        do_errand.configure(lock=errand.lock).defer(key=str(errand.pk))
    return errand


def waiting(**which) -> Iterator[Errand]:
    """Yield the errands that wait or are being done. 1 query, and one for each."""
    for errand in Errand.objects.filter(state=Errand.State.WAITING, **which).order_by("made"):
        if not is_given_up(errand):
            yield errand


def is_given_up(errand: Errand) -> bool:
    """Return whether the worker does not do an errand any more, and note it. 2 queries at most."""
    if is_waiting(lock=errand.lock):
        return False
    fail(errand, _("It was tried several times, and could not be done."))  # unless it was done this moment
    errand.refresh_from_db()
    return errand.state != Errand.State.DONE


def fail(errand: Errand, problem: str) -> None:
    """Note why an errand was not done."""
    waits = Errand.objects.filter(pk=errand.pk, state=Errand.State.WAITING)
    waits.update(state=Errand.State.FAILED, problem=problem)


def finish(errand: Errand, done: Operation) -> None:
    """Note what was done, in the same transaction; DoneAlready where another job was quicker."""
    waits = Errand.objects.filter(pk=errand.pk, state=Errand.State.WAITING)
    if not waits.update(state=Errand.State.DONE, operation=done):
        raise DoneAlready


def telling(errand: Errand) -> sql.Tell:
    """Return a function that is told of rows that were written, and writes it where others see it at once."""
    written = 0

    def tell(number: int) -> None:
        nonlocal written
        written += number
        sql.aside("UPDATE curation_errand SET done = %s WHERE uuid = %s", [written, errand.pk])

    return tell


def work(key: str, does: Callable[[Errand], None]) -> None:
    """Do an errand, and note it where that cannot be done. A second run, after a kill, finds it as it was, or done."""
    errand = Errand.objects.filter(pk=key, state=Errand.State.WAITING).first()
    if errand is None:
        return
    with translation.override(errand.language):
        try:
            does(errand)
        except DoneAlready:
            return
        except OperationalError:  # a deadlock, say: whoever was in the way is through now
            fail(errand, _("The database was needed by something else. Please try again."))


def undo_asked(errand: Errand) -> None:
    """Undo an operation."""
    try:
        with transaction.atomic():
            leave = errand.given.get("leave") == "1"
            finish(errand, undo(errand.undoes, errand.who, leave=leave, tell=telling(errand)))
    except CannotUndo as error:
        fail(errand, error.plan.refused or _("Somebody has changed meanwhile what it would set back."))
