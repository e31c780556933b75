"""The admin in Chromium: works under the Content-Security-Policy, rows move, nothing breaks out of a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from formats.record import Contributor
from tests.factories import make_publication

# Rules of axe that templates of unfold break, and Django's autocomplete field.
UNFOLD = {
    "landmark-one-main": "axe finds no main landmark in the frame of a page",
    "landmark-unique": "the menu and its scrolling part have no names",
    "region": "the head of a page stands outside any landmark",
    "empty-table-header": "the column with the handles to drag rows has no heading",
    "aria-input-field-name": "select2 gives its field the name of its own empty content",
}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(visit, librarian):
    """A page of a browser that is logged in. `visit` fails the test if its console complains."""
    opened = visit("/admin/login/", viewport={"width": 1280, "height": 900})
    log_in(opened)
    return opened


def log_in(page) -> None:
    page.fill("#id_username", "bea")
    page.fill("#id_password", "a long password")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")


def test_no_page_breaks_the_policy_or_a_phone(page):
    publication = make_publication(title="<script>alert(1)</script>", contributors=(Contributor(family="Berg"),))
    base = "/admin/publications/publication/"
    for address in ("/admin/", base, f"{base}{publication.pk}/change/", f"{base}{publication.pk}/history/"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_the_filters_of_a_list_are_opened_by_the_keyboard(page):
    make_publication()
    page.goto("/admin/publications/publication/")
    page.get_by_role("button", name="Filters").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Apply Filters").wait_for()


def drag_to_the_front(page, family: str) -> None:
    """Drag a name above all others; again where the page moved meanwhile, as on a busy machine."""
    families = page.locator("#contributions-group input[name$=-family]")
    handles = page.locator("#contributions-group .original [x-sort\\:handle]")
    for _ in range(5):
        order = [field.input_value() for field in families.all()]
        if order[0] == family:
            return
        handle = handles.nth(order.index(family))
        handle.scroll_into_view_if_needed()
        start, end = handle.bounding_box(), handles.nth(0).bounding_box()
        page.mouse.move(start["x"] + 10, start["y"] + 10)
        page.mouse.down()
        page.mouse.move(end["x"] + 10, end["y"] + 20, steps=15)
        page.mouse.move(end["x"] + 10, end["y"] + 2, steps=5)
        page.mouse.up()
        page.wait_for_timeout(300)


def test_a_contributor_is_added_dragged_to_the_front_and_saved(page):
    names = tuple(Contributor(family=name) for name in ("Ek", "Berg", "Lind"))
    publication = make_publication(contributors=names)
    page.goto(f"/admin/publications/publication/{publication.pk}/change/")
    page.click("#contributions-group .add-row")
    page.fill("#id_contributions-3-family", "New")
    drag_to_the_front(page, "Lind")
    page.click("button[name=_continue]:visible, input[name=_continue]:visible")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_is_ours(chromium, site, librarian, scheme):
    publication = make_publication(contributors=(Contributor(family="Berg"),), status="draft")
    base = "/admin/publications/publication/"
    addresses = ["/admin/", base, f"{base}{publication.pk}/change/", f"{base}{publication.pk}/history/"]
    addresses.append("/admin/publications/organisation/tree/")
    page = chromium.new_page(
        base_url=site, viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page.goto("/admin/login/")
    wrong = {"login": faults(page)}
    log_in(page)
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        wrong[address] = faults(page)
    page.close()
    page.close()
    assert {address: found for address, found in wrong.items() if found} == {}


def faults(page) -> list[str]:
    """Return what axe finds on a page, but for the rules that unfold itself breaks."""
    rows = Axe().run(page).response["violations"]
    return [
        f"{row['id']}: {node['html'][:200]} {node['target']}"
        for row in rows
        if row["id"] not in UNFOLD
        for node in row["nodes"][:2]
    ]
