"""What the page of possible duplicates loads."""

from django.db.models import QuerySet

from curation.models import PossibleDuplicate
from publications.models import Person


def people_with_units(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Return people with the forms of their names and their units. 4 queries."""
    return rows.prefetch_related("names", "affiliations__organisation")


def pairs_with_user(rows: QuerySet[PossibleDuplicate]) -> QuerySet[PossibleDuplicate]:
    return rows.select_related("refused_by")
