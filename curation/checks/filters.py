"""The filter of the list of publications by what was found in them."""

from __future__ import annotations

from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from curation.checks.counts import counts, rules_of
from curation.checks.rule import Severity
from curation.checks.rules import RULES
from curation.models import Finding
from curation.workflow.roles import answers_for_all

RIGHT = "right"


class ProblemFilter(DropdownFilter):
    """Publications by rule or severity, with their numbers; or those in which something was said to be right."""

    title, parameter_name = _("problem"), "problem"

    def lookups(self, request, model_admin):
        """Return the rules under their severities; who sees all publications reads in how many each is found."""
        figures = counts() if answers_for_all(request.user) else None
        numbers = figures.numbers if figures else None
        groups = [(severity.label, _choices(severity, numbers)) for severity in Severity]
        return [*((label, rows) for label, rows in groups if rows), (RIGHT, gettext("Said to be right"))]

    def queryset(self, request, queryset):
        """Return the publications in which it was found."""
        found = _found(self.value())
        return queryset if found is None else queryset.filter(pk__in=found.values("publication"))


def _choices(severity: Severity, numbers: dict[str, int] | None) -> list[tuple[str, str]]:
    names = [name for name in rules_of(severity) if not RULES[name].portal]
    rows = [(severity.value, gettext("Any of these")), *((name, str(RULES[name].label)) for name in names)]
    if numbers is None:
        return rows
    return [(name, f"{label} ({localize(numbers.get(name, 0))})") for name, label in rows if numbers.get(name)]


def _found(value: str | None):
    if value == RIGHT:
        return Finding.objects.exclude(right_since=None)
    rules = rules_of(value) if value in Severity.values else [value] if value in RULES else None
    return None if rules is None else Finding.objects.filter(rule__in=rules, right_since=None)
