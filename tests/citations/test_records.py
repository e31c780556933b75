"""Records as what is cited: what catalogues and styles leave wrong is put right for the reader."""

import pytest

import citations
from formats.record import Contributor, Identifier, Link, Record

ANNA = Contributor(family="Wall", given="Anna")
ARTICLE = {"type": "publication/journal-article", "container_title": "Nursing", "volume": "3", "issued": "2024"}
CHAPTER = {"type": "publication/book-chapter", "container_title": "A Book", "issued": "2024"}


def cited(style="apa", locale="en-US", **fields):
    return str(citations.cite(Record(contributors=(ANNA,), **({"title": "A title"} | fields)), style, locale))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("On leprae.", "“On leprae,”"),
        ("Homo sp.", "“Homo sp.,”"),
        ("Made in the U.S.", "“Made in the U.S.,”"),
        ("And then ...", "“And then ...,”"),
        ("A view of all:", "“A view of all,”"),
        ("Why?", "“Why?,”"),
    ],
)
def test_a_title_has_no_full_stop_of_its_own(title, expected):
    assert expected in cited("ieee", title=title, **ARTICLE)


def test_a_text_does_not_end_as_on_a_catalogue_card():
    fields = CHAPTER | {"container_title": "Proceedings /", "publisher": "Brill,", "publisher_place": "Leiden :"}
    assert cited("ieee", **fields) == "A. Wall, “A title,” in Proceedings, Leiden: Brill, 2024."


def test_an_organisation_has_no_full_stop_but_that_of_an_abbreviation():
    names = Contributor(literal="Library of Congress, Music Division."), Contributor(literal="Notes Inc.")
    record = Record(type="publication/book", title="T", contributors=names, issued="2001")
    assert str(citations.cite(record, "apa")) == "Library of Congress, Music Division, & Notes Inc. (2001). T."


def test_et_al_in_the_place_of_a_name_is_no_name():
    names = ANNA, Contributor(literal="et al.")
    record = Record(type="publication/book", title="T", contributors=names, issued="2001")
    assert citations.cite(record, "apa") == "Wall, A. et al. (2001). T."
    assert citations.cite(record, "ieee") == "A. Wall et al., T. 2001."


@pytest.mark.parametrize("pages", ["184-184", "184", "p. 184", "s 184"])
def test_one_page_is_one_page(pages):
    assert cited(page=pages, **CHAPTER) == "Wall, A. (2024). A title. In A Book (p. 184)."


def test_the_pages_that_services_write_for_none_are_left_out():
    assert cited(page="0-0", **CHAPTER) == "Wall, A. (2024). A title. In A Book."


@pytest.mark.parametrize("edition", ["2", "2. uppl.", "2:a upplagan", "2nd ed.", "[2. Aufl.]"])
def test_an_edition_is_said_in_the_language_of_the_citation(edition):
    fields = {"type": "publication/book", "edition": edition, "issued": "2001"}
    assert cited(locale="sv-SE", **fields) == "Wall, A. (2001). A title (2:a uppl.)."
    assert cited(**fields) == "Wall, A. (2001). A title (2nd ed.)."


def test_another_edition_stays_in_its_own_words():
    assert "(Rev. ed.)" in cited(type="publication/book", edition="Rev. ed.")


@pytest.mark.parametrize("genre", ["artisticOutput", "StillImage", "(:unav)", "other", "NSC168590"])
def test_the_words_of_machines_are_not_printed(genre):
    assert cited(type="publication/other", genre=genre, issued="2001") == "Wall, A. (2001). A title."


def test_the_words_of_people_for_a_kind_of_work_are_printed():
    assert "[Catalogue]" in cited(type="publication/other", genre="Catalogue")


def test_an_article_number_is_printed_once_whatever_the_style():
    fields = ARTICLE | {"article_number": "e12"}
    assert cited("modern-language-association", **fields) == "Wall, Anna. “A Title.” Nursing, vol. 3, no. e12, 2024."
    assert cited("apa", **fields) == "Wall, A. (2024). A title. Nursing, 3, Article e12."
    assert cited("harvard-cite-them-right", "en-GB", **fields) == "Wall, A. (2024) ‘A title’, Nursing, 3, p. e12."


def test_an_address_of_the_doi_is_not_printed_beside_it():
    links = (Link(url="https://doi.org/abc"),)
    assert cited("nlm-citation-sequence", doi="10.1234/x", links=links, **ARTICLE) == (
        "Wall A. A title. Nursing. 2024;3. doi:10.1234/x"
    )


