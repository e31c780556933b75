"""Operations: what was done to many rows at once, by whom, with the way back."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from curation.model_admin import StaffAdmin
from curation.models import Batch, Operation
from curation.operations import later
from curation.operations.errand_page import to_errand
from curation.operations.permission import may_undo
from curation.operations.telling import obstacles, what_was_done
from curation.operations.undo import CannotUndo, plan_of, undo
from curation.querysets import operations_with_who
from publications.models import Publication


@admin.register(Operation)
class OperationAdmin(StaffAdmin):
    list_before_template = "curation/operations_before.html"
    list_display = ["what", "kind", "name_of_who", "moment", "state"]
    list_display_links = ["what"]
    list_filter = [("kind", ChoicesDropdownFilter)]
    sortable_by = []
    search_fields = ["about", "who__username", "who__first_name", "who__last_name"]
    search_help_text = gettext_lazy("What it was about, or who did it")
    ordering = ["-at", "-pk"]

    def get_queryset(self, request):
        """Return the operations with who did them and what undid them: all, or one's own."""
        rows = operations_with_who(super().get_queryset(request))
        return rows if request.user.has_perm(VIEW) else rows.filter(who=request.user)

    def has_view_permission(self, request, obj=None):
        """Return whether operations may be seen: one's own by everybody who changes publications."""
        return request.user.has_perm(VIEW) or request.user.has_perm("publications.change_publication")

    def has_add_permission(self, request):
        """Operations are made by what they do."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody changes what was done; it can be undone."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nothing that was done is forgotten."""
        return False

    def get_urls(self):
        """Return the addresses of lists and pages, with that of the undo."""
        undo, withdraw = map(self.admin_site.admin_view, (self.undo_view, self.withdraw_view))
        return [
            path("<int:key>/undo/", undo, name="curation_operation_undo"),
            path("<int:key>/withdraw/", withdraw, name="curation_operation_withdraw"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Return the page that tells what an operation did."""
        done = self._found(request, object_id)
        return self._page(request, "curation/operation.html", done, kinds=what_was_done(done))

    def undo_view(self, request, key):
        """Return the page that says what an undo will do, or why it cannot be; with POST, undo it."""
        done = self._found(request, str(key))
        if not may_undo(request.user, done):
            raise PermissionDenied
        for errand in later.waiting(undoes=done):
            return to_errand(errand)
        if request.method == "POST":
            return self._undo(request, done)
        plan = None if _is_undone(done) else plan_of(done, try_out=not later.is_large(done))
        return self._plan(request, done, plan)

    def _undo(self, request, done):
        leave = request.POST.get("leave") == "1" and done.kind in LEAVING
        if not _is_undone(done) and later.is_large(done):
            given = {"leave": "1"} if leave else {}
            return to_errand(later.hand_over(request.user, later.size_of(done), undoes=done, given=given))
        try:
            undoing = undo(done, request.user, leave=leave)
        except CannotUndo as error:
            return self._plan(request, done, error.plan, status=409)
        if public := len(undoing.details.get("public", ())):
            messages.warning(request, _told_public(public))
        else:
            messages.success(request, _("Undone. All is as it was before."))
        return HttpResponseRedirect(reverse("admin:curation_operation_change", args=[undoing.pk]))

    def withdraw_view(self, request, key):
        """Lead to where those that an operation published, and an undo leaves public, can be withdrawn together."""
        done = self._found(request, str(key))
        if not may_undo(request.user, done):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        keys = done.details.get("public") or [state.key for state in plan_of(done).public]
        batch = Batch.objects.create(who=request.user, keys=keys)
        query = urlencode({"edit": "status", "value": Publication.Status.WITHDRAWN.value})
        return HttpResponseRedirect(f"{reverse('admin:many', args=[batch.pk])}?{query}")

    def _plan(self, request, done, plan, status=200):
        told = {"plan": plan, "obstacles": obstacles(plan) if plan else [], "may_leave": done.kind in LEAVING}
        told |= {"is_large": later.is_large(done), "failed": done.errands.filter(problem__gt="").last()}
        return self._page(request, "curation/undo.html", done, status, **told)

    def _found(self, request, object_id) -> Operation:
        done = self.get_object(request, object_id)
        if done is None:
            raise Http404
        if not self.has_view_permission(request, done):
            raise PermissionDenied
        return done

    def _page(self, request, template, done, status=200, **more):
        context = self.admin_site.each_context(request) | {
            "title": str(done),
            "content_title": str(done),
            "done": done,
            "undone_by": getattr(done, "undone_by", None),
            "may_undo": may_undo(request.user, done),
        }
        return TemplateResponse(request, template, context | more, status=status)

    @admin.display(description=gettext_lazy("what"))
    def what(self, obj):
        return obj.what

    @admin.display(description=gettext_lazy("who"))
    def name_of_who(self, obj):
        return (obj.who.get_full_name() or obj.who.get_username()) if obj.who else ""

    @admin.display(description=gettext_lazy("when"))
    def moment(self, obj):
        return date_format(localtime(obj.at), "j M Y H:i")

    @admin.display(description=gettext_lazy("undone"))
    def state(self, obj):
        if _is_undone(obj):
            return _("undone")
        address = reverse("admin:curation_operation_undo", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', address, _("Undo …"))


VIEW = "curation.view_operation"
# Of these, rows that others have changed since may stay as they are: each row stands for itself.
LEAVING = (Operation.Kind.BATCH, Operation.Kind.SPREADSHEET)


def _told_public(number: int) -> str:
    return ngettext(
        "Undone, but %d publication stays public: readers may have seen it. It can be withdrawn.",
        "Undone, but %d publications stay public: readers may have seen them. They can be withdrawn.",
        number,
    ) % (number,)


def _is_undone(done: Operation) -> bool:
    return hasattr(done, "undone_by")
