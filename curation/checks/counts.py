"""How many publications each rule finds something in: counted now and then, and kept with the time."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from curation.checks.rule import Severity
from curation.checks.rules import RULES
from curation.models import Finding
from publications.figures import Figures, kept


def rules_of(severity: str) -> list[str]:
    """Return the names of the rules of a severity."""
    return [rule.name for rule in RULES.values() if rule.severity == severity]


def counts() -> Figures | None:
    """Return the numbers of publications by rule and by severity; None where that is still to be done. 5 queries."""
    return kept("checks", _count)


def _count() -> dict[str, int]:
    by_rule = _open(RULES).values("rule").annotate(number=Count("publication", distinct=True))
    found = dict(by_rule.values_list("rule", "number"))
    for severity in Severity.values:
        found[severity] = _open(rules_of(severity)).aggregate(n=Count("publication", distinct=True))["n"]
    return found


def _open(rules: Iterable[str]):
    return Finding.objects.filter(rule__in=list(rules), right_since=None).order_by()
