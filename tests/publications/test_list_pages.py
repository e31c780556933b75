"""The list of publications while there is no index yet: order, pages, and what hostile parameters do."""

import pytest

from formats.record import Contributor
from publications.models import Publication
from publications.search.parameters import PER_PAGE, number_in
from tests.factories import make_publication

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [hit.publication.title for hit in response.context["list"].hits]


@pytest.fixture
def sixty_one():
    """Sixty publications and one, of the years 1960 to 2020, so that there are three pages."""
    return [make_publication(title=f"Year {year}", issued=str(year)) for year in range(1960, 2021)]


def test_the_newest_come_first(client, sixty_one):
    assert titles(client.get("/en/publications/"))[:2] == ["Year 2020", "Year 2019"]


def test_every_publication_is_on_one_page(client, sixty_one):
    shown = [title for page in "123" for title in titles(client.get("/en/publications/", {"page": page}))]
    assert shown == [f"Year {year}" for year in range(2020, 1959, -1)]


@pytest.mark.parametrize("sort", ["oldest", "title"])
def test_a_list_is_ordered_as_chosen_on_each_page(client, sixty_one, sort):
    shown = [title for page in "123" for title in titles(client.get("/en/publications/", {"page": page, "sort": sort}))]
    assert shown == [f"Year {year}" for year in range(1960, 2021)]


def test_titles_are_in_swedish_order(client):
    for title in ("Öar", "Zebror", "Ängar", "Åar", "Älvar", "<i>Aspar</i>"):
        make_publication(title=title)
    shown = titles(client.get("/sv/publications/", {"sort": "title"}))
    assert shown == ["<i>Aspar</i>", "Zebror", "Åar", "Älvar", "Ängar", "Öar"]


def test_the_last_changed_comes_first_when_asked_for(client):
    first, second = make_publication(title="First"), make_publication(title="Second")
    Publication.objects.filter(pk=second.pk).update(updated="2020-01-01T00:00:00Z")
    assert titles(client.get("/en/publications/", {"sort": "changed"})) == [first.title, second.title]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [("2", 2), ("0", 1), ("-1", 1), ("-99999999999999999999", 1), ("4", 3), ("9" * 5000, 3), ("9e99", 1), ("", 1)]
    + [("1.5", 1), ("２", 1), ("<script>", 1), ("\0", 1), ("NaN", 1), ("+2", 2), (" 2 ", 2)],
)
def test_a_page_that_is_not_there_is_the_nearest(client, sixty_one, wanted, number):
    response = client.get("/en/publications/", {"page": wanted})
    assert response.status_code == 200
    assert response.context["list"].page.number == number


def test_numbers_of_a_thousand_digits_are_bounded():
    assert number_in("9" * 100_000) == 999_999_999
    assert number_in("-" + "9" * 100_000) == -999_999_999


@pytest.mark.parametrize("sort", ["<script>alert(1)</script>", "-issued", "\0", "", "newest'--", "x" * 9999])
def test_an_unknown_order_is_the_newest_first(client, sixty_one, sort):
    response = client.get("/en/publications/", {"sort": sort})
    assert titles(response)[0] == "Year 2020"
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    "query", ["q=%FF%FE", "q=%00", "q=%27%22%3E%3Cscript%3E", "page=%C3%28", "sort=%E2%82", "%FF=%FF"]
)
@pytest.mark.parametrize(
    "path", ["publications/", "persons/", "journals/", "subjects/", "organisations/", "about/", ""]
)
def test_bytes_that_are_no_text_are_harmless(client, path, query):
    make_publication()
    for language in ("en", "sv"):
        assert client.get(f"/{language}/{path}?{query}&starts=%FF%00").status_code == 200


WORDS = [
    "'",
    "\\",
    "&|!",
    "a:*",
    "()",
    "<->",
    "%",
    "_",
    "\0",
    "🦊",
    "ﬀ",
    "x" * 5000,
    "a " * 5000,
    "' OR 1=1 --",
    "*",
    "\u0301",
]


@pytest.mark.parametrize("words", WORDS)
def test_no_words_are_an_error(client, words):
    make_publication(title="A title")
    assert client.get("/en/publications/", {"q": words}).status_code == 200
    assert client.get("/en/persons/", {"starts": words}).status_code == 200


def test_drafts_are_never_found(client):
    draft = make_publication(
        title="Hidden fog", status="draft", contributors=(Contributor(family="Dimma", orcid="0000-0002-1825-0097"),)
    )
    make_publication(title="Taken back fog", status="withdrawn")
    for address in ("/en/", "/en/publications/", "/en/publications/?q=fog", "/en/persons/?starts=D", "/sitemap.xml"):
        text = client.get(address).text
        assert "Hidden" not in text, address
        assert "Taken back" not in text, address
        assert "Dimma" not in text, address
    assert client.get(f"/en/persons/{draft.contributions.get().person.slug}/").status_code == 404


def test_the_other_pages_keep_order_and_words(client):
    for number in range(PER_PAGE + 1):
        make_publication(title=f"Fog {number}")
    response = client.get("/en/publications/?q=fog&sort=oldest")
    assert response.context["list"].next == "/en/publications/?q=fog&sort=oldest&page=2"
