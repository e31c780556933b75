"""The answer to `user.has_perm`: by role, and with an object also by unit, owner and state (table.py)."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import models

from curation.models import Case
from curation.workflow.roles import User, answers_for_all, role_allows, role_opens, roles_of, units_of
from curation.workflow.table import COLUMN, MAY, SWITCHED, Scope
from publications.models import ContributionAffiliation, Publication


class RoleBackend(ModelBackend):
    """Names and passwords as Django has them; permissions by role.

    A permission that is given to a user or to another group, without a role, is for all rows, as everywhere in Django.
    """

    def has_perm(self, user_obj: User, perm: str, obj: models.Model | None = None) -> bool:
        """Return whether a user has a permission, for one row if it is given. 1 to 4 queries, then none."""
        if not user_obj.is_active:
            return False
        if super().has_perm(user_obj, perm):
            return True
        publication = publication_of(obj)
        action = perm.partition(".")[2].partition("_")[0]
        if publication is None or publication.pk is None or action not in MAY:
            return role_allows(user_obj, perm)
        return role_allows(user_obj, f"publications.{action}_publication") and may(user_obj, action, publication)

    def has_module_perms(self, user_obj: User, app_label: str) -> bool:
        """Return whether a user may do anything in an app."""
        return super().has_module_perms(user_obj, app_label) or role_opens(user_obj, app_label)


def publication_of(row: models.Model | None) -> Publication | None:
    """Return the publication that a row is, or is a part of; None for other rows."""
    if isinstance(row, ContributionAffiliation):
        row = row.contribution
    return row if isinstance(row, Publication) else getattr(row, "publication", None)


def may(user: User, action: str, publication: Publication) -> bool:
    """Return whether a user may do something with a publication in the state in which it is."""
    states = MAY[action]
    found = [scope for scope in scopes(user, publication) if _is_switched_on(action, scope)]
    return any(publication.status in states[COLUMN[scope]] for scope in found)


def may_ever(user: User, action: str) -> bool:
    """Return whether a user may do something with some publication, in some state."""
    if not roles_of(user):
        return False
    own = {Scope.ALL} if answers_for_all(user) else {Scope.OWN, *([Scope.UNIT] if units_of(user) else [])}
    return any(MAY[action][COLUMN[scope]] for scope in own if _is_switched_on(action, scope))


def _is_switched_on(action: str, scope: Scope) -> bool:
    setting = SWITCHED.get((action, scope))
    return setting is None or getattr(settings, setting)


def scopes(user: User, publication: Publication) -> frozenset[Scope]:
    """Return how a user answers for a publication; not at all, where it is empty. 2 queries, then none."""
    if not roles_of(user):
        return frozenset()
    if not hasattr(user, "_scopes"):
        user._scopes = {}
    known = user._scopes
    if publication.pk not in known:
        known[publication.pk] = frozenset(_scopes(user, publication))
    return known[publication.pk]


def _scopes(user: User, publication: Publication):
    if answers_for_all(user):
        yield Scope.ALL
        return
    if Case.objects.filter(publication=publication, owner=user).exists():
        yield Scope.OWN
    if units := units_of(user):
        places = ContributionAffiliation.objects.filter(contribution__publication=publication, organisation__in=units)
        if places.exists():
            yield Scope.UNIT


def visible(user: User, rows: models.QuerySet[Publication]) -> models.QuerySet[Publication]:
    """Return those of the publications that a user may see."""
    if answers_for_all(user) or ModelBackend().has_perm(user, "publications.view_publication"):
        return rows
    if not roles_of(user):
        return rows.none()
    own = Case.objects.filter(owner=user).values("publication")
    places = ContributionAffiliation.objects.filter(organisation__in=units_of(user))
    return rows.filter(pk__in=own.union(places.values("contribution__publication")))
