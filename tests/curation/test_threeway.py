"""What a record from elsewhere would change of a publication, shown before anything is written, and then taken."""

import pytest

from curation.threeway import accept, compare, theirs_of
from formats.record import Contributor, Record, Translation
from publications.models import Journal, Keyword, Publication
from tests.factories import make_publication

pytestmark = pytest.mark.django_db
ARTICLE = {"type": "publication/journal-article", "container_title": "Acta", "issn": "2049-3630"}


def test_a_preview_writes_nothing_and_what_is_accepted_is_taken():
    publication = make_publication(title="Fog", type="publication/journal-article")
    record = Record(
        source="crossref", id="10.5555/x", title="Fog and mist", **ARTICLE, keywords=(Translation(text="fog"),),
        contributors=(Contributor(family="Berg"),),
    )  # fmt: skip
    rows = compare(publication, record)
    assert {row.field: row.outcome for row in rows} == {
        "title": "conflict", "contributors": "theirs", "container_title": "theirs", "issn": "theirs",
        "keywords": "theirs",
    }  # fmt: skip
    assert not Keyword.objects.exists()
    assert not Journal.objects.exists()
    accept(publication, [theirs_of(row) if row.field == "title" else row for row in rows], record)
    publication = Publication.objects.get()
    assert (publication.title, publication.journal.title) == ("Fog and mist", "Acta")
    assert publication.contributions.get().family == "Berg"
    assert publication.keywords.get().term == "fog"
    assert compare(publication, record) == []


def test_only_the_fields_that_are_accepted_change():
    publication = make_publication(title="Fog", volume="1", **ARTICLE)
    record = Record(source="x", id="y", title="Mist", volume="2", **ARTICLE | {"container_title": "Other"})
    rows = [theirs_of(row) for row in compare(publication, record) if row.field == "volume"]
    accept(publication, rows, record)
    publication = Publication.objects.get()
    assert (publication.title, publication.volume, publication.journal.title) == ("Fog", "2", "Acta")
