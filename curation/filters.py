"""Filters of the list of publications. Wrong values in an address filter nothing."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter, TextFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from formats.types import OPEN_ACCESS, TYPES
from publications.models import (
    Classification,
    Contribution,
    ContributionAffiliation,
    Identifier,
    Organisation,
    Publication,
    SourceRecord,
    Text,
)
from publications.models.wording import in_language

MOST_SOURCES = 50


def grouped_types() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the publication types under the type that they belong to, in the language of the page."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, row in TYPES.items():
        head = TYPES[key.partition("/")[0]]
        groups.setdefault(in_language(head.en, head.sv), []).append((key, in_language(row.en, row.sv)))
    return list(groups.items())


class TypeFilter(DropdownFilter):
    title, parameter_name = _("type"), "type"

    def lookups(self, request, model_admin):
        """Return the types in their groups."""
        return grouped_types()

    def queryset(self, request, queryset):
        """Return the publications of the type."""
        return queryset.filter(type=self.value()) if self.value() in TYPES else queryset


class YearFilter(TextFilter):
    title, parameter_name = _("year"), "year"

    def queryset(self, request, queryset):
        """Return the publications of the year."""
        year = (self.value() or "").strip()
        return queryset.filter(year=int(year)) if year.isascii() and year.isdigit() and len(year) == 4 else queryset


def unit_form(request: HttpRequest, key: int | None, name: str = "unit") -> AutocompleteDropdownForm:
    """Return the form with one field, in which a unit is searched for and chosen. Its `media` must be in the page."""
    return AutocompleteDropdownForm(
        request=request,
        name=name,
        label=_("Unit"),
        choices=(),
        field=ContributionAffiliation._meta.get_field("organisation"),
        model_admin=admin.site.get_model_admin(Publication),
        data={name: key},
    )


class UnitFilter(DropdownFilter):
    """Publications of a unit or of one below it."""

    title, parameter_name = _("unit"), "unit"

    def __init__(self, request, params, model, model_admin):
        self.request = request
        super().__init__(request, params, model, model_admin)

    def has_output(self):
        """Return whether the filter is shown: always, its choices come as one types."""
        return True

    def lookups(self, request, model_admin):
        """Return no choices: they come as one types."""
        return ()

    def choices(self, changelist):
        """Yield the form with the autocomplete field."""
        yield {"form": unit_form(self.request, self._key(), self.parameter_name)}

    def _key(self) -> int | None:
        key = self.value() or ""
        return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None

    def queryset(self, request, queryset):
        """Return the publications of the unit and those below."""
        if self._key() is None:
            return queryset
        # As keys: PostgreSQL cannot foresee how many units lie below one, and would read the whole table.
        units = Organisation.objects.subtree(Organisation(pk=self._key())).order_by().values_list("pk", flat=True)
        return queryset.from_units(list(units))


class SourceFilter(DropdownFilter):
    title, parameter_name = _("source"), "source"

    def lookups(self, request, model_admin):
        """Return the names of the sources. One short query for each, instead of one over all records."""
        names, last = [], ""
        while len(names) < MOST_SOURCES:
            rows = SourceRecord.objects.filter(source__gt=last).order_by("source")
            last = rows.values_list("source", flat=True).first()
            if last is None:
                break
            names.append(last)
        return [(name, name) for name in names]

    def queryset(self, request, queryset):
        """Return the publications that came from the source."""
        if not self.value():
            return queryset
        return queryset.filter(_has(SourceRecord.objects.filter(source=self.value())))


def _has(rows: QuerySet) -> Exists:
    return Exists(rows.filter(publication=OuterRef("pk")))


_WITH_ORCID = Contribution.objects.filter(ours=True, person__orcid__isnull=False)
# What records of the house may lack: the complements of the shares in publications/completeness.py.
CHECKS = {
    "no-doi": (_("DOI missing"), lambda: ~_has(Identifier.objects.filter(scheme="doi", problem=""))),
    "no-abstract": (_("Abstract missing"), lambda: ~_has(Text.objects.filter(kind=Text.Kind.ABSTRACT))),
    "no-subject": (_("Subject missing"), lambda: ~_has(Classification.objects.all())),
    "no-orcid": (_("No author of the house with ORCID"), lambda: ~_has(_WITH_ORCID)),
    "not-open": (_("Not open access"), lambda: ~Q(open_access__in=OPEN_ACCESS)),
}


class CheckFilter(DropdownFilter):
    title, parameter_name = _("missing"), "check"

    def lookups(self, request, model_admin):
        """Return what can be looked for."""
        return [(key, text) for key, (text, _condition) in CHECKS.items()]

    def queryset(self, request, queryset):
        """Return the publications that lack it."""
        return queryset.filter(CHECKS[self.value()][1]()) if self.value() in CHECKS else queryset
