"""Decisions on imports: fields that staff and a source both changed; what staff wrote stands until somebody decides."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation.decisions import decide, questions
from curation.intake.differing import label_of
from curation.model_admin import StaffAdmin
from curation.operations.refusing import told
from curation.querysets import conflicts_with_publication
from publications.models import Conflict

CHOICE = "decide-"


@admin.register(Conflict)
class ConflictAdmin(StaffAdmin):
    list_display = ["publication", "field_name", "source", "found"]
    list_display_links = ["publication"]
    sortable_by = []
    ordering = ["-found", "-pk"]

    def get_queryset(self, request):
        """Return what waits for a decision."""
        return conflicts_with_publication(super().get_queryset(request).filter(decision=""))

    def has_view_permission(self, request, obj=None):
        """Return whether decisions may be seen: by who may change the publication."""
        return request.user.has_perm("publications.change_publication", obj and obj.publication)

    def has_add_permission(self, request):
        """Only imports ask for decisions."""
        return False

    def has_change_permission(self, request, obj=None):
        """Decisions have a page of their own."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What waits is decided, and not thrown away."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Return the page with all that waits on the publication; with POST, decide."""
        conflict = self.get_object(request, object_id)
        if conflict is None:
            raise Http404
        if not self.has_view_permission(request, conflict):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request, conflict.publication)
        return self._page(request, conflict.publication)

    def _decide(self, request, publication):
        asked = {name.removeprefix(CHOICE): value for name, value in request.POST.items() if name.startswith(CHOICE)}
        choices = {int(key): value for key, value in asked.items() if key.isascii() and key.isdigit() and len(key) < 19}
        try:
            number = decide(publication, choices, request.user)
        except IntegrityError as error:
            return self._page(request, publication, told(error))
        if not number:
            return self._page(request, publication, _("Choose for at least one field."))
        messages.success(request, ngettext("%d decision is kept.", "%d decisions are kept.", number) % number)
        return HttpResponseRedirect(reverse("admin:publications_publication_change", args=[publication.pk]))

    def _page(self, request, publication, problem: str = "") -> TemplateResponse:
        context = self.admin_site.each_context(request) | {
            "title": _("Decide: %s") % publication,
            "opts": self.opts,
            "publication": publication,
            "questions": questions(publication),
            "problem": problem,
        }
        return TemplateResponse(request, "curation/decisions.html", context, status=409 if problem else 200)

    @admin.display(description=gettext_lazy("field"))
    def field_name(self, obj):
        return label_of(obj.field)
