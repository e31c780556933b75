"""What an operation did is taken back exactly, or it is said why not."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection, models
from django.urls import reverse

from curation.models import Errand, Operation
from curation.operations import later, operation
from curation.operations.states import columns_of, touched, tracked_models
from curation.operations.undo import CannotUndo, plan_of, undo
from formats.record import Affiliation, Contributor, Translation
from publications.models import FormerSlug, Keyword, Person, Publication, PublicationKeyword
from tests.factories import make_person, make_publication, make_unit, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def everything():
    """Return all rows that have a history, with all their columns."""
    found = {}
    for model in tracked_models():
        columns = ", ".join(f'"{name}"' for name in (model._meta.pk.column, *columns_of(model)))
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY 1')
            found[model.__name__] = cursor.fetchall()
    return found


def doing(user, about="a test"):
    return operation(Operation.Kind.BATCH, user, Publication, about)


@pytest.fixture
def publication():
    make_unit(code="n-unit")
    return make_publication(
        title="Fog",
        doi="10.5555/fog",
        keywords=(Translation(text="fog"), Translation(text="mist")),
        abstracts=(Translation(text="<p>Fog.</p>"),),
        contributors=(
            Contributor(family="Berg", affiliations=(Affiliation(unit="n-unit"), Affiliation(name="Elsewhere"))),
            Contributor(family="Ek"),
        ),
    )


def test_rows_that_were_changed_made_and_deleted_are_as_before(publication, librarian):
    before = everything()
    with doing(librarian) as done:
        publication.title, publication.slug = "Mist", "mist"
        publication.save()
        publication.contributions.all().delete()
        publication.keyword_links.first().delete()
        word = Keyword.objects.create(term="rain")
        PublicationKeyword.objects.create(publication=publication, keyword=word, position=7)
        publication.identifiers.update(value="10.5555/other")
    assert everything() != before
    undo(done, librarian)
    after = everything()
    assert [row[2] for row in after.pop("FormerSlug")] == ["mist"]  # it was an address for a moment
    assert before.pop("FormerSlug") == []
    assert after == before


def test_an_undo_can_be_undone(publication, librarian):
    with doing(librarian) as done:
        Publication.objects.update(volume="2")
        publication.contributions.first().delete()
    middle = everything()
    undoing = undo(done, librarian)
    undo(undoing, librarian)
    assert everything() == middle
    assert Operation.objects.get(pk=done.pk).undone_by == undoing


def test_nothing_is_undone_twice(publication, librarian):
    with doing(librarian) as done:
        Publication.objects.update(volume="2")
    undo(done, librarian)
    before = Operation.objects.count()
    with pytest.raises(CannotUndo):
        undo(done, librarian)
    assert Operation.objects.count() == before


def test_what_others_wrote_since_in_other_columns_stays(publication, librarian):
    with doing(librarian) as done:
        Publication.objects.update(volume="2")
    Publication.objects.update(issue="7")
    assert plan_of(done).possible
    undo(done, librarian)
    publication.refresh_from_db()
    assert (publication.volume, publication.issue) == ("", "7")


def test_what_others_changed_since_is_named_and_nothing_is_done(publication, librarian):
    other = make_publication(title="Other")
    with doing(librarian) as done:
        Publication.objects.update(volume="2")
    Publication.objects.filter(pk=publication.pk).update(volume="3")
    before = everything()
    [state] = plan_of(done).obstacles
    assert (state.model, state.key, state.since) == (Publication, publication.pk, {"volume"})
    with pytest.raises(CannotUndo):
        undo(done, librarian)
    assert everything() == before
    undo(done, librarian, leave=True)
    assert set(Publication.objects.values_list("pk", "volume")) == {(publication.pk, "3"), (other.pk, "")}


def test_what_was_set_back_by_hand_is_no_obstacle(publication, librarian):
    with doing(librarian) as done:
        Publication.objects.update(volume="2")
    Publication.objects.update(volume="")
    plan = plan_of(done)
    assert plan.possible
    assert plan.empty


def test_a_row_that_others_deleted_since_stands_against_it(publication, librarian):
    with doing(librarian) as done:
        publication.contributions.update(given="A.")
    publication.contributions.first().delete()
    assert len(plan_of(done).gone) == 1


def test_a_place_that_another_row_has_taken_is_told_before_anything_is_done(librarian):
    person = make_person(family="Berg", orcid="0000-0002-1825-0097")
    with doing(librarian) as done:
        person.delete()
    make_person(family="Ek", orcid="0000-0002-1825-0097")
    before = everything()
    plan = plan_of(done)
    assert "0000-0002-1825-0097" in plan.refused
    assert everything() == before
    with pytest.raises(CannotUndo):
        undo(done, librarian, leave=True)
    assert everything() == before


def test_what_a_restored_row_refers_to_must_be_there(librarian):
    keyword, publication = Keyword.objects.create(term="fog"), make_publication()
    link = PublicationKeyword.objects.create(publication=publication, keyword=keyword)
    with doing(librarian) as done:
        link.delete()
    keyword.delete()
    assert "The keyword “fog” is no longer there" in plan_of(done).refused


def test_an_exception_in_the_middle_leaves_all_as_it_was(publication, librarian):
    before = everything()

    def half():
        with doing(librarian):
            Publication.objects.update(volume="2")
            publication.contributions.all().delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert everything() == before
    assert not Operation.objects.exists()


KILLED = """
import django, sys, time
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from curation.models import Errand, Operation
from curation.operations import operation
from publications.models import Contribution, Publication
with operation(Operation.Kind.BATCH, None, Publication, "killed"):
    Publication.objects.update(volume="2")
    Contribution.objects.all().delete()
    print("half-way", flush=True)
    time.sleep(600)
