from dataclasses import replace

import pytest
from lxml import etree

from formats import oai_dc
from formats.record import Contributor, Record, Refusal, Subject, Translation
from formats.richtext import plain
from tests.formats.records import EVERY_TYPE, FULL, MINIMAL

DC = "http://purl.org/dc/elements/1.1/"
# All elements that its schema has; each may have a language, nothing else.
ELEMENTS = {
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format", "identifier",
    "source", "language", "relation", "coverage", "rights",
}  # fmt: skip
LOST = (
    "id", "source", "content_type", "genre", "contributor_count", "container_title_short", "number_of_pages", "edition",
    "version", "number", "event_title", "event_place", "event_date", "publisher_place", "available", "accepted",
    "publication_status", "funding", "subjects", "notes", "ours", "created", "updated", "subtitle",
)  # fmt: skip


def carried(record):
    """Return what Dublin Core carries of a record, as formats/oai_dc says."""
    editors = record.type in ("publication/edited-book", "publication/journal-issue", "conference/proceeding")
    creator = "edt" if editors else "aut"
    names = sorted(record.contributors, key=lambda name: name.role != creator)
    kept = [
        Contributor(
            role=creator if name.role == creator else "ctb",
            family=name.family,
            given=name.given,
            suffix=name.suffix,
            literal=name.literal,
        )
        for name in names
    ]
    return replace(
        record,
        **{name: getattr(Record(), name) for name in LOST},
        title=plain(record.full_title),
        titles=tuple(replace(title, text=plain(title.text)) for title in record.titles),
        contributors=tuple(kept),
        identifiers=tuple(row for row in record.identifiers if not row.problem),
        links=tuple(replace(link, kind="related", label="", media_type="") for link in record.links),
        open_access="",
    )


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_every_type_reads_back_as_far_as_dublin_core_carries_it(record):
    assert oai_dc.read("".join(oai_dc.write([record]))) == [carried(record)]


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_every_type_is_valid_by_the_schema(record):
    root = oai_dc.element(record)
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    for part in root:
        assert etree.QName(part).namespace == DC
        assert etree.QName(part).localname in ELEMENTS
        assert set(part.attrib) <= {"{http://www.w3.org/XML/1998/namespace}lang"}
        assert part.text
        assert not len(part)


def test_an_article_says_what_harvesters_look_for():
    told = {}
    for part in oai_dc.element(FULL):
        told.setdefault(etree.QName(part).localname, []).append(part.text)
    assert told["creator"][0] == "von Öberg, Åsa Maria"
    assert "info:eu-repo/semantics/article" in told["type"]
    assert "http://purl.org/coar/resource_type/c_6501" in told["type"]
    assert told["identifier"][:2] == [FULL.url, "https://doi.org/10.1234/abc_d(5)%3C1%3E"]
    assert told["source"][1] == "vol. 43, no. 4, art. e058724, pp. 344-355"
    assert "info:eu-repo/semantics/openAccess" in told["rights"]


def dc(inside):
    return f'<x:dc xmlns:x="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="{DC}">{inside}</x:dc>'


@pytest.mark.parametrize(
    ("inside", "field", "expected"),
    [
        ("<dc:type>info:eu-repo/semantics/conferencePoster</dc:type>", "type", "conference/poster"),
        ("<dc:type>Article</dc:type>", "type", "publication/journal-article"),
        ("<dc:identifier>doi:10.1000/X</dc:identifier>", "doi", "10.1000/x"),
        ("<dc:identifier>https://doi.org/10.1000/x</dc:identifier>", "doi", "10.1000/x"),
        ("<dc:identifier>978-0-306-40615-7</dc:identifier>", "isbn", ("9780306406157",)),
        ("<dc:identifier>https://a.se/1</dc:identifier>", "url", "https://a.se/1"),
        ("<dc:date>1986-07-12T15:00:00Z</dc:date>", "issued", "1986-07-12"),
        ("<dc:source>0306-4522</dc:source>", "issn", "0306-4522"),
        ("<dc:language>Swedish</dc:language>", "language", "swe"),
        ("<dc:creator>UNESCO</dc:creator>", "contributors", (Contributor(literal="UNESCO"),)),
        ('<dc:subject xml:lang="sv">vatten</dc:subject>', "keywords", (Translation(text="vatten", language="swe"),)),
        ("<dc:rights>info:eu-repo/semantics/closedAccess</dc:rights>", "open_access", "closed"),
        ("<dc:journalTitle>J</dc:journalTitle>", "container_title", "J"),
    ],
)
def test_dublin_core_of_others_is_read(inside, field, expected):
    (record,) = oai_dc.read(dc(f"<dc:title>T</dc:title>{inside}"))
    assert getattr(record, field) == expected


def test_what_has_nothing_is_refused_and_what_is_none_is_an_error():
    assert isinstance(oai_dc.read(dc(""))[0], Refusal)
    assert not oai_dc.recognises("<article/>")
    with pytest.raises(ValueError, match="no Dublin Core"):
        oai_dc.read("<article/>")


def test_subject_codes_are_no_words():
    assert not list(oai_dc.element(replace(MINIMAL, subjects=(Subject(code="106"),))).iter(f"{{{DC}}}subject"))
