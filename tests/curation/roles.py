"""People in each role, and records as each of them knows them."""

import pghistory
from django.contrib.auth.models import Group, User

from curation.models import Responsibility
from formats.record import Affiliation, Contributor
from publications.models import Publication
from tests.factories import make_publication


def make_user(role: str = "", *, units=(), **fields) -> User:
    """Return a saved member of the staff, in a role and with the units to answer for."""
    user = User.objects.create_user(**{"username": f"user-{User.objects.count()}", "is_staff": True, **fields})
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])  # tests that empty tables take it away
    Responsibility.objects.bulk_create(Responsibility(user=user, unit=unit) for unit in units)
    return user


def brought_in_by(user: User, **fields) -> Publication:
    """Return a publication as if the user had registered it."""
    with pghistory.context(user=user.pk):
        return make_publication(**fields)


def from_unit(unit, **fields) -> Publication:
    """Return a publication with an author of a unit."""
    place = Affiliation(name=unit.name_en, unit=unit.code)
    return make_publication(contributors=(Contributor(family="Berg", affiliations=(place,)),), **fields)
