"""The page with the history of a record."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from curation.history import changes
from curation.restoring import columns

LAST_PAGE = 10_000


def history_page(model_admin, request, object_id: str) -> TemplateResponse:
    """Return the changes of a record and its parts; Http404 where there is no such record."""
    record = model_admin.get_object(request, unquote(object_id))
    if record is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, record):
        raise PermissionDenied
    page = _page_of(request.GET.get("page", ""))
    found, more = changes(record, page)
    may = model_admin.has_change_permission(request, record)
    opts = model_admin.opts
    context = model_admin.admin_site.each_context(request) | {
        "title": _("History: %s") % record,
        "opts": model_admin.opts,
        "object": record,
        "changes": found,
        "restore": reverse(f"admin:{opts.app_label}_{opts.model_name}_restore", args=[record.pk]) if may else "",
        "fields": columns(type(record)).values() if may else (),
        "newer": page if page else None,
        "older": page + 2 if more else None,
    }
    return TemplateResponse(request, "curation/history.html", context)


def _page_of(text: str) -> int:
    """Return the number of a page, counted from 0; the first for what is no number."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), LAST_PAGE) - 1
