"""The index follows what is committed."""

import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from publications.indexing import index
from publications.indexing.building import build
from publications.indexing.changes import changed_since, position
from publications.indexing.following import Follower, behind
from publications.models import Change, Person, Publication
from search.folder import Folder
from search.query import All, Word
from tests.factories import make_journal, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def follower():
    follower = Follower()
    follower.step()
    yield follower
    follower._let_go()


def keys(text, field=""):
    return index().run(Word(text, field)).keys


def test_what_is_committed_is_found_after_a_step(follower):
    publication = make_publication(title="First")
    assert follower.step() == 1
    assert keys("first") == [publication.pk]
    Publication.objects.filter(pk=publication.pk).update(title="Second")
    follower.step()
    assert keys("first") == []
    assert keys("second") == [publication.pk]
    assert index().run(All()).count == 1
    assert follower.step() == 0


def test_units_and_subjects_are_suggested_by_what_they_are_called_now(follower):
    unit, subject = make_unit(name_en="Limnology"), make_subject(name_en="Astronomy")
    make_unit(name_en="Limbo")
    publication = make_publication(title="Lakes")
    name = publication.contributions.create(family="Ek", position=1)
    name.affiliations.create(organisation=unit, position=1)
    publication.classifications.create(subject=subject)
    follower.step()
    assert index().suggested("lim")["unit"] == [(str(unit.pk), 1)]
    assert index().suggested("astro")["subject"] == [(subject.code, 1)]
    unit.name_en = "Department of Inland Waters"
    unit.save()
    follower.step()
    assert index().suggested("lim")["unit"] == []
    assert index().suggested("inland w")["unit"] == [(str(unit.pk), 1)]


def test_what_is_withdrawn_or_deleted_is_found_no_more(follower):
    gone, deleted = make_publication(title="Gone"), make_publication(title="Deleted")
    follower.step()
    gone.status, gone.withdrawn_because = "withdrawn", "Twice."
    gone.save()
    deleted.delete()
    follower.step()
    assert index().run(All()).count == 0


def test_what_publications_show_takes_them_along(follower):
    unit, other = make_unit(name_en="Old department"), make_unit(name_en="Faculty")
    journal = make_journal(title="Old journal")
    subject = make_subject(name_en="Old subject")
    publication = make_publication(title="Shown")
    publication.journal = journal
    publication.save()
    publication.classifications.create(subject=subject)
    name = publication.contributions.create(family="Berg", person=Person.objects.create(family="Oldname"))
    name.affiliations.create(organisation=unit)
    follower.step()
    for row, column in ((unit, "name_en"), (journal, "title"), (subject, "name_en"), (name.person, "family")):
        assert keys("old" if column != "family" else "oldname") == [publication.pk]
        setattr(row, column, f"New{row.pk}{type(row).__name__}")
        row.save()
        assert follower.step() == 1
        assert keys(f"New{row.pk}{type(row).__name__}") == [publication.pk]
    unit.parent = other
    unit.save()
    follower.step()
    assert keys("faculty", "unit") == [publication.pk]


def test_a_save_that_changes_nothing_of_a_unit_is_no_change(follower):
    unit = make_unit()
    unit.save()
    assert not Change.objects.filter(kind="unit").exists()


def test_a_transaction_that_ends_late_is_not_skipped(follower):
    """It has written its change before another one, and commits after that has been read."""
    late = connection.copy()
    try:
        with late.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("INSERT INTO publications_change (kind, key) VALUES ('publication', 1)")
            early = make_publication(title="Early")
            now, changed = changed_since(follower.seen)
            assert changed == {"publication": [early.pk]}
            cursor.execute("COMMIT")
            assert changed_since(now)[1] == {"publication": [1]}
    finally:
        late.close()


def test_changes_of_a_transaction_are_seen_when_it_ends(follower):
    with transaction.atomic():
        make_publication(title="Together")
        make_publication(title="Together")
    assert follower.step() == 2


def test_an_index_that_is_gone_broken_or_of_another_server_is_made_anew(follower):
    make_publication(title="Kept")
    follower.step()
    folder = Folder(settings.INDEX_DIR)
    for harm in (
        lambda: shutil.rmtree(settings.INDEX_DIR),
        lambda: (folder.current() / "about.json").write_text("{"),
        lambda: (folder.current() / "about.json").write_text('{"version": 0}'),
    ):
        harm()
        follower.step()
        assert len(keys("kept")) == 1


def test_a_new_index_made_by_somebody_else_is_taken_over(follower):
    make_publication(title="Kept")
    build()
    make_publication(title="Later")
    assert follower.step() == 2 - 1
    assert keys("later")
    assert keys("kept")


def test_how_far_the_index_is_behind(follower):
    assert behind() == 0
    make_publication()
    assert 0 < behind() < 60
    follower.step()
    assert behind() == 0


def test_what_is_killed_between_index_and_position_is_written_again(follower):
    publication = make_publication(title="Once")
    before = follower.seen
    follower.step()
    follower.seen = before
    assert follower.step() == 1
    assert keys("once") == [publication.pk]


def test_a_position_of_the_future_is_not_followed(follower):
    from publications.indexing.changes import follows

    now = position()
    assert follows(now)
    assert not follows(now._replace(snapshot="999999999:999999999:"))
    assert not follows(now._replace(server="another"))
    assert not follows(now._replace(at=now.at - 30 * 86_400))


def test_the_index_is_compared_with_the_database(follower, capsys):
    _, lost = make_publication(), make_publication()
    follower.step()
    call_command("index", "--check")
    assert "2 publications are as in the database." in capsys.readouterr().out
    Publication.objects.filter(pk=lost.pk).update(status="withdrawn", withdrawn_because="Twice")
    with pytest.raises(CommandError, match=f"1 are missing, too many or old: {lost.pk}"):
        call_command("index", "--check")
    call_command("index", "--rebuild")
    call_command("index", "--check")
