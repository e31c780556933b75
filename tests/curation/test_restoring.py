"""Restoring a record, or a field of it, from its history: shown first, whole or not at all, and itself undoable."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from formats.record import Affiliation, Contributor, Translation
from publications.models import Contribution, Journal, Keyword, Person, Publication
from tests.factories import make_journal, make_person, make_publication

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address():
    """Return a function that returns the address of restoring a row."""

    def found(row, **query):
        name = f"admin:publications_{row._meta.model_name}_restore"
        return reverse(name, args=[row.pk]) + "?" + urlencode({"at": timezone.now().isoformat(), **query})

    return found


def confirm(client, address: str):
    """Look at the page of restoring, post what it asks, and return the answer."""
    page = client.get(address)
    assert page.status_code == 200
    return client.post(address, {"version": page.context["version"]})


def everything(publication) -> list:
    record = Publication.objects.filter(pk=publication.pk).values().get()
    parts = [
        list(getattr(publication, name).order_by("pk").values())
        for name in ("contributions", "identifiers", "texts", "links", "funding", "classifications", "keyword_links")
    ]
    places = list(publication.contributions.order_by("pk").values("affiliations__name", "affiliations__id"))
    return [{name: value for name, value in record.items() if name != "updated"}, parts, places]


def test_a_record_with_all_its_parts_comes_back_exactly_and_goes_again(form, staff, address):
    publication = make_publication(
        title="Fog",
        doi="10.5555/x",
        contributors=(Contributor(family="Ek", affiliations=(Affiliation(name="Here"),)), Contributor(family="Berg")),
        abstracts=(Translation(text="<p>Once</p>"),),
        keywords=(Translation(text="fog"),),
    )
    first, then = everything(publication), address(publication)
    opened = form(publication)
    opened.add("links", url="https://example.org/", kind="related")
    gone = {f"{name}-0-DELETE": "on" for name in ("contributions", "identifiers", "keyword_links")}
    assert opened.save(title="Mist", **{"texts-0-text": "<p>Now</p>"}, **gone).status_code == 302
    second, later = everything(publication), address(publication)
    page = staff.get(then).content.decode()
    for text in ("Mist", "Ek", "10.5555/x", "fog", "https://example.org/"):
        assert text in page
    assert everything(publication) == second
    assert confirm(staff, then).status_code == 302
    assert everything(publication) == first
    assert confirm(staff, later).status_code == 302
    assert everything(publication) == second


def test_a_single_field_is_set_back_and_nothing_else(form, staff):
    publication = make_publication(title="Fog")
    form(publication).save(title="Mist", volume="2")
    page = staff.get(reverse("admin:publications_publication_history", args=[publication.pk])).content.decode()
    [link] = [part.split('"')[0] for part in page.split('href="') if part.split('"')[0].endswith("field=title")]
    assert confirm(staff, link.replace("&amp;", "&")).status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.volume) == ("Fog", "2")


def test_a_journal_is_set_back_with_the_record_or_alone(staff, address):
    acta, other = make_journal(title="Acta"), make_journal(title="Other")
    publication = make_publication(title="Fog", container_title="Acta", type="publication/journal-article")
    then = address(publication)
    Publication.objects.filter(pk=publication.pk).update(journal=other, title="Mist")
    assert confirm(staff, f"{then}&field=journal").status_code == 302
    publication.refresh_from_db()
    assert (publication.journal, publication.title) == (acta, "Mist")
    Publication.objects.filter(pk=publication.pk).update(journal=other)
    assert confirm(staff, then).status_code == 302
    publication.refresh_from_db()
    assert (publication.journal, publication.title) == (acta, "Fog")


def test_the_status_stays_when_a_record_is_restored(form, staff, address):
    publication = make_publication(title="Fog", status="draft")
    then = address(publication)
    form(publication).save(title="Mist")
    Publication.objects.filter(pk=publication.pk).update(status="public")
    confirm(staff, then)
    publication.refresh_from_db()
    assert (publication.title, publication.status) == ("Fog", "public")


def test_a_doi_that_another_record_has_taken_meanwhile_is_told_and_nothing_changes(form, staff, address):
    publication = make_publication(title="Fog", doi="10.5555/x")
    then = address(publication)
    form(publication).save(title="Mist", **{"identifiers-0-DELETE": "on"})
    make_publication(doi="10.5555/x")
    page = staff.get(then)
    told = "Another row has taken the place meanwhile (identifier): Value 10.5555/x"
    assert told in page.content.decode()
    assert staff.post(then, {"version": page.context["version"]}).status_code == 409
    publication.refresh_from_db()
    assert publication.title == "Mist"


def test_what_was_changed_after_the_page_was_opened_is_looked_at_first(form, staff, address):
    publication = make_publication(title="Fog")
    then = address(publication)
    form(publication).save(title="Mist")
    version = staff.get(then).context["version"]
    form(publication).save(title="Haze")
    assert staff.post(then, {"version": version}).status_code == 409
    publication.refresh_from_db()
    assert publication.title == "Haze"


def test_the_history_says_who_restored(form, staff, address):
    publication = make_publication(title="Fog")
    then = address(publication)
    form(publication).save(title="Mist")
    confirm(staff, then)
    event = publication.events.order_by("pgh_id").last()
    assert set(event.pgh_context.metadata) >= {"user", "restored_to"}


def test_people_and_journals_are_restored_too(form, staff, address):
    for row, field in ((make_person(family="Berg"), "family"), (make_journal(title="Acta"), "title")):
        before, then = getattr(row, field), address(row)
        form(row).save(**{field: "Other"})
        assert confirm(staff, then).status_code == 302
        row.refresh_from_db()
        assert getattr(row, field) == before


@pytest.mark.parametrize(
    "query",
    [{"at": ""}, {"at": "x"}, {"at": "2024-13-77T00:00"}, {"at": "2024-01-01"}, {"field": "status"}, {"field": "x'\""},
     {"field": "contributions"}, {"at": "2024-01-01T00:00:00"}],
)  # fmt: skip
def test_no_such_moment_or_field_is_not_found(staff, address, query):
    assert staff.get(address(make_publication(), **query)).status_code == 404


def test_a_moment_before_the_record_changes_nothing(staff, address):
    publication = make_publication(contributors=(Contributor(family="Ek"),))
    then = address(publication, at="1999-01-01T00:00:00+00:00")
    assert confirm(staff, then).status_code in (200, 302)
    assert Publication.objects.filter(pk=publication.pk).exists()


def test_who_may_not_change_a_record_may_not_restore_it(client, django_user_model, address):
    publication = make_publication()
    client.force_login(django_user_model.objects.create_user("sam", is_staff=True))
    for method in (client.get, client.post):
        assert method(address(publication)).status_code in (403, 404)
    client.logout()
    assert client.post(address(publication)).status_code == 302


def test_another_record_is_never_touched(form, staff, address):
    names = (Contributor(family="Ek"),)
    publication, other = make_publication(contributors=names), make_publication(contributors=names)
    then = address(publication)
    form(other).save(title="Mist", **{"contributions-0-family": "Berg"})
    confirm(staff, then)
    other.refresh_from_db()
    assert (other.title, Contribution.objects.get(publication=other).family) == ("Mist", "Berg")


def test_a_single_row_of_the_parts_comes_back_with_what_belongs_to_it(form, staff, address):
    name = Contributor(family="Ek", affiliations=(Affiliation(name="Here"),))
    publication = make_publication(title="Fog", contributors=(name,), abstracts=(Translation(text="<p>Once</p>"),))
    part = f"contribution-{publication.contributions.get().pk}"
    then = address(publication, part=part)
    form(publication).save(title="Mist", **{"texts-0-text": "<p>Now</p>", "contributions-0-DELETE": "on"})
    history = staff.get(reverse("admin:publications_publication_history", args=[publication.pk])).content.decode()
    assert f"part={part}" in history
    page = staff.get(then).content.decode()
    assert "This row will be as it was then" in page
    assert "Ek" in page
    assert "Once" not in page
    assert confirm(staff, then).status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.texts.get().text) == ("Mist", "<p>Now</p>")
    assert [str(place) for place in publication.contributions.get().affiliations.all()] == ["Here"]
    newest = staff.get(reverse("admin:publications_publication_history", args=[publication.pk])).content.decode()
    assert "Restored to the state of" in newest


@pytest.mark.parametrize("part", ["text-x", "text-", "text", "text-99999999999999999999", "text-²"])
def test_a_row_that_no_address_can_name_is_not_found(staff, address, part):
    assert staff.get(address(make_publication(), part=part)).status_code == 404


@pytest.mark.parametrize("part", ["text-1", "sourcerecord-1", "user-1", "nothing-1"])
def test_a_row_of_another_record_or_kind_restores_nothing(staff, address, part):
    page = staff.get(address(make_publication(), part=part))
    assert "Nothing to restore" in page.content.decode()


@pytest.mark.parametrize(
    ("given", "gone"),
    [
        ({"keywords": (Translation(text="fog"),)}, "The keyword “fog” is no longer there"),
        ({"container_title": "Acta", "type": "publication/journal-article"}, "The journal “Acta” is no longer there"),
        (
            {"contributors": (Contributor(family="Ek", orcid="0000-0002-1825-0097"),)},
            "The person “Ek” is no longer there",
        ),
    ],
    ids=["keyword", "journal", "person"],
)
def test_a_row_that_names_something_which_is_gone_is_refused_in_words(staff, address, given, gone):
    make_journal(title="Acta")
    make_person(family="Ek", given="", orcid="0000-0002-1825-0097")
    publication = make_publication(title="Fog", **given)
    then = address(publication)
    Publication.objects.filter(pk=publication.pk).update(journal=None)
    publication.keyword_links.all().delete()
    publication.contributions.all().delete()
    for model in (Keyword, Journal, Person):
        model.objects.all().delete()
    page = staff.get(then).content.decode()
    assert "It cannot be restored, and nothing has been changed:" in page
    assert gone in page
    for word in ("Key (", "publications_", "is not present in table"):
        assert word not in page
