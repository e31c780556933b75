"""What the forms and lists of the staff load."""

from django.db.models import Count, QuerySet

from publications.models import (
    Affiliation,
    Classification,
    Contribution,
    ContributionAffiliation,
    Journal,
    Organisation,
    PublicationKeyword,
    Subject,
)


def contributions_with_places(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Return contributions with their person, and their affiliations with the units. 2 queries."""
    return rows.select_related("person").prefetch_related("affiliations__organisation")


def contributions_with_publication(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return rows.select_related("publication", "person")


def places_with_unit(rows: QuerySet[ContributionAffiliation]) -> QuerySet[ContributionAffiliation]:
    return rows.select_related("organisation__parent")


def classifications_with_subject(rows: QuerySet[Classification]) -> QuerySet[Classification]:
    return rows.select_related("subject__parent__parent")


def keyword_links_with_keyword(rows: QuerySet[PublicationKeyword]) -> QuerySet[PublicationKeyword]:
    return rows.select_related("keyword")


def affiliations_with_unit(rows: QuerySet[Affiliation]) -> QuerySet[Affiliation]:
    return rows.select_related("organisation__parent")


def journals_with_publisher(rows: QuerySet[Journal]) -> QuerySet[Journal]:
    return rows.select_related("publisher")


def units_with_parent(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return rows.select_related("parent")


def subjects_with_parents(rows: QuerySet[Subject]) -> QuerySet[Subject]:
    return rows.select_related("parent__parent", "today")


def own_units() -> list[tuple[Organisation, int]]:
    """Return the units of the house in the order of the tree, each with its depth. 1 query."""
    units = list(Organisation.objects.filter(own=True).annotate(people=Count("affiliations")))
    below: dict[int | None, list[Organisation]] = {}
    known = {unit.pk for unit in units}
    for unit in sorted(units, key=_by_name):
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    found, waiting = [], [(unit, 0) for unit in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        found.append((unit, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(unit.pk, []))]
    return found


def _by_name(unit: Organisation) -> str:
    return unit.sort_en
