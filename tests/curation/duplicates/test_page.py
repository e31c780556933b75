"""The nightly look, and the page of what it found."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command

from curation.duplicates import candidates_of, looking, people_candidates
from curation.models import LookedThrough, PossibleDuplicate
from curation.tasks import look_for_duplicates
from formats.record import Affiliation, Contributor
from publications.models import Affiliation as Place
from publications.models import Publication
from publications.records import record_of
from tests.curation.roles import make_user
from tests.factories import make_person, make_publication, make_unit, run_jobs

pytestmark = pytest.mark.django_db

TITLE = "Peer support in Swedish mental health services"
PEOPLE = (Contributor(family="Engdahl", given="Patrik"), Contributor(family="Bejerholm", given="Ulrika"))
PAGE = "/admin/duplicates/publication/"


def make_double(**fields):
    return make_publication(**{"title": TITLE, "contributors": PEOPLE, "issued": "2024", **fields})


def look():
    looking.begin()
    while looking.look_on():
        pass


@pytest.fixture
def doubles():
    pair = make_double(), make_double(volume="3", container_title="Journal of Recovery")
    look()
    return pair


def pairs():
    return [(pair.first, pair.second) for pair in PossibleDuplicate.objects.filter(refused_at=None)]


def test_the_look_finds_each_pair_once(doubles):
    assert pairs() == [(doubles[0].pk, doubles[1].pk)]


def test_a_later_look_compares_what_was_changed_and_forgets_what_no_longer_is(doubles):
    make_publication(title="Something that nobody else has written")
    doubles[1].title = "The sleep of reindeer in summer"
    doubles[1].save()
    look()
    assert pairs() == []


def test_a_look_that_was_stopped_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(looking, "BATCH", 1)
    keys = [make_double().pk for _ in range(3)]
    looking.begin()
    looking.look_on()
    assert LookedThrough.objects.get(kind="publication").key == keys[0]
    while looking.look_on():
        pass
    assert len(pairs()) == 3


@pytest.mark.django_db(transaction=True)
def test_the_worker_looks_each_night():
    make_double(), make_double()
    look_for_duplicates.defer(timestamp=0)
    run_jobs()
    assert len(pairs()) == 1


def test_a_command_looks_too(capsys):
    make_double(), make_double()
    call_command("find_duplicates")
    assert "Publications: 1 pairs that may be the same" in capsys.readouterr().out


def test_the_page_shows_both_with_differences_reasons_and_the_way_to_merge(staff, doubles):
    page = staff.get(PAGE).content.decode()
    assert "Same title, same people, same year" in page
    assert "Journal of Recovery, 3" in page
    assert f"/admin/merge/publication/?ids={doubles[0].pk},{doubles[1].pk}" in page


def decide(client, **values):
    return client.post(PAGE, {"pair": PossibleDuplicate.objects.get().pk, **values}, follow=True)


def test_what_was_told_apart_is_remembered_with_who_and_when_and_can_be_taken_back(staff, librarian, doubles):
    assert "No pair waits" in decide(staff).content.decode()
    pair = PossibleDuplicate.objects.get()
    assert pair.refused_by == librarian
    assert pair.refused_at
    doubles[0].save()
    look()
    assert pairs() == []
    [saved] = Publication.objects.filter(pk=doubles[0].pk).for_record()
    assert candidates_of(record_of(saved), doubles[0].pk) == []
    assert "Told apart by bea" in staff.get(f"{PAGE}?apart=1").content.decode()
    decide(staff, again="1")
    assert pairs() == [(doubles[0].pk, doubles[1].pk)]


def test_pairs_of_withdrawn_or_deleted_records_are_not_shown(staff, doubles):
    doubles[0].status, doubles[0].withdrawn_because = "withdrawn", "Twice"
    doubles[0].save()
    assert "No pair waits" in staff.get(PAGE).content.decode()


def test_pairs_can_be_narrowed_to_a_unit_and_a_type(staff):
    unit, other = make_unit(code="n1"), make_unit()
    there = Contributor(family="Engdahl", given="Patrik", affiliations=(Affiliation(unit="n1"),))
    for _ in range(2):
        make_double(contributors=(there,), type="publication/book")
    look()
    shown = "Same title"
    assert shown in staff.get(PAGE, {"unit": unit.pk, "type": "publication/book"}).content.decode()
    assert f'<option value="{unit.pk}" selected>' in staff.get(PAGE, {"unit": unit.pk}).content.decode()
    assert shown not in staff.get(PAGE, {"unit": other.pk}).content.decode()
    assert shown not in staff.get(PAGE, {"type": "publication/report"}).content.decode()


def test_a_unit_is_typed_where_it_cannot_be_chosen_from_a_list(staff):
    make_unit(code="n1", name_en="Department of Sleep", name_sv="Sömnavdelningen")
    make_unit(code="n2", name_en="Department of Food")
    there = Contributor(family="Engdahl", given="Patrik", affiliations=(Affiliation(unit="n1"),))
    for _ in range(2):
        make_double(contributors=(there,))
    look()
    shown = "Same title"
    for called in ("n1", "N1", "of sleep", "sömnavd"):
        assert shown in staff.get(PAGE, {"unit_called": called}).content.decode(), called
    assert shown not in staff.get(PAGE, {"unit_called": "of Food"}).content.decode()
    for unknown in ("Nowhere", "<b>", "x" * 3000):
        page = staff.get(PAGE, {"unit_called": unknown}).content.decode()
        assert "No unit is called" in page
        assert shown in page
        assert "called “<b>”" not in page


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999", "unit=x", "type=x", "apart="])
def test_wrong_values_in_the_address_change_nothing(staff, doubles, query):
    assert staff.get(f"{PAGE}?{query}").status_code == 200


def test_a_pair_that_is_gone_is_said_to_be(staff):
    for pair in ("", "x", "1", "9" * 30):
        assert "no longer in the list" in staff.post(PAGE, {"pair": pair}, follow=True).content.decode()


def test_another_kind_is_not_found(staff):
    assert staff.get("/admin/duplicates/journal/").status_code == 404


def test_only_who_may_change_publications_sees_and_decides(client, doubles):
    assert client.get(PAGE).status_code == 302
    user = get_user_model().objects.create_user("cia", password="a long password", is_staff=True)
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_publication"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"pair": PossibleDuplicate.objects.get().pk}).status_code == 403
    assert len(pairs()) == 1


def test_a_page_of_ten_pairs_takes_as_many_queries_as_one_of_one(staff, django_assert_max_num_queries):
    for number in range(10):
        for _ in range(2):
            make_double(title=f"{TITLE}: the case of house {'abcdefghij'[number] * 9}", issued=f"{1950 + number * 5}")
    look()
    assert len(pairs()) == 10
    # session, user, 4 of login and roles; pairs, when it was looked, whether it is being looked; units of the filter;
    # the 20 records in 4
    with django_assert_max_num_queries(14):
        staff.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_who_answers_for_all_records_has_them_looked_for_at_once(staff):
    pair = make_double(), make_double(volume="3", container_title="Journal of Recovery")
    assert "Look now" in staff.get(PAGE).text
    assert staff.post(PAGE, {"look": "1"}).status_code == 302
    staff.post(PAGE, {"look": "1"})  # pressed twice
    text = staff.get(PAGE).text
    assert "is looking now" in text
    assert "nothing has been compared yet" in text
    run_jobs()
    assert "is looking now" not in staff.get(PAGE).text
    assert pairs() == [(pair[0].pk, pair[1].pk)]


def test_who_answers_for_some_records_has_none_looked_for(client):
    client.force_login(make_user("Registrar"))
    assert "Look now" not in client.get(PAGE).text
    assert client.post(PAGE, {"look": "1"}).status_code == 403


def test_pairs_of_people_are_found_and_shown(staff):
    unit = make_unit(name_en="Department of Sleep")
    # A name that no other test writes: which names are common is told by statistics that PostgreSQL makes now and then.
    people = [make_person(family="Sørvik-Qvarn", given="Åke"), make_person(family="Sorvik Qvarn", given="Åke N.")]
    for person in people:
        Place.objects.create(person=person, organisation=unit)
    look()
    assert [candidate.person_id for candidate in people_candidates(people[0])] == [people[1].pk]
    page = staff.get("/admin/duplicates/person/").content.decode()
    assert "Department of Sleep" in page
    assert "same unit" in page.lower()
    assert f"/admin/merge/person/?ids={people[0].pk},{people[1].pk}" in page
