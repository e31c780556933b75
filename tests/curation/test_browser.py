"""The admin in Chromium: works under the Content-Security-Policy, rows move, nothing breaks out of a phone."""

import pytest

from formats.record import Contributor
from tests.factories import make_publication

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(visit, librarian):
    """A page of a browser that is logged in. `visit` fails the test if its console complains."""
    opened = visit("/admin/login/", viewport={"width": 1280, "height": 900})
    opened.fill("#id_username", "bea")
    opened.fill("#id_password", "a long password")
    opened.press("#id_password", "Enter")
    opened.wait_for_url("**/admin/")
    return opened


def test_no_page_breaks_the_policy_or_a_phone(page):
    publication = make_publication(title="<script>alert(1)</script>", contributors=(Contributor(family="Berg"),))
    base = "/admin/publications/publication/"
    for address in ("/admin/", base, f"{base}{publication.pk}/change/", f"{base}{publication.pk}/history/"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_a_contributor_is_added_dragged_to_the_front_and_saved(page):
    names = tuple(Contributor(family=name) for name in ("Ek", "Berg", "Lind"))
    publication = make_publication(contributors=names)
    page.goto(f"/admin/publications/publication/{publication.pk}/change/")
    page.click("#contributions-group .add-row")
    page.fill("#id_contributions-3-family", "New")
    handles = page.locator("#contributions-group .original [x-sort\\:handle]")
    handles.nth(2).scroll_into_view_if_needed()
    start, end = handles.nth(2).bounding_box(), handles.nth(0).bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 20, steps=15)
    page.mouse.move(end["x"] + 10, end["y"] + 2, steps=5)
    page.mouse.up()
    page.wait_for_timeout(300)
    page.click("button[name=_continue], input[name=_continue]")
    page.wait_for_load_state("networkidle")
    assert list(publication.contributions.values_list("family", flat=True)) == ["Lind", "Ek", "Berg", "New"]


def test_rows_in_other_tabs_are_reached_and_saved(page):
    publication = make_publication()
    page.goto(f"/admin/publications/publication/{publication.pk}/change/")
    page.click("text=Identifiers")
    page.click("#identifiers-group .add-row")
    page.select_option("#id_identifiers-0-scheme", "doi")
    page.fill("#id_identifiers-0-value", "https://doi.org/10.5555/ABC")
    page.click("button[name=_save], input[name=_save]")
    page.wait_for_load_state("networkidle")
    assert publication.identifiers.get().value == "10.5555/abc"
