"""The marked list: marking without an account, changing, sharing, taking away."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from publications import marking
from publications.kept import STORE
from publications.marking import added, moved, removed
from publications.models import MarkedList, SharedList
from tests.factories import make_publication
from tests.publications.pages import Shown

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}
SCRIPT = HERE | {"Accept": "application/json"}


@pytest.fixture
def three():
    return [make_publication(title=f"Fog {name}", issued=f"200{at}") for at, name in enumerate("ABC")]


def change(client, headers=HERE, **fields):
    return client.post("/en/marked/", fields, headers=headers)


def mark(client, *publications):
    for publication in publications:
        change(client, mark=publication.uuid)


def titles(client, address="/en/marked/"):
    return [link.text_content() for link in Shown(client.get(address)).tree.cssselect(".publications h3 a")]


def test_marking_leads_to_the_list_where_the_publication_is(client, three):
    response = change(client, mark=three[1].uuid)
    assert (response.status_code, response["Location"]) == (303, "/en/marked/")
    assert titles(client) == ["Fog B"]


def test_the_list_is_found_by_a_secret_that_the_database_does_not_hold(client, three):
    mark(client, three[0])
    cookie = client.cookies[marking.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 30 * 24 * 3600
    assert MarkedList.objects.get().secret != cookie.value
    assert client.cookies[marking.COUNT].value == "1"
    assert titles(Client()) == []


def test_marking_twice_marks_once_and_unmarking_takes_away(client, three):
    mark(client, *three, three[0])
    assert titles(client) == ["Fog A", "Fog B", "Fog C"]
    change(client, unmark=three[1].uuid)
    assert titles(client) == ["Fog A", "Fog C"]


def test_a_script_gets_numbers_instead_of_a_page(client, three):
    assert change(client, SCRIPT, mark=three[0].uuid).json() == {"count": 1, "most": 2000, "difference": 0}


def test_a_page_may_ask_which_of_its_publications_are_marked(client, three):
    mark(client, three[0])
    asked = ",".join([*(str(one.uuid) for one in three), "nonsense", ""])
    response = client.get(f"/marked/state?of={asked}")
    assert response.json() == {"count": 1, "marked": [str(three[0].uuid)]}
    assert response["Cache-Control"] == "private, no-store"
    assert Client().get(f"/marked/state?of={asked}").json() == {"count": 0, "marked": []}


def test_publications_are_put_in_order(client, three):
    mark(client, *three)
    change(client, move=f"{three[2].uuid}:0")
    assert titles(client) == ["Fog C", "Fog A", "Fog B"]
    buttons = Shown(client.get("/en/marked/")).tree.cssselect("button[name=move][data-step='1']:not([disabled])")
    change(client, move=buttons[0].get("value"))
    assert titles(client) == ["Fog A", "Fog C", "Fog B"]


def test_what_was_cleared_or_removed_comes_back(client, three):
    mark(client, *three)
    change(client, clear="1")
    assert "3 publications were removed." in client.get("/en/marked/").content.decode()
    change(client, undo="1")
    assert titles(client) == ["Fog A", "Fog B", "Fog C"]
    change(client, remove=three[0].uuid)
    assert "1 publication was removed." in client.get("/en/marked/").content.decode()
    change(client, undo="1")
    change(client, undo="1")
    assert len(titles(client)) == 3


def test_all_that_a_list_holds_are_marked_at_once_and_that_can_be_undone(client, three):
    mark(client, three[2])
    change(client, found="sort=oldest")
    assert titles(client) == ["Fog C", "Fog A", "Fog B"]
    change(client, undo="1")
    assert titles(client) == ["Fog C"]


def test_no_list_holds_more_than_2000(client, three, monkeypatch):
    monkeypatch.setattr(marking, "MOST", 2)
    mark(client, *three)
    assert titles(client) == ["Fog A", "Fog B"]
    assert added(range(3))([7]) == [7, 0, 1, 2]


def test_what_is_withdrawn_leaves_the_list(client, three):
    mark(client, *three)
    three[0].status, three[0].withdrawn_because = "withdrawn", "Twice."
    three[0].save()
    assert titles(client) == ["Fog B", "Fog C"]
    assert "Fog A" not in client.get("/marked.ris").getvalue().decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver:81"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Referer": "https://evil.example/http://testserver/"}, 403),
        ({"Referer": "http://[bad"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Referer": "http://testserver/en/publications/"}, 303),
    ],
)
def test_only_pages_of_ours_change_the_list(three, headers, status):
    client = Client(enforce_csrf_checks=True)
    assert change(client, headers, mark=three[0].uuid).status_code == status
    assert MarkedList.objects.count() == (status == 303)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"mark": ""}, 404),
        ({"mark": "x" * 10_000}, 404),
        ({"mark": "00000000-0000-4000-8000-000000000000"}, 404),
        ({"move": "1:1"}, 404),
        ({"move": "00000000-0000-4000-8000-000000000000:99999"}, 404),
        ({"found": "a" * 6000}, 404),
        ({"found": "q=%00%ff&sort=nonsense&page=-1"}, 303),
        ({"list": "nosuch"}, 404),
        ({"list": "\0"}, 404),
        ({"list": "å" * 500}, 404),
        ({"undo": "1"}, 303),
        ({"clear": "1"}, 303),
    ],
)
def test_strange_changes_are_refused(client, fields, status):
    assert change(client, **fields).status_code == status


@pytest.mark.parametrize("secret", ["", "x", "a" * 43, "a" * 10_000, "å" * 43, '";drop table'])
def test_strange_cookies_are_no_list(client, three, secret):
    client.cookies[marking.COOKIE] = secret.encode().decode("latin-1")
    assert client.get("/en/marked/").status_code == 200
    mark(client, three[0])
    assert titles(client) == ["Fog A"]
    assert client.cookies[marking.COOKIE].value != secret


def test_other_methods_are_refused(client):
    assert client.put("/en/marked/", headers=HERE).status_code == 405
    assert client.get("/en/marked/share/").status_code == 405
    assert client.post("/marked/state", headers=HERE).status_code in (403, 405)


def test_a_list_is_forgotten_a_month_after_it_was_used(client, three):
    mark(client, three[0])
    MarkedList.objects.update(used=timezone.now() - timedelta(days=29))
    assert titles(client) == ["Fog A"]
    assert MarkedList.objects.get().used > timezone.now() - timedelta(minutes=1)
    MarkedList.objects.update(used=timezone.now() - timedelta(days=31))
    assert titles(client) == []
    mark(Client(), three[1])
    assert MarkedList.objects.count() == 1


def test_a_shared_list_is_open_to_others_and_stays_as_it_was(client, three):
    mark(client, *three[:2])
    address = client.post("/en/marked/share/", headers=HERE)["Location"]
    change(client, clear="1")
    other = Client()
    assert titles(other, address) == ["Fog A", "Fog B"]
    assert re.search(r'value="http://testserver/en/lists/[\w-]{16}/"', other.get(address).content.decode())
    token = address.split("/")[-2]
    assert "Fog A" in other.get(f"/lists/{token}.bib").getvalue().decode()
    change(other, list=token)
    assert titles(other) == ["Fog A", "Fog B"]


def test_the_same_list_shared_again_has_the_same_address(client, three):
    mark(client, *three)
    first, second = (client.post("/en/marked/share/", headers=HERE)["Location"] for _ in range(2))
    change(client, move=f"{three[2].uuid}:0")
    assert first == second != client.post("/sv/marked/share/", headers=HERE)["Location"].replace("/sv/", "/en/")


def test_a_shared_list_is_forgotten_a_year_after_it_was_opened(client, three):
    mark(client, three[0])
    address = client.post("/en/marked/share/", headers=HERE)["Location"]
    SharedList.objects.update(opened=timezone.now() - timedelta(days=364))
    assert client.get(address).status_code == 200
    assert SharedList.objects.get().opened > timezone.now() - timedelta(minutes=1)
    SharedList.objects.update(opened=timezone.now() - timedelta(days=366))
    assert client.get(address).status_code == 404


def test_an_empty_list_is_not_shared(client):
    assert client.post("/en/marked/share/", headers=HERE)["Location"] == "/en/marked/"
    assert SharedList.objects.count() == 0


def test_the_list_can_be_had_in_every_format_in_its_order(client, three):
    mark(client, three[2], three[0])
    response = client.get("/marked.ris")
    assert re.findall("TI  - (.*)", response.getvalue().decode().replace("\r", "")) == ["Fog C", "Fog A"]
    assert response["Cache-Control"] == "private, no-store"
    for link in Shown(client.get("/en/marked/")).tree.cssselect(".downloads a"):
        assert client.get(link.get("href")).status_code == 200
    assert client.get("/marked.exe").status_code == 404


def test_pages_kept_for_all_readers_know_nothing_of_a_visitor(client, three, django_assert_num_queries):
    STORE.clear()
    address = three[0].get_absolute_url()
    first = client.get(address)
    mark(client, three[0])
    with django_assert_num_queries(1):  # the version: the page is kept, cookie or not
        again = client.get(address)
    assert again.content == first.content
    assert not again.cookies
    assert "csrf" not in again.content.decode()


def test_the_page_takes_as_many_queries_for_many_as_for_one(client, three, django_assert_num_queries):
    mark(client, *three)
    with django_assert_num_queries(4):  # the list, which were merged, which are public, their rows with the names
        client.get("/en/marked/")


def test_changes_of_order_are_pure():
    keys = [1, 2, 3, 4]
    assert moved(1, 3)(keys) == [2, 3, 4, 1]
    assert moved(4, 0)(keys) == [4, 1, 2, 3]
    assert moved(3, 9999)(keys) == [1, 2, 4, 3]
    assert moved(9, 0)(keys) == keys
    assert removed([2, 9])(keys) == [1, 3, 4]
    assert added([5, 1, 5])(keys) == [1, 2, 3, 4, 5]
