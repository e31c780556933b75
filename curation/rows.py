"""Rows of a publication, edited together in its form.

A record may have 2,858 names, so only rows that somebody changed are checked and saved, and places are numbered anew in
one statement. The rows of a posted form are the ones that it names, whatever page of a long list they were on.
"""

from collections.abc import Hashable

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from curation.widgets import PlaceField, tell_known


class RowForm(forms.ModelForm):
    """A row. One that nobody touched is neither checked nor saved, nor one that is `held` back."""

    held = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tell_known(self)

    def full_clean(self):
        """Check the row, if it was changed."""
        if self.is_bound and self.instance.pk and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        else:
            super().full_clean()

    def is_valid(self):
        """Return whether the row can be saved."""
        return super().is_valid() and not self.held


class PartForm(RowForm):
    """A row that belongs to a record. Its fields stand in a table and carry their names themselves."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.label:
                field.widget.attrs.setdefault("aria-label", str(field.label))

    def _post_clean(self):
        super()._post_clean()
        if not self._errors:
            self.check_among_others()

    def check_among_others(self):
        """Refuse a row that the record has already: Django leaves out constraints that name the record."""
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions())
        except ValidationError:
            self.add_error(None, _("This stands here already."))


class PlacedForm(PartForm):
    """A row with a place among its like."""

    position = PlaceField(widget=UnfoldAdminIntegerFieldWidget(attrs={"class": "place"}))

    def _get_validation_exclusions(self):
        # Places are given by the form set, when all rows are known.
        return super()._get_validation_exclusions() | {"position"}

    def clean_position(self):
        """Return the place that was asked for; the form set finds the one that it gets."""
        self.wanted_place = self.cleaned_data["position"]
        return 0 if self.wanted_place is None else self.wanted_place


class RowFormSet(PaginationInlineFormSet):
    """The rows of one kind, a page of them at a time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.per_page:
            self._queryset = self.queryset.filter(pk__in=self._posted_keys()) if self.instance.pk else self.queryset

    def _posted_keys(self) -> list[int]:
        name = self.model._meta.pk.name
        values = (self.data.get(f"{self.add_prefix(index)}-{name}", "") for index in range(self.initial_form_count()))
        return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19]


class PlacedFormSet(RowFormSet):
    """Rows in an order that staff may change: by a number, or by dragging."""

    def save(self, commit=True):
        """Save what was changed, and number all rows of the publication, also those on other pages. 2 queries more."""
        if self.instance.pk and (any(form.has_changed() for form in self.forms)):
            self._number()
        return super().save(commit)

    def _number(self) -> None:
        stored = dict(self._all().values_list("pk", "position"))
        order = _in_order(list(stored), self._removed(), self._moved())
        places = {row: place for place, row in enumerate(order)}
        for form in self._kept_forms():
            if form in places or form.instance.pk in places:
                form.instance.position = places.get(form, places.get(form.instance.pk))
        self._move({row: place for row, place in places.items() if row in stored and stored[row] != place})

    def _all(self):
        return self.model.objects.filter(**{self.fk.name: self.instance}).order_by("position", "pk")

    def _removed(self) -> set[int]:
        return {form.instance.pk for form in self.deleted_forms}

    def _kept_forms(self) -> list[PlacedForm]:
        gone = self.deleted_forms
        return [form for form in self.forms if form.has_changed() and form not in gone]

    def _moved(self) -> list[tuple[Hashable, int | None]]:
        """Return rows that were given a place, and new ones (the form stands for them), with the place asked for."""
        return [
            (form.instance.pk or form, form.wanted_place)
            for form in self._kept_forms()
            if form.instance.pk is None or "position" in form.changed_data
        ]

    def _move(self, places: dict[int, int]) -> None:
        if not places:
            return
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET position = moved.place "  # noqa: S608
                f"FROM unnest(%s::bigint[], %s::int[]) AS moved(id, place) WHERE {table}.id = moved.id",
                [list(places), list(places.values())],
            )


def _in_order(stored: list[int], removed: set[int], moved: list[tuple[Hashable, int | None]]) -> list[Hashable]:
    """Return the rows in their new order: those that stay keep theirs, each moved one goes to its place."""
    moving = {row for row, _ in moved}
    order = [row for row in stored if row not in removed and row not in moving]
    for row, place in sorted((pair for pair in moved if pair[1] is not None), key=lambda pair: pair[1]):
        order.insert(place, row)
    return order + [row for row, place in moved if place is None]
