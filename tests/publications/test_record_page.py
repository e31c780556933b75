"""The page of one publication: every field under its label, many authors, hostile values, what it costs."""

import re
import time
from datetime import UTC, datetime

import pytest

from formats.record import (
    Affiliation,
    Contributor,
    Funding,
    Identifier,
    Link,
    Note,
    Subject,
    Translation,
)
from formats.types import TYPES
from publications.models import Publication, Publisher
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit
from tests.publications.pages import Shown, words

pytestmark = pytest.mark.django_db

HOSTILE = "<script>a()</script><img src=x onerror=a()>\" onfocus='a()' {{ 7|add:7 }} </title><svg/onload=a()>"


def shown(client, publication: Publication, language: str = "en", **parameters) -> Shown:
    response = client.get(f"/{language}/publications/{publication.slug}/", parameters)
    assert response.status_code == 200
    return Shown(response)


def authors(count: int, ours: tuple[int, ...] = ()) -> tuple[Contributor, ...]:
    """Return so many names, "Given 0 Family 0" and on; those of `ours` work at the unit n1."""
    at_home = (Affiliation(unit="n1"),)
    return tuple(
        Contributor(family=f"Family{number}", given=f"Given{number}", affiliations=at_home if number in ours else ())
        for number in range(count)
    )


@pytest.fixture
def article():
    """An article with all that an article may have."""
    make_unit(code="n1", name_en="Department of Peat", name_sv="Institutionen för torv")
    make_person(family="Berg", given="Anna", orcid="0000-0002-1825-0097")
    area = make_subject(code="3", name_en="Medical Sciences", name_sv="Medicin")
    group = make_subject(code="303", name_en="Health Sciences", name_sv="Hälsovetenskap", parent=area)
    make_subject(parent=group)
    make_journal(
        title="Journal of Peat",
        issn="0317-8471",
        eissn="1050-124X",
        publisher=Publisher.objects.create(name="Bog Press"),
    )
    return make_publication(
        type="publication/journal-article",
        content_type="ref",
        title="Peat in <i>Sphagnum</i> mires",
        subtitle="A long story",
        titles=(Translation(text="Torv i myrar", language="swe"),),
        abstracts=(
            Translation(text="<p>Peat grows slowly.</p>", language="eng"),
            Translation(text="<p>Torv växer långsamt.</p>", language="swe"),
        ),
        language="eng",
        contributors=(
            Contributor(
                family="Berg",
                given="Anna",
                orcid="0000-0002-1825-0097",
                corresponding=True,
                affiliations=(Affiliation(unit="n1"), Affiliation(name="Bog Institute")),
            ),
            Contributor(family="Curie", given="Marie", affiliations=(Affiliation(name="Bog Institute"),)),
            Contributor(literal="The Peat Group"),
            Contributor(family="Holm", given="Per", role="edt"),
        ),
        container_title="Journal of Peat",
        volume="43",
        issue="4",
        page="344-355",
        article_number="e12",
        number_of_pages="12",
        publisher="Bog Press",
        publisher_place="Norrvik",
        edition="2",
        version="1.1",
        collection_title="Peat Studies",
        collection_number="7",
        event_title="Peat Days",
        event_place="Umeå",
        event_date="2021-05-03/2021-05-05",
        issued="2022-03-12",
        available="2021-12",
        accepted="2021-11-30",
        publication_status="published",
        doi="10.1234/peat.1",
        issn="0317-8471",
        eissn="1050-124X",
        isbn=("9780306406157",),
        identifiers=(Identifier(scheme="scopus", value="85218706729"), Identifier(scheme="pmid", value="12345678")),
        links=(
            Link(url="https://example.org/peat.pdf", kind="fulltext", media_type="application/pdf"),
            Link(url="https://example.org/data", kind="data", label="Peat cores"),
        ),
        funding=(Funding(funder="Bog Council", funder_id="10.13039/501100004359", award="2018-1", title="PEAT"),),
        subjects=(Subject(code="30305", edition="2025"),),
        keywords=(Translation(text="Peat", language="eng"), Translation(text="Torv", language="swe")),
        notes=(Note(heading="Publisher Copyright:", text="© 2021 The Author(s)."),),
        open_access="gold",
        licence="CC BY 4.0",
        ours=True,
        created=datetime(2025, 7, 3, 7, 39, 20, tzinfo=UTC),
    )


