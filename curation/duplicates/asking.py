"""What a publication may be a duplicate of, told while it is typed (as JSON) and when it is saved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import ngettext

from curation.duplicates.finding import Candidate, candidates_of
from curation.workflow.permissions import visible
from formats.identifiers import checked
from formats.record import Contributor, Record
from formats.richtext import clean_title
from formats.types import TYPES
from publications.models import Publication
from publications.records import record_of

SHOWN = 5
LONGEST = 1000  # characters of a title that are looked at
SHORTEST = 4
MOST_NAMES = 40


def candidates(request: HttpRequest) -> JsonResponse:
    """Return as JSON what publications the values of a form may be.

    PermissionDenied for those who may not see publications. 3 to 6 queries.
    """
    if not request.user.has_perm("publications.view_publication"):
        raise PermissionDenied
    record, own = _typed(request.GET), _number(request.GET.get("own", ""))
    found = candidates_of(record, own)[:SHOWN] if len(record.title) >= SHORTEST or record.doi else []
    rows = _rows(found, request.user)
    told = [_told(one, rows[one.publication_id]) for one in found if one.publication_id in rows]
    answer = JsonResponse({"candidates": told})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _typed(given) -> Record:
    """Return the record that the values of a form make; what is no value of its field is left out."""
    doi, type, issued = checked("doi", given.get("doi", "")[:LONGEST]), given.get("type", ""), given.get("issued", "")
    return Record(
        title=clean_title(given.get("title", "")[:LONGEST]),
        subtitle=clean_title(given.get("subtitle", "")[:LONGEST]),
        type=type if type in TYPES else "publication/other",
        issued=issued[:10] if issued[:4].isascii() and issued[:4].isdigit() else "",
        doi="" if doi.problem else doi.value,
        contributors=tuple(
            Contributor(family=family, given=name)
            for family, _, name in (text[:400].partition("|") for text in given.getlist("name")[:MOST_NAMES])
        ),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _rows(found: list[Candidate], user) -> dict[int, Publication]:
    """Return the publications that are public, or that the user may see."""
    rows = Publication.objects.filter(pk__in=[candidate.publication_id for candidate in found])
    seen = rows.filter(Q(pk__in=visible(user, rows).values("pk")) | Q(status=Publication.Status.PUBLIC))
    return {row.pk: row for row in seen.for_list()} if found else {}


def _told(candidate: Candidate, publication: Publication) -> dict:
    names = "; ".join(map(str, publication.contributions.all()[:3]))
    about = (names, publication.issued, publication.type_label, publication.get_status_display())
    return {
        "title": publication.plain_title,
        "address": _address(publication),
        "about": " · ".join(filter(None, about)),
        "reasons": ", ".join(map(str, candidate.reasons)),
    }


def _address(publication: Publication) -> str:
    return reverse("admin:publications_publication_change", args=[publication.pk])


def warn(request: HttpRequest, publication: Publication) -> None:
    """Tell in a message what a publication that was saved may be a duplicate of. 8 to 10 queries."""
    [saved] = Publication.objects.filter(pk=publication.pk).for_record()
    found = candidates_of(record_of(saved), publication.pk)[:SHOWN]
    rows = _rows(found, request.user)
    lines = [
        (_address(row), Truncator(row.plain_title).chars(120), ", ".join(map(str, candidate.reasons)))
        for candidate in found
        if (row := rows.get(candidate.publication_id))
    ]
    if not lines:
        return
    text = ngettext(
        "It is saved. Another publication may be the same:",
        "It is saved. Other publications may be the same:",
        len(lines),
    )
    messages.warning(request, format_html("{} {}", text, format_html_join("; ", '<a href="{}">{}</a> ({})', lines)))
