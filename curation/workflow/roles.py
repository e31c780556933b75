"""What roles somebody has, and for which units. Asked once for a user object, so once in a request."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from curation.models import Responsibility
from curation.workflow.table import APPS, PERMISSIONS, Role
from publications.models import Organisation

User = AbstractBaseUser | AnonymousUser


def roles_of(user: User) -> frozenset[Role]:
    """Return the roles of a user; a superuser is an administrator, who is not active has none. 1 query."""
    if not user.is_active:
        return frozenset()
    if not hasattr(user, "_roles"):
        names = user.groups.filter(name__in=list(Role)).values_list("name", flat=True)
        user._roles = frozenset({Role.ADMINISTRATOR} if user.is_superuser else map(Role, names))
    return user._roles


def answers_for_all(user: User) -> bool:
    """Return whether a user answers for every record."""
    return not roles_of(user).isdisjoint({Role.CHIEF, Role.ADMINISTRATOR})


def units_of(user: User) -> list[int]:
    """Return the keys of the units that an editor answers for, with all below them. 1 query."""
    if Role.EDITOR not in roles_of(user):
        return []
    if not hasattr(user, "_units"):
        units = Responsibility.objects.filter(user=user).values_list("unit", flat=True)
        user._units = list(Organisation.objects.subtrees(list(units)).order_by().values_list("pk", flat=True))
    return user._units


def role_allows(user: User, permission: str) -> bool:
    """Return whether one of the roles holds a permission such as "publications.add_person"."""
    app = permission.partition(".")[0]
    return any(app in APPS.get(role, ()) or permission in PERMISSIONS.get(role, ()) for role in roles_of(user))


def role_opens(user: User, app: str) -> bool:
    """Return whether one of the roles has anything to do in an app."""
    return any(
        app in APPS.get(role, ()) or any(name.startswith(f"{app}.") for name in PERMISSIONS.get(role, ()))
        for role in roles_of(user)
    )