def test_every_fact_stands_under_its_label(client, article):
    facts = shown(client, article).facts
    assert {
        label: values
        for label, values in facts.items()
        if label not in ("Id", "Permanent address", "Date last changed")
    } == {
        "Journal": ["Journal of Peat"],
        "Editor": ["Per Holm"],
        "Volume": ["43"],
        "Issue number": ["4"],
        "Pages (from-to)": ["344–355"],
        "Article number": ["e12"],
        "Number of pages": ["12"],
        "Edition": ["2"],
        "Version": ["1.1"],
        "Publication series": ["Peat Studies, 7"],
        "Publisher": ["Bog Press"],
        "Place of publication": ["Norrvik"],
        "Publication status": ["Published - 12 March 2022"],
        "Publishing date": ["12 March 2022"],
        "Early online date": ["December 2021"],
        "Date accepted": ["30 November 2021"],
        "Conference": ["Peat Days"],
        "Conference location": ["Umeå"],
        "Conference date": ["3 May 2021–5 May 2021"],
        "Original language": ["English"],
        "DOI": ["10.1234/peat.1"],
        "ISSN": ["0317-8471"],
        "ISSN (electronic)": ["1050-124X"],
        "ISBN": ["978-0-306-40615-7"],
        "External identifiers": ["scopus:85218706729", "pmid:12345678"],
        "NU publication?": ["yes"],
        "Source": [facts["Source"][0]],
        "Date added": ["3 July 2025 2025-07-03 09:39:20"],
    }
    assert list(facts)[:3] == ["Journal", "Editor", "Volume"]
    assert facts["Id"] == [str(article.uuid)]
    assert facts["Permanent address"][0].endswith(f"/publications/{article.uuid}")


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_publications_of_every_type_have_a_page(client, kind, language):
    page = shown(client, make_publication(type=kind, title="Of a type", issued="2020"), language)
    assert page.text("h1") == "Of a type"
    assert "Of a type" in page.text(".reference")


def test_title_type_and_names_stand_above(client, article):
    page = shown(client, article)
    assert page.text("h1") == "Peat in Sphagnum mires: A long story"
    assert page.text(".eyebrow").endswith("Contribution to journal › Article · Peer-reviewed · 2022")
    assert page.text(".other-title") == "Torv i myrar"
    assert page.text(".byline-names") == (
        "Authors: Anna Berg NUiD*Corresponding author1,2, Marie Curie2, The Peat Group"
    )
    assert [words(place) for place in page.tree.cssselect(".places li")] == ["1 Department of Peat", "2 Bog Institute"]


def test_what_has_a_page_or_an_address_is_linked(client, article):
    links = shown(client, article).links()
    journal = article.journal
    assert links["Journal of Peat"] == f"/en/journals/{journal.uuid}/"
    assert links["Anna Berg"] == "/en/persons/anna-berg/"
    assert links["iD"] == "https://orcid.org/0000-0002-1825-0097"
    assert links["Department of Peat"].startswith("/en/organisations/")
    assert links["10.1234/peat.1"] == "https://doi.org/10.1234/peat.1"
    assert links["scopus:85218706729"].endswith("2-s2.0-85218706729")
    assert links["Full text (PDF)"] == "https://example.org/peat.pdf"
    assert links["Peat cores"] == "https://example.org/data"
    assert links["CC BY 4.0"] == "https://creativecommons.org/licenses/by/4.0/"
    assert links["Bog Council"] == "/en/funders/Bog%20Council/"
    assert links["10.13039/501100004359"] == "https://doi.org/10.13039/501100004359"
    assert [links[name] for name in ("Medical Sciences", "Health Sciences", "Nursing")] == [
        f"/en/subjects/2025/{code}/" for code in ("3", "303", "30305")
    ]
    assert links["Peat"].startswith("/en/keywords/")


def test_abstracts_in_all_languages_that_of_the_page_first(client, article):
    for language, first, second in (("en", "Peat grows slowly.", "Torv växer"), ("sv", "Torv växer", "Peat grows")):
        text = shown(client, article, language).text(".record-abstract")
        assert 0 < text.index(first) < text.index(second)


def test_languages_of_texts_are_marked_for_screen_readers(client, article):
    page = shown(client, article)
    assert page.tree.cssselect("h1")[0].get("lang") == "en"
    assert [text.get("lang") for text in page.tree.cssselect(".prose")] == ["en", "sv"]
    assert page.tree.cssselect(".other-title")[0].get("lang") == "sv"


def test_a_long_abstract_is_whole_in_the_page_and_can_be_unfolded(client):
    text = " ".join(f"Word{number}" for number in range(400))
    page = shown(client, make_publication(abstracts=(Translation(text=f"<p>{text}</p>", language="eng"),)))
    assert text in page.text(".foldable .prose")
    assert "More" in page.text(".foldable details summary")
    assert not shown(client, make_publication(abstracts=(Translation(text="<p>Short.</p>"),))).tree.cssselect(
        ".foldable details"
    )


def test_notes_stand_under_their_headings(client, article):
    assert "Publisher Copyright: © 2021 The Author(s)." in shown(client, article).sections["Bibliographical note"]


