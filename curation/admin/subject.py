"""Subjects: UKÄ's classification, which the portal takes as it is."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from curation.model_admin import StaffAdmin
from curation.querysets import subjects_with_parents
from publications.models import Subject


@admin.register(Subject)
class SubjectAdmin(StaffAdmin):
    list_display = ["code", "name_in_language", "broader", "edition"]
    list_display_links = ["code", "name_in_language"]
    list_filter = [("edition", ChoicesDropdownFilter)]
    sortable_by = []
    search_fields = ["code", "name_en", "name_sv"]
    search_help_text = _("Code, or part of the name in Swedish or English")
    fields = ["edition", "code", "name_en", "name_sv", "scope_en", "scope_sv", "above", "called_today"]
    readonly_fields = ["above", "called_today"]
    ordering = ["-edition", "code"]

    def get_queryset(self, request):
        """Return the subjects with those above them."""
        return subjects_with_parents(super().get_queryset(request))

    def get_search_results(self, request, queryset, search_term):
        """Return subjects whose code begins so, or whose name holds the words."""
        term = search_term.strip()
        if term.isdigit():
            return queryset.filter(code__startswith=term), False
        return super().get_search_results(request, queryset, term)

    def has_add_permission(self, request):
        """Nobody adds subjects: the command load_subjects does."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody changes subjects: they are UKÄ's."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes subjects."""
        return False

    @admin.display(description=_("name"))
    def name_in_language(self, obj):
        return obj.name

    @admin.display(description=_("broader"))
    def broader(self, obj):
        return " › ".join(subject.name for subject in obj.path[:-1])

    @admin.display(description=_("broader"))
    def above(self, obj):
        return obj.parent

    @admin.display(description=_("called today"))
    def called_today(self, obj):
        return obj.today

    def label_of(self, obj) -> str:
        """Return code, name and edition, so that the same code of two editions can be told apart."""
        return f"{obj.code} {obj.name} ({obj.edition})"
