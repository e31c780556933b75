"""How complete the public records are: what is counted, for whom, and what the page tells of it."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from lxml import html

from formats.record import Affiliation, Contributor, Subject, Translation
from publications.completeness import Share, account_of, count_all
from publications.models import Contribution
from tests.factories import make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db


def written_at(unit, **fields):
    place = Affiliation(unit=unit.code)
    names = (Contributor(family="Berg", given="Anna", affiliations=(place,)),)
    return make_publication(**{"contributors": names, "issued": "2024"} | fields)


def shares(unit):
    account = account_of(unit)
    return account and {share.measure: (share.number, share.total) for share in account.whole.shares}


def rows(page):
    tree = html.fromstring(page.content.decode())
    return [[" ".join(cell.text_content().split()) for cell in row] for row in tree.cssselect(".shares tr")]


def test_each_public_publication_counts_for_its_unit_and_all_above():
    house = make_unit(kind="university")
    faculty = make_unit(parent=house)
    department, other = make_unit(parent=faculty), make_unit(parent=house)
    make_subject()
    whole = written_at(
        department,
        doi="10.5555/x",
        abstracts=(Translation(text="<p>Fog</p>"),),
        subjects=(Subject(code="30305", edition="2025"),),
        open_access="gold",
    )
    Contribution.objects.filter(publication=whole).update(person=make_person(orcid="0000-0002-1825-0097"))
    written_at(department, title="Bare", issued="2023")
    written_at(department, title="A draft", status="draft", doi="10.5555/y")
    count_all()
    expected = dict.fromkeys(("doi", "orcid", "abstract", "subject", "open"), (1, 2))
    assert shares(department) == shares(faculty) == shares(house) == shares(None) == expected
    assert shares(other) is None
    assert [(line.year, line.total) for line in account_of(house).years] == [(2024, 1), (2023, 1)]


def test_a_publication_of_two_units_counts_once_for_what_is_above_both():
    house = make_unit(kind="university")
    one, two = make_unit(parent=house), make_unit(parent=house)
    places = (Affiliation(unit=one.code), Affiliation(unit=two.code))
    make_publication(contributors=(Contributor(family="Berg", affiliations=places),))
    count_all()
    assert [account_of(unit).whole.total for unit in (house, one, two)] == [1, 1, 1]


def test_counting_again_renews_the_numbers():
    unit = make_unit()
    written_at(unit)
    count_all()
    written_at(unit, doi="10.5555/x")
    assert shares(unit)["doi"] == (0, 1)
    count_all()
    assert shares(unit)["doi"] == (1, 2)


@pytest.mark.parametrize(("number", "percent"), [(0, 0), (1, 1), (500, 50), (999, 99), (1000, 100)])
def test_all_and_none_are_said_only_where_it_is_so(number, percent):
    assert Share("doi", number, 1000).percent == percent


def test_the_page_tells_the_shares_with_their_time_and_no_name(client):
    unit = make_unit(name_en="Fog Studies", name_sv="Dimstudier")
    written_at(unit, doi="10.5555/x")
    written_at(unit)
    count_all()
    page = client.get(reverse("completeness_of_unit", args=[unit.slug]))
    assert ["DOI A lasting address at the publisher's.", "50 %", "1", "1"] in rows(page)
    text = page.content.decode()
    assert "as of" in text
    assert "Berg" not in text
    assert "/admin/" not in text
    assert "Dimstudier" in client.get(f"/sv/organisations/{unit.slug}/completeness/").content.decode()


def test_the_page_of_the_house_leads_to_those_of_its_units(client):
    house = make_unit(kind="university")
    unit = make_unit(parent=house)
    written_at(unit, doi="10.5555/x")
    count_all()
    page = client.get(reverse("completeness"))
    assert ["DOI A lasting address at the publisher's.", "100 %", "1", "0"] in rows(page)
    assert reverse("completeness_of_unit", args=[unit.slug]) in page.content.decode()


def test_units_lead_to_it(client):
    unit = make_unit()
    assert reverse("completeness_of_unit", args=[unit.slug]) in client.get(unit.get_absolute_url()).content.decode()
    assert reverse("completeness") in client.get(reverse("units")).content.decode()


def test_staff_are_led_to_the_records_that_lack_something(client):
    unit = make_unit()
    written_at(unit, title="Whole", doi="10.5555/x")
    bare = written_at(unit, title="Bare")
    written_at(unit, title="A draft", status="draft")
    written_at(make_unit(), title="Of another unit")
    count_all()
    client.force_login(get_user_model().objects.create_superuser("bea", password="a long password"))
    page = html.fromstring(client.get(reverse("completeness_of_unit", args=[unit.slug])).content.decode())
    links = {link.get("href").rpartition("=")[2]: link.get("href") for link in page.cssselect(".shares a")}
    assert set(links) == {"no-doi", "no-orcid", "no-abstract", "no-subject", "not-open"}
    assert list(client.get(links["no-doi"]).context["cl"].result_list) == [bare]
    whole = html.fromstring(client.get(reverse("completeness")).content.decode())
    [address] = [link.get("href") for link in whole.cssselect(".shares a") if link.get("href").endswith("no-doi")]
    assert len(client.get(address).context["cl"].result_list) == 2


def test_where_nothing_is_counted_the_page_says_so(client):
    unit = make_unit()
    assert "counted" in client.get(reverse("completeness_of_unit", args=[unit.slug])).content.decode()
    assert "counted" in client.get(reverse("completeness")).content.decode()


def test_there_is_no_page_of_units_outside_or_unknown(client):
    outside = make_unit(own=False)
    assert client.get(reverse("completeness_of_unit", args=[outside.slug])).status_code == 404
    assert client.get("/en/organisations/x/completeness/").status_code == 404


def test_the_page_takes_few_queries(client, django_assert_num_queries):
    unit = make_unit(parent=make_unit())
    for _ in range(3):
        written_at(unit)
    count_all()
    with django_assert_num_queries(5):  # unit, sums, years, above, below
        client.get(reverse("completeness_of_unit", args=[unit.slug]))


def test_the_command_counts_them_too():
    unit = make_unit()
    written_at(unit)
    call_command("check_records")
    assert account_of(unit).whole.total == 1