def test_a_subject_of_the_older_edition_has_the_name_of_today(client):
    today = make_subject(code="30305", name_en="Nursing science")
    make_subject(edition="2011", code="30305", name_en="Nursing", today=today)
    page = shown(client, make_publication(subjects=(Subject(code="30305", edition="2011"),)))
    assert page.links("section")["Nursing science"] == "/en/subjects/2025/30305/"


def test_a_minimal_record_has_no_empty_labels_or_sections(client):
    page = shown(client, make_publication(title="Bare"))
    assert [label for label, values in page.facts.items() if not all(values)] == []
    assert set(page.sections) == {"Cite this", "About this record"}


def test_what_is_wrong_is_not_shown(client):
    publication = make_publication(
        identifiers=(Identifier(scheme="pmid", value="not-a-pmid", problem="is not a number of up to 9 digits"),),
        contributors=(Contributor(family="Berg", wrong_orcid="0000-0000-0000-0001"),),
    )
    text = client.get(publication.get_absolute_url()).content.decode()
    assert "not-a-pmid" not in text
    assert "0000-0000-0000-0001" not in text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"publication_status": "epub", "issued": "2025"}, "E-pub ahead of print - 2025"),
        (
            {"publication_status": "epub", "issued": "2025", "available": "2024-11"},
            "E-pub ahead of print - November 2024",
        ),
        ({"publication_status": "in-press", "accepted": "2025-02-01"}, "Accepted/In press - 1 February 2025"),
        ({"publication_status": "submitted"}, "Submitted"),
        ({"publication_status": "published", "issued": "1935/1936"}, "Published - 1935–1936"),
    ],
)
def test_the_status_has_the_date_at_which_it_was_reached(client, fields, status):
    assert shown(client, make_publication(**fields)).facts["Publication status"] == [status]


def test_a_book_chapter_names_its_book_and_its_editors(client):
    chapter = make_publication(
        type="publication/book-chapter",
        container_title="The Book of Peat",
        contributors=(
            Contributor(family="Berg", given="Anna"),
            Contributor(family="Holm", given="Per", role="edt"),
            Contributor(family="Lind", given="Eva", role="edt"),
        ),
    )
    facts = shown(client, chapter).facts
    assert facts["Title of host publication"] == ["The Book of Peat"]
    assert facts["Editors"] == ["Per Holm", "Eva Lind"]


def test_an_edited_book_has_its_editors_above(client):
    book = make_publication(contributors=(Contributor(family="Holm", given="Per", role="edt"),))
    assert shown(client, book).text(".byline-names") == "Editor: Per Holm (Editor)"


def test_twelve_authors_are_all_shown(client):
    page = shown(client, make_publication(contributors=authors(12)))
    assert page.text(".byline-names").count("Given") == 12
    assert not page.tree.cssselect(".show-names")


def test_many_authors_fold_to_the_first_ten_the_houses_own_and_the_last(client):
    make_unit(code="n1")
    publication = make_publication(contributors=authors(2858, ours=(400, 401)))
    page = shown(client, publication)
    numbers = [int(number) for number in re.findall(r"Given(\d+)", page.text(".byline-names"))]
    assert numbers == [*range(10), 400, 401, 2857]
    assert re.findall(r"… ([\d,]+) more …", page.text(".byline-names")) == ["390", "2,455"]
    assert page.links()["Show all 2,858"] == "?authors=all#authors"


def test_all_authors_are_shown_when_asked_for(client):
    publication = make_publication(contributors=authors(2858))
    page = shown(client, publication, authors="all")
    assert [int(number) for number in re.findall(r"Given(\d+)", page.text(".byline-names"))] == list(range(2858))


def test_authors_whom_the_source_did_not_list_are_counted(client):
    page = shown(client, make_publication(contributors=authors(3), contributor_count=2900))
    assert page.text(".byline-names").endswith("et al.")
    assert "2,900 authors in all" in page.text(".byline")


def test_a_page_of_2858_authors_stays_small_and_fast(client):
    publication = make_publication(contributors=authors(2858))
    client.get(publication.get_absolute_url(), {"warm": "up"})
    times = []
    for number in range(3):
        start = time.perf_counter()
        response = client.get(publication.get_absolute_url(), {"not": f"kept{number}"})
        times.append(time.perf_counter() - start)
    assert len(response.content) < 60_000
    assert min(times) < 1.0  # 0.15 s on a quiet machine


def test_an_ordinary_page_is_smaller_than_60_kb(client, article):
    assert len(client.get(article.get_absolute_url()).content) < 60_000


