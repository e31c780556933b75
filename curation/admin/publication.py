"""Publications: the list, the form, the history."""

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action

from curation import lookup
from curation.admin.actions import edit_selected, merge_selected
from curation.admin.parts import INLINES
from curation.admin.workflow import QueueFilter, WorkflowAdmin
from curation.checks.filters import ProblemFilter
from curation.checks.form import WithFindings
from curation.duplicates.asking import warn
from curation.filters import CheckFilter, SourceFilter, TypeFilter, UnitFilter, YearFilter, grouped_types
from curation.model_admin import StaffAdmin, StaffList
from curation.publication_form import PublicationForm
from curation.workflow.permissions import visible
from publications.models import Contribution, Publication

WHAT = [
    ("type", "content_type"),
    "title",
    "subtitle",
    ("language", "publication_status"),
]
PUBLISHED_IN = [
    ("journal", "container_title"),
    ("volume", "issue"),
    ("page", "article_number"),
    ("publisher", "publisher_place"),
    ("collection_title", "collection_number"),
    ("edition", "number_of_pages"),
    ("number", "version"),
    ("issn", "eissn"),
]
DATES = [("issued", "available"), ("accepted", "defended")]
CONFERENCE = ["event_title", ("event_place", "event_date")]
ACCESS = [("open_access", "licence"), ("ours", "contributor_count")]
RECORD = ["slug", ("uuid", "genre"), ("created", "updated"), "merged_into"]
TAB = ["tab"]
FOR_ALL_FOUND = ("edit_selected",)  # actions that may be asked for all that a search found


class PublicationList(StaffList):
    def get_queryset(self, request, exclude_parameters=None):
        """Return the publications with what a line shows."""
        return super().get_queryset(request, exclude_parameters).for_list()


@admin.register(Publication)
class PublicationAdmin(WorkflowAdmin, WithFindings, StaffAdmin):
    form = PublicationForm
    actions = [merge_selected, edit_selected]
    actions_list = ["upload"]
    list_disable_select_all = False
    list_display = ["line", "first_author", "issued_in", "type_name", "state", "changed"]
    list_display_links = ["line"]
    list_filter = [
        ("status", ChoicesDropdownFilter),
        QueueFilter,
        TypeFilter,
        YearFilter,
        UnitFilter,
        SourceFilter,
        ProblemFilter,
        CheckFilter,
    ]
    ordering = ["-updated", "-pk"]
    sortable_by = ["changed"]
    search_fields = ["title"]
    search_help_text = _("Title, person, DOI or another identifier, address or uuid")
    autocomplete_fields = ["journal", "publisher"]
    readonly_fields = ["uuid", "created", "updated", "merged_into"]
    inlines = INLINES
    fieldsets = [
        (None, {"fields": WHAT}),
        (_("Published in"), {"fields": PUBLISHED_IN, "classes": TAB}),
        (_("Dates"), {"fields": DATES, "classes": TAB}),
        (_("Conference"), {"fields": CONFERENCE, "classes": TAB}),
        (_("Access and authors"), {"fields": ACCESS, "classes": TAB}),
        (_("Record"), {"fields": RECORD, "classes": TAB}),
    ]

    def get_changelist(self, request, **kwargs):
        """Return the list that loads what a line shows."""
        return PublicationList

    def get_queryset(self, request):
        """Return the publications that the user may see."""
        return visible(request.user, super().get_queryset(request))

    def get_search_results(self, request, queryset, search_term):
        """Return the publications that a term may mean."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=lookup.publications(search_term)), False

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """Return the select field; that of the type in groups."""
        if db_field.name == "type":
            kwargs["choices"] = grouped_types()
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Lead to the public page of a record that readers see and the user does not answer for."""
        key = int(object_id) if object_id.isascii() and object_id.isdigit() and len(object_id) < 19 else 0
        if seen := Publication.objects.public().filter(pk=key).first():
            return HttpResponseRedirect(seen.get_absolute_url())
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Return the form. What another person saved in the same moment is seen in a second look."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def response_action(self, request, queryset):
        """Return what an action answers. All that a search found may be half a million: only some actions take that."""
        if request.POST.get("select_across") == "1" and request.POST.get("action") not in FOR_ALL_FOUND:
            messages.error(request, _("This is done with chosen rows only, not with all that were found."))
            return None
        return super().response_action(request, queryset)

    @action(description=_("Upload a spreadsheet"), icon="upload", permissions=["change"])
    def upload(self, request):
        """Lead to the page that takes a changed spreadsheet."""
        return HttpResponseRedirect(reverse("admin:many_upload"))

    def save_related(self, request, form, formsets, change):
        """Save the parts too, and tell what the publication may be a duplicate of."""
        super().save_related(request, form, formsets, change)
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            warn(request, form.instance)

    def view_on_site(self, obj):
        """Return the address of the page, None where readers see none."""
        return obj.get_absolute_url() if obj.status == Publication.Status.PUBLIC else None

    def has_delete_permission(self, request, obj=None):
        """Return whether a publication may be deleted: only one that readers never saw; others are withdrawn."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not _was_public(obj))

    def get_deleted_objects(self, objs, request):
        """Return what would be deleted. Contributors go with their publication, and need no permission of their own."""
        deleted, counted, forbidden, used = super().get_deleted_objects(objs, request)
        return deleted, counted, forbidden - {Contribution._meta.verbose_name}, used

    @admin.display(description=_("title"))
    def line(self, obj):
        return obj.plain_title

    @admin.display(description=_("first author"))
    def first_author(self, obj):
        names = obj.contributions.all()
        more = " …" if len(names) > 1 else ""
        return f"{names[0]}{more}" if names else ""

    @admin.display(description=_("year"))
    def issued_in(self, obj):
        return obj.year or ""

    @admin.display(description=_("type"))
    def type_name(self, obj):
        return obj.type_label

    @admin.display(description=_("status"))
    def state(self, obj):
        return format_html('<span class="state state-{}">{}</span>', obj.status, obj.get_status_display())

    @admin.display(description=_("last changed"), ordering="updated")
    def changed(self, obj):
        return date_format(localtime(obj.updated), "j M Y H:i")


def _was_public(publication: Publication) -> bool:
    """Return whether readers have ever seen a publication. 1 query."""
    shown = (Publication.Status.PUBLIC, Publication.Status.WITHDRAWN)
    return publication.status in shown or publication.events.filter(status__in=shown).exists()
