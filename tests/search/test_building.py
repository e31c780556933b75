"""An index made anew: by one process or by several, and when that goes wrong."""

import pytest
from django.conf import settings
from django.db import connection

from publications.indexing import building, index
from publications.indexing.building import build
from publications.indexing.following import Follower
from publications.models import Publication
from search.folder import Folder
from search.index import Index
from search.parsing import asked
from search.query import All, Word
from tests.factories import make_publication

pytestmark = pytest.mark.django_db(transaction=True)
QUERIES = ("", "water", "wat*", '"deep water"', "NOT lake", "year:2001-2012", "författare:berg", "psykiatri")


@pytest.fixture
def publications(monkeypatch):
    """Forty of them, read in batches of seven keys."""
    monkeypatch.setattr(building, "_BATCH", 7)
    for number in range(40):
        title = f"{('Deep water', 'Lake', 'Psykiatrivården och vatten')[number % 3]} {number}"
        made = make_publication(title=title, issued=str(1980 + number), type="publication/book")
        made.contributions.create(family="Berg" if number % 2 else "Ek", given=str(number), position=1)


def answers(folder):
    """Return what an index answers to each query: keys, count and facets."""
    there = Index(folder)
    return {text: there.run(asked(text).query, sort="oldest", size=100) for text in QUERIES}


def test_several_processes_make_the_index_that_one_makes(publications, tmp_path):
    build(tmp_path / "one", processes=1)
    build(processes=2)
    assert answers(settings.INDEX_DIR) == answers(tmp_path / "one")
    assert sorted(index().versions()) == sorted(Index(tmp_path / "one").versions())
    assert index().count(All()) == 40
    changed = Publication.objects.order_by("pk").first()
    changed.title = "Sediment"
    changed.save()
    follower = Follower()
    follower.step()
    follower._let_go()
    assert index().run(Word("sediment")).keys == [changed.pk]
    assert index().count(All()) == 40


def test_where_one_process_fails_the_index_there_serves_on(publications):
    build(processes=1)
    before = Folder(settings.INDEX_DIR).current()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publications_funding RENAME award TO gone")
    try:
        with pytest.raises(ChildProcessError):
            build(processes=2)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE publications_funding RENAME gone TO award")
    assert Folder(settings.INDEX_DIR).current() == before
    assert index().count(All()) == 40
