"""The workflow in the list and in the form of publications."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.contrib.filters.admin import DropdownFilter

from curation.collisions.saving import said_saved
from curation.models import Case
from curation.workflow.page import after_saving, step_page
from curation.workflow.panel import Panel
from curation.workflow.permissions import may_ever
from curation.workflow.steps import STEPS
from curation.workflow.transitions import CannotStep, write

PREFIX = "step-"

QUEUES = {
    "waiting": (_("Waiting for review"), lambda user: Case.objects.due()),
    "postponed": (_("Postponed"), lambda user: Case.objects.waiting().exclude(pk__in=Case.objects.due())),
    "mine": (_("Registered by me"), lambda user: Case.objects.filter(owner=user)),
    "reviewed": (_("Reviewed by me"), lambda user: Case.objects.filter(reviewed_by=user)),
}


class QueueFilter(DropdownFilter):
    """Where records stand in the work of the staff."""

    title, parameter_name = _("queue"), "queue"

    def __init__(self, request, params, model, model_admin):
        self.user = request.user
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        """Return the queues."""
        return [(key, label) for key, (label, _rows) in QUEUES.items()]

    def queryset(self, request, queryset):
        """Return the publications in the queue."""
        if self.value() not in QUEUES:
            return queryset
        return queryset.filter(pk__in=QUEUES[self.value()][1](self.user).values("pk"))


def _action(name: str):
    """Return the function that leads from chosen records to the page of a step."""

    def lead(model_admin, request, queryset):
        keys = ",".join(map(str, queryset.order_by("pk").values_list("pk", flat=True)[:200]))
        return HttpResponseRedirect(f"{reverse('admin:publications_publication_step', args=[name])}?ids={keys}")

    return lead


class WorkflowAdmin:
    """What the workflow adds to the admin of publications."""

    change_form_outer_before_template = "curation/above_form.html"

    def get_urls(self):
        """Return the addresses of the steps and notes, before Django's own, which end with any word."""
        wrap = self.admin_site.admin_view
        return [
            path("step/<slug:name>/", wrap(step_page), name="publications_publication_step"),
            path("<int:key>/note/", wrap(require_POST(self.note_view)), name="publications_publication_note"),
            *super().get_urls(),
        ]

    def get_actions(self, request):
        """Return the actions of the list with the steps that the user's roles can ever take."""
        found = super().get_actions(request)
        if self.has_view_permission(request) and "_popup" not in request.GET:
            for name, step in STEPS.items():
                if may_ever(request.user, name):
                    found[PREFIX + name] = (_action(name), PREFIX + name, f"{step.label} …")
        return found

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Return the form with its state above it."""
        if obj is not None:
            context["panel"] = Panel(request.user, obj, self.has_change_permission(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        """Send the note that was written beside the form, and take the step that was asked for."""
        if request.POST.get("_note", "").strip():
            self._write(request, obj.pk, request.POST["_note"])
        if (name := request.POST.get("_step")) in STEPS:
            return said_saved(request, after_saving(request, obj, name))
        return super().response_change(request, obj)

    def note_view(self, request, key: int):
        """Write a note, where the record itself cannot be changed."""
        self._write(request, key, request.POST.get("_note", ""))
        return HttpResponseRedirect(reverse("admin:publications_publication_change", args=[key]))

    def _write(self, request, key: int, text: str) -> None:
        try:
            write(request.user, key, text)
            messages.success(request, _("Your note stands with the record."))
        except CannotStep as problem:
            messages.error(request, str(problem))
