"""In Chromium: typed text survives a closed window, an ended session and another person's save."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session

from formats.record import Contributor
from tests.curation.test_browser import page
from tests.factories import make_person, make_publication

__all__ = ["page"]
pytestmark = pytest.mark.django_db(transaction=True)


def form_of(publication) -> str:
    return f"/admin/publications/publication/{publication.pk}/change/"


def kept(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kept:'))")


def type_title(page, text: str) -> None:
    page.fill("#id_title", text)
    page.wait_for_function("Object.keys(localStorage).some(key => key.startsWith('kept:'))")


def save(page) -> None:
    with page.expect_navigation():
        page.click("button[name=_continue]:visible, input[name=_continue]:visible")
    page.wait_for_load_state("networkidle")


def test_leaving_with_unsaved_text_warns_and_the_text_is_there_on_return(page):
    publication = make_publication(title="Fog", contributors=(Contributor(family="Ek"),))
    person = make_person(family="Known")
    page.goto(form_of(publication))
    type_title(page, "Fog and <b>mist</b>")
    page.click("#contributions-group .add-row")
    page.fill("#id_contributions-1-family", "New name")
    page.click("#id_contributions-1-person + .select2 .select2-selection")
    page.fill(".select2-dropdown .select2-search__field", "Known")
    page.click(".select2-results__option >> text=Known")
    page.fill("#id_contributions-0-given", "Eva")
    page.click("text=Identifiers")
    page.click("#identifiers-group .add-row")
    page.select_option("#id_identifiers-0-scheme", "doi")
    page.fill("#id_identifiers-0-value", "10.5555/abc")
    page.wait_for_timeout(600)
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.goto("/admin/")
    assert warned == ["beforeunload"]
    page.goto(form_of(publication))
    assert "Unsaved text of" in page.inner_text("#kept")
    assert not page.is_visible("#kept .newer")
    assert page.input_value("#id_title") == "Fog"
    page.click("#kept .back")
    assert page.input_value("#id_title") == "Fog and <b>mist</b>"
    assert page.input_value("#id_contributions-0-given") == "Eva"
    assert page.input_value("#id_contributions-1-family") == "New name"
    save(page)
    assert warned == ["beforeunload"]
    publication.refresh_from_db()
    assert publication.title == "Fog and <b>mist</b>"
    assert list(publication.contributions.values_list("family", "given", "person")) == [
        ("Ek", "Eva", None),
        ("New name", "", person.pk),
    ]
    assert publication.identifiers.get().value == "10.5555/abc"
    assert kept(page) == []
    assert not page.is_visible("#kept")


def test_text_that_a_step_of_the_workflow_saved_is_not_offered_again(page):
    publication = make_publication(title="Fog", status="draft")
    page.goto(form_of(publication))
    type_title(page, "Mist")
    with page.expect_navigation():
        page.click("button[name=_step][value=submit]")
    page.wait_for_load_state("networkidle")
    publication.refresh_from_db()
    assert (publication.title, publication.status) == ("Mist", "submitted")
    assert kept(page) == []
    assert not page.is_visible("#kept")


def test_text_is_discarded_only_when_asked(page):
    publication = make_publication(title="Fog")
    page.goto(form_of(publication))
    type_title(page, "Mist")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(form_of(publication))
    page.click("#kept .discard")
    assert kept(page) == []
    page.reload()
    assert not page.is_visible("#kept")
    assert page.input_value("#id_title") == "Fog"


def test_what_is_typed_beside_an_offer_is_kept_beside_it(page):
    publication = make_publication(title="Fog")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(form_of(publication))
    type_title(page, "The older text")
    page.goto(form_of(publication) + "?_changelist_filters=q%3Dfog")  # come to by another way
    assert page.is_visible("#kept")
    page.fill("#id_title", "The newer text")
    page.wait_for_timeout(600)
    page.goto(form_of(publication))
    page.click("#kept .back")
    assert page.input_value("#id_title") == "The newer text"
    save(page)
    publication.refresh_from_db()
    assert publication.title == "The newer text"
    page.click("#kept .back")
    assert page.input_value("#id_title") == "The older text"


def test_a_form_that_was_only_looked_at_neither_warns_nor_keeps(page):
    publication = make_publication(title="Fog", contributors=(Contributor(family="Ek"),), issued="2024")
    publication.texts.create(kind="abstract", text="Line one\nline two")
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.goto(form_of(publication))
    page.click("text=Identifiers")
    page.wait_for_timeout(600)
    page.goto("/admin/")
    assert (warned, kept(page)) == ([], [])


def test_text_survives_a_session_that_ended_while_it_was_typed(page):
    publication = make_publication(title="Fog")
    page.goto(form_of(publication))
    type_title(page, "Mist")
    Session.objects.all().delete()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(form_of(publication))  # what a save leads to is told in test_security.py
    page.fill("#id_username", "bea")
    page.fill("#id_password", "a long password")
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    page.wait_for_url(f"**{form_of(publication)}")
    page.click("#kept .back")
    assert page.input_value("#id_title") == "Mist"
    save(page)
    publication.refresh_from_db()
    assert publication.title == "Mist"


def test_text_of_one_person_is_not_offered_to_another(page, site):
    get_user_model().objects.create_superuser("kim", password="a long password")
    publication = make_publication(title="Fog")
    page.goto(form_of(publication))
    type_title(page, "Mist")
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("#id_username", "kim")
    page.fill("#id_password", "a long password")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    page.goto(form_of(publication))
    assert not page.is_visible("#kept")


def test_a_save_conflict_is_survived(page, visit):
    """The whole way: two windows, a conflict, a closed window in between, and a decision that is mine."""
    get_user_model().objects.create_superuser("kim", password="a long password", first_name="Kim")
    publication = make_publication(title="Fog", contributors=(Contributor(family="Ek"),))
    page.goto(form_of(publication))
    type_title(page, "My fog")
    page.wait_for_timeout(600)
    other = visit("/admin/login/")
    other.fill("#id_username", "kim")
    other.fill("#id_password", "a long password")
    other.press("#id_password", "Enter")
    other.wait_for_url("**/admin/")
    other.goto(form_of(publication))
    other.fill("#id_title", "Their fog")
    other.fill("#id_contributions-0-given", "Eva")
    save(other)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(form_of(publication))
    assert page.is_visible("#kept .newer")
    page.click("#kept .back")
    save(page)
    assert "Kim" in page.inner_text("#collision")
    assert page.input_value("#id_title") == "My fog"
    assert page.input_value("#id_contributions-0-given") == "Eva"
    page.goto("/admin/")
    page.goto(form_of(publication))
    page.click("#kept .back")
    assert page.input_value("#id_title") == "My fog"
    save(page)
    publication.refresh_from_db()
    assert publication.title == "Their fog"
    assert "Not saved yet: please decide" in page.inner_text("#collision")
    assert page.input_value("#id_title") == "My fog"
    page.check("#collision input[value=yours]")
    save(page)
    publication.refresh_from_db()
    assert publication.title == "My fog"
    assert publication.contributions.get().given == "Eva"
    assert kept(page) == []
