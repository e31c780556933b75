"""Searching in a browser: facets, chips, back and forward, the chart of years, suggestions; all of it announced."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import expect

from formats.record import Contributor, Subject
from tests.factories import make_person, make_publication, make_subject

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ARTICLE, BOOK = "publication/journal-article", "publication/book"
ORCID = "0000-0002-1825-0097"


@pytest.fixture
def fog(site, indexed):
    """Thirty publications about fog, of which ten are books; the years are 1990 to 2019."""
    cache.clear()
    make_subject(code="1", name_en="Nature", name_sv="Natur")
    make_person(family="Foggarty", given="Åsa", orcid=ORCID)
    for number in range(30):
        make_publication(
            title=f"Fog {number}",
            type=ARTICLE if number % 3 else BOOK,
            issued=str(1990 + number),
            contributors=(Contributor(family="Foggarty", orcid=ORCID),),
            subjects=(Subject(code="1", edition="2025"),) if number % 2 else (),
        )
    indexed()


def count(page) -> str:
    return page.inner_text("#publications .count")


def status(page):
    return page.locator("#results-said")


def test_a_facet_changes_only_the_results_and_says_how_many_there_are(visit, fog):
    page = visit("/en/publications/?q=fog", viewport=WIDE)
    page.evaluate("document.querySelector('h1').dataset.kept = 'yes'")
    page.click("#panel-type + ul a:has-text('Book')")
    expect(page.locator("#publications .count")).to_have_text("10")
    expect(status(page)).to_have_text("10 publications")
    assert page.get_attribute("h1", "data-kept") == "yes"
    assert page.url.endswith(f"?q=fog&type={BOOK.replace('/', '%2F')}")
    assert page.evaluate("document.activeElement.textContent").startswith("Book")  # the focus stays where it was


def test_back_and_forward_show_what_was_there(visit, fog):
    page = visit("/en/publications/?q=fog", viewport=WIDE)
    page.click("#panel-type + ul a:has-text('Book')")
    expect(page.locator("#publications .count")).to_have_text("10")
    page.click("#panel-subject + ul a")
    expect(page.locator("#publications .count")).to_have_text("5")
    page.go_back()
    expect(page.locator("#publications .count")).to_have_text("10")
    page.go_back()
    expect(page.locator("#publications .count")).to_have_text("30")
    page.go_forward()
    expect(page.locator("#publications .count")).to_have_text("10")
    page.reload()
    assert count(page) == "10"


def test_a_chip_is_taken_away_with_the_keyboard(visit, fog):
    page = visit(f"/en/publications/?q=fog&type={BOOK}", viewport=WIDE)
    page.focus(".chips a.chosen")
    page.keyboard.press("Enter")
    expect(page.locator("#publications .count")).to_have_text("30")
    page.click(".asked >> text=Clear all")
    expect(page.locator(".asked")).to_have_count(0)
    assert page.input_value("main .search input") == ""


def test_years_are_chosen_by_dragging_and_by_numbers(visit, fog):
    page = visit("/en/publications/?q=fog", viewport=WIDE)
    box = page.locator(".years svg").bounding_box()
    bar = box["width"] / 30
    page.mouse.move(box["x"] + bar * 0.5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + bar * 4.5, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.locator("#publications .count")).to_have_text("5")
    assert "from=1990&to=1994" in page.url
    page.fill("[name=from]", "2018")
    page.fill("[name=to]", "2019")
    page.press("[name=to]", "Enter")
    expect(page.locator("#publications .count")).to_have_text("2")


def test_suggestions_are_walked_through_with_the_arrows_and_read_out(visit, fog):
    page = visit("/en/about/", viewport=WIDE)
    page.keyboard.press("/")
    box = page.locator("header [role=combobox]")
    expect(box).to_be_focused()
    box.press_sequentially("fogg")
    expect(page.locator("[role=option]")).to_have_text(["Åsa Foggarty"])
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("header [role=status]")).to_have_text("1 suggestion")
    box.press("ArrowDown")
    option = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    assert box.input_value() == "fogg"
    box.press("ArrowDown")
    expect(page.locator("[role=option]")).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/persons/asa-foggarty/")


def test_enter_without_a_choice_searches_for_what_was_typed(visit, fog):
    page = visit("/en/about/", viewport=WIDE)
    box = page.locator("header [role=combobox]")
    box.press_sequentially("fog")
    expect(page.locator("[role=option]").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/publications/?q=fog")


def test_on_a_phone_the_facets_are_a_sheet(visit, fog):
    page = visit("/en/publications/?q=fog", viewport=PHONE)
    expect(page.locator("#facets")).to_be_hidden()
    page.click("text=Narrow the list")
    page.click("#panel-type + ul a:has-text('Book')")
    expect(page.locator(".facets-close")).to_have_text("Show 10 publications")
    page.click(".facets-close button")
    expect(page.locator("#facets")).to_be_hidden()
    assert count(page) == "10"


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_without_javascript_all_of_it_works(visit, fog, size):
    page = visit("/en/publications/", viewport=size, java_script_enabled=False)
    page.fill("main .search input", "fog")
    page.click("main .search button")
    if size == PHONE:
        page.click("text=Narrow the list")  # opens without a script
    page.click("#panel-type + ul a:has-text('Book')")
    assert count(page) == "10"
    if size == PHONE:
        page.click("text=Narrow the list")
    page.fill("[name=from]", "2000")
    page.click(".years button")
    assert re.search(r"type=.*&from=2000|from=2000", page.url)
    assert count(page) == "6"


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", WIDE), ("sv", "dark", PHONE)])
def test_axe_finds_nothing_in_open_suggestions_menus_and_sheets(chromium, site, fog, language, scheme, size):
    page = chromium.new_page(base_url=site, viewport=size, color_scheme=scheme, bypass_csp=True)
    page.goto(f"/{language}/publications/?q=fog&type={BOOK}")
    page.locator("main [role=combobox]").press_sequentially("g")
    page.locator("main [role=combobox]").press("Backspace")
    expect(page.locator("[role=option]").first).to_be_visible()
    wrong = [row["id"] for row in Axe().run(page).response["violations"]]
    page.keyboard.press("Escape")
    page.click("details.menu >> nth=0")
    wrong += [row["id"] for row in Axe().run(page).response["violations"]]
    page.keyboard.press("Escape")
    if size == PHONE:
        page.click(".narrow")
    wrong += [f"{row['id']} {row['nodes'][0]['html']}" for row in Axe().run(page).response["violations"]]
    page.close()
    assert wrong == []
