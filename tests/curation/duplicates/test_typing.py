"""While a publication is typed and when it is saved, staff are told what it may be a duplicate of."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from formats.record import Contributor
from publications.models import Publication
from tests.factories import make_publication

pytestmark = pytest.mark.django_db

TITLE = "Peer support in Swedish mental health services"
PEOPLE = (Contributor(family="Engdahl", given="Patrik"),)


@pytest.fixture
def there():
    return make_publication(title=TITLE, contributors=PEOPLE, issued="2024", doi="10.5555/abc", status="draft")


def ask(client, **values):
    return client.get(reverse("admin:candidates"), values)


def test_a_typed_title_finds_what_is_there_with_reasons(staff, there):
    [found] = ask(staff, title=TITLE.upper(), issued="2024", name="Engdahl|P.").json()["candidates"]
    assert found["title"] == TITLE
    assert found["address"] == reverse("admin:publications_publication_change", args=[there.pk])
    assert found["about"] == "Engdahl, Patrik · 2024 · Other publication · Draft"
    assert found["reasons"] == "same title, same people, same year"


def test_a_typed_doi_finds_what_is_there(staff, there):
    [found] = ask(staff, title="", doi="https://doi.org/10.5555/ABC").json()["candidates"]
    assert found["title"] == TITLE


def test_a_publication_is_no_duplicate_of_itself(staff, there):
    assert ask(staff, title=TITLE, issued="2024", own=there.pk).json() == {"candidates": []}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": "abc"},
        {"title": "x" * 20_000},
        {"title": "' OR 1=1 --", "doi": "%00", "issued": "20x4", "type": "no/type", "own": "9" * 40, "name": "|"},
        {"title": TITLE, "issued": "２０２４", "own": "-1", "name": ["a|b"] * 500},
        {"title": "<script>alert(1)</script>", "doi": "10.5555/" + "y" * 5000},
    ],
)
def test_hostile_values_are_answered(staff, there, values):
    answer = ask(staff, **values)
    assert answer.status_code == 200
    assert json.loads(answer.content).keys() == {"candidates"}


def test_a_character_that_no_database_stores_is_refused(staff):
    assert ask(staff, title="a\0b").status_code == 400


def test_only_staff_who_may_see_publications_are_answered(client, there):
    assert ask(client, title=TITLE).status_code == 302
    user = get_user_model().objects.create_user("cia", password="a long password", is_staff=True)
    client.force_login(user)
    assert ask(client, title=TITLE).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_publication"))
    assert ask(client, title=TITLE).status_code == 200


def test_it_takes_as_many_queries_for_five_as_for_one(staff, there, django_assert_num_queries):
    for _ in range(4):
        make_publication(title=TITLE, contributors=PEOPLE, issued="2024")
    with django_assert_num_queries(11):  # session, user, 4 of login and roles; 3 to find; the rows with their names
        assert len(ask(staff, title=TITLE, issued="2024").json()["candidates"]) == 5


def test_saving_warns_and_does_not_hinder(form, there):
    page = form(model=Publication)
    page.add("contributions", family="Engdahl", given="P.", role="aut")
    answer = page.save(title=TITLE, issued="2024", status="draft")
    assert answer.status_code == 302
    new = Publication.objects.exclude(pk=there.pk).get()
    page = page.client.get(answer.url).content.decode()
    assert "Another publication may be the same" in page
    assert reverse("admin:publications_publication_change", args=[there.pk]) in page
    assert new.title == TITLE


def test_saving_another_work_says_nothing(form, there):
    page = form(model=Publication)
    answer = page.save(title="The sleep of reindeer in summer", issued="2024", status="draft")
    assert "may be the same" not in page.client.get(answer.url).content.decode()
