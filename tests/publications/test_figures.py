"""Figures on the first page and beside subjects: true, kept for a while, and never in a reader's way."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from formats.record import Contributor, Subject
from formats.types import OPEN_ACCESS
from publications import figures, kept
from publications.models import Publication
from publications.models import Subject as SubjectRow
from tests.factories import make_journal, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def subjects():
    """Both editions: 101 became 102 in the new one, 10199 was split."""
    rows = {}
    for edition, code, parent in [
        ("2025", "1", ""), ("2025", "102", "1"), ("2025", "10201", "102"),
        ("2011", "1", ""), ("2011", "101", "1"), ("2011", "10101", "101"), ("2011", "10199", "101"),
    ]:  # fmt: skip
        row = make_subject(edition=edition, code=code, parent=rows.get((edition, parent)))
        rows[edition, code] = row
    for old, new in {"1": "1", "101": "102", "10101": "10201"}.items():
        SubjectRow.objects.filter(pk=rows["2011", old].pk).update(today=rows["2025", new])
    return rows


def test_each_subject_counts_what_its_page_lists(subjects):
    for codes in (["10101"], ["10199"], ["101", "10101"], ["1"], ["10199", "10101"]):
        make_publication(subjects=tuple(Subject(code=code, edition="2011") for code in codes))
    make_publication(subjects=(Subject(code="10201", edition="2025"),))
    make_publication(subjects=(Subject(code="10201", edition="2025"),), status="draft")
    for edition in ("2011", "2025"):
        numbers = figures.of_subjects(edition).numbers
        for row in subjects.values():
            listed = Publication.objects.public().about(SubjectRow.objects.counted_as(row))
            assert row.edition != edition or numbers.get(row.pk, 0) == listed.count(), row
    assert numbers[subjects["2025", "1"].pk] == 6
    assert numbers[subjects["2025", "10201"].pk] == 4


def test_the_first_page_says_what_there_is(client):
    make_unit()
    for access in ("gold", "closed", ""):
        make_publication(open_access=access, contributors=(Contributor(family="Berg", orcid="0000-0002-1825-0097"),))
    make_publication(type="publication/journal-article", container_title=make_journal().title)
    make_publication(status="draft", open_access="gold")
    text = " ".join(client.get("/en/").text.split())
    for words in ("4 publications", "25 % of them known to be open access", "1 person", "1 unit", "1 journal<"):
        assert words in text.replace("</a>", "<"), words


def test_the_first_page_shows_no_date_to_come(client):
    make_publication(title="To come", issued="2063")
    make_publication(title="Here", issued="2020")
    assert [row.title for row in client.get("/en/").context["newest"]] == ["Here"]


def test_an_empty_portal_has_a_first_page(client):
    assert "Nothing has been published here yet." in client.get("/en/").text


def test_figures_are_counted_once_in_five_minutes(django_assert_num_queries):
    first = figures.of_the_house()
    make_publication()
    with django_assert_num_queries(0):
        assert figures.of_the_house() == first
    cache.set("figures:house", figures.Figures(first.numbers, first.at - timedelta(minutes=6)))
    assert figures.of_the_house().numbers["publications"] == 1


def _slowly():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.3)")
    return {"publications": 7}


@pytest.mark.django_db(transaction=True)
def test_figures_that_take_long_are_counted_behind(monkeypatch):
    monkeypatch.setattr(figures, "WAITED_FOR", 50)
    started = []
    monkeypatch.setattr(
        figures, "Thread", lambda target, args, daemon: started.append(_Waiting(target, args)) or started[-1]
    )
    assert figures.kept("slow", _slowly) is None
    assert figures.kept("slow", _slowly) is None
    assert len(started) == 1
    started[0].run()
    assert figures.kept("slow", _slowly).numbers == {"publications": 7}


class _Waiting:
    """A thread that runs when the test says so."""

    def __init__(self, target, args):
        self.run = lambda: target(*args)

    def start(self):
        pass


def test_pages_open_without_figures(client, subjects, monkeypatch):
    monkeypatch.setattr(figures, "kept", lambda name, count, wait=None: None)
    make_publication()
    for address in ("/en/", "/sv/subjects/", "/en/subjects/2025/1/", "/en/persons/", "/sv/journals/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert address not in ("/en/", "/sv/subjects/") or 'class="count"' not in response.text


def test_the_first_page_takes_six_queries_and_more_to_count_one_where_it_is_kept(client, django_assert_num_queries):
    make_publication(contributors=(Contributor(family="A"), Contributor(family="B")))
    with django_assert_num_queries(6 + 8 + 4 + 4 + 6):  # as below; of house, subjects, day, new work
        client.get("/en/")
    kept.STORE.clear()
    with django_assert_num_queries(6):  # version, newest with their names, last change, areas, all subjects, units
        client.get("/en/")
    with django_assert_num_queries(1):  # the version
        client.get("/en/")


def test_whatever_is_known_and_not_closed_counts_as_open():
    assert {*OPEN_ACCESS, "closed"} == set(Publication.OpenAccess.values)
