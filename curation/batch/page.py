"""The pages of many records at once: choose an edit, see what it will do, do it; spreadsheets out and in.

/admin/many/            a changed spreadsheet is uploaded here
/admin/many/<uuid>/     the chosen records: ?edit=add-keyword&value=fog shows what it would do, POST does it
/admin/many/<uuid>/csv  the records as a spreadsheet
"""

from contextlib import suppress
from hashlib import sha256
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from curation.batch import applying, sheets
from curation.batch.edits import EDITS, form_of
from curation.batch.outcomes import Preview, outcomes
from curation.models import Batch
from curation.tasks import apply_batch
from curation.wording import told


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm("publications.change_publication"):
        raise PermissionDenied


def upload(request: HttpRequest) -> HttpResponse:
    """Return the page that takes a changed spreadsheet; with POST, lead to what it would change."""
    _may(request)
    problem = ""
    if request.method == "POST":
        try:
            file = request.FILES.get("file")
            wanted = sheets.read(file.read(sheets.LARGEST + 1)) if file else None
        except ValueError as error:
            wanted, problem = None, told(str(error))
        if wanted:
            keys = [row["key"] for row in wanted["rows"]]
            return HttpResponseRedirect(address_of(Batch.objects.create(who=request.user, keys=keys, wanted=wanted)))
        problem = problem or _("Choose a file.")
    title = _("Upload a spreadsheet")
    context = {"title": title, "content_title": title, "problem": problem}
    status = 400 if problem else 200
    return TemplateResponse(request, "curation/upload.html", admin.site.each_context(request) | context, status=status)


def address_of(batch: Batch) -> str:
    """Return the address of the page of a batch."""
    return reverse("admin:many", args=[batch.pk])


def _found(request: HttpRequest, key: UUID) -> Batch:
    """Return a batch of the user; Http404 for those of others."""
    _may(request)
    return get_object_or_404(Batch, pk=key, who=request.user)


def sheet(request: HttpRequest, key: UUID, suffix: str) -> HttpResponse:
    """Return the chosen records as a spreadsheet."""
    batch = _found(request, key)
    form = sheets.FORMS.get(suffix)
    if form is None:
        raise Http404
    headers = {
        "Content-Type": form.media_type,
        "Content-Disposition": content_disposition_header(True, f"{_('publications')}.{suffix}"),
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(sheets.written(batch.keys, suffix), headers=headers)


def many(request: HttpRequest, key: UUID) -> HttpResponse:
    """Return the page of a batch; with POST, make its changes, at once or as a job of the worker."""
    batch = _found(request, key)
    if batch.operation_id:
        return HttpResponseRedirect(reverse("admin:curation_operation_change", args=[batch.operation_id]))
    if batch.state == Batch.State.WAITING:
        return _page(request, batch, "curation/waiting.html")
    given = request.POST if request.method == "POST" else request.GET
    _ask(batch, given)
    form, preview = _form(batch, given), None
    with suppress(ValueError):  # no edit has been chosen yet, or it lacks its value, as its form says
        preview = _preview(batch, request.user)
    if request.method == "POST" and preview and "deciding" not in given and not preview.conflicts:
        if given.get("version") == preview.version:
            return _done(request, batch)
        messages.warning(request, _("Somebody has changed these meanwhile. Look again; nothing was changed."))
    context = {"form": form, "preview": preview, "edits": EDITS.items(), "name": batch.edit.get("name", "")}
    return _page(request, batch, "curation/many.html", **context)


def _ask(batch: Batch, given) -> None:
    """Note in a batch, without saving it, which edit is asked for, or what was decided of conflicts."""
    if batch.wanted is None:
        name = given.get("edit", "")
        values = {field: given[field] for field in ("value", "new", "reason") if field in given}
        batch.edit = {"name": name, "given": values} if name in EDITS else {}
    else:
        batch.edit = {
            name.removeprefix("decide-"): value
            for name, value in given.items()
            if name.startswith("decide-") and value in ("mine", "theirs")
        }


def _form(batch: Batch, given):
    """Return the form for the value of the chosen edit, None where none is chosen, or it needs no value."""
    if not batch.edit.get("name") or batch.wanted is not None:
        return None
    return form_of(EDITS[batch.edit["name"]], batch.edit["given"] if batch.edit["given"] else None)


def _preview(batch: Batch, user) -> Preview:
    preview, seen = Preview(broken=len((batch.wanted or {}).get("refused", []))), sha256()
    for some in outcomes(batch.keys, applying.wanted_of(batch), user):
        for outcome in some:
            preview.add(outcome)
            seen.update(repr((outcome.row.pk, outcome.kind, sorted(map(repr, outcome.values.values())))).encode())
    preview.version = seen.hexdigest()[:16]
    return preview


def _done(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Make the changes, or have the worker make them, and lead to what was done."""
    if len(batch.keys) > applying.AT_ONCE:
        batch.state = Batch.State.WAITING
        with transaction.atomic():
            batch.save(update_fields=["edit", "state"])
            apply_batch.defer(key=str(batch.pk))
    else:
        batch.save(update_fields=["edit"])
        applying.work(batch)
        messages.success(request, _("Done. Here is what was changed, and you can undo it."))
    return HttpResponseRedirect(address_of(batch))


def _page(request: HttpRequest, batch: Batch, template: str, **context) -> HttpResponse:
    title = _("Spreadsheet") if batch.wanted is not None else _("Edit many")
    shared = {"title": title, "content_title": title, "batch": batch, "number": len(batch.keys), "forms": sheets.FORMS}
    return TemplateResponse(request, template, admin.site.each_context(request) | shared | context)