def test_the_place_of_a_journal_is_not_printed():
    assert "Lund" not in cited("chicago-author-date", publisher_place="Lund", **ARTICLE)


def test_a_patent_number_is_one_number():
    record = Record(type="intellectual-property/patent", title="T", number="SE123-B", issued="2020")
    assert citations.cite(record, "apa") == "T (Patent No. SE123-B). (2020)."


def test_a_report_in_a_series_is_numbered_in_every_style():
    fields = {"type": "publication/report", "collection_title": "SOU", "collection_number": "2020:3", "issued": "2020"}
    for style in ("apa", "ieee", "harvard-cite-them-right", "nlm-citation-sequence", "chicago-notes-bibliography"):
        for number in ("", "2020:3"):
            assert cited(style, number=number, **fields).count("SOU 2020:3") == 1


def test_what_a_whole_work_stands_in_is_its_series():
    fields = {"type": "publication/edited-book", "container_title": "Studies", "issued": "2020"}
    assert cited("chicago-author-date", **fields) == "Wall, Anna. 2020. A Title. Studies."


def test_proceedings_do_not_stand_in_themselves():
    fields = {"type": "conference/proceeding", "container_title": "A Title", "issued": "2020"}
    assert cited(**fields) == "Wall, A. (2020). A title."


def test_a_conference_is_not_named_where_the_proceedings_have_its_name():
    fields = {"type": "conference/paper", "container_title": "Proc. X", "event_title": "Proc. X", "issued": "2020"}
    assert cited(**fields) == "Wall, A. (2020). A title. Proc. X."


@pytest.mark.parametrize("style", ["ieee", "harvard-cite-them-right", "nlm-citation-sequence", "apa", "pure-standard"])
def test_a_talk_names_its_conference_in_older_styles_too(style):
    assert "Days of Things" in cited(style, type="conference/other", event_title="Days of Things", issued="2020")


def test_what_stands_in_nothing_is_no_part():
    fields = {"type": "conference/paper", "publisher": "Springer", "issued": "2009"}
    assert cited("nlm-citation-sequence", **fields) == "Wall A. A title. Springer; 2009."


@pytest.mark.parametrize("title", ["Recension av En bok", "Book review: A book", "Rezension: Ein Buch"])
def test_a_review_with_a_title_of_its_own_is_an_article(title):
    fields = ARTICLE | {"type": "publication/book-review", "title": title}
    assert cited(**fields) == f"Wall, A. (2024). {title}. Nursing, 3."


def test_a_review_under_the_title_of_the_book_is_a_review():
    record = Record(
        type="publication/book-review",
        title="A book",
        contributors=(ANNA, Contributor(role="ant", family="Ek", given="Bo")),
        container_title="Nursing",
        issued="2024",
    )
    assert citations.cite(record, "apa") == "Wall, A. (2024). [Review of the book A book, by B. Ek]. Nursing."


def test_a_chapter_in_a_series_keeps_its_punctuation():
    fields = CHAPTER | {"collection_title": "Series", "collection_number": "2", "publisher_place": "The Hague"}
    assert cited("ieee", **fields) == "A. Wall, “A title,” in A Book, in Series, no. 2. The Hague, 2024."


def test_what_a_style_has_in_notes_alone_is_cited_as_a_note():
    talk = Record(
        type="conference/other", title="A talk", contributors=(ANNA,), event_title="Days of Things", issued="2020"
    )
    note = "Anna Wall, “A Talk,” Conference presentation, Days of Things, 2020."
    assert citations.cite(talk, "chicago-notes-bibliography") == note
    assert citations.bibliography([talk], "chicago-notes-bibliography") == [note]


def test_days_in_swedish_have_no_zero_before_them():
    fields = {
        "type": "conference/other",
        "event_title": "Möte",
        "event_date": "2023-06-01/2023-06-03",
        "issued": "2023",
    }
    assert cited("apa", "sv-SE", **fields).endswith("Möte, 1–3 juni 2023.")


def test_what_is_exported_stays_as_its_source_has_it():
    from formats import csl_json

    record = Record(
        title="On leprae.", page="184-184", edition="2. uppl.", identifiers=(Identifier(scheme="pmid", value="1"),)
    )
    citations.cite(record, "apa")
    assert csl_json.item(record)["page"] == "184-184"