"""


def test_a_process_that_is_killed_half_way_leaves_all_as_it_was(publication):
    before = everything()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-c", KILLED, connection.settings_dict["NAME"]]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half-way\n"
        process.send_signal(signal.SIGKILL)
    while Publication.objects.raw(
        "SELECT 1 AS id FROM pg_locks WHERE mode = 'RowExclusiveLock' AND NOT pid = pg_backend_pid()"
    ):
        time.sleep(0.05)  # until the database has noticed
    assert everything() == before
    assert not Operation.objects.exists()


def test_an_operation_counts_what_it_touched(publication, librarian):
    with doing(librarian) as done:
        Publication.objects.update(volume="2")
        publication.contributions.update(given="A.")
    counts = touched(done.context)
    assert counts[Publication] == 1
    assert counts[type(publication.contributions.first())] == 2


def test_every_column_of_a_row_with_a_history_can_be_brought_back():
    for model in tracked_models():
        missing = [
            column.name
            for column in model._meta.concrete_fields
            if not (column.primary_key or column.null)
            and not isinstance(column, models.GeneratedField)
            and column.column not in columns_of(model)
        ]
        assert missing in ([], ["updated"]), model


def test_a_former_address_of_a_person_is_taken_back_too(librarian):
    person = Person.objects.create(family="Berg", given="Anna", slug="anna-berg")
    with doing(librarian) as done:
        FormerSlug.objects.create(kind="publications_person", slug="a-berg", target=person.uuid)
    undo(done, librarian)
    assert not FormerSlug.objects.exists()


@pytest.fixture
def large(publication, librarian, monkeypatch):
    """An operation that is too large to be undone within a request."""
    monkeypatch.setattr(later, "AT_ONCE", 2)
    with doing(librarian) as done:
        Publication.objects.update(volume="2")
        publication.contributions.all().delete()
    return done


def test_a_large_operation_is_undone_by_the_worker_while_its_page_says_so(large, publication, staff):
    address = reverse("admin:curation_operation_undo", args=[large.pk])
    assert "It can be undone" in staff.get(address).content.decode()
    answer = staff.post(address, follow=True)
    assert "It is being undone" in answer.content.decode()
    assert "It is being undone" in staff.post(address, follow=True).content.decode()  # once is enough
    run_jobs()
    publication.refresh_from_db()
    assert (publication.volume, publication.contributions.count()) == ("", 2)
    assert "It has been undone already" in staff.get(address).content.decode()
    errand = Errand.objects.get()
    assert (errand.state, errand.done, errand.total) == ("done", 5, 5)
    later.work(str(errand.pk), later.undo_asked)  # a worker that was killed right after it
    assert Operation.objects.count() == 2


def test_why_the_worker_could_not_undo_it_stands_on_the_page(large, publication, staff):
    address = reverse("admin:curation_operation_undo", args=[large.pk])
    staff.post(address)
    Publication.objects.update(volume="3")
    run_jobs()
    publication.refresh_from_db()
    assert publication.volume == "3"
    page = staff.get(address).content.decode()
    assert "It was tried, and nothing was changed" in page
    assert "Somebody has changed meanwhile" in page
