"""The page on which a step is taken, with one record or many: what it does, with which of them, and how to undo it."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.workflow.permissions import visible
from curation.workflow.steps import STEPS, Step
from curation.workflow.transitions import CannotStep, case_of, steps_for, take
from publications.models import Publication

MOST = 200  # records at once


@dataclass(frozen=True)
class Line:
    """A record, and whether it can take the step."""

    publication: Publication
    can: bool


def step_page(request: HttpRequest, name: str) -> HttpResponse:
    """Return the page of a step, or take it; Http404 where there is no such step or no record that the user may see."""
    if name not in STEPS:
        raise Http404
    step, lines = STEPS[name], _lines(request, name)
    if not lines:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            return _take(request, step, [line.publication for line in lines])
        except CannotStep as problem:
            error = str(problem)
    context = admin.site.each_context(request) | {
        "title": step.label,
        "opts": Publication._meta,
        "step": step,
        "can": [line.publication for line in lines if line.can],
        "cannot": [line.publication for line in lines if not line.can],
        "ids": ",".join(str(line.publication.pk) for line in lines),
        "error": error,
        "given": request.POST,
        "back": _back([line.publication for line in lines]),
    }
    return TemplateResponse(request, "curation/step.html", context, status=409 if error else 200)


def _lines(request: HttpRequest, name: str) -> list[Line]:
    given = request.POST.get("ids") or request.GET.get("ids", "")
    keys = [int(word) for word in given.split(",")[:MOST] if word.isascii() and word.isdigit() and len(word) < 19]
    found = visible(request.user, Publication.objects.filter(pk__in=keys)).order_by("pk")
    return [Line(row, STEPS[name] in steps_for(request.user, row, case_of(row))) for row in found]


def _take(request: HttpRequest, step: Step, rows: list[Publication]) -> HttpResponse:
    """Take the step with all that can, in one transaction; CannotStep where none can."""
    reason, until = request.POST.get("reason", ""), _day(request.POST.get("until", ""))
    problems: list[CannotStep] = []
    with transaction.atomic():
        for row in rows:
            try:
                take(request.user, step.name, row.pk, reason=reason, until=until)
            except CannotStep as problem:
                problems.append(problem)
    if len(problems) == len(rows):
        raise problems[0]
    _tell(request, step, len(rows) - len(problems), problems)
    return HttpResponseRedirect(_back(rows))


def _tell(request: HttpRequest, step: Step, done: int, problems: list[CannotStep]) -> None:
    counted = ngettext("%d record:", "%d records:", done) % done if done + len(problems) > 1 else ""
    messages.success(request, f"{counted} {step.done} {step.undo}".strip())
    if problems:
        left = ngettext("%d was left as it is.", "%d were left as they are.", len(problems)) % len(problems)
        messages.warning(request, f"{left} {problems[0]}")


def _day(text: str):
    try:
        return parse_date(text)
    except ValueError:
        return None


def _back(rows: list[Publication]) -> str:
    if len(rows) == 1:
        return reverse("admin:publications_publication_change", args=[rows[0].pk])
    return reverse("admin:publications_publication_changelist")


def after_saving(request: HttpRequest, publication: Publication, name: str) -> HttpResponse:
    """Take a step with a record that was just saved; lead to its page where something is to be written first."""
    step = STEPS[name]
    if step.reason or name == "postpone":
        messages.info(request, _("What you typed is saved."))
        return HttpResponseRedirect(
            f"{reverse('admin:publications_publication_step', args=[name])}?ids={publication.pk}"
        )
    try:
        take(request.user, name, publication.pk)
        messages.success(request, f"{_('Saved.')} {step.done} {step.undo}")
    except CannotStep as problem:
        messages.warning(request, f"{_('What you typed is saved.')} {problem}")
    return HttpResponseRedirect(_back([publication]))
