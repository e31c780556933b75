"""The figures on the first page of the staff: what waits, what is wrong, what was changed last."""

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from curation.workflow.permissions import visible
from curation.workflow.roles import answers_for_all
from publications.models import Contribution, Identifier, Publication

KEPT = 300  # seconds; the faulty values are found by reading whole tables
LAST = 10

FIGURES = (
    (_("Drafts"), "status__exact=draft", lambda: _waiting(Publication.Status.DRAFT)),
    (_("Submitted"), "status__exact=submitted", lambda: _waiting(Publication.Status.SUBMITTED)),
    (_("Returned"), "status__exact=returned", lambda: _waiting(Publication.Status.RETURNED)),
    (_("With a faulty identifier"), "check=identifier", lambda: _faulty(Identifier.objects.exclude(problem=""))),
    (_("With a faulty ORCID"), "check=orcid", lambda: _faulty(Contribution.objects.exclude(wrong_orcid=""))),
)


def _waiting(status: str) -> int:
    return Publication.objects.filter(status=status).count()


def _faulty(rows) -> int:
    """Return the number of publications with such a row, as it was up to five minutes ago."""
    key = f"curation-faulty-{rows.model.__name__}"
    return cache.get_or_set(key, lambda: rows.values("publication").distinct().count(), KEPT)


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
