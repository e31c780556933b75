"""One publication by prepared statements: the same rows as the querysets give."""

import pytest
from django.db import connection
from django.template.loader import render_to_string

from formats.record import Affiliation, Contributor, Funding, Identifier, Link, Note, Subject, Translation
from publications.loading import public_record, public_record_of
from publications.models import Publication
from publications.records import record_of
from publications.statements import Statement
from tests.factories import make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication():
    make_unit(code="n-unit")
    make_subject()
    return make_publication(
        title="100 % fog, %s and %(key)s",
        doi="10.5555/x",
        type="publication/journal-article",
        container_title="Journal of Fog",
        publisher="Norrvik Press",
        contributors=(
            Contributor(family="Berg", orcid="0000-0002-1825-0097", affiliations=(Affiliation(unit="n-unit"),)),
            Contributor(family="Ek", affiliations=(Affiliation(name="Uppsala"), Affiliation(name="Lund"))),
            Contributor(family="Ask"),
        ),
        subjects=(Subject(code="30305", edition="2025"),),
        keywords=(Translation(text="mist"), Translation(text="fog", language="eng")),
        abstracts=(Translation(text="<p>Fog.</p>"),),
        notes=(Note(text="© 2024", heading="Copyright:"),),
        identifiers=(Identifier(scheme="pmid", value="1"), Identifier(scheme="isbn", value="1", problem="is short")),
        links=(Link(url="https://example.org/x.pdf"),),
        funding=(Funding(funder="Fog Council"),),
    )


def plain(publication):
    return Publication.objects.for_record().get(pk=publication.pk)


@pytest.mark.parametrize("threshold", [5, None])
def test_a_record_is_the_same_as_with_for_record(publication, threshold):
    connection.ensure_connection()
    connection.connection.prepare_threshold = threshold
    make_publication(contributors=(Contributor(family="Other"),))
    for found in (public_record(publication.slug), public_record_of(publication.uuid)):
        assert found == publication
        assert record_of(found) == record_of(plain(publication))
        assert vars(found).keys() == vars(plain(publication)).keys()
    connection.connection.prepare_threshold = 5


def test_subjects_come_with_all_above_them(publication, django_assert_num_queries):
    found = public_record(publication.slug)
    with django_assert_num_queries(0):
        shown = render_to_string("partials/topics.html", {"publication": found})
    assert shown == render_to_string("partials/topics.html", {"publication": plain(publication)})


def test_a_record_costs_four_queries(publication, django_assert_num_queries):
    with django_assert_num_queries(4):  # the row with its parts, names, affiliations, subjects
        record_of(public_record(publication.slug))


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_only_public_records_are_found(status):
    hidden = make_publication(status=status)
    assert public_record(hidden.slug) is None
    assert public_record_of(hidden.uuid) is None
    assert public_record("no-such") is None


@pytest.mark.parametrize("slug", ["'; DROP TABLE x; --", "%s", "%(a)s", "\\", "the key of a statement", "x" * 10_000])
def test_a_key_is_never_part_of_the_question(publication, slug):
    assert public_record(slug) is None
    assert public_record(publication.slug) == publication


def test_a_statement_with_its_key_in_two_places_is_refused():
    twice = Statement(lambda key: Publication.objects.filter(slug=key, title=key), str)
    with pytest.raises(AssertionError, match="stands 2 times"):
        twice.run("x")


def test_rows_are_those_of_the_moment(publication):
    assert public_record(publication.slug).volume == ""
    Publication.objects.update(volume="77")
    publication.contributions.first().delete()
    found = public_record(publication.slug)
    assert found.volume == "77"
    assert [str(name) for name in found.contributions.all()] == ["Ek", "Ask"]
