"""The page on which rows are compared and merged: /admin/merge/person/?ids=1,2&keep=1."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from curation.merging import MERGEABLE, publications
from curation.merging.choosing import MOST, CannotMerge, Comparison, address_of, check, likely_survivor
from curation.merging.moving import merge
from curation.models import Operation
from curation.operations import sql
from publications.models import Publication


def merge_page(request: HttpRequest, model: str) -> HttpResponse:
    """Return the rows beside each other; with POST, merge them and lead to what was done.

    Http404 for a model whose rows are not merged, PermissionDenied where the user may not change and delete them.
    """
    kind = MERGEABLE.get(model)
    if kind is None:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    try:
        with transaction.atomic():
            rows = _rows(kind, given.get("ids", ""), lock=request.method == "POST")
            _check_permission(request.user, kind, rows)
            comparison = _comparison(rows, given)
            parts = _parts(rows, given)
            check(rows, comparison.survivor)
            if request.method == "POST" and given.get("version") == comparison.version:
                return _done(request, merge(comparison, parts, request.user))
    except CannotMerge as error:
        return _refused(request, kind, str(error))
    except IntegrityError as error:
        return _refused(request, kind, sql.told(error))
    if request.method == "POST":
        messages.warning(request, _("Somebody has changed these meanwhile. Look again; nothing was merged."))
    return TemplateResponse(request, "curation/merge.html", _context(request, comparison, parts))


def _rows(kind: type[models.Model], text: str, *, lock: bool) -> list[models.Model]:
    """Return the rows of the keys in a text, in their order; CannotMerge where they are not two to MOST."""
    keys = list(dict.fromkeys(_key(word.strip()) for word in text.split(",") if word.strip()))
    if not 2 <= len(keys) <= MOST:
        raise CannotMerge(_("Choose at least two, and at most %d, to merge them.") % MOST)
    found = kind.objects.filter(pk__in=keys).order_by("pk")
    by_key = {row.pk: row for row in (found.select_for_update() if lock else found)}
    if missing := [str(key) for key in keys if key not in by_key]:
        values = {"kind": kind._meta.verbose_name, "keys": ", ".join(missing)}
        raise CannotMerge(_("There is no %(kind)s with the number %(keys)s; it may have been merged already.") % values)
    return [by_key[key] for key in keys]


def _key(word: str) -> int:
    """Return the key that a word is; CannotMerge where it cannot be one."""
    if not (word.isascii() and word.isdigit() and len(word) < 19):
        raise CannotMerge(_("“%s” is no number of a row.") % word[:40])
    return int(word)


def _check_permission(user, kind: type[models.Model], rows: list[models.Model]) -> None:
    """Raise PermissionDenied where the user may not change and delete rows of the kind, or change one of these."""
    name = f"{kind._meta.app_label}.%s_{kind._meta.model_name}"
    may = user.has_perm(name % "change") and user.has_perm(name % "delete")
    if not may or (kind is Publication and not all(user.has_perm(name % "change", row) for row in rows)):
        raise PermissionDenied


def _comparison(rows: list[models.Model], given) -> Comparison:
    """Return the rows with what was chosen; what is no key of these rows chooses nothing."""
    keys = {str(row.pk): row for row in rows}
    survivor = keys.get(given.get("keep", "")) or likely_survivor(rows)
    chosen = {
        name.removeprefix("field-"): keys[value].pk
        for name, value in given.items()
        if name.startswith("field-") and value in keys
    }
    return Comparison(rows, survivor, chosen)


def _parts(rows: list[models.Model], given) -> dict[str, int]:
    allowed = {str(row.pk) for row in rows} | {str(publications.UNITED)}
    return {
        name.removeprefix("part-"): int(value)
        for name, value in given.items()
        if name.startswith("part-") and value in allowed
    }


def _context(request: HttpRequest, comparison: Comparison, parts: dict[str, int]) -> dict:
    kind = comparison.model
    is_publication, title = kind is Publication, _("Merge: %s") % kind._meta.verbose_name_plural
    return admin.site.each_context(request) | {
        "title": title,
        "content_title": title,
        "comparison": comparison,
        "ids": ",".join(str(row.pk) for row in comparison.rows),
        "columns": [(row, address_of(row), row.pk == comparison.survivor.pk) for row in comparison.rows],
        "parts": publications.part_lines(comparison.survivor, comparison.rows, parts) if is_publication else [],
        "is_publication": is_publication,
    }


def _done(request: HttpRequest, done: Operation) -> HttpResponse:
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
