"""Lists: searching, filters, what may be deleted, and that they ask the database little."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from curation.model_admin import BoundedPaginator
from formats.record import Affiliation, Contributor, Identifier, Subject, Translation
from publications.models import Journal, Keyword, Organisation, Person, Publication, Publisher
from publications.models import Subject as SubjectRow
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db
LIST = "admin:publications_publication_changelist"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def found(staff):
    """Return a function that returns the titles in the list of publications."""

    def titles(**query) -> set[str]:
        answer = staff.get(reverse(LIST), query)
        assert answer.status_code == 200
        return {publication.title for publication in answer.context["cl"].result_list}

    return titles


def test_a_publication_is_found_by_what_staff_have_at_hand(found):
    person = make_person(family="Ångström", given="Eva Maria", orcid="0000-0002-1825-0097", local_id="med-eva")
    publication = make_publication(
        title="The Fog over Malmö",
        doi="10.5555/abc",
        contributors=(Contributor(family="Ångström", orcid=person.orcid),),
        identifiers=(Identifier(scheme="pmid", value="12345"),),
    )
    make_publication(title="Another")
    words = ["fog malmo", "The Fog over", "10.5555/ABC", "https://doi.org/10.5555/abc", "12345", "PMID: 12345"]
    people = ["ångström", "Eva Maria Ångström", "Ångström, Eva", "0000-0002-1825-0097", "med-eva"]
    addresses = [
        str(publication.uuid),
        f"https://x.org/record/{publication.uuid}",
        "/en/publications/the-fog-over-malmo/",
    ]
    for term in words + people + addresses:
        assert found(q=term) == {"The Fog over Malmö"}, term


def test_drafts_are_found_too(found):
    make_publication(title="A hidden draft", status="draft")
    assert found(q="hidden draft") == {"A hidden draft"}


@pytest.mark.parametrize(
    "term", ["no such thing", "%", "_", "' OR 1=1", "å" * 3000, "10.5555/", "()&|!:*", "\\", "-", SCRIPT]
)
def test_strange_searches_find_nothing(found, term):
    make_publication(title="Kept")
    assert found(q=term) == set()


def test_filters_narrow_the_list(found):
    house = make_unit(code="n-house")
    unit = make_unit(code="n-unit", parent=house)
    make_subject()
    make_publication(
        title="Whole",
        type="publication/book",
        issued="2024-05",
        doi="10.5555/x",
        abstracts=(Translation(text="<p>Fog</p>"),),
        subjects=(Subject(code="30305", edition="2025"),),
        contributors=(Contributor(family="Berg", affiliations=(Affiliation(unit="n-unit"),)),),
    )
    make_publication(title="Bare", status="draft", contributors=(Contributor(family="Berg", wrong_orcid="1"),))
    assert found(status__exact="draft") == {"Bare"}
    assert found(type="publication/book") == {"Whole"}
    assert found(year="2024") == {"Whole"}
    assert found(unit=unit.pk) == found(unit=house.pk) == {"Whole"}
    assert found(source="tests") == {"Whole", "Bare"}
    for check in ("no-doi", "no-abstract", "no-subject"):
        assert found(check=check) == {"Bare"}, check
    assert found(check="no-orcid") == found(check="not-open") == {"Whole", "Bare"}


@pytest.mark.parametrize(
    "query",
    [
        {"year": "abc"},
        {"year": "99999999999"},
        {"unit": "abc"},
        {"unit": "9" * 30},
        {"check": "abc"},
        {"problem": "abc"},
        {"problem": "doi-faulty' OR 1=1"},
        {"type": "abc"},
        {"p": "99999"},
        {"p": "abc"},
        {"o": "99.-1"},
        {"all": ""},
    ],
)
def test_wrong_values_in_an_address_do_no_harm(staff, query):
    make_publication()
    assert staff.get(reverse(LIST), query, follow=True).status_code == 200


def test_a_null_character_in_an_address_is_refused(staff):
    assert staff.get(reverse(LIST), {"status__exact": "\0"}).status_code == 400


def test_the_list_takes_as_many_queries_for_30_publications_as_for_1(staff):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            staff.get(reverse(LIST))
        return len(queries)

    make_publication(contributors=(Contributor(family="Berg"),))
    count()
    before = count()
    for _ in range(30):
        make_publication(contributors=(Contributor(family="Berg"), Contributor(family="Ek")))
    # session, user; count, page, names; the sources: one for each and one more
    assert count() == before <= 16


def test_a_list_is_not_counted_to_its_end(monkeypatch):
    monkeypatch.setattr("curation.model_admin.COUNTED", 2)
    for _ in range(3):
        make_publication()
    assert BoundedPaginator(Publication.objects.order_by("pk"), 25).count == 2


@pytest.mark.parametrize("model", [Person, Organisation, Journal, Publisher, Keyword, SubjectRow, User])
def test_every_list_opens_and_searches(staff, model):
    make_person(), make_unit(), make_journal(), make_subject()
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for term in ("", "berg", "1", "%", "0000-0002-1825-0097", "å" * 1000):
        assert staff.get(address, {"q": term}).status_code == 200


@pytest.mark.parametrize(
    "term",
    [
        *("0000-0002-1825-0097", "0000000218250097", "https://orcid.org/0000-0002-1825-0097"),
        *("ORCID: 0000-0002-1825-0097", "0000-0002", "00000002", "1825-0097", "1825"),
        *("https://orcid.org/0000-0002", "orcid.org/0000-0002-1825-"),
    ],
)
def test_a_person_is_found_by_an_orcid_or_part_of_it(staff, term):
    make_person(family="Found", orcid="0000-0002-1825-0097")
    make_person(family="Other", orcid="0000-0001-5109-3700")
    make_person(family="None")
    address = reverse("admin:publications_person_changelist")
    assert [person.family for person in staff.get(address, {"q": term}).context["cl"].result_list] == ["Found"]


def test_autocomplete_tells_namesakes_apart_and_keeps_scripts_as_text(staff):
    make_person(family="Berg", given="Anna", orcid="0000-0002-1825-0097")
    make_person(family="Berg", given=SCRIPT)
    query = {"term": "berg", "app_label": "publications", "model_name": "contribution", "field_name": "person"}
    answer = staff.get(reverse("admin:autocomplete"), query)
    assert answer["Content-Type"] == "application/json"
    assert {row["text"] for row in answer.json()["results"]} == {"Berg, Anna · 0000-0002-1825-0097", f"Berg, {SCRIPT}"}


def test_the_tree_of_units_is_one_query_and_in_order(staff, django_assert_max_num_queries):
    top = make_unit(name_en="Top", name_sv="Topp")
    make_unit(name_en="Biology", name_sv="Zoologi", parent=top)
    botany = make_unit(name_en="Botany", name_sv="Botanik", parent=top)
    make_person().affiliations.create(organisation=make_unit(name_en="Mosses", name_sv="Mossor", parent=botany))
    address = reverse("admin:publications_organisation_changelist") + "tree/"

    def names(depth) -> list[str]:
        with django_assert_max_num_queries(7):  # session, user, second factor, units; the clock of the session: 3
            found = html.fromstring(staff.get(address).text)
        return [link.text for link in found.xpath("//div[@class='tree']" + "/ul/li" * depth + "/a")]

    assert names(1) == ["Top"]
    assert names(2) == ["Biology", "Botany"]
    assert names(3) == ["Mosses"]
    staff.cookies[settings.LANGUAGE_COOKIE_NAME] = "sv"
    assert names(2) == ["Botanik", "Zoologi"]


def test_a_unit_cannot_be_put_below_itself(form):
    top = make_unit(name_en="Top")
    below = make_unit(name_en="Below", parent=top)
    answer = form(top).save(parent=below.pk)
    assert "A unit cannot be part of itself" in answer.content.decode()


def test_only_what_readers_never_saw_can_be_deleted(staff):
    names = (Contributor(family="Berg", affiliations=(Affiliation(name="Here"),)),)
    states = ("draft", "public", "withdrawn")
    draft, public, once = (make_publication(status=status, contributors=names) for status in states)
    for publication, status in ((draft, 302), (public, 403), (once, 403)):
        address = reverse("admin:publications_publication_delete", args=[publication.pk])
        assert staff.post(address, {"post": "yes"}).status_code == status
    assert set(Publication.objects.values_list("pk", flat=True)) == {public.pk, once.pk}


def test_a_contributor_cannot_be_deleted_by_an_address_of_its_own(staff):
    name = make_publication(contributors=(Contributor(family="Berg"),), status="draft").contributions.get()
    address = reverse("admin:publications_contribution_delete", args=[name.pk])
    assert staff.post(address, {"post": "yes"}).status_code == 403


def test_what_is_in_use_cannot_be_deleted_and_says_where(staff):
    person = make_person(orcid="0000-0002-1825-0097")
    for number in range(25):
        make_publication(title=f"Book {number}", contributors=(Contributor(family="B", orcid=person.orcid),))
    page = staff.get(reverse("admin:publications_person_delete", args=[person.pk])).content.decode()
    assert "Book 0" in page
    assert "and more publications" in page
    staff.post(reverse("admin:publications_person_delete", args=[person.pk]), {"post": "yes"})
    assert Person.objects.filter(pk=person.pk).exists()


def test_who_may_only_look_cannot_save(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_publication"))
    client.force_login(reader)
    publication = make_publication(title="Kept", contributors=(Contributor(family="Berg"),))
    address = reverse("admin:publications_publication_change", args=[publication.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "Changed"}).status_code == 403
    assert client.get(reverse("admin:publications_person_changelist")).status_code == 403
    name = publication.contributions.get()
    assert client.post(reverse("admin:publications_contribution_change", args=[name.pk]), {}).status_code == 403


def test_staff_choose_their_language(staff):
    staff.post(reverse("admin:language"), {"language": "sv", "next": reverse(LIST)})
    assert 'lang="sv"' in staff.get(reverse(LIST)).content.decode()
