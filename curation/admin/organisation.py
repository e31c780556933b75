"""Units of the house, as a tree, and organisations outside."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import action

from curation.admin.actions import merge_selected
from curation.model_admin import StaffAdmin
from curation.querysets import own_units, units_with_parent
from curation.rows import RowForm
from formats.identifiers import checked
from publications.models import Organisation
from publications.models.wording import SortKey


class UnitForm(RowForm):
    def clean_parent(self):
        """Return the unit above; ValidationError where this would make a unit part of itself."""
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk and Organisation.objects.subtree(self.instance).filter(pk=parent.pk).exists():
            raise ValidationError(_("A unit cannot be part of itself, or of a unit below it."))
        return parent


@admin.register(Organisation)
class OrganisationAdmin(StaffAdmin):
    form = UnitForm
    actions = [merge_selected]
    list_display = ["name_in_language", "kind", "parent", "own", "code", "ror"]
    list_filter = [("kind", ChoicesDropdownFilter), ("own", BooleanRadioFilter)]
    sortable_by = ["name_in_language"]
    search_fields = ["name_en"]
    search_help_text = _("Part of the name in Swedish or English, code or ROR id")
    autocomplete_fields = ["parent"]
    actions_list = ["tree"]
    fieldsets = [
        (None, {"fields": [("name_sv", "name_en"), ("kind", "parent"), "own"]}),
        (_("Identifiers"), {"fields": [("code", "ror"), "slug"]}),
    ]

    def get_queryset(self, request):
        """Return the units with those above them."""
        return units_with_parent(super().get_queryset(request))

    def get_search_results(self, request, queryset, search_term):
        """Return units with the words in a name, whatever accents and case, or with the code or ROR id."""
        term = search_term.strip()
        if not term:
            return queryset, False
        names = Q()
        for word in term.split():
            key = SortKey(Value(word))
            names &= Q(sort_en__contains=key) | Q(sort_sv__contains=key)
        return queryset.filter(names | Q(code=term) | Q(ror=checked("ror", term).value)), False

    @action(description=_("Tree of units"), icon="account_tree", permissions=["view"])
    def tree(self, request):
        """Return the page with the units of the house as a tree."""
        context = self.admin_site.each_context(request) | {
            "title": _("Tree of units"),
            "opts": self.opts,
            "tree": own_units(),
        }
        return TemplateResponse(request, "curation/tree.html", context)

    def view_on_site(self, obj):
        """Return the address of the unit's page."""
        return obj.get_absolute_url()

    @admin.display(description=_("name"), ordering="sort_en")
    def name_in_language(self, obj):
        return obj.name

    def label_of(self, obj) -> str:
        """Return the name with that of the unit above: many are called "Division"."""
        return " – ".join(unit.name for unit in (obj, obj.parent) if unit)
