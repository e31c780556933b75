"""Records of many publications for exports: the same as of one, in order, by few queries."""

import gzip
import os
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formats.record import Affiliation, Contributor, Funding, Identifier, Link, Note, Subject, Translation
from publications.models import Publication
from publications.records import record_of
from publications.records.importing import import_items
from publications.records.streaming import BATCH, records_in_order
from tests.factories import make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db
SITE = "https://research.example.org"
REAL = Path(os.environ.get("SHARED_DIR", Path(__file__).parents[3] / "shared")) / "data/records/articles.jsonl.gz"


def assert_same_as_one_by_one():
    publications = list(Publication.objects.public().for_record().order_by("pk"))
    found = list(records_in_order([publication.pk for publication in publications], SITE))
    assert len(found) == len(publications)
    for record, publication in zip(found, publications, strict=True):
        assert record == record_of(publication, SITE)


def test_a_record_with_all_that_there_is_is_the_same_as_of_one_publication():
    make_unit(code="n-unit", ror="https://ror.org/012a77v79"[-9:])
    make_subject()
    make_publication(
        title="100 % fog, %s and %(key)s",
        doi="10.5555/x",
        type="publication/journal-article",
        container_title="Journal of Fog",
        issn="0306-4522",
        publisher="Norrvik Press",
        contributors=(
            Contributor(family="Berg", orcid="0000-0002-1825-0097", affiliations=(Affiliation(unit="n-unit"),)),
            Contributor(family="Ek", affiliations=(Affiliation(name="Uppsala"), Affiliation(name="Lund"))),
            Contributor(literal="The Fog Group", wrong_orcid="1"),
        ),
        subjects=(Subject(code="30305", edition="2025"),),
        keywords=(Translation(text="mist"), Translation(text="fog", language="eng")),
        titles=(Translation(text="Dimma", language="swe"),),
        abstracts=(Translation(text="<p>Fog.</p>"),),
        notes=(Note(text="© 2024", heading="Copyright:"),),
        identifiers=(
            Identifier(scheme="pmid", value="1"),
            Identifier(scheme="isbn", value="9780306406157"),
            Identifier(scheme="isbn", value="1", problem="is short"),
        ),
        links=(Link(url="https://example.org/x.pdf", kind="fulltext", media_type="application/pdf"),),
        funding=(Funding(funder="Fog Council", award="F-1"),),
    )
    make_publication(title="Bare")
    assert_same_as_one_by_one()


def test_all_demo_records_are_the_same_as_one_by_one():
    call_command("load_subjects", verbosity=0)
    call_command("load_demo", verbosity=0)
    assert Publication.objects.public().count() > 100
    assert_same_as_one_by_one()


@pytest.mark.skipif(not REAL.exists(), reason="the real records are not beside the project (SHARED_DIR)")
def test_real_records_are_the_same_as_one_by_one():
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        every = ((f"line {number}", line) for number, line in enumerate(lines) if number % 40 == 0)
        import_items(islice(every, 400), source="real")
    assert Publication.objects.public().count() > 350
    assert_same_as_one_by_one()


def test_records_come_in_the_order_of_the_keys_and_only_public_ones():
    first, draft, last = make_publication(), make_publication(status="draft"), make_publication()
    found = records_in_order([last.pk, 10**9, draft.pk, first.pk])
    assert [record.id for record in found] == [str(last.uuid), str(first.uuid)]
    assert list(records_in_order([])) == []


def test_each_batch_costs_twelve_queries_whatever_it_holds(django_assert_num_queries):
    key = make_publication(contributors=(Contributor(family="Berg", affiliations=(Affiliation(name="Lund"),)),)).pk
    list(records_in_order([key]))  # the questions are put together once
    # rows, names, people, places, units, keywords, words, identifiers, texts, links, funding, subjects
    with django_assert_num_queries(12):
        assert len(list(records_in_order([key] * BATCH))) == BATCH
    with django_assert_num_queries(24):
        list(records_in_order([key] * (BATCH + 1)))


def test_what_nobody_asks_for_any_more_is_not_loaded():
    keys = [make_publication().pk] * (BATCH * 3)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        next(records_in_order(keys))
    assert len(queries) == 12
