"""The one place where a record takes a step, by somebody who may, from where it is.

That readers find again what they have seen, and that a withdrawal has a reason, the database holds itself
(publications/models/triggers.py).
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from curation.models import Case, Note
from curation.workflow.permissions import may
from curation.workflow.roles import User
from curation.workflow.steps import STEPS, Step
from publications.models import Publication

LONGEST = 5000  # characters of a reason


class CannotStep(ValueError):
    """A step that cannot be taken, with the reason in words."""


def steps_for(user: User, publication: Publication, case: Case) -> list[Step]:
    """Return the steps that a user may take with a publication as it is now."""
    return [step for step in STEPS.values() if may(user, step.name, publication) and _fits(step.name, case)]


def _fits(name: str, case: Case) -> bool:
    """Return whether a step changes anything: nothing is asked for that waits, nor reviewed that was."""
    waits = case.waits_since is not None
    if name == "ask":
        return not waits
    if name == "review":
        return waits or case.reviewed is None
    return waits if name == "postpone" else True


def case_of(publication: Publication) -> Case:
    """Return the case of a publication, a new one that is not saved where it has none. 1 query."""
    return Case.objects.filter(publication=publication).first() or Case(publication=publication)


def take(user: User, name: str, key: int, *, reason: str = "", until: date | None = None) -> Publication:
    """Return the publication after the step; CannotStep where it cannot be taken. All or nothing, some 6 queries."""
    reason = reason.replace("\0", "").strip()
    with transaction.atomic():
        publication = Publication.objects.select_for_update().filter(pk=key).first()
        if publication is None:
            raise CannotStep(_("It is no longer there."))
        case = case_of(publication)
        _check(user, STEPS[name], publication, case, reason, until)
        _step(user, STEPS[name], publication, case, reason, until)
    return publication


def _check(user: User, step: Step, publication: Publication, case: Case, reason: str, until: date | None) -> None:
    if not may(user, step.name, publication):
        state = publication.get_status_display()
        raise CannotStep(_("You may not do this with it as it is now: %s.") % state)
    if not _fits(step.name, case):
        raise CannotStep(_("This has been done already."))
    if step.reason and not reason:
        raise CannotStep(_("Give a reason."))
    if len(reason) > LONGEST:
        raise CannotStep(_("The reason is too long: at most %d characters.") % LONGEST)
    if step.name == "postpone" and (until is None or until < timezone.localdate()):
        raise CannotStep(_("Give a day that is yet to come."))


def _step(user: User, step: Step, publication: Publication, case: Case, reason: str, until: date | None) -> None:
    if step.to:
        publication.status = step.to
        publication.withdrawn_because = reason if step.name == "withdraw" else ""
        publication.save(update_fields=["status", "withdrawn_because"])
    if change := CASES.get(step.name):
        change(case, user)
    case.postponed_until = until
    case.save()
    if reason:
        Note.objects.create(publication=publication, author=user, about=step.name, text=reason)


def _ask(case: Case, user: User) -> None:
    case.asked = timezone.now()


def _leave(case: Case, user: User) -> None:
    case.asked = None


def _review(case: Case, user: User) -> None:
    case.asked, case.changed, case.changed_at = None, [], None
    case.reviewed, case.reviewed_by = timezone.now(), user


CASES = {
    "submit": _ask,
    "ask": _ask,
    "publish-first": _ask,
    "publish": _review,
    "review": _review,
    "return": _leave,
    "reopen": _leave,
    "withdraw": _leave,
}


def write(user: User, key: int, text: str) -> Note:
    """Return a new note on a publication; CannotStep where there is nothing to write, or the user may not see it."""
    text = text.replace("\0", "").strip()
    publication = Publication.objects.filter(pk=key).first()
    if publication is None or not may(user, "note", publication):
        raise CannotStep(_("It is no longer there."))
    if not text or len(text) > LONGEST:
        raise CannotStep(_("Write between 1 and %d characters.") % LONGEST)
    return Note.objects.create(publication=publication, author=user, text=text)
