"""What the forms and lists of the staff load."""

from django.contrib.auth.models import User
from django.db.models import Count, QuerySet

from curation.models import Case, Note, Operation
from publications.models import (
    Affiliation,
    Classification,
    Conflict,
    Contribution,
    ContributionAffiliation,
    Journal,
    Organisation,
    PublicationKeyword,
    Subject,
)
from publications.models.outline import Line


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


def operations_with_who(rows: QuerySet[Operation]) -> QuerySet[Operation]:
    return rows.select_related("who", "undoes", "undone_by")


def cases_with_publication(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("publication")


def notes_with_publication(rows: QuerySet[Note]) -> QuerySet[Note]:
    return rows.select_related("author", "publication")


def notes_with_author(rows: QuerySet[Note]) -> QuerySet[Note]:
    return rows.select_related("author")


def users_with_groups(rows: QuerySet[User]) -> QuerySet[User]:
    return rows.prefetch_related("groups")


def findings_with_names(rows: QuerySet) -> QuerySet:
    return rows.select_related("right_by")


def own_units() -> list[Line]:
    """Return the units of the house as lines of their tree, each with the number of its `people`. 1 query."""
    return Organisation.objects.annotate(people=Count("affiliations")).tree()


def import_items_with_part(rows: QuerySet) -> QuerySet:
    """Return records of an import with what they were found in and what was made of them."""
    return rows.select_related("part", "publication", "target")


def import_parts(rows: QuerySet) -> QuerySet:
    """Return what was handed in without what it holds, which may be 50 MB."""
    return rows.defer("data")


def conflicts_with_publication(rows: QuerySet[Conflict]) -> QuerySet[Conflict]:
    return rows.select_related("publication", "source").defer("source__record")
