"""People, with the forms of their names, where they work, and their ids elsewhere."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from curation import lookup
from curation.admin.actions import merge_selected
from curation.model_admin import RowInline, StaffAdmin
from curation.querysets import affiliations_with_unit
from publications.models import Affiliation, Person, PersonIdentifier, PersonName


class NameInline(RowInline):
    model = PersonName
    ordering = ["pk"]


class IdentifierInline(RowInline):
    model = PersonIdentifier


class AffiliationInline(RowInline):
    model = Affiliation
    autocomplete_fields = ["organisation"]

    def get_queryset(self, request):
        """Return the affiliations with their units."""
        return affiliations_with_unit(super().get_queryset(request))


@admin.register(Person)
class PersonAdmin(StaffAdmin):
    actions = [merge_selected]
    list_display = ["sorted_name", "orcid", "local_id"]
    sortable_by = ["sorted_name"]
    search_fields = ["sort_name"]
    search_help_text = _("Beginning of the name, ORCID iD or part of it, or local id")
    inlines = [AffiliationInline, NameInline, IdentifierInline]
    fieldsets = [
        (None, {"fields": [("family", "given"), ("orcid", "local_id"), "slug"]}),
        (_("Profile"), {"fields": [("title_sv", "title_en"), ("profile_sv", "profile_en")]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        """Return people whose name begins so, or whose local id, ORCID iD or a part of that it is."""
        return (lookup.people(search_term, queryset) if search_term.strip() else queryset), False

    def view_on_site(self, obj):
        """Return the address of the person's page."""
        return obj.get_absolute_url()

    @admin.display(description=_("name"), ordering="sort_name")
    def sorted_name(self, obj):
        return ", ".join(filter(None, (obj.family, obj.given)))

    def label_of(self, obj) -> str:
        """Return the name with the ORCID iD or local id, which tell namesakes apart."""
        return " · ".join(filter(None, (self.sorted_name(obj), obj.orcid, obj.local_id)))
