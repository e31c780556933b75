"""Lists of what a funder has paid for, or one of its projects: no facet has them, so the database finds their keys.

A project is a grant number, or a title where there is none, of a funder as records name it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from publications.models import Funding, Publication

FUNDED = {"funder": _("Funder"), "project": _("Project")}  # in addresses within_funder, within_project
MOST = 10_000  # publications
LONGEST = 500  # characters of a name


def within_funded(given: QueryDict) -> dict[str, str]:
    """Return which of FUNDED an address names, as `within` of a search has them."""
    values = {name: given.get(f"within_{name}", "").replace("\0", "").strip()[:LONGEST] for name in FUNDED}
    return {name: value for name, value in values.items() if value}


def keys_within(within: Mapping[str, str]) -> list[int] | None:
    """Return the keys of the newest MOST that a search is within, None where it is about no funding. 1 query."""
    if not any(name in within for name in FUNDED):
        return None
    rows = Funding.objects.of(within.get("funder", ""), within.get("project", ""))
    found = Publication.objects.public().with_funding(rows).order_by("-issued", "-id")
    return list(found.values_list("pk", flat=True)[:MOST])
