"""Concepts of fingerprints, which are only looked at, and what staff decide about them."""

from django.contrib import admin, messages
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curation.model_admin import StaffAdmin
from publications.fingerprint.words import key
from publications.models import Concept, ConceptChoice
from publications.tasks import fingerprints_with


@admin.register(Concept)
class ConceptAdmin(StaffAdmin):
    list_display = ["label", "language", "frequency", "given"]
    list_display_links = ["label"]
    sortable_by = []
    search_fields = ["label"]
    search_help_text = _("Beginning of the concept")
    fields = readonly_fields = ["label", "language", "frequency", "given"]

    def has_add_permission(self, request):
        """Return that nobody adds a concept: they come from texts and keywords."""
        return False

    def has_change_permission(self, request, obj=None):
        """Return that nobody changes one: decisions are kept apart, and outlast each computation."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Return that nobody deletes one."""
        return False

    def get_search_results(self, request, queryset, search_term):
        """Return the concepts of which some form begins so, in either language."""
        names = {name for language in ("en", "sv") if (name := key(search_term, language))}
        found = Q()
        for name in names:
            found |= Q(key__startswith=name)
        return queryset.filter(found).order_by("-frequency", "key") if names else queryset, False

    def label_of(self, obj) -> str:
        """Return the concept with its language."""
        return f"{obj.label} ({obj.language})"


@admin.register(ConceptChoice)
class ConceptChoiceAdmin(StaffAdmin):
    list_display = ["concept", "kind", "target", "publication"]
    list_filter = ["kind"]
    list_select_related = ["concept", "target", "publication"]
    autocomplete_fields = ["concept", "target", "publication"]
    fields = ["kind", "concept", "target", "publication"]
    search_fields = ["concept__label"]

    def save_model(self, request, obj, form, change):
        """Save the decision, and have the fingerprints computed that it and the one before it are about."""
        before = ConceptChoice.objects.get(pk=obj.pk) if change else obj
        super().save_model(request, obj, form, change)
        self._renew(request, before, obj)

    def delete_model(self, request, obj):
        """Take the decision back, and have the fingerprints computed anew."""
        concerned = {obj.concept_id, obj.target_id}
        super().delete_model(request, obj)
        self._defer(request, concerned)

    def delete_queryset(self, request, queryset):
        """Take decisions back, and have the fingerprints computed anew."""
        concerned = {pk for pair in queryset.values_list("concept", "target") for pk in pair}
        super().delete_queryset(request, queryset)
        self._defer(request, concerned)

    def _renew(self, request, *choices):
        self._defer(request, {pk for choice in choices for pk in (choice.concept_id, choice.target_id)})

    @staticmethod
    def _defer(request, concepts):
        fingerprints_with.defer(concepts=sorted(concepts - {None}))
        messages.info(request, _("The research topics concerned are computed anew; that takes seconds to minutes."))
