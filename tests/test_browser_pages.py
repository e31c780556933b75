"""What a browser finds on every kind of page: nothing inaccessible, nothing too wide, all of it by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from formats.record import Affiliation, Contributor, Funding, Subject, Translation
from publications.models import Keyword
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LONG = "Nervtrådsavsnörningsexperimentsprotokollgranskningskommitté"
LISTS = ("", "publications/", "publications/?page=2&sort=added", "publications/?q=dimman", "publications/?q=zzz")
LISTS += ("persons/", "persons/?starts=ö", "organisations/", "journals/?starts=d", "subjects/", "about/", "nothing/")
LISTS += (
    "publications/browse/",
    "funders/",
    "publications/facets/journal/?q=dimman",
    "search-help/",
    "publications/?year=1990-1999",
)


@pytest.fixture
def addresses(site, indexed):
    """The address of a page of each kind, without its language; some of what they show is long."""
    cache.clear()
    area = make_subject(code="3", name_en="Medicine", name_sv="Medicin")
    old = make_subject(edition="2011", code="3", name_en="Old medicine", name_sv="Gammal medicin", today=area)
    top = make_unit(name_en="University", name_sv="Universitet", kind="university")
    unit = make_unit(name_en=f"Home of {LONG}", name_sv="Hemmet", kind="faculty", parent=top)
    person = make_person(family="Öberg", given="Åsa", orcid="0000-0002-1825-0097", title_sv="Lektor")
    person.names.create(family=LONG, given="A.")
    journal = make_journal(title=f"Dimma {LONG}", issn="2049-3630")
    for number in range(30):
        make_publication(
            title=f"Dimman över ån <i>{number}</i> {LONG if number == 29 else ''}",
            type="publication/journal-article",
            language="swe",
            issued=str(1990 + number),
            container_title=journal.title,
            contributors=(
                Contributor(family="Öberg", orcid=person.orcid, affiliations=(Affiliation(unit=unit.code),)),
            ),
            subjects=(Subject(code="3", edition="2025"),),
            keywords=(Translation(text=f"älvor {LONG}", language="swe"),),
            funding=(Funding(funder=f"Fonden {LONG}", award=f"{LONG}/1", title=LONG),),
        )
    gone = make_publication(title=f"Borta {LONG}", status="withdrawn")
    indexed()
    rows = (area, old, top, unit, person, journal, gone, Keyword.objects.get())
    funded = (f"funders/Fonden {LONG}/", f"funders/Fonden {LONG}/projects/{LONG}/1/")
    return [*LISTS, *funded, *(row.get_absolute_url().removeprefix("/en/") for row in rows)]


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", WIDE), ("sv", "dark", PHONE)])
def test_axe_finds_nothing_on_any_page_and_none_is_wider_than_the_window(
    chromium, site, addresses, language, scheme, size
):
    page = chromium.new_page(base_url=site, viewport=size, color_scheme=scheme, bypass_csp=True)
    wrong = {}
    for address in addresses:
        page.goto(f"/{language}/{address}")
        found = Axe().run(page)
        faults = [f"{row['id']}: {row['nodes'][0]['html']}" for row in found.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("wider than the window")
        if page.locator("h1").count() != 1:
            faults.append("not one h1")
        wrong |= {address: faults} if faults else {}
    page.close()
    assert wrong == {}


def test_no_page_makes_an_error_in_the_browser(visit, addresses):
    page = visit("/en/")
    for address in addresses:
        if address != "nothing/" and "borta" not in address:  # which are errors, and say so
            page.goto(f"/en/{address}")


def test_a_reader_searches_and_leafs_by_keyboard_alone(visit, addresses):
    page = visit("/en/")
    page.focus("main input[type=search]")
    page.keyboard.type("dimman")
    page.keyboard.press("Enter")
    page.wait_for_url("**/publications/?q=dimman")
    assert page.locator("ol.publications > li").count() == 25
    page.focus("a[rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2")
    assert page.locator("ol.publications > li").count() == 5
    assert page.locator("ol.publications").get_attribute("start") == "26"


def test_a_reader_goes_from_the_first_page_to_a_subject_a_publication_and_a_person(visit, addresses):
    page = visit("/sv/")
    page.click("text=Medicin >> nth=0")
    page.wait_for_url("**/sv/subjects/2025/3/")
    page.click("ol.publications a >> nth=0")
    page.wait_for_url("**/sv/publications/**")
    page.click("#authors a >> nth=0")
    page.wait_for_url("**/sv/persons/asa-oberg/")
    assert page.inner_text("h1") == "Åsa Öberg"
