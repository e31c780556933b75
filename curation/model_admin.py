"""What all lists and forms of the staff have in common."""

from functools import partial

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models
from django.urls import path
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.views import ChangeList
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminURLInputWidget

from curation.collisions.saving import SavesOnlyWhatWasSeen
from curation.history_page import history_page
from curation.provenance import origins_for
from curation.restore_page import restore_page
from curation.rows import PartForm, PlacedForm, PlacedFormSet, RowForm, RowFormSet
from curation.uses import uses
from curation.widgets import IdentifierField, KnownAutocomplete, LeanSelect, OpenSelect, language_choices
from publications.models.normal import NAMES

MOST_ROWS = 200  # of a kind on a page, with those just added; each takes about 10 ms
COUNTED = 10_000  # a list says "10,000 or more" instead of counting half a million rows


class BoundedPaginator(Paginator):
    """Counts no further than COUNTED rows, without the columns that only the page needs."""

    @cached_property
    def count(self) -> int:
        """Return the number of rows, or COUNTED if there are more."""
        return self.object_list.order_by().values("pk")[:COUNTED].count()


class FormFields:
    """Fields of forms: autocomplete that knows the row chosen so far, languages by name, identifiers."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Return the form field of a reference."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Return the form field of a column."""
        if db_field.name == "language":
            kwargs["widget"] = OpenSelect(choices=language_choices())
            kwargs["help_text"] = ""
        if db_field.name in NAMES:
            kwargs["form_class"] = partial(IdentifierField, scheme=db_field.name)
            kwargs["label"] = db_field.verbose_name  # eISSN, which Django would make EISSN
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class StaffList(ChangeList):
    """A list that speaks of results only where something was searched or filtered."""

    def get_results(self, request):
        """Find the rows of the page."""
        super().get_results(request)
        if not self.query and not self.has_active_filters:
            self.full_result_count = self.result_count


class StaffAdmin(SavesOnlyWhatWasSeen, FormFields, ModelAdmin):
    counted = COUNTED
    form = RowForm
    list_per_page = 50
    list_max_show_all = 0
    list_filter_submit = True
    list_fullwidth = True
    list_disable_select_all = True  # a list may hold more than it counts
    show_full_result_count = False
    paginator = BoundedPaginator
    formfield_overrides = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})}}

    def get_changelist(self, request, **kwargs):
        """Return the class of the list."""
        return StaffList

    def has_view_permission(self, request, obj=None):
        """Return whether rows may be seen, or this one."""
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        """Return whether rows may be changed, or this one."""
        return self._may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        """Return whether rows may be deleted, or this one."""
        return self._may(request, "delete", obj)

    def _may(self, request, action: str, obj) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.{action}_{self.opts.model_name}", obj)

    def get_deleted_objects(self, objs, request):
        """Return what would be deleted; where something is still in use, what uses it instead."""
        if used := uses(list(objs)):
            return [], {}, set(), used
        return super().get_deleted_objects(objs, request)

    def get_urls(self):
        """Return the addresses of lists and forms, with that of restoring."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(lambda request, object_id: restore_page(self, request, object_id))
        return [path("<path:object_id>/restore/", view, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """Return the changes of the record and its parts."""
        return history_page(self, request, object_id)

    def label_of(self, obj) -> str:
        """Return the text by which an autocomplete field offers a row."""
        return str(obj)


class Rows(FormFields):
    """Rows of a record; a page of them where there are many. Who may change the record may change them."""

    form, formset = PartForm, RowFormSet
    template_before = "curation/origins.html"
    extra = 0
    max_num = MOST_ROWS
    per_page = 25
    hide_title = True
    formfield_overrides = {
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})},
        models.URLField: {"widget": UnfoldAdminURLInputWidget, "assume_scheme": "https"},
    }

    def get_formset(self, request, obj=None, **kwargs):
        """Return the form set, which refuses more rows than MOST_ROWS at once."""
        return super().get_formset(request, obj, **{"absolute_max": MOST_ROWS, **kwargs})

    def get_fields(self, request, obj=None):
        """Return the fields, with where each row came from if not all came from the same."""
        fields = [name for name in super().get_fields(request, obj) if name != "origin"]
        return [*fields, "origin"] if self._origins(request, obj) else fields

    def get_readonly_fields(self, request, obj=None):
        """Return the fields that only tell something."""
        told = ["origin"] if self._origins(request, obj) else []
        return [*super().get_readonly_fields(request, obj), *told]

    def _origins(self, request, record) -> dict[int, str]:
        """Return where each row came from, for a page that shows them; nothing where one line tells of all."""
        shown = record is not None and request.method == "GET"
        self.origins = origins_for(request, record).get(self.model._meta.model_name, {}) if shown else {}
        return self.origins if len(set(self.origins.values())) > 1 else {}

    @admin.display(description=gettext_lazy("origin"))
    def origin(self, obj):
        """Return by which import, or whom, a row came, and when."""
        return format_html('<span class="origin">{}</span>', self.origins.get(obj.pk, ""))

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """Return the select field, rendered fast: a table has many."""
        return super().formfield_for_choice_field(db_field, request, **{"widget": LeanSelect(), **kwargs})

    def _may(self, request, record, *actions: str) -> bool:
        parent = self.parent_model._meta
        names = [f"{parent.app_label}.{action}_{parent.model_name}" for action in actions]
        return any(request.user.has_perm(name, record) for name in names)

    def has_view_permission(self, request, obj=None):
        """Return whether the record may be seen."""
        return self._may(request, obj, "view", "change")

    def has_add_permission(self, request, obj=None):
        """Return whether the record may be changed."""
        return self._may(request, obj, "change" if obj else "add")

    def has_change_permission(self, request, obj=None):
        """Return whether the record may be changed."""
        return self._may(request, obj, "change" if obj else "add")

    def has_delete_permission(self, request, obj=None):
        """Return whether the record may be changed."""
        return self._may(request, obj, "change")


class RowInline(Rows, TabularInline):
    """Rows in a table."""


class Placed:
    """Rows with a place among their like."""

    form, formset = PlacedForm, PlacedFormSet
    ordering_field = "position"


class PlacedInline(Placed, RowInline):
    """Rows with a place, in a table."""


class StackedPlacedInline(Placed, Rows, StackedInline):
    """Rows with a place, one below the other."""
