"""Marking, ordering and choosing styles in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from formats.record import Contributor
from tests.factories import make_publication


@pytest.fixture
def three(transactional_db):
    people = (Contributor(family="Berg", given="Anna"),)
    return [
        make_publication(title=f"Fog {name}", issued=f"200{at}", contributors=people) for at, name in enumerate("CBA")
    ]


def marked(page):
    return [heading.inner_text() for heading in page.locator(".marked h3").all()]


def mark_all_three(page):
    for at in range(3):
        with page.expect_response(lambda response: response.request.method == "POST"):
            page.locator(".mark button").nth(at).click()


def test_marking_is_instant_and_stays(visit, three):
    page = visit("/en/publications/")
    mark_all_three(page)
    expect(page.locator(".marked-count")).to_have_text("3")
    expect(page.locator("#marked-said")).to_contain_text("Marked: 3")
    page.reload()
    expect(page.locator(".mark button.is-marked")).to_have_count(3)
    page.locator(".mark button").first.click()
    expect(page.locator(".mark button.is-marked")).to_have_count(2)
    assert page.url.endswith("/en/publications/")


def test_the_list_is_ordered_by_keys_and_by_dragging(visit, three):
    page = visit("/en/publications/")
    mark_all_three(page)
    page.goto("/en/marked/")
    assert marked(page) == ["Fog A", "Fog B", "Fog C"]
    page.locator("[data-step='1']").first.focus()
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("Enter")
    page.locator("#order-said", has_text="Moved to place 2").wait_for(state="attached")
    assert marked(page) == ["Fog B", "Fog A", "Fog C"]
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.drag_and_drop(".marked > li:nth-child(3) .grip", ".marked > li:nth-child(1) h3")
    page.reload()
    assert marked(page) == ["Fog C", "Fog B", "Fog A"]
    assert Axe().run(page).response["violations"] == []
    page.click("text=Clear the list")
    page.click("text=Undo")
    assert len(marked(page)) == 3


def test_without_javascript_buttons_lead_to_the_list(visit, three):
    page = visit("/en/publications/", java_script_enabled=False)
    page.locator(".mark button").first.click()
    assert page.url.endswith("/en/marked/")
    assert marked(page) == ["Fog A"]
    page.click("text=Share by a link")
    assert re.search(r"/en/lists/[\w-]{16}/$", page.url)


def test_a_style_is_found_by_typing_chosen_by_keys_and_remembered(visit, three):
    page = visit(three[0].get_absolute_url())
    page.click(".cite summary")
    page.locator("#cite-find").press_sequentially("phys rev")
    page.wait_for_selector(".style-finder [role=option]")
    field = page.locator("#cite-find")
    assert field.get_attribute("aria-expanded") == "true"
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    with page.expect_response(lambda response: "/cite/physical-review" in response.url):
        page.keyboard.press("Enter")
    page.locator(".reference", has_text="A. Berg").wait_for()
    chosen = page.input_value("#cite-style")
    assert chosen.startswith("physical-review")
    with page.expect_response(lambda response: "locale=sv-SE" in response.url):
        page.select_option("#cite-locale", "sv-SE")
    page.goto(three[1].get_absolute_url())
    page.locator(".reference", has_text="A. Berg").wait_for()
    assert (page.input_value("#cite-style"), page.input_value("#cite-locale")) == (chosen, "sv-SE")


def test_escape_closes_the_styles_found(visit, three):
    page = visit(three[0].get_absolute_url())
    page.click(".cite summary")
    page.locator("#cite-find").press_sequentially("nature")
    page.wait_for_selector(".style-finder [role=option]")
    page.keyboard.press("Escape")
    assert page.locator(".style-finder [role=listbox]").is_hidden()
    assert page.input_value("#cite-find") == "nature"


def test_a_bibliography_is_copied_as_markdown_and_changes_with_its_style(visit, three):
    page = visit("/en/bibliography/?group=year", permissions=["clipboard-read", "clipboard-write"])
    assert Axe().run(page).response["violations"] == []
    page.click("[data-fetch=md]")
    page.locator(".copy-said", has_text="Copied as Markdown").wait_for()
    assert "## 2002" in page.evaluate("navigator.clipboard.readText()")
    page.select_option("#list-style", "ieee")
    page.wait_for_url("**style=ieee**")
    assert page.locator(".bibliography p").first.inner_text().startswith("[1]")
