"""Which people names in imported records are: proposed, and ticked only where much tells for one and nobody else."""

import pytest

from curation.duplicates import profiles, recognised
from curation.intake.knowing import SURE, proposals
from formats.record import Affiliation, Contributor, Record
from publications.models import Affiliation as Place
from publications.models import PersonName
from tests.factories import make_person, make_publication, make_unit

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"


def record(*names, **fields):
    return Record(title="Fog", contributors=tuple(names), **fields)


def who(*names, **fields):
    """Return for each name of a record the people who are proposed, with their scores."""
    [found] = recognised([record(*names, **fields)])
    return [{person: score for person, score, _reasons in rows} for rows in found]


@pytest.fixture
def colleague():
    """Somebody who published with Bo Ek, at a unit."""
    person = make_person(family="Öbergh", given="Åsa")
    unit = make_unit(name_en="Department of Fog", name_sv="Dimlära")
    Place.objects.create(person=person, organisation=unit, start="2020")
    names = Contributor(family="Öbergh", given="Åsa"), Contributor(family="Ek", given="Bo")
    made = make_publication(contributors=names)
    made.contributions.filter(family="Öbergh").update(person=person)
    return person


@pytest.mark.parametrize(("family", "given"), [("Öbergh", "Åsa"), ("Obergh", "Asa"), ("ÖBERGH", "Å.")])
def test_case_accents_and_initials_do_not_keep_somebody_from_being_proposed(colleague, family, given):
    assert list(who(Contributor(family=family, given=given))[0]) == [colleague]


@pytest.mark.parametrize(("family", "given"), [("Öbergh", "Bo"), ("Öberg", "Åsa"), ("Öbergh", "Agnes")])
def test_another_name_is_nobody(colleague, family, given):
    assert who(Contributor(family=family, given=given)) == [{}]


def test_a_former_name_is_one_too(colleague):
    PersonName.objects.create(person=colleague, family="Lindh", given="Åsa")
    assert list(who(Contributor(family="Lindh", given="Åsa"))[0]) == [colleague]


def test_a_coauthor_and_the_unit_make_it_sure_enough_to_be_ticked(colleague):
    place = Affiliation(name="Department of Fog, Lund University")
    name = Contributor(family="Öbergh", given="Å.", affiliations=(place,))
    [known] = proposals([record(name, Contributor(family="Ek", given="Bo"))])
    assert known.people["0"][0].key == colleague.pk
    assert known.people["0"][0].score >= SURE
    assert known.units["0.0"][0].name == "Department of Fog"


def test_an_initial_alone_is_not_ticked_where_there_are_namesakes():
    for given in ("Anna", "Anders", "Axel", "Asta"):
        make_person(family="Berg", given=given)
    [known] = proposals([record(Contributor(family="Berg", given="A."))])
    assert not any(one.is_sure for one in known.people.get("0", ()))


def test_who_stands_beside_with_an_orcid_is_not_proposed_again(colleague):
    type(colleague).objects.filter(pk=colleague.pk).update(orcid=ORCID)
    names = Contributor(family="Öbergh", given="Åsa", orcid=ORCID), Contributor(family="Öbergh", given="Å.")
    assert who(*names) == [{}, {}]


def test_a_local_id_tells_who_it_is(colleague):
    type(colleague).objects.filter(pk=colleague.pk).update(local_id="fys-aob")
    assert list(who(Contributor(family="Öbergh", given="Åsa", local_id="fys-aob"))[0]) == [colleague]


def test_of_a_name_that_more_have_than_are_looked_at_nobody_is_sure(colleague, monkeypatch):
    [[(_person, before, _reasons)]] = recognised([record(Contributor(family="Öbergh", given="Åsa"))])[0]
    monkeypatch.setattr(profiles, "MOST_NAMED", 1)
    found = who(Contributor(family="Öbergh", given="Åsa"))[0]
    assert all(score < before for score in found.values())


def test_a_page_of_records_takes_seven_queries(colleague, django_assert_max_num_queries):
    names = [Contributor(family="Öbergh", given="Åsa"), Contributor(family="Ek", given="Bo")]
    with django_assert_max_num_queries(7):
        found = recognised([record(*names, issn="2049-3630")] * 20)
    assert len(found) == 20


def test_nobody_is_asked_for_where_there_are_no_names(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert recognised([record()]) == [[]]
