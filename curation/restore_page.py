"""The page that shows what restoring a record, or a field of it, will change; and does it."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from curation.collisions.seen import version_of
from curation.restoring import Moment, columns, restore, restoring


def restore_page(model_admin, request, object_id: str):
    """Return what restoring will change; with POST, restore. Http404 for no such record, moment or field."""
    record = model_admin.get_object(request, unquote(object_id))
    if record is None:
        raise Http404
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    moment = _moment(request.GET, columns(type(record)))
    if request.method == "POST" and request.POST.get("version") == version_of(record):
        done = restore(record, moment, request.user)
        if not done.plan.refused:
            messages.success(request, _("Restored. The history has what was before."))
            return HttpResponseRedirect(reverse(_address(model_admin, "history"), args=[record.pk]))
    return _shown(model_admin, request, record, moment)


def _shown(model_admin, request, record, moment: Moment) -> TemplateResponse:
    context = model_admin.admin_site.each_context(request) | {
        "title": _("Restore: %s") % record,
        "opts": model_admin.opts,
        "object": record,
        "moment": moment,
        "version": version_of(record),
        "restoring": restoring(record, moment),
        "moved": request.method == "POST",
        "history": reverse(_address(model_admin, "history"), args=[record.pk]),
    }
    return TemplateResponse(request, "curation/restore.html", context, status=409 if request.method == "POST" else 200)


def _address(model_admin, page: str) -> str:
    return f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}"


def _moment(asked, known: dict[str, str]) -> Moment:
    """Return the moment that an address names; Http404 where it names none."""
    try:
        at = parse_datetime(asked.get("at", ""))
    except ValueError:
        at = None
    names = {name: column for column, name in known.items()}
    field = asked.get("field", "")
    if at is None or not is_aware(at) or (field and field not in names):
        raise Http404
    name, _dash, key = asked.get("part", "").partition("-")
    if name and not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404
    return Moment(at, asked.get("before") == "1", names.get(field, ""), (name, int(key)) if name else None)
