"""Decisions on imports, and where each field came from."""

from dataclasses import replace

import pghistory
import pytest
from django.urls import reverse

from formats.record import Record
from publications.models import Conflict, Journal, Publication
from publications.records import save_records
from tests.factories import make_publication

pytestmark = pytest.mark.django_db
RECORD = Record(id="r", source="pure", title="Old", volume="1", doi="10.5555/old")


@pytest.fixture
def waiting():
    """A publication of which title and volume wait for a decision."""
    save_records([RECORD])
    Publication.objects.update(title="By <b>staff</b>", volume="2")
    save_records([replace(RECORD, title="By the source", volume="3")])
    return Publication.objects.get()


def address(publication) -> str:
    return reverse("admin:publications_conflict_change", args=[publication.conflicts.order_by("pk")[0].pk])


def test_what_waits_is_listed_shown_and_decided_field_by_field(waiting, staff, librarian):
    title, volume = waiting.conflicts.order_by("pk")
    assert "By staff" in staff.get(reverse("admin:publications_conflict_changelist")).content.decode()
    page = staff.get(address(waiting)).content.decode()
    for text in ("Old", "By staff", "By the source", "pure:r"):
        assert text in page
    answer = staff.post(address(waiting), {f"decide-{title.pk}": "theirs"})
    assert answer.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.title, waiting.volume) == ("By the source", "2")
    assert list(waiting.conflicts.filter(decision="")) == [volume]
    staff.post(address_of(volume), {f"decide-{volume.pk}": "yours"})
    waiting.refresh_from_db()
    assert waiting.volume == "2"
    assert {row.decided_by for row in Conflict.objects.all()} == {librarian}


def test_a_journal_of_the_source_is_made_with_its_issn_when_it_is_taken(staff):
    record = Record(id="r", source="pure", title="Fog", type="publication/journal-article", container_title="Old")
    save_records([record])
    Publication.objects.update(journal=Journal.objects.create(title="By staff"))
    save_records([replace(record, container_title="Acta", issn="2049-3630")])
    publication = Publication.objects.get()
    [row] = publication.conflicts.filter(field="container_title")
    staff.post(address_of(row), {f"decide-{row.pk}": "theirs"})
    publication.refresh_from_db()
    assert (publication.title, publication.journal.title, publication.journal.issn) == ("Fog", "Acta", "2049-3630")


def address_of(conflict) -> str:
    return reverse("admin:publications_conflict_change", args=[conflict.pk])


@pytest.mark.parametrize("posted", [{}, {"decide-x": "theirs"}, {"decide-99999": "theirs"}, {"decide-": "yours"}])
def test_hostile_decisions_decide_nothing(waiting, staff, posted):
    assert staff.post(address(waiting), posted).status_code == 409
    assert Conflict.objects.filter(decision="").count() == 2


def test_a_decision_of_another_publication_is_not_made_here(waiting, staff):
    save_records([replace(RECORD, id="other", doi="")])
    Publication.objects.exclude(pk=waiting.pk).update(title="Mine")
    save_records([replace(RECORD, id="other", doi="", title="Theirs")])
    other = Conflict.objects.exclude(publication=waiting).get()
    staff.post(address(waiting), {f"decide-{other.pk}": "theirs"})
    other.refresh_from_db()
    assert other.decision == ""


def test_a_guessed_decision_is_not_found_and_strangers_decide_nothing(waiting, staff, client, django_user_model):
    there = address(waiting)
    assert staff.get(reverse("admin:publications_conflict_change", args=[0])).status_code == 404
    client.force_login(django_user_model.objects.create_user("sam", is_staff=True))
    key = waiting.conflicts.order_by("pk")[0].pk
    assert client.post(there, {f"decide-{key}": "theirs"}).status_code in (403, 404)
    assert Conflict.objects.filter(decision="").count() == 2


def test_a_doi_that_another_record_has_is_told_and_nothing_is_decided(staff):
    save_records([RECORD])
    publication = Publication.objects.get()
    publication.identifiers.update(value="10.5555/mine")
    save_records([replace(RECORD, doi="10.5555/new")])
    make_publication(doi="10.5555/new")
    key = publication.conflicts.get().pk
    answer = staff.post(address(publication), {f"decide-{key}": "theirs"})
    assert answer.status_code == 409
    assert "Another row has taken the place" in answer.content.decode()
    assert publication.identifiers.get().value == "10.5555/mine"


@pytest.mark.django_db(transaction=True)
def test_each_field_says_which_import_or_person_it_came_from(form):
    with pghistory.context(import_of="spring.jsonl"):
        publication = make_publication(title="Fog", volume="1")
    form(publication).save(volume="2")
    page = form(publication).page
    assert "Import of spring.jsonl" in under(page, "title")
    assert "Bea" in under(page, "volume")


def under(page: str, field: str) -> str:
    """Return what stands under a field of a form."""
    return page.split(f'id="id_{field}"')[1].split('class="origin">')[1].split("<")[0]
