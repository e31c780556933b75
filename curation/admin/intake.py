"""Bringing records in: the box for everything, and the page of an import from reading to its report."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.intake import choosing, preview, progress, reporting, retrying, saving, undoing
from curation.intake.beginning import NothingGiven, begin, is_quick
from curation.intake.jobs import defer, is_waited_for
from curation.intake.saving import BATCH, WHOLE
from curation.model_admin import StaffAdmin
from curation.models import Import
from curation.querysets import import_parts

SHOWN = 20  # imports beneath the box
MOST_PARTS = 100  # files and identifiers named on a page
MAY = "publications.add_publication"


@admin.register(Import)
class ImportAdmin(StaffAdmin):
    """Who may add publications brings them in, and sees the imports of nobody else; superusers see all."""

    def get_urls(self):
        """Return the addresses of the box, of an import, and of its reports."""
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.box), name="curation_import_changelist"),
            path("<uuid:uuid>/", wrap(self.one), name="curation_import_one"),
            path("<uuid:uuid>/report.csv", wrap(self.report), name="curation_import_report"),
            path("<uuid:uuid>/failed.txt", wrap(self.failed), name="curation_import_failed"),
        ]

    def has_module_permission(self, request):
        """Return whether a user may bring records in."""
        return request.user.has_perm(MAY)

    def has_view_permission(self, request, obj=None):
        """Return whether a user may bring records in."""
        return request.user.has_perm(MAY)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def box(self, request):
        """Show the box; begin an import with what was handed in."""
        _check(request)
        problem, pasted = "", request.POST.get("text", "")
        if request.method == "POST":
            try:
                return self._begun(request)
            except NothingGiven as error:
                problem = str(error)
        elif mended := request.GET.get("mend", ""):
            pasted = self._to_mend(request, mended)
        imports = _imports(request).order_by("-created")[:SHOWN]
        return self._page(request, "box", _("Bring records in"), imports=imports, problem=problem, pasted=pasted)

    def _begun(self, request):
        with transaction.atomic():
            found = begin(request.user, request.POST.get("text", ""), request.FILES.getlist("files"))
            quick = is_quick(found)
            if not quick:
                defer(found)
        if quick:
            progress.read(found)
        return _to(found)

    def _to_mend(self, request, uuid: str) -> str:
        found = [row for row in _imports(request) if str(row.uuid) == uuid]
        return "".join(reporting.failed_text(found[0])) if found else ""

    def one(self, request, uuid):
        """Show an import as far as it has come; do what was asked for."""
        found = self._found(request, uuid)
        if request.method == "POST":
            act = ACTIONS.get(request.POST.get("go", "").partition("-")[0], _choose)
            return act(request, found)
        parts = import_parts(found.parts)[:MOST_PARTS]
        if found.state in (Import.State.READING, Import.State.SAVING, Import.State.UNDOING):
            told = {"progress": progress.progress_of(found), "waited_for": is_waited_for(found)}
            return self._page(request, "progress", found.label, found=found, parts=parts, **told)
        shown = preview.page_of(found, request.GET.get("show", ""), request.GET.get("page", ""), request.user)
        told = {"page": shown, "found": found, "parts": parts}
        if found.state == Import.State.READY:
            return self._page(
                request, "preview", found.label, chosen=progress.chosen(found), batch=BATCH, whole=WHOLE, **told
            )
        return self._page(
            request, "report", found.label, can_retry=retrying.can_retry(found), left=_left(found), **told
        )

    def report(self, request, uuid):
        """Return the report of an import as a table."""
        found = self._found(request, uuid)
        return _file(reporting.lines_of(found), "text/csv; charset=utf-8", f"import-{found.pk}.csv")

    def failed(self, request, uuid):
        """Return the texts of what was not imported."""
        found = self._found(request, uuid)
        return _file(reporting.failed_text(found), "text/plain; charset=utf-8", f"import-{found.pk}-failed.txt")

    def _found(self, request, uuid) -> Import:
        _check(request)
        return get_object_or_404(_imports(request), uuid=uuid)

    def _page(self, request, name: str, title: str, **context):
        whole = self.admin_site.each_context(request) | {"title": title} | context
        return TemplateResponse(request, f"curation/import/{name}.html", whole)


def _check(request) -> None:
    if not request.user.has_perm(MAY):
        raise PermissionDenied


def _imports(request):
    return Import.objects.all() if request.user.is_superuser else Import.objects.filter(user=request.user)


def _to(found: Import, query: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:curation_import_one", args=[found.uuid]) + query)


def _file(lines, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type=media_type, headers=headers)


def _keep(request, found: Import) -> None:
    """Keep what was chosen on the page, and say where it cannot be done."""
    if found.state == Import.State.READY:
        _warn(request, choosing.choose(found, request.POST, request.user))


def _warn(request, refused: int) -> None:
    if refused:
        words = ngettext(
            "One record cannot be updated by you; what was chosen for it before still stands.",
            "%(number)s records cannot be updated by you; what was chosen for them before still stands.",
            refused,
        )
        messages.warning(request, words % {"number": refused})


def _choose(request, found: Import):
    """Keep what was chosen, and show the page that was asked for: the value is "page-2"."""
    _keep(request, found)
    show, number = request.POST.get("show", ""), request.POST.get("go", "").partition("-")[2]
    show = show if show in preview.SHOWS else ""
    return _to(found, f"?show={show}&page={int(number) if number.isascii() and number.isdigit() else 1}")


def _choose_all(request, found: Import):
    if found.state == Import.State.READY:
        _warn(request, choosing.choose_all(found, request.POST.get("all", ""), request.user))
    return _to(found)


def _import(request, found: Import):
    """Save what was chosen: at once where it is little, else by the worker."""
    _keep(request, found)
    with transaction.atomic():
        started = saving.start(found)
        small = progress.is_small(found)
        if started and not small:
            defer(found)
    if started and small:
        progress.save(found)
    return _to(found)


def _retry(request, found: Import):
    with transaction.atomic():
        again = retrying.retry(found)
        found.refresh_from_db()
        if again and found.state == Import.State.READING:
            defer(found)
    words = ngettext("One is tried again.", "%(number)s are tried again.", again)
    messages.info(request, words % {"number": again} if again else _("Nothing of it can be tried again."))
    return _to(found)


def _resume(request, found: Import):
    """Let the worker take up an import that stands still."""
    if not is_waited_for(found):
        defer(found, request.user.pk)
    return _to(found)


def _left(found: Import) -> int:
    return undoing.left(found) if found.state == Import.State.UNDONE else 0


def _undo(request, found: Import):
    """Take an import back: at once where it is little, else by the worker."""
    with transaction.atomic():
        small = undoing.is_small(found)
        started = undoing.start(found)
        if started and not small:
            defer(found, request.user.pk)
    if started and small:
        undoing.undo_all(found, request.user.pk)
        if left := undoing.left(found):
            words = ngettext("One record was left as it is.", "%(number)s records were left as they are.", left)
            messages.warning(request, words % {"number": left})
    return _to(found)


def _discard(request, found: Import):
    """Delete what was handed in and found; what was saved stays."""
    if found.state not in (Import.State.SAVING, Import.State.UNDOING):
        found.delete()
        messages.success(request, _("The import has been discarded."))
        return HttpResponseRedirect(reverse("admin:curation_import_changelist"))
    return _to(found)


ACTIONS = {
    "page": _choose,
    "all": _choose_all,
    "import": _import,
    "retry": _retry,
    "resume": _resume,
    "undo": _undo,
    "discard": _discard,
}
