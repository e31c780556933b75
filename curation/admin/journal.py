"""Journals and publishers."""

from django.contrib import admin
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from curation.admin.actions import merge_selected
from curation.model_admin import StaffAdmin
from curation.querysets import journals_with_publisher
from formats.identifiers import checked
from publications.models import Journal, Publisher
from publications.models.wording import SortKey


@admin.register(Publisher)
class PublisherAdmin(StaffAdmin):
    actions = [merge_selected]
    list_display = ["name"]
    sortable_by = []
    search_fields = ["name"]
    search_help_text = _("Part of the name")
    fields = ["name"]


@admin.register(Journal)
class JournalAdmin(StaffAdmin):
    actions = [merge_selected]
    list_display = ["title", "issn", "eissn", "publisher"]
    sortable_by = ["title"]
    search_fields = ["title", "issn"]
    search_help_text = _("Part of the title, or ISSN")
    autocomplete_fields = ["publisher"]
    fields = ["title", "abbreviation", ("issn", "eissn"), "publisher"]

    def get_queryset(self, request):
        """Return the journals with their publishers."""
        return journals_with_publisher(super().get_queryset(request))

    def get_search_results(self, request, queryset, search_term):
        """Return the journal with an ISSN, or those with the words in their title, whatever accents and case."""
        term = search_term.strip()
        issn = checked("issn", term)
        if term and not issn.problem:
            return queryset.filter(Q(issn=issn.value) | Q(eissn=issn.value)), False
        for word in term.split():
            queryset = queryset.filter(sort_title__contains=SortKey(Value(word)))
        return queryset, False

    def view_on_site(self, obj):
        """Return the address of the journal's page."""
        return obj.get_absolute_url()

    def label_of(self, obj) -> str:
        """Return title and ISSN."""
        return ", ".join(filter(None, (obj.title, obj.issn or obj.eissn)))
