"""Portraits: what all publications of a person, unit, journal or subject have in common."""

import pytest

from formats.record import Affiliation, Contributor, Translation
from publications.fingerprint.computing import compute_all
from publications.models import Portrait, Publication
from publications.portraits.drawing import all_there_are, draw
from publications.portraits.network import laid_out
from publications.portraits.showing import portrait
from tests.factories import make_journal, make_person, make_publication, make_unit, run_jobs

pytestmark = pytest.mark.django_db
ORCIDS = ("0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X")


@pytest.fixture
def people():
    """Three people: the first publishes with the second twice, with the third once."""
    found = [make_person(family=name, orcid=orcid) for name, orcid in zip(("Ask", "Bo", "Cia"), ORCIDS, strict=True)]
    for others in ((1,), (1, 2)):
        names = tuple(Contributor(family=found[at].family, orcid=found[at].orcid) for at in (0, *others))
        make_publication(title="Peer support", contributors=names, abstracts=(Translation(text="Peer support."),))
    compute_all()
    return found


def test_a_portrait_has_the_people_around_with_the_number_of_publications_together(people):
    assert draw("person", people[0].pk)
    shown = portrait("person", people[0])
    assert [(node.family, node.count) for node in shown.people] == [("Bo", 2), ("Cia", 1)]
    assert shown.publications == 2
    assert len(shown.ties) == 3
    assert shown.topics.strong[0].label.lower() == "peer support"


def test_what_is_withdrawn_is_in_no_portrait(people):
    Publication.objects.update(status="withdrawn", withdrawn_because="Twice")
    assert not draw("person", people[0].pk)
    assert portrait("person", people[0]).people == []


def test_a_unit_has_what_is_below_it_and_shows_others(people):
    faculty = make_unit(name_en="Faculty")
    part, other = make_unit(name_en="Part", parent=faculty), make_unit(name_en="Other")
    places = tuple(
        Contributor(family=f"N{number}", affiliations=(Affiliation(name=unit.name_en, unit=unit.code),))
        for number, unit in enumerate((part, other))
    )
    make_publication(contributors=places)
    draw("unit", faculty.pk)
    shown = portrait("unit", faculty)
    assert shown.publications == 1
    assert [(place.name, place.count) for place in shown.units] == [("Other", 1)]


def test_a_journal_has_a_portrait():
    journal = make_journal(title="Annals")
    Publication.objects.filter(pk=make_publication().pk).update(journal=journal)
    draw("journal", journal.pk)
    assert portrait("journal", journal).publications == 1


def test_a_page_without_a_portrait_has_one_drawn(client, people, indexed):
    indexed()
    assert client.get(people[0].get_absolute_url()).status_code == 200
    assert not Portrait.objects.exists()
    assert portrait("person", people[0]) is None  # ordered twice, queued once


@pytest.mark.django_db(transaction=True)
def test_the_worker_draws_what_a_page_lacked(client, people):
    assert portrait("person", people[0]) is None
    run_jobs()
    assert portrait("person", people[0]).publications == 2


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_page_shows_the_portrait_with_links_and_a_table(client, people, indexed, language):
    indexed()
    draw("person", people[0].pk)
    text = client.get(f"/{language}/persons/{people[0].slug}/").text
    assert text.count(f'href="/{language}/persons/{people[1].slug}/"') >= 2  # in the drawing, in the table
    assert "<svg" in text


def test_everything_with_a_page_gets_one(people):
    kinds = {kind for kind, _ in all_there_are()}
    for kind, key in all_there_are():
        draw(kind, key)
    assert set(Portrait.objects.values_list("kind", flat=True)) == kinds
    assert "person" in kinds


def test_the_same_people_have_the_same_places_within_the_drawing():
    people, ties = {number: number for number in range(1, 30)}, [(1, number, 2) for number in range(2, 30)]
    first = laid_out(1, people, ties)
    assert first == laid_out(1, people, ties)
    assert all(0 < x < 1000 and 0 < y < first["height"] for _, _, x, y in first["nodes"])


@pytest.mark.parametrize("people", [{}, {1: 1}, {1: 1, 2: 1}])
def test_few_people_are_laid_out_too(people):
    assert len(laid_out(None, people, [])["nodes"]) == len(people)
