"""Every address of the admin, asked and posted to by people who should not, and with keys that are nobody's."""

from uuid import UUID

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver

from publications.models import Publication
from tests.curation.roles import make_user
from tests.factories import make_publication

pytestmark = pytest.mark.django_db
OPEN = {  # to each member of the staff
    "index", "login", "logout", "language", "jsi18n", "password_change", "password_change_done", "second-factor",
    "second-factor-set-up", "second-factor-manage", "search", "toggle_sidebar",
}  # fmt: skip
GUESSED = {
    "UUIDConverter": str(UUID(int=7)), "IntConverter": "999999", "SlugConverter": "publish",
    "PathConverter": "999999", "StringConverter": "person",
}  # fmt: skip


def _doors(patterns=None, before=""):
    """Yield the name and the address of each page of the admin, with keys that are guessed."""
    for pattern in patterns if patterns is not None else admin.site.urls[0]:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _doors(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and "(?P" not in route:
            guessed = {name: GUESSED[type(kind).__name__] for name, kind in pattern.pattern.converters.items()}
            yield pattern.name or route, "/admin/" + _filled(route, guessed)


def _filled(route, guessed):
    for name, value in guessed.items():
        start, end = route.rindex("<", 0, route.index(f"{name}>")), route.index(f"{name}>") + len(name) + 1
        route = route[:start] + value + route[end:]
    return route


DOORS = dict(_doors())


def test_there_are_many_doors():
    assert len(DOORS) > 100
    assert not any("<" in address for address in DOORS.values())


@pytest.mark.parametrize("posted", [None, {"post": "yes"}])
def test_who_has_no_role_comes_through_no_door(client, posted):
    make_publication(title="Fog")
    client.force_login(make_user())
    for name, address in DOORS.items():
        answer = client.get(address) if posted is None else client.post(address, posted)
        assert answer.status_code < 500, address
        assert name in OPEN or answer.status_code in (302, 400, 403, 404, 405), (name, address, answer.status_code)
    assert Publication.objects.get().title == "Fog"


@pytest.mark.parametrize("role", ["Registrar", "Editor", "Chief editor", "Administrator"])
def test_a_key_that_is_nobodys_is_told_so(client, role):
    client.force_login(make_user(role))
    for address in DOORS.values():
        assert client.get(address).status_code < 500, address
        assert client.post(address, {"post": "yes", "ids": "1,x", "action": "\0"}).status_code < 500, address
        client.force_login(make_user(role))  # one of the doors leads out
