"""Ids of people beside ORCID: on their page, in its data for machines, from lists of staff."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation
from lxml import html

from formats import csl_json
from formats.record import Contributor, Identifier, Record
from publications.models import Affiliation, Person, PersonIdentifier
from publications.records import save_records
from publications.records.staff import load_people
from tests.factories import make_person, make_publication, make_unit

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"
PROFILE = "https://www.scopus.com/authid/detail.uri?authorId=7004212771"


@pytest.fixture
def person():
    found = make_person(family="Öberg", given="Åsa</script><b>", orcid=ORCID, title_en="Professor")
    found.names.create(family="Oberg", given="A.")
    Affiliation.objects.create(person=found, organisation=make_unit(name_en="Home", ror="012a77v79"), start="2020")
    make_publication(contributors=(Contributor(family="Öberg", orcid=ORCID),))
    return found


def test_the_page_shows_ids_with_links_and_tells_machines_of_the_same_person(client, person, settings):
    for kind, value in (("scopus", "7004212771"), ("isni", "0000000121032683"), ("local", "asa-1")):
        PersonIdentifier.objects.create(person=person, kind=kind, value=value)
    text = client.get(person.get_absolute_url()).text
    assert f'<a href="{PROFILE}">7004212771</a>' in text
    assert '<a href="https://isni.org/isni/0000000121032683">0000 0001 2103 2683</a>' in text
    assert "<dd>asa-1</dd>" in text
    [data] = html.fromstring(text).xpath("//script[@type='application/ld+json']/text()")
    [node] = json.loads(data)["@graph"]
    assert node["name"] == person.name
    assert node["url"] == settings.SITE_URL + person.get_absolute_url()
    assert node["sameAs"] == [f"https://orcid.org/{ORCID}", "https://isni.org/isni/0000000121032683", PROFILE]
    assert {"@type": "PropertyValue", "propertyID": "Scopus", "value": "7004212771"} in node["identifier"]
    assert node["alternateName"] == ["A. Oberg"]
    assert node["affiliation"] == [{"@type": "Organization", "name": "Home", "sameAs": "https://ror.org/012a77v79"}]


@pytest.mark.parametrize(("language", "said"), [("en", "it does not have 16 digits"), ("sv", "har inte 16 siffror")])
def test_a_wrong_id_is_refused_with_the_reason_in_the_language_of_the_page(person, language, said):
    with translation.override(language), pytest.raises(ValidationError, match=said):
        PersonIdentifier(person=person, kind="isni", value="1234").full_clean()


def test_an_id_belongs_to_one_person(person):
    PersonIdentifier.objects.create(person=person, kind="scopus", value="7004212771")
    other = PersonIdentifier(person=make_person(), kind="scopus", value=PROFILE)
    with pytest.raises(ValidationError, match="Another person has this id"):
        other.full_clean()
    assert other.value == "7004212771"


def test_a_list_of_staff_brings_ids():
    ids = [{"kind": "scopus", "value": PROFILE}, {"kind": "researcherid", "value": "a-1009-2008"}]
    assert load_people([{"family": "Berg", "local_id": "b-1", "identifiers": ids}]) == 1
    found = Person.objects.get(local_id="b-1").identifiers.values_list("kind", "value")
    assert list(found) == [("researcherid", "A-1009-2008"), ("scopus", "7004212771")]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"kind": "scopus", "value": "x"}, ValueError),
        ({"kind": "myspace", "value": "x"}, ValueError),
        ({"kind": "scopus", "value": "7004212771"}, IntegrityError),
    ],
)
def test_a_list_of_staff_with_a_wrong_or_taken_id_brings_nobody(person, given, error):
    PersonIdentifier.objects.create(person=person, kind="scopus", value="7004212771")
    with pytest.raises(error):
        load_people([{"family": "Berg", "local_id": "b-1", "identifiers": [given]}])


def named(**fields):
    ids = (Identifier(scheme="scopus", value="7004212771"), Identifier(scheme="isni", value="1", problem="is short"))
    return make_publication(contributors=(Contributor(family="Öberg", identifiers=ids, **fields),))


def test_a_record_brings_ids_of_the_people_whom_it_recognises_and_takes_none_from_others(person):
    named()  # whom nothing recognises
    assert not PersonIdentifier.objects.exists()
    named(orcid=ORCID)
    named(orcid=ORCID)
    assert list(person.identifiers.values_list("kind", "value")) == [("scopus", "7004212771")]
    other = make_person(local_id="b-1")
    named(local_id="b-1")
    assert not other.identifiers.exists()
    assert PersonIdentifier.pgh_event_model.objects.count() == 1


def test_the_same_record_with_ids_is_unchanged_when_it_comes_again(person):
    ids = (Identifier(scheme="scopus", value="7004212771"),)
    name = Contributor(family="Öberg", given="Å.", orcid=ORCID, identifiers=ids)
    record = Record(id="1", source="s", title="Fog", contributors=(name,))
    assert [save_records([record], "public")[0].kind for _ in range(2)] == ["new", "unchanged"]
    [again] = csl_json.read("".join(csl_json.write([record])))
    assert again.contributors == record.contributors
