"""The page of a large merge or undo: how far it is, and how it ended. /admin/errands/<uuid>/"""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from curation.models import Errand
from curation.operations.later import is_given_up


def errand_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Return the page; once it is done, lead to what was done.

    PermissionDenied for those who did not ask for it, and may not change such rows.
    """
    errand = get_object_or_404(Errand, pk=key)
    model = errand.model or errand.undoes.model
    if errand.who_id != request.user.pk and not request.user.has_perm(f"publications.change_{model}"):
        raise PermissionDenied
    if errand.state == Errand.State.WAITING and not is_given_up(errand):
        return _page(request, "curation/errand.html", _("Merge") if errand.model else _("Undo"), errand=errand)
    if errand.state == Errand.State.DONE:
        return HttpResponseRedirect(reverse("admin:curation_operation_change", args=[errand.operation_id]))
    return _failed(request, errand)


def to_errand(errand: Errand) -> HttpResponseRedirect:
    """Lead to the page of an errand."""
    return HttpResponseRedirect(reverse("admin:errand", args=[errand.pk]))


def _failed(request: HttpRequest, errand: Errand) -> HttpResponse:
    """Say why it was not done, with the way to try again."""
    if not errand.model:
        return HttpResponseRedirect(reverse("admin:curation_operation_undo", args=[errand.undoes_id]))
    seen = urlencode({name: errand.given[name] for name in ("ids", "keep") if name in errand.given})
    told = {
        "reason": errand.problem,
        "again": f"{reverse('admin:merge', args=[errand.model])}?{seen}",
        "back": reverse(f"admin:publications_{errand.model}_changelist"),
    }
    return _page(request, "curation/refused.html", _("Nothing was merged"), 409, **told)


def _page(request: HttpRequest, template: str, title: str, status: int = 200, **told) -> HttpResponse:
    shared = admin.site.each_context(request) | {"title": title, "content_title": title}
    return TemplateResponse(request, template, shared | told, status=status)
