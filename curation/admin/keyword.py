"""Keywords: free terms."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from curation import lookup
from curation.admin.actions import merge_selected
from curation.model_admin import StaffAdmin
from publications.models import Keyword


@admin.register(Keyword)
class KeywordAdmin(StaffAdmin):
    actions = [merge_selected]
    list_display = ["term", "language"]
    list_display_links = ["term"]
    sortable_by = ["term"]
    search_fields = ["term"]
    search_help_text = _("Beginning of the keyword")
    fields = ["term", "language"]

    def get_search_results(self, request, queryset, search_term):
        """Return the keywords that begin so."""
        term = search_term.strip()
        return (lookup.keywords(term, queryset) if term else queryset), False

    def label_of(self, obj) -> str:
        """Return the keyword with its language, where known."""
        return f"{obj.term} ({obj.language})" if obj.language else obj.term
