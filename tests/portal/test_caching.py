"""What may be kept of each answer: of readers' nothing without asking anew, of staff's nothing at all."""

import pytest
from django.contrib.auth.models import User

from publications.kept import PRIVATE, PUBLIC
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db
PATHS = {
    "/": 302,
    "/en/": 200,
    "/en/publications/": 200,
    "/sv/publications/?q=fog": 200,
    "/en/persons/": 200,
    "/en/organisations/": 200,
    "/sv/journals/": 200,
    "/en/subjects/": 200,
    "/sv/about/": 200,
    "/en/nothing/": 404,
    "/robots.txt": 200,
    "/sitemap.xml": 200,
    "/sitemap-pages-0.xml": 200,
}


@pytest.fixture
def nouns():
    """The addresses of a unit, a journal, a subject, a publication and its reference; of a person who left none."""
    publication = make_publication()
    rows = make_unit(), make_journal(), make_subject(), publication
    return {
        **{row.get_absolute_url(): 200 for row in rows},
        f"/publications/{publication.uuid}": 302,
        f"/publications/{publication.uuid}/cite/apa": 200,
        make_person().get_absolute_url(): 404,
        make_publication(status="withdrawn").get_absolute_url(): 410,
    }


def test_readers_ask_anew_each_time(client, nouns):
    for address, status in (PATHS | nouns).items():
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (status, PUBLIC), address
        assert not response.cookies


def test_nothing_that_staff_see_is_kept(client, nouns):
    client.force_login(User.objects.create_user("librarian", is_staff=True))
    for address in PATHS | {address: 0 for address in nouns if "/publications/" not in address}:
        response = client.get(address)
        assert response["Cache-Control"] == PRIVATE, address


def test_a_fault_is_not_kept(client, monkeypatch):
    monkeypatch.setattr("publications.views.about.WRITERS", None)
    client.raise_request_exception = False
    response = client.get("/en/about/")
    assert (response.status_code, response["Cache-Control"]) == (500, PRIVATE)


def test_what_a_view_says_of_its_answer_stands(client):
    assert client.get("/health")["Cache-Control"] == "no-store"
    assert "immutable" in client.get("/theme-x.css")["Cache-Control"]


def test_the_admin_is_as_django_has_it(client):
    assert "no-store" in client.get("/admin/login/")["Cache-Control"]
    assert "no-cache" in client.get("/admin/login/")["Cache-Control"]