def test_a_page_takes_as_many_queries_for_50_authors_as_for_1(client, django_assert_num_queries):
    make_unit(code="n1")
    for count in (1, 50):
        publication = make_publication(contributors=authors(count, ours=(0,)), subjects=(), doi=f"10.1234/{count}")
        client.get("/en/about/")
        with django_assert_num_queries(
            6
        ):  # version, topics, publication with its small parts, names, affiliations, subjects
            client.get(publication.get_absolute_url())


def hostile_fields() -> dict:
    """Return a record with markup of an attacker in every field that takes text."""
    texts = ("title", "subtitle", "genre", "container_title", "volume", "issue", "page", "article_number", "edition")
    texts += ("number_of_pages", "version", "number", "collection_title", "collection_number", "publisher", "licence")
    texts += ("publisher_place", "event_title", "event_place")
    return dict.fromkeys(texts, HOSTILE) | {
        "titles": (Translation(text=HOSTILE, language="swe"),),
        "abstracts": (Translation(text=f"<p>{HOSTILE}</p>", language="eng"),),
        "contributors": (
            Contributor(family=HOSTILE, given=HOSTILE, suffix="", affiliations=(Affiliation(name=HOSTILE),)),
            Contributor(literal=HOSTILE, role="edt"),
        ),
        "identifiers": (
            Identifier(scheme="other", value=HOSTILE),
            Identifier(scheme="uri", value=f"javascript:{HOSTILE}"),
        ),
        "links": (Link(url="https://example.org/%22%3E%3Cscript%3E", label=HOSTILE, kind="fulltext"),),
        "funding": (Funding(funder=HOSTILE, funder_id=HOSTILE, award=HOSTILE, title=HOSTILE),),
        "keywords": (Translation(text=HOSTILE),),
        "notes": (Note(text=HOSTILE, heading=HOSTILE),),
        "open_access": "gold",
    }


@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography", "pure-standard"])
def test_markup_in_any_field_stays_text(client, style):
    publication = make_publication(**hostile_fields())
    tree = shown(client, publication, style=style).tree
    scripts = [
        script
        for script in tree.iter("script")
        if not script.get("src") and script.get("type") != "application/ld+json"
    ]
    assert scripts == []
    assert [name for element in tree.iter() for name in element.attrib if name.startswith("on")] == []
    assert [image.get("src") for image in tree.iter("img")] == []
    assert [link.get("href") for link in tree.iter("a") if link.get("href", "").startswith("javascript")] == []
    assert "14" not in tree.cssselect("h1")[0].text_content()


def test_hostile_parameters_change_nothing(client, article):
    for parameters in ({"style": HOSTILE}, {"style": "../../etc/passwd"}, {"authors": "\0"}, {"style": "x" * 5000}):
        assert shown(client, article, **parameters).text("h1") == "Peat in Sphagnum mires: A long story"


def test_drafts_have_no_page(client):
    publication = make_publication(status="draft")
    assert client.get(publication.get_absolute_url()).status_code == 404
    assert client.get(f"/publications/{publication.uuid}/cite/apa").status_code == 404


def test_a_swedish_page_cites_in_swedish(client, article):
    assert "Hämtad" in shown(client, article, "sv").text(".reference") or "s." in shown(
        client, article, "sv", style="harvard-cite-them-right"
    ).text(".reference")


def test_each_style_offered_can_be_shown_without_javascript_and_fetched_with_it(client, article):
    page = shown(client, article)
    styles = [option.get("value") for option in page.tree.cssselect("#cite-style option")]
    assert len(styles) >= 11
    for style in styles:
        whole = shown(client, article, style=style)
        assert whole.tree.cssselect("#cite-style option[selected]")[0].get("value") == style
        fetched = client.get(f"/publications/{article.uuid}/cite/{style}", {"locale": "en-US"}).json()
        assert " ".join(fetched["text"].split()) == whole.text(".reference")
        assert fetched["style"] == style


def test_a_reference_is_fetched_with_its_italics(client, article):
    answer = client.get(f"/publications/{article.uuid}/cite/apa", {"locale": "en-US"}).json()
    assert "<i>Journal of Peat" in answer["html"]
    assert "Journal of Peat" in answer["text"]
    assert "<" not in answer["text"]


@pytest.mark.parametrize(
    ("style", "locale"),
    [("no-such-style", "en-US"), ("apa", "xx-YY"), ("apa", "<script>"), ("apa", "../en"), ("apa", "")],
)
def test_an_unknown_style_or_locale_is_not_found(client, article, style, locale):
    assert client.get(f"/publications/{article.uuid}/cite/{style}", {"locale": locale}).status_code == 404


def test_headings_that_the_import_gives_to_notes_are_in_the_language_of_the_page(client):
    publication = make_publication(notes=(Note(heading="As given in the source:", text="2541"),))
    page = client.get(f"/sv/publications/{publication.slug}/").content.decode()
    assert "Som i källan:" in page
    assert "As given in the source:" not in page
