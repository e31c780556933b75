"""Bringing records in, in Chromium: nothing breaks the policy or a phone and axe finds nothing."""

import pytest

from publications.models import Publication
from tests.curation.test_browser import faults, log_in
from tests.factories import make_person, make_publication

BIB = (
    "@article{a, title={Fog over Norrvik}, author={Berg, Anna}, journal={J Fog}, year=2024, doi={10.5555/a.1},"
    " volume=4}\n@article{b, title={Rain}, author={Ek, Bo}, year=2023}\nhttps://www.example.org/page\n@book{c"
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def there(db):
    make_person(family="Berg", given="Anna")
    return make_publication(title="Fog over Norrvik", doi="10.5555/a.1", volume="3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_from_the_box_to_the_report(chromium, site, librarian, there, scheme):
    page = chromium.new_page(base_url=site, color_scheme=scheme, bypass_csp=True)
    page.goto("/admin/login/")
    log_in(page)
    page.goto("/admin/curation/import/")
    wrong = {"box": faults(page)}
    page.fill("#intake-text", BIB)
    page.click("text=Look at them")
    page.wait_for_selector(".intake-rows")
    wrong["preview"] = faults(page)
    page.click("text=Import as chosen")
    page.wait_for_load_state("networkidle")
    wrong["report"] = faults(page)
    page.close()
    assert {name: found for name, found in wrong.items() if found} == {}
    assert Publication.objects.filter(title="Rain").exists()


def test_no_page_of_it_breaks_the_policy_or_a_phone(visit, librarian, there):
    page = visit("/admin/login/", viewport={"width": 1280, "height": 844})
    log_in(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/admin/curation/import/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_input_files("#intake-files", {"name": "many.bib", "mimeType": "text/plain", "buffer": BIB.encode()})
    page.click("text=Look at them")
    page.wait_for_selector(".intake-rows")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


DROP = """([where, name]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File(["@book{a}"], name));
  const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  document.querySelector(where).dispatchEvent(event);
  return event.defaultPrevented;
}"""


def test_files_dropped_one_after_another_also_beside_the_box_are_all_kept(visit, librarian):
    page = visit("/admin/login/")
    log_in(page)
    page.goto("/admin/curation/import/")
    for where, name in (("#intake-text", "one.bib"), ("body", "two.bib")):
        assert page.evaluate(DROP, [where, name]), "the browser would open the file in place of the page"
    names = page.evaluate("[...document.querySelector('#intake-files').files].map((file) => file.name)")
    assert names == ["one.bib", "two.bib"]
