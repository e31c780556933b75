"""The figures on the first page of the staff: what waits, what is wrong, what was changed last."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from curation.checks.counts import counts
from curation.checks.rule import Severity
from curation.workflow.permissions import visible
from curation.workflow.roles import answers_for_all
from publications.models import Publication

LAST = 10

FIGURES = (
    (_("Drafts"), "status__exact=draft", lambda: _waiting(Publication.Status.DRAFT)),
    (_("Submitted"), "status__exact=submitted", lambda: _waiting(Publication.Status.SUBMITTED)),
    (_("Returned"), "status__exact=returned", lambda: _waiting(Publication.Status.RETURNED)),
    (Severity.REJECTED.label, "problem=rejected", lambda: _found(Severity.REJECTED)),
    (Severity.FLAGGED.label, "problem=flagged", lambda: _found(Severity.FLAGGED)),
)


def _waiting(status: str) -> int:
    return Publication.objects.filter(status=status).count()


def _found(severity: Severity) -> int | str:
    """Return the number of publications with a finding, as it was up to five minutes ago."""
    figures = counts()
    return figures.numbers[severity] if figures else "…"


def with_figures(request, context: dict) -> dict:
    """Return the context of the first page with its figures. About 8 queries."""
    if not request.user.has_perm("publications.view_publication"):
        return context
    publications = reverse("admin:publications_publication_changelist")
    figures = []
    if answers_for_all(request.user):
        figures = [(label, count(), f"{publications}?{query}") for label, query, count in FIGURES]
    return context | {
        "figures": figures,
        "recent": visible(request.user, Publication.objects.all()).order_by("-updated", "-pk")[:LAST],
    }
