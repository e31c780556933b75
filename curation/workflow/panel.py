"""What stands above the form of a publication: where it is, what can be done with it, and what was said of it."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from curation.models import Case, Note
from curation.querysets import notes_with_author
from curation.workflow.roles import User
from curation.workflow.steps import STEPS, Step
from curation.workflow.transitions import case_of, steps_for
from publications.models import Publication

SHOWN = 20  # notes
KEY_FIELDS = {
    "title": _("title"),
    "type": _("type"),
    "year": _("year"),
    "journal": _("journal"),
    "authors": _("authors"),
    "doi": _("DOI"),
}


@dataclass
class Panel:
    """The state of a publication for a user; `can_save`: the steps save what was typed first."""

    user: User
    publication: Publication
    can_save: bool

    @cached_property
    def case(self) -> Case:
        return case_of(self.publication)

    @cached_property
    def steps(self) -> list[Step]:
        return steps_for(self.user, self.publication, self.case)

    @cached_property
    def notes(self) -> list[Note]:
        """What was said of the record, newest first, at most SHOWN."""
        return list(notes_with_author(Note.objects.filter(publication=self.publication))[:SHOWN])

    @property
    def lines(self) -> list[tuple[Note, str]]:
        """The notes, each with the name of the step that it gives the reason of."""
        return [(note, str(STEPS[note.about].label) if note.about in STEPS else "") for note in self.notes]

    @property
    def is_waiting(self) -> bool:
        seen = self.publication.status in (Publication.Status.SUBMITTED, Publication.Status.PUBLIC)
        return seen and self.case.waits_since is not None

    @property
    def returned_because(self) -> Note | None:
        """The reason of the return, while it is returned."""
        if self.publication.status != Publication.Status.RETURNED:
            return None
        return next((note for note in self.notes if note.about == "return"), None)

    @property
    def changed(self) -> str:
        """The key fields that were changed since the review, as words."""
        return ", ".join(str(KEY_FIELDS[name]) for name in self.case.changed_fields)
