"""A link that cites, any style in "Cite this", and the search for styles."""

import pytest

from formats.record import Contributor
from publications.kept import STORE
from tests.factories import make_publication
from tests.publications.pages import Shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication():
    return make_publication(
        title="Fog & <i>frost</i>",
        type="publication/journal-article",
        container_title="Journal of Weather",
        issued="2024",
        doi="10.5555/fog",
        contributors=(Contributor(family="Berg", given="Anna"), Contributor(family="Ek", given="Bo")),
    )


def test_a_link_cites_in_plain_text(client, publication):
    response = client.get(f"/publications/{publication.uuid}.txt?style=ieee&locale=sv-SE")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("A. Berg och B. Ek, ”Fog & frost”, ")
    assert response.content.decode().endswith("10.5555/fog.\n")
    assert response["Content-Language"] == "sv-SE"
    assert 'rel="describes"' in response["Link"]


def test_a_link_cites_in_html(client, publication):
    response = client.get(f"/publications/{publication.uuid}.html?style=apa&locale=en-US")
    text = response.content.decode()
    assert text.startswith("<!doctype html>")
    assert "Berg, A., &amp; Ek, B. (2024). Fog &amp; <i>frost</i>. <i>Journal of Weather</i>." in text
    assert '<a href="https://doi.org/10.5555/fog">' in text
    assert "style=" not in text
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Robots-Tag"] == "noindex"


def test_without_parameters_the_first_style_cites_in_english(client, publication):
    assert client.get(f"/publications/{publication.uuid}.txt").content.startswith(b"Berg, A., & Ek, B. (2024).")


def test_a_dependent_style_cites_as_its_parent(client, publication):
    own, parent = (
        client.get(f"/publications/{publication.uuid}.txt?style={style}").content
        for style in ("physical-review-letters", "american-physics-society")
    )
    assert own.startswith(b"A. Berg and B. Ek")
    assert parent in (own, b"There is no citation style 'american-physics-society'.\n")


@pytest.mark.parametrize(
    "asked", ["style=nosuch", "locale=xx-XX", "style=../../apa", "style=" + "x" * 5000, "style=%00"]
)
def test_a_style_or_language_that_there_is_not_is_a_clear_404(client, publication, asked):
    text = client.get(f"/publications/{publication.uuid}.txt?{asked}")
    assert (text.status_code, text["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert b"There is no citation" in text.content
    page = client.get(f"/publications/{publication.uuid}.html?{asked}")
    assert page.status_code == 404
    assert "no such citation style or language" in page.content.decode()


def test_an_unchanged_reference_is_not_sent_again(client, publication, django_assert_num_queries):
    address = f"/publications/{publication.uuid}.txt?style=ieee"
    tag = client.get(address)["ETag"]
    with django_assert_num_queries(1):  # the version
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{address}&locale=sv", headers={"If-None-Match": tag}).status_code == 200
    publication.title = "Ice"
    publication.save()
    assert b"Ice" in client.get(address, headers={"If-None-Match": tag}).content


def test_what_is_not_public_is_not_cited(client):
    draft, gone = make_publication(status="draft"), make_publication(status="withdrawn")
    for suffix in ("txt", "html"):
        assert client.get(f"/publications/{draft.uuid}.{suffix}").status_code == 404
        assert client.get(f"/publications/{gone.uuid}.{suffix}").status_code == 410


def test_nothing_in_a_record_becomes_markup(client):
    bad = make_publication(title='<script>alert(1)</script> & "x" {{ 7|add:7 }}')
    assert b"<script>alert" not in client.get(f"/publications/{bad.uuid}.html").content
    parts = client.get(f"/publications/{bad.uuid}/cite/ieee").json()
    assert "<script" not in parts["html"] + parts["rich"]


def test_the_page_cites_in_any_style_and_language(client, publication):
    page = Shown(client.get(publication.get_absolute_url() + "?style=physical-review-b&locale=de-DE"))
    assert page.text(".reference").startswith("A. Berg und B. Ek")
    assert page.tree.cssselect("#cite-style option[selected]")[0].text == "Physical Review B"
    assert page.tree.cssselect("#cite-locale option[selected]")[0].get("value") == "de-DE"
    assert page.tree.cssselect(".cite details[open]")


@pytest.mark.parametrize("asked", ["style=nosuch", "style=../apa", "locale=xx", "style=%00&locale=%ff", "find=%00"])
def test_what_the_page_does_not_know_gives_way_to_what_is_usual(client, publication, asked):
    page = Shown(client.get(f"{publication.get_absolute_url()}?{asked}"))
    assert page.text(".reference").startswith("Berg, A., & Ek, B. (2024).")


def test_styles_are_found_without_javascript(client, publication):
    page = Shown(client.get(publication.get_absolute_url() + "?find=phys+rev"))
    found = {button.text: button.get("value") for button in page.tree.cssselect(".styles-found button[name=style]")}
    assert found["Physical Review Letters"] == "physical-review-letters"
    assert "No style was found" in Shown(client.get(publication.get_absolute_url() + "?find=zzzz")).text(".cite")


def test_all_languages_of_citations_are_offered_those_of_the_portal_first(client, publication):
    page = Shown(client.get(publication.get_absolute_url()))
    offered = [option.get("value") for option in page.tree.cssselect("#cite-locale option")]
    assert offered[:3] == ["en-US", "sv-SE", "en-GB"]
    assert len(offered) == len(set(offered)) > 60


def test_the_choice_is_not_kept_for_other_readers(client, publication):
    STORE.clear()
    client.get(publication.get_absolute_url() + "?style=ieee&locale=sv-SE")
    assert Shown(client.get(publication.get_absolute_url())).text(".reference").startswith("Berg, A.")


def test_styles_are_found_by_scripts(client):
    response = client.get("/citation-styles.json?q=Phys+Rev")
    styles = response.json()["styles"]
    assert {
        "id": "physical-review-letters",
        "title": "Physical Review Letters",
        "same_as": styles[0]["same_as"],
    } in styles
    assert len(styles) <= 20
    assert response.json()["said"] == "The first 20 styles are shown."
    assert "max-age" in response["Cache-Control"]


@pytest.mark.parametrize("words", ["", "%00", "x" * 5000, "%ff%fe", "(((", "a " * 300, "'; drop table"])
def test_strange_words_find_no_style_and_break_nothing(client, words, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(f"/citation-styles.json?q={words}").status_code == 200
