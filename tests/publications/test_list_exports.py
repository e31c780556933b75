"""Lists of publications as files: /publications.<suffix>."""

import json

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory

from formats import WRITERS
from formats.record import Contributor
from publications.records.streaming import BATCH
from publications.views import list_exports
from publications.views.list_exports import _Held, export_list
from tests.factories import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def publications():
    return [
        make_publication(title=title, contributors=(Contributor(family="Berg", given="Anna"),), issued=year)
        for title, year in (("Fog", "2024"), ("Rain", "2023"), ("Snow", "2022"))
    ]


@pytest.fixture
def many(monkeypatch):
    """Let a list of two count as long."""
    monkeypatch.setattr(list_exports, "BATCH", 1)
    return [make_publication(title="Fog"), make_publication(title="Rain")]


@pytest.fixture(autouse=True)
def _connection_stays():
    """Let the end of an answer not close the connection of the test."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("name", WRITERS)
def test_a_list_is_a_file_of_every_format(client, publications, name):
    writer = WRITERS[name]
    response = client.get(f"/publications.{writer.suffix}")
    assert response.status_code == 200
    assert response["Content-Type"].partition(";")[0] == writer.media_type
    assert f'.{writer.suffix}"' in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith('attachment; filename="publications-20')
    assert response["X-Robots-Tag"] == "noindex"
    assert response["X-Records"] == "3"
    assert "X-Left-Out" not in response
    assert response.content


def test_a_list_exports_what_its_page_shows_in_its_order(client, publications):
    make_publication(title="Draft", status="draft")
    items = json.loads(client.get("/publications.csl.json?sort=oldest").content)
    assert [item["title"] for item in items] == ["Snow", "Rain", "Fog"]
    items = json.loads(client.get("/publications.json?q=rain").content)
    assert [item["title"] for item in items] == ["Rain"]
    assert items[0]["url"].endswith(f"/publications/{publications[1].uuid}")


def test_an_empty_list_is_an_empty_file(client):
    assert json.loads(client.get("/publications.csl.json?q=nothing").content) == []
    assert client.get("/publications.ris").content == b""


@pytest.mark.parametrize(
    "path", ["/publications.exe", "/publications.x" + "y" * 30, "/publications.", "/publications.%00"]
)
def test_there_are_no_other_formats(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "sort=no", "q=(((", "page=-1", "q=%FF%FE", "q=a&q=b"])
def test_whatever_is_asked_is_answered(client, publications, query):
    assert client.get(f"/publications.ris?{query}").status_code == 200


def test_a_long_list_is_sent_piece_by_piece_and_says_what_it_leaves_out(client, many, monkeypatch):
    response = client.get("/publications.csl.json")
    assert response.streaming
    assert {item["title"] for item in json.loads(body(response))} == {"Fog", "Rain"}
    monkeypatch.setattr(list_exports, "MOST_TAKEN", 1)
    response = client.get("/publications.csl.json")
    assert response["X-Records"] == "1"
    assert response["X-Left-Out"] == "all after the first 1"
    assert len(json.loads(body(response))) == 1


def test_few_long_lists_are_sent_at_once_and_short_ones_always(client, many):
    first = client.get("/publications.ris")
    busy = client.get("/publications.ris")
    assert busy.status_code == 503
    assert busy["Retry-After"] == "30"
    assert "try again" in busy.content.decode()
    assert client.get("/publications.ris?q=fog").status_code == 200
    assert b"Fog" in body(first)  # at its end it gives its place free
    assert b"Fog" in body(client.get("/publications.ris"))


def test_who_goes_away_before_the_first_piece_leaves_the_place_free(client, many):
    for _ in range(3):
        response = client.get("/publications.ris")
        assert response.status_code == 200
        response.close()
    assert list_exports._PLACES.acquire(blocking=False)
    list_exports._PLACES.release()


def test_who_goes_away_stops_the_writing(many):
    response = export_list(RequestFactory().get("/publications.ris"), "ris")
    pieces = response.streaming_content
    stopped = []

    def endless():
        try:
            while True:
                yield b"x"
        finally:
            stopped.append(True)

    response.close()
    list(pieces)
    assert list_exports._PLACES.acquire(blocking=False)
    held = _Held(endless())
    assert next(held) == b"x"
    held.close()
    held.close()  # closing twice gives the place free once
    assert stopped == [True]


def test_who_reads_too_slowly_is_stopped(many, monkeypatch):
    monkeypatch.setattr(list_exports, "LONGEST", -1)
    response = export_list(RequestFactory().get("/publications.ris"), "ris")
    with pytest.raises(list_exports.TooSlow):
        list(response.streaming_content)
    assert list_exports._PLACES.acquire(blocking=False)
    list_exports._PLACES.release()


def test_what_goes_wrong_in_the_middle_breaks_the_file_and_leaves_the_place_free(client, many, monkeypatch):
    def broken(keys, site):
        yield from ()
        raise RuntimeError("The database has gone.")

    monkeypatch.setattr(list_exports, "records_in_order", broken)
    response = client.get("/publications.ris")
    with pytest.raises(RuntimeError):
        body(response)
    assert list_exports._PLACES.acquire(blocking=False)
    list_exports._PLACES.release()


def test_head_says_what_a_file_is_without_writing_it(client, many, django_assert_num_queries):
    with django_assert_num_queries(1):  # the keys
        response = client.head("/publications.ris")
    assert response["X-Records"] == "2"
    assert response.content == b""
    assert client.post("/publications.ris").status_code == 405


def test_a_list_costs_one_query_and_twelve_for_each_batch(client, publications, django_assert_num_queries):
    client.get("/publications.ris")
    with django_assert_num_queries(13):  # the keys; see publications/records/streaming.py for the rest
        client.get("/publications.ris")
    assert BATCH == 500
