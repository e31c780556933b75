"""What a browser does with the page of a publication: citing, copying, folding, keyboard, without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from formats.record import Affiliation, Contributor, Note, Translation
from tests.factories import make_publication, make_unit

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
PHONE = {"viewport": {"width": 390, "height": 844}}
READ = """async () => {
    const [item] = await navigator.clipboard.read();
    const texts = {};
    for (const type of item.types) texts[type] = await (await item.getType(type)).text();
    return texts;
}"""


@pytest.fixture
def article(site):
    return make_publication(
        type="publication/journal-article",
        title="Peat in <i>Sphagnum</i> mires & bogs",
        subtitle="A <b>long</b> story",
        contributors=(Contributor(family="Berg", given="Anna"), Contributor(family="Öst", given="Per")),
        container_title="Journal of Peat",
        volume="43",
        page="344-355",
        issued="2022",
        language="eng",
        doi="10.1234/peat.1",
        abstracts=(Translation(text=f"<p>{'Peat grows slowly. ' * 100}</p>", language="eng"),),
        keywords=(Translation(text="Peat", language="eng"),),
        notes=(Note(heading="Copyright:", text="© 2021"),),
        open_access="gold",
        licence="CC BY 4.0",
    )


def address(publication, language="en") -> str:
    return f"/{language}/publications/{publication.slug}/"


def choose(page, style: str) -> None:
    """Choose a style and wait until it is there."""
    with page.expect_response(lambda response: f"/cite/{style}" in response.url):
        page.select_option("#cite-style", style)
    page.wait_for_selector(f'[data-style="{style}"]')


def test_one_click_copies_rich_and_plain_text_together(visit, article):
    page = visit(address(article), **CLIPBOARD)
    page.click("text=Copy >> nth=0")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate(READ)
    assert copied["text/plain"] == (
        "Berg, A., & Öst, P. (2022). Peat in Sphagnum mires & bogs: A long story. "
        "Journal of Peat, 43, 344–355. https://doi.org/10.1234/peat.1"
    )
    for part in ("<i>Sphagnum</i>", "<b>long</b>", "<i>Journal of Peat</i>", "&amp;"):
        assert part in copied["text/html"]


def test_the_second_button_copies_plain_text_alone(visit, article):
    page = visit(address(article), **CLIPBOARD)
    page.click("text=Copy plain text")
    page.wait_for_selector("text=Copied as plain text")
    copied = page.evaluate(READ)
    assert list(copied) == ["text/plain"]
    assert copied["text/plain"].startswith("Berg, A., & Öst, P. (2022). Peat in Sphagnum")


def test_copying_is_announced_to_screen_readers(visit, article):
    page = visit(address(article), **CLIPBOARD)
    assert page.inner_text(".cite-said") == ""
    page.click("[data-copy=rich]")
    page.locator(".cite-said[role=status]", has_text="Copied").wait_for()


def test_copying_works_where_browsers_have_no_clipboard_object(visit, article):
    page = visit(address(article), **CLIPBOARD)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    page.click("[data-copy=rich]")
    page.wait_for_selector("text=Copied")
    page.evaluate("delete navigator.clipboard")
    copied = page.evaluate(READ)
    assert copied["text/plain"].startswith("Berg, A., & Öst, P. (2022)")
    assert "<i>Sphagnum</i>" in copied["text/html"]


def test_a_style_is_chosen_without_reload_and_copied(visit, article):
    page = visit(address(article), **CLIPBOARD)
    page.evaluate("window.stillHere = true")
    choose(page, "ieee")
    assert "A. Berg and P. Öst" in page.inner_text(".reference")
    page.click("[data-copy=rich]")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate(READ)
    assert "A. Berg and P. Öst" in copied["text/plain"]
    assert "<i>Sphagnum</i>" in copied["text/html"]
    assert page.evaluate("window.stillHere")


@pytest.mark.parametrize(("style", "start"), [("bibtex", "@article{"), ("ris", "TY  - JOUR")])
def test_what_is_for_programs_is_copied_as_it_stands(visit, article, style, start):
    page = visit(address(article), **CLIPBOARD)
    choose(page, style)
    assert page.locator("[data-copy=plain]").is_hidden()
    page.click("[data-copy=rich]")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate(READ)
    assert list(copied) == ["text/plain"]
    assert copied["text/plain"].startswith(start)
    assert copied["text/plain"].count("\n") > 5


def test_the_style_is_remembered_on_the_next_page(visit, article):
    other = make_publication(title="Another", contributors=(Contributor(family="Berg", given="Anna"),), issued="2020")
    page = visit(address(article))
    choose(page, "ieee")
    page.goto(address(other))
    page.wait_for_selector('[data-style="ieee"]')
    assert page.input_value("#cite-style") == "ieee"
    assert page.inner_text(".reference").startswith("A. Berg")


def test_a_style_that_cannot_be_fetched_leaves_the_one_before(visit, article):
    page = visit(address(article))
    before = page.inner_text(".reference")
    page.route("**/cite/nature*", lambda route: route.fulfill(status=200, body="not JSON"))
    page.select_option("#cite-style", "nature")
    page.wait_for_selector("text=The style could not be fetched")
    assert page.input_value("#cite-style") == "apa"
    assert page.inner_text(".reference") == before


def test_styles_can_be_chosen_without_javascript(visit, article):
    page = visit(address(article), java_script_enabled=False)
    assert page.locator("[data-copy]").first.is_hidden()
    page.select_option("#cite-style", "ieee")
    page.click(".cite form button")
    assert "A. Berg and P. Öst" in page.inner_text(".reference")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_long_abstract_unfolds_and_folds(visit, article, scripts):
    page = visit(address(article), java_script_enabled=scripts)
    text = page.locator(".foldable .prose")
    folded = text.bounding_box()["height"]
    page.click(".foldable summary >> text=More")
    assert text.bounding_box()["height"] > folded + 100
    page.click(".foldable summary >> text=Less")
    assert text.bounding_box()["height"] == folded


def many_authors():
    make_unit(code="n1")
    at_home = (Affiliation(unit="n1"),)
    return make_publication(
        title="A search",
        contributors=tuple(
            Contributor(family=f"Family{number}", given="A.", affiliations=at_home if number == 900 else ())
            for number in range(2858)
        ),
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_all_names_are_shown_on_a_click(visit, scripts):
    page = visit(address(many_authors()), java_script_enabled=scripts)
    assert "Family1500" not in page.inner_text(".byline-names")
    page.click("text=Show all 2,858")
    page.wait_for_selector("text=Show fewer")
    assert "Family1500" in page.inner_text(".byline-names")
    page.click("text=Show fewer")
    page.wait_for_selector("text=Show all 2,858")


def test_everything_is_reached_by_keyboard(visit, article):
    page = visit(address(article), **CLIPBOARD)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
    wanted = ("<select", 'data-copy="rich"', 'data-copy="plain"', "<summary", "https://doi.org", "/en/keywords/")
    for part in wanted:
        assert any(part in element for element in reached), part


def test_the_focus_is_seen_wherever_it_is(visit, article):
    page = visit(address(article))
    for _ in range(20):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        assert width >= 2


def test_a_slash_goes_to_the_search_box(visit, article):
    page = visit(address(article))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_on_a_phone_citing_opens_as_a_sheet_and_closes_again(visit, article):
    page = visit(address(article), **PHONE, **CLIPBOARD)
    page.click(".cite-bar a")
    assert page.locator("dialog.sheet").is_visible()
    page.locator("dialog [data-copy=rich]").click()
    page.wait_for_selector("dialog >> text=Copied")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert page.locator("article .cite").count() == 1


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1600])
def test_nothing_is_wider_than_the_window(visit, article, width):
    page = visit(address(article), viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_lines_of_an_abstract_have_62_to_72_characters(visit, article):
    page = visit(address(article), viewport={"width": 1280, "height": 900})
    page.wait_for_function("document.fonts.status === 'loaded'")
    lines = page.evaluate("""() => {
        const text = document.querySelector(".prose p").firstChild;
        const range = document.createRange();
        const tops = new Map();
        for (let place = 0; place < 900; place++) {
            range.setStart(text, place);
            range.setEnd(text, place + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            tops.set(top, (tops.get(top) || 0) + 1);
        }
        return [...tops.values()].slice(0, -1);
    }""")
    assert 62 <= sum(lines) / len(lines) <= 72


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_axe_finds_nothing(visit, article, scheme, size, language):
    page = visit(address(article, language), color_scheme=scheme, viewport=size, bypass_csp=True)
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()


def test_on_paper_there_is_the_reference_and_no_navigation(visit, article):
    page = visit(address(article))
    page.emulate_media(media="print")
    assert page.locator(".reference").is_visible()
    assert page.locator(".institution").is_visible()
    for gone in (".site", ".languages", "[role=search]", ".cite form", "[data-copy=rich]", ".fold", ".page-footer ul"):
        assert page.locator(gone).first.is_hidden(), gone
    text = page.locator(".foldable .prose")
    assert text.evaluate("element => element.scrollHeight <= element.clientHeight + 1")
