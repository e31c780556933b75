"""Bibliographies of lists in any style: on a page, and as files."""

import io
import re

import docx
import pytest

from citations.documents import SUFFIXES
from formats.record import Contributor
from publications.bibliographies import GROUPINGS
from tests.factories import make_publication
from tests.publications.pages import Shown, words

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "rtf": "application/rtf",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "tex": "application/x-tex; charset=utf-8",
}


def make(title, family, issued, **fields):
    fields = {"type": "publication/journal-article", "container_title": "Weather", **fields}
    return make_publication(
        title=title, contributors=(Contributor(family=family, given="Bo"),), issued=issued, **fields
    )


@pytest.fixture
def four():
    return [
        make("Fog one", "Zorn", "2001"),
        make("Fog two", "Ek", "2003"),
        make("Fog three", "Åberg", "2001"),
        make("Fog four", "Ek", "2001", type="publication/book", container_title=""),
    ]


def shown(client, address):
    page = Shown(client.get(address))
    return [words(entry) for entry in page.tree.cssselect(".bibliography p")], page


def test_a_list_is_sorted_as_the_style_asks(client, four):
    entries, _ = shown(client, "/en/bibliography/?style=apa&locale=en-US")
    assert [entry.split(",")[0] for entry in entries] == ["Åberg", "Ek", "Ek", "Zorn"]
    entries, _ = shown(client, "/en/bibliography/?style=apa&locale=sv-SE")
    assert [entry.split(",")[0] for entry in entries] == ["Ek", "Ek", "Zorn", "Åberg"]


def test_a_numeric_style_numbers_in_the_order_of_the_list(client, four):
    entries, page = shown(client, "/en/bibliography/?style=ieee&sort=title")
    assert [entry[:3] for entry in entries] == ["[1]", "[2]", "[3]", "[4]"]
    assert "four" in entries[0]
    assert page.tree.cssselect(".bibliography.aligned .field")[0].text == "[1]"


def test_references_are_grouped_by_year_and_numbered_through(client, four):
    entries, page = shown(client, "/en/bibliography/?style=ieee&group=year&sort=oldest")
    assert [words(heading) for heading in page.tree.cssselect(".bibliography h2")] == ["2003", "2001"]
    assert "Fog two" in entries[0]
    assert [entry[:3] for entry in entries] == ["[1]", "[2]", "[3]", "[4]"]


def test_references_are_grouped_by_type_in_the_language_of_the_citations(client, four):
    _, page = shown(client, "/en/bibliography/?style=apa&group=type&locale=sv-SE")
    headings = [words(heading) for heading in page.tree.cssselect(".bibliography h2")]
    assert headings == ["Bok", "Artikel i vetenskaplig tidskrift"]
    _, page = shown(client, "/sv/bibliography/?style=apa&group=type&locale=de-DE")
    assert [words(heading) for heading in page.tree.cssselect(".bibliography h2")] == ["Book", "Journal article"]


def test_works_without_a_year_stand_last(client, four):
    make("Undated", "Ek", "")
    _, page = shown(client, "/en/bibliography/?style=apa&group=year")
    assert words(page.tree.cssselect(".bibliography h2")[-1]) == "Without a year"


def test_only_what_the_list_holds_is_in_its_bibliography(client, four):
    make_publication(status="draft", title="Fog draft")
    make("Rain", "Ek", "2001")
    entries, page = shown(client, "/en/bibliography/?q=fog&style=apa")
    assert len(entries) == 4
    assert page.links(".trail")["Publications"] == "/en/publications/?q=fog"
    assert page.tree.cssselect(".bibliography-form input[type=hidden]")[0].get("value") == "fog"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_file_holds_the_references(client, four, suffix):
    _, page = shown(client, "/en/bibliography/?q=fog&style=apa&group=year&locale=sv-SE")
    [address] = [link.get("href") for link in page.tree.cssselect(f"a[data-file={suffix}]")]
    response = client.get(address)
    assert response["Content-Type"] == MEDIA[suffix]
    assert re.fullmatch(rf'attachment; filename="bibliography-[\d-]+\.{suffix}"', response["Content-Disposition"])
    if suffix == "docx":
        text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(response.content)).paragraphs)
    else:
        text = response.content.decode()
    assert re.search("2003.*Fog two.*2001.*Fog four.*Fog one.*Fog three", text, re.DOTALL)


@pytest.mark.parametrize("asked", ["style=nosuch", "locale=xx", "style=%00", "style=../apa"])
def test_an_unknown_style_or_language_is_a_clear_404(client, four, asked):
    for address in ("/en/bibliography/", "/bibliography.docx"):
        response = client.get(f"{address}?{asked}")
        assert response.status_code == 404
        assert "no such citation style" in response.content.decode()


@pytest.mark.parametrize(
    "asked", ["group=nonsense", "find=%00", "q=%00%ff", "sort=x&page=-1", "group=year&group=", "q=" + "a" * 900]
)
def test_other_strange_parameters_break_nothing(client, four, asked):
    assert client.get(f"/en/bibliography/?{asked}").status_code == 200


def test_what_is_too_long_or_has_no_format_is_not_found(client, four):
    assert client.get("/en/bibliography/?q=" + "a" * 6000).status_code == 404
    assert client.get("/bibliography.exe").status_code == 404
    assert client.get("/en/lists/nosuch/bibliography/").status_code == 404
    assert client.get("/lists/nosuch/bibliography.rtf").status_code == 404


def test_the_marked_list_is_cited_in_its_own_order_and_kept_by_nobody(client, four):
    for publication in (four[2], four[0]):
        client.post("/en/marked/", {"mark": publication.uuid}, headers=HERE)
    response = client.get("/en/marked/bibliography/?style=ieee")
    assert response["Cache-Control"] == "private, no-store"
    entries = [words(entry) for entry in Shown(response).tree.cssselect(".bibliography p")]
    assert ["three" in entries[0], "one" in entries[1], len(entries)] == [True, True, 2]
    assert client.get("/marked/bibliography.txt?style=ieee")["Cache-Control"] == "private, no-store"
    address = client.post("/en/marked/share/", headers=HERE)["Location"]
    assert "three" in client.get(f"{address}bibliography/?style=ieee").content.decode()


def test_an_empty_list_says_so(client):
    assert "There is nothing in this list." in client.get("/en/bibliography/").content.decode()
    assert client.get("/bibliography.docx").status_code == 200


def test_more_than_2000_are_cut_and_said_to_be(client, four, monkeypatch):
    monkeypatch.setattr("publications.views.bibliography.MOST", 3)
    monkeypatch.setattr("publications.bibliographies.MOST", 3)
    entries, page = shown(client, "/en/bibliography/?style=apa")
    assert len(entries) == 3
    assert "Only the first 3 publications" in page.text(".note")


def test_a_bibliography_takes_as_many_queries_for_four_as_for_one(client, four, django_assert_num_queries):
    client.get("/en/bibliography/?style=apa")
    with django_assert_num_queries(13):  # the keys, and 12 for records
        client.get("/en/bibliography/?style=apa&group=year")


def test_crawlers_are_not_led_into_bibliographies_and_marked_lists(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /*bibliography" in text
    assert "Disallow: /*/marked/" in text
    assert "Disallow: /*?*style=" in text


def test_every_grouping_has_a_label():
    assert all(str(grouping.label) for grouping in GROUPINGS.values())
