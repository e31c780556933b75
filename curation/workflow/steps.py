"""The steps of a record on its way to its readers and back: what each is called, does, needs, and how it is undone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation.workflow.table import DRAFT, PUBLIC, RETURNED, SUBMITTED, WITHDRAWN
from publications.models import Publication

Status = Publication.Status


@dataclass(frozen=True)
class Step:
    """A step. `to` is the state that it leads to, None where it stays; `reason` is what to write, where needed."""

    name: str
    label: Promise
    does: Promise
    undo: Promise
    done: Promise
    to: Status | None = None
    reason: Promise | None = None


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            pgettext_lazy("workflow", "Submit"),
            _("An editor checks it and publishes it, or returns it with a reason."),
            _("As long as nobody has published it, you can take it back."),
            _("Submitted for review."),
            SUBMITTED,
        ),
        Step(
            "publish",
            _("Publish"),
            _("Readers see it at once, and it counts as reviewed by you."),
            _("It can be withdrawn, but its address will always tell that it was here."),
            _("Published, and reviewed by you."),
            PUBLIC,
        ),
        Step(
            "publish-first",
            _("Publish, review later"),
            _("Readers see it at once; it waits for review all the same."),
            _("It can be withdrawn, but its address will always tell that it was here."),
            _("Published; it waits for review."),
            PUBLIC,
        ),
        Step(
            "return",
            _("Return"),
            _("It goes back to who registered it, with your reason, to be mended and submitted again."),
            _("Submit it again to undo this."),
            _("Returned, with your reason."),
            RETURNED,
            _("What is to be mended"),
        ),
        Step(
            "review",
            _("Mark as reviewed"),
            _("It leaves the queue, and your name and today's date stand for the review."),
            _("Ask for review to undo this."),
            _("Marked as reviewed by you."),
        ),
        Step(
            "postpone",
            _("Postpone"),
            _("It leaves the queue until the day comes; readers notice nothing."),
            _("Postpone it until today to undo this."),
            _("Postponed."),
        ),
        Step(
            "reopen",
            _("Take back"),
            _("It becomes a draft again, to be worked on, and leaves the queue of the editors."),
            _("Submit it to undo this."),
            _("It is a draft again."),
            DRAFT,
        ),
        Step(
            "ask",
            _("Ask for review"),
            _("It stays public, and waits in the queue of its editors."),
            _("Mark it as reviewed to undo this."),
            _("It waits for review."),
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            _("It leaves all lists; its address shows title and reason, so that links to it still explain themselves."),
            _("Restore it to undo this."),
            _("Withdrawn; its address tells the reason."),
            WITHDRAWN,
            _("Why it is withdrawn; readers see this"),
        ),
        Step(
            "restore",
            _("Restore"),
            _("It is public again at its old address, and the reason of its withdrawal is shown no longer."),
            _("Withdraw it to undo this."),
            _("Public again."),
            PUBLIC,
        ),
    )
}


def step_to(status: str, publication: Publication) -> str:
    """Return the name of the step by which somebody who may change the state of many at once would lead there."""
    if status == Status.PUBLIC:
        return "restore" if publication.status == Status.WITHDRAWN else "publish"
    return {Status.WITHDRAWN: "withdraw", Status.SUBMITTED: "submit"}.get(status, "return-any")
