"""Who may see and do what: each role, each state, each way in."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from publications.models import Publication
from tests.curation.conftest import Form
from tests.curation.roles import brought_in_by, from_unit, make_user
from tests.factories import make_person, make_publication, make_unit

STATES = ["draft", "submitted", "returned", "public", "withdrawn"]
ALL, UNSEEN = set(STATES), {"draft", "submitted", "returned"}
# What each role may do with its own records, with those of the unit below its own, and with others.
EXPECTED = {
    "Registrar": {
        "view": (ALL, set(), set()),
        "change": ({"draft", "returned"}, set(), set()),
        "delete": ({"draft", "returned"}, set(), set()),
    },
    "Editor": {
        "view": (ALL, ALL, set()),
        "change": ({"draft", "returned"}, ALL, set()),
        "delete": ({"draft", "returned"}, UNSEEN, set()),
    },
    "Chief editor": {"view": (ALL, ALL, ALL), "change": (ALL, ALL, ALL), "delete": (UNSEEN, UNSEEN, UNSEEN)},
    "Administrator": {"view": (ALL, ALL, ALL), "change": (ALL, ALL, ALL), "delete": (UNSEEN, UNSEEN, UNSEEN)},
    "": {action: (set(), set(), set()) for action in ("view", "change", "delete")},
}
RELATIONS = ["own", "unit", "other"]
ROWS = [
    (role, action, relation, state, state in EXPECTED[role][action][RELATIONS.index(relation)])
    for role in EXPECTED
    for action in EXPECTED[role]
    for relation in RELATIONS
    for state in STATES
]


@pytest.fixture
def unit(db):
    """The unit that editors answer for; `below` is a part of it."""
    unit = make_unit(name_en="Above")
    unit.below = make_unit(name_en="Below", parent=unit)
    return unit


def publication_for(user: User, unit, relation: str, state: str) -> Publication:
    if relation == "own":
        return brought_in_by(user, status=state)
    return from_unit(unit.below if relation == "unit" else make_unit(), status=state)


@pytest.mark.parametrize(("role", "action", "relation", "state", "allowed"), ROWS)
def test_django_is_told_what_a_role_may_do(unit, role, action, relation, state, allowed):
    user = make_user(role, units=[unit])
    publication = publication_for(user, unit, relation, state)
    assert user.has_perm(f"publications.{action}_publication", publication) == allowed


@pytest.mark.parametrize(("role", "action", "relation", "state", "allowed"), [r for r in ROWS if r[1] == "view"])
def test_a_guessed_number_shows_only_what_a_role_may_see(client, unit, role, action, relation, state, allowed):
    user = make_user(role, units=[unit])
    publication = publication_for(user, unit, relation, state)
    client.force_login(user)
    for page in ("change", "history"):
        answer = client.get(reverse(f"admin:publications_publication_{page}", args=[publication.pk]), follow=True)
        among_readers = answer.wsgi_request.path == publication.get_absolute_url()
        assert among_readers == (page == "change" and state == "public" and role != "" and not allowed)
        assert (publication.title in answer.content.decode()) == (allowed or among_readers), page


@pytest.mark.parametrize(("role", "action", "relation", "state", "allowed"), [r for r in ROWS if r[1] == "change"])
def test_a_posted_form_changes_only_what_a_role_may_change(client, unit, role, action, relation, state, allowed):
    user = make_user(role, units=[unit])
    publication = publication_for(user, unit, relation, state)
    client.force_login(make_user("Administrator"))
    fields = Form(client, publication).fields | {"title": "Changed"}
    client.force_login(user)
    client.post(reverse("admin:publications_publication_change", args=[publication.pk]), fields)
    assert Publication.objects.filter(title="Changed").exists() == allowed


@pytest.mark.parametrize(("role", "action", "relation", "state", "allowed"), [r for r in ROWS if r[1] == "delete"])
def test_a_posted_delete_removes_only_what_a_role_may_delete(client, unit, role, action, relation, state, allowed):
    user = make_user(role, units=[unit])
    publication = publication_for(user, unit, relation, state)
    client.force_login(user)
    client.post(reverse("admin:publications_publication_delete", args=[publication.pk]), {"post": "yes"})
    assert Publication.objects.filter(pk=publication.pk).exists() != allowed


@pytest.mark.parametrize(("role", "seen"), [("Registrar", 1), ("Editor", 2), ("Chief editor", 3), ("Administrator", 3)])
def test_a_list_holds_what_a_role_may_see(client, unit, role, seen):
    user = make_user(role, units=[unit])
    for relation in reversed(RELATIONS):  # the database forgets who is at work with the transaction, here: the test
        publication_for(user, unit, relation, "public")
    client.force_login(user)
    page = client.get(reverse("admin:publications_publication_changelist"))
    assert page.context["cl"].result_count == seen


def test_a_contributor_follows_the_publication(client, unit):
    user = make_user("Editor", units=[unit])
    near, far = from_unit(unit.below, status="public"), from_unit(make_unit(), status="public")
    client.force_login(user)
    for publication, status in ((near, 200), (far, 302)):
        address = reverse("admin:publications_contribution_change", args=[publication.contributions.get().pk])
        assert client.get(address).status_code == status


def test_who_registers_a_record_by_form_owns_it(client, db):
    user = make_user("Registrar")
    client.force_login(user)
    assert Form(client, model=Publication).save(title="Mine").status_code == 302
    assert Publication.objects.get(title="Mine").case.owner == user


def test_a_record_of_nobody_has_no_owner(db):
    assert not hasattr(make_publication(), "case")


def test_a_registrar_changes_no_people(client, db):
    client.force_login(make_user("Registrar"))
    address = reverse("admin:publications_person_change", args=[make_person(family="Berg").pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"family": "Changed"}).status_code == 403


def test_who_is_no_longer_active_may_nothing(unit):
    user = make_user("Chief editor", is_active=False)
    assert not user.has_perm("publications.view_publication", make_publication())
    assert not user.has_perm("publications.view_publication")


def test_a_permission_given_to_a_user_alone_is_for_all_records(db):
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="change_publication"))
    assert User.objects.get().has_perm("publications.change_publication", make_publication())


def test_an_administrator_makes_nobody_a_superuser(client, librarian):
    client.force_login(make_user("Administrator"))
    other = make_user("Registrar")
    assert Form(client, other).save(is_superuser="on", first_name="Ada").status_code == 302
    other.refresh_from_db()
    assert (other.first_name, other.is_superuser) == ("Ada", False)
    for page in ("change", "delete"):
        address = reverse(f"admin:auth_user_{page}", args=[librarian.pk])
        assert client.post(address, {"post": "yes", "usable_password": "true"}).status_code == 403, page


@pytest.mark.parametrize("role", ["Registrar", "Editor", "Chief editor"])
def test_only_administrators_give_accounts_and_roles(client, db, role):
    user = make_user(role)
    client.force_login(user)
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert client.get(reverse("admin:auth_user_change", args=[user.pk])).status_code == 403
    groups = [str(Group.objects.get_or_create(name="Administrator")[0].pk)]
    assert client.post(reverse("admin:auth_user_change", args=[user.pk]), {"groups": groups}).status_code == 403
    assert set(user.groups.values_list("name", flat=True)) == {role}


def test_a_record_that_readers_see_leads_there_who_does_not_answer_for_it(client, db):
    public, draft = make_publication(title="Seen"), make_publication(title="Hidden", status="draft")
    client.force_login(make_user("Registrar"))
    form = "admin:publications_publication_change"
    assert client.get(reverse(form, args=[public.pk])).url == public.get_absolute_url()
    assert client.get(reverse(form, args=[draft.pk])).url == "/admin/"
