import json
from dataclasses import replace

import pytest

from formats import schema_org
from formats.record import Contributor, Link, Record, Translation
from formats.types import TYPES
from tests.formats.records import EVERY_TYPE, FULL


def test_a_full_record_has_its_facts():
    node = schema_org.work(FULL)
    assert node["@type"] == "ScholarlyArticle"
    assert node["@id"] == node["url"] == FULL.url
    assert node["name"] == "Growth of Drosophila at 50% H2O & more: A study_of DNA"
    assert node["author"][0] == {
        "@type": "Person",
        "@id": "https://orcid.org/0000-0002-1825-0097",
        "name": "Åsa Maria von Öberg",
        "givenName": "Åsa Maria",
        "familyName": "von Öberg",
        "affiliation": [
            {"@type": "Organization", "name": "Department of Flies"},
            {"@type": "Organization", "@id": "https://ror.org/012a77v79", "name": "Elsewhere"},
        ],
    }
    assert node["author"][2]["@type"] == "Organization"
    assert node["editor"][0]["name"] == "Eva Editor"
    assert node["abstract"][0] == {"@value": "Flies & water.\n\nThey grew.", "@language": "en"}
    assert node["isPartOf"]["issueNumber"] == "4"
    assert node["isPartOf"]["isPartOf"]["isPartOf"]["issn"] == ["0306-4522", "2434-561X"]
    assert (node["pageStart"], node["pageEnd"]) == ("344", "355")
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert node["isAccessibleForFree"] is True
    assert node["encoding"]["contentUrl"] == FULL.links[0].url
    assert node["funding"][0]["funder"]["name"] == "The Fly Fund"


def test_a_minimal_record_says_nothing_that_is_not_known():
    assert schema_org.work(Record(type="other/data-set", title="T")) == {
        "@type": "Dataset",
        "name": "T",
        "genre": "Dataset",
    }


@pytest.mark.parametrize("record", EVERY_TYPE, ids=lambda record: record.id)
def test_every_type_is_what_the_table_says(record):
    node = schema_org.work(record)
    assert node["@type"] == TYPES[record.type].schema_org
    assert node["datePublished"] == "2023-10"


def test_records_are_one_document_of_json_ld():
    graph = json.loads("".join(schema_org.write([FULL, *EVERY_TYPE])))
    assert graph["@context"] == "https://schema.org"
    assert len(graph["@graph"]) == 1 + len(EVERY_TYPE)
    assert json.loads("".join(schema_org.write([])))["@graph"] == []


def test_a_chapter_stands_in_a_book_of_its_editors():
    editors = (Contributor(role="edt", family="A", given="B"),)
    record = Record(type="publication/book-chapter", title="T", container_title="Book", contributors=editors)
    assert schema_org.work(record)["isPartOf"] == {
        "@type": "Book",
        "name": "Book",
        "editor": [{"@type": "Person", "name": "B A", "givenName": "B", "familyName": "A"}],
    }


@pytest.mark.parametrize(
    ("link", "is_pdf"),
    [
        (Link(url="https://a.se/x.PDF?y=1", kind="fulltext"), True),
        (Link(url="https://a.se/x", kind="fulltext", media_type="application/pdf"), True),
        (Link(url="https://a.se/x.pdf", kind="fulltext", media_type="text/html"), False),
        (Link(url="https://a.se/x.pdf", kind="related"), False),
        (Link(url="https://[a.se/x.pdf", kind="fulltext"), True),
    ],
)
def test_a_full_text_is_a_pdf_by_its_media_type_or_name(link, is_pdf):
    assert bool(schema_org.pdf(replace(FULL, links=(link,)))) is is_pdf


def test_one_abstract_is_a_text():
    record = replace(FULL, abstracts=(Translation(text="<p>a &lt; b</p>"),))
    assert schema_org.work(record)["abstract"] == "a < b"
