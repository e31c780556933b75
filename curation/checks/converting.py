"""Old UKÄ codes of a publication become those of today, by the official key; where one was split, staff choose."""

from __future__ import annotations

from dataclasses import dataclass

import pghistory
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.checks.running import check
from curation.checks.subjects import OLD, successors
from curation.querysets import classifications_with_subject
from publications.models import Classification, Publication, Subject
from publications.querysets import EDITION

LEAVE = "leave"


@dataclass(frozen=True)
class Conversion:
    """A row with an old subject, and the subjects that it may become."""

    row: Classification
    choices: list[Subject]

    @property
    def name(self) -> str:
        return f"row-{self.row.pk}"

    @property
    def preset(self) -> str:
        """The code to begin with: none where somebody has to choose."""
        return self.choices[0].code if len(self.choices) == 1 else ""


def convertible(publication: Publication) -> bool:
    """Return whether a publication has an old subject that is called otherwise today. 1 query."""
    return Classification.objects.filter(
        publication=publication, subject__edition=OLD, subject__code__in=list(successors())
    ).exists()


def conversions(publication: Publication) -> list[Conversion]:
    """Return the old subjects of a publication with what they became. 2 queries."""
    rows = classifications_with_subject(
        Classification.objects.filter(publication=publication, subject__edition=OLD).order_by("position", "pk")
    )
    old = [row for row in rows if row.subject.code in successors()]
    codes = {code for row in old for code in successors()[row.subject.code]}
    new = {subject.code: subject for subject in Subject.objects.filter(edition=EDITION, code__in=codes)}
    return [Conversion(row, [new[code] for code in successors()[row.subject.code] if code in new]) for row in old]


def subjects_page(admin, request: HttpRequest, publication: Publication) -> HttpResponse:
    """Return the page that shows what would become of old subjects, or convert those that were chosen."""
    if not admin.has_change_permission(request, publication):
        raise PermissionDenied
    back = reverse("admin:publications_publication_change", args=[publication.pk])
    if request.method == "POST":
        number = convert(publication, request.POST.dict())
        told = ngettext("%d subject was converted.", "%d subjects were converted.", number) % number
        (messages.success if number else messages.warning)(request, told)
        return redirect(f"{back}#classifications")
    context = admin.admin_site.each_context(request) | {
        "title": _("Convert old subjects"),
        "opts": admin.opts,
        "publication": publication,
        "rows": conversions(publication),
        "back": back,
    }
    return TemplateResponse(request, "curation/subjects.html", context)


def convert(publication: Publication, chosen: dict[str, str]) -> int:
    """Give old subjects the code that was chosen for each, if it is one that they became; return how many changed.

    All in one transaction, which the history of the record tells. Where the record has the new subject already, the
    old one goes.
    """
    with transaction.atomic(), pghistory.context(action="subjects"):
        wanted = [(found.row, _chosen(found, chosen)) for found in conversions(publication)]
        wanted = [(row, subject) for row, subject in wanted if subject]
        for row, subject in wanted:
            others = Classification.objects.filter(publication=publication, subject=subject)
            if others.exists():
                row.delete()
            else:
                row.subject = subject
                row.save()
    check([publication.pk])
    return len(wanted)


def _chosen(found: Conversion, chosen: dict[str, str]) -> Subject | None:
    code = chosen.get(found.name, LEAVE)
    return next((subject for subject in found.choices if subject.code == code), None)
