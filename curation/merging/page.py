"""The page on which rows are compared and merged: /admin/merge/person/?ids=1,2&keep=1."""

from django.contrib import admin, messages
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from curation.merging import MERGEABLE, publications
from curation.merging.asked import Asked
from curation.merging.choosing import CannotMerge, address_of
from curation.merging.moving import merge
from curation.models import Errand
from curation.operations import later
from curation.operations.errand_page import to_errand
from curation.operations.refusing import told
from publications.models import Publication


def merge_page(request: HttpRequest, model: str) -> HttpResponse:
    """Return the rows beside each other; with POST, merge them and lead to what was done, or to how far it is.

    Http404 for a model whose rows are not merged, PermissionDenied where the user may not change and delete them.
    """
    kind = MERGEABLE.get(model)
    if kind is None:
        raise Http404
    is_post = request.method == "POST"
    given = request.POST if is_post else request.GET
    if errand := _going_on(kind, given):
        return to_errand(errand)
    try:
        with transaction.atomic():
            asked = Asked(kind, given, request.user, lock=is_post)
            if is_post and asked.is_as_seen:
                return _done(request, asked)
    except CannotMerge as error:
        return _refused(request, kind, str(error))
    except IntegrityError as error:
        return _refused(request, kind, told(error))
    if is_post:
        messages.warning(request, _("Somebody has changed these meanwhile. Look again; nothing was merged."))
    return TemplateResponse(request, "curation/merge.html", _context(request, asked))


def _going_on(kind: type[models.Model], given) -> Errand | None:
    """Return the errand by which one of the rows is being merged at this moment."""
    keys = set(given.get("ids", "").split(","))
    waiting = later.waiting(model=kind._meta.model_name)
    return next((errand for errand in waiting if keys & set(errand.given["ids"].split(","))), None)


def _context(request: HttpRequest, asked: Asked) -> dict:
    kind, comparison = asked.kind, asked.comparison
    is_publication, title = kind is Publication, _("Merge: %s") % kind._meta.verbose_name_plural
    return admin.site.each_context(request) | {
        "title": title,
        "content_title": title,
        "comparison": comparison,
        "ids": ",".join(str(row.pk) for row in comparison.rows),
        "columns": [(row, address_of(row), row.pk == comparison.survivor.pk) for row in comparison.rows],
        "parts": publications.part_lines(comparison.survivor, comparison.rows, asked.parts) if is_publication else [],
        "is_publication": is_publication,
        "is_large": _is_large(asked),
    }


def _is_large(asked: Asked) -> bool:
    return asked.comparison.size > later.AT_ONCE


def _done(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Merge the rows, or have the worker do it where much refers to them, and lead to what was done."""
    if _is_large(asked):
        model, size = asked.kind._meta.model_name, asked.comparison.size
        return to_errand(later.hand_over(request.user, size, model=model, given=asked.choices))
    done = merge(asked.comparison, asked.parts, request.user)
    messages.success(request, _("Merged. You can look at what was done here, and undo it."))
    return HttpResponseRedirect(reverse("admin:curation_operation_change", args=[done.pk]))


def _refused(request: HttpRequest, kind: type[models.Model], reason: str) -> HttpResponse:
    """Return the page that says why these cannot be merged, with the way back."""
    context = admin.site.each_context(request) | {
        "title": _("Nothing was merged"),
        "content_title": _("Nothing was merged"),
        "reason": reason,
        "back": reverse(f"admin:publications_{kind._meta.model_name}_changelist"),
    }
    return TemplateResponse(request, "curation/refused.html", context, status=409)
