"""EndNote's two formats: .enw and XML, written as EndNote reads them and read as it writes them."""

import pytest
from lxml import etree

from formats import endnote, endnote_xml
from formats.endnote.kinds import KEYS, NUMBERS, OF_RIS
from formats.record import Contributor, Record, Refusal
from formats.richtext import SMALL_CAPS
from formats.types import TYPES
from tests.formats.records import EVERY_TYPE, FULL, HOSTILE, MINIMAL

FULL_TEXT = """%0 Journal Article
%F 0f6b3b0e-2f5e-4a0e-9e0a-6a3f0d4b8c11
%T Growth of Drosophila at 50% H2O & more: A study_of DNA
%Q Tillväxt hos Drosophila
%A von Öberg, Åsa Maria
%A King, Martin Luther, Jr.
%A The Fly and Water Consortium,
%E Editor, Eva
%J Journal of Flies & Water
%O J. Flies
%D 2024
%8 2024-05-17
%V 43
%N 4
%P 344-355
%] e058724
%I Springer
%C Lund
%@ 0306-4522, 2434-561X
%R 10.1234/abc_d(5)<1>
%U https://example.org/a_b.pdf?x=1&y=2
%> https://example.org/a_b.pdf?x=1&y=2
%G English
%9 Journal Article
%K flies
%K vatten
%X Flies & water. They grew.
%Z Publisher Copyright: © 2024 The Authors.
%M 11543891
%W PubMed

"""
FORMATS = {"endnote": endnote, "endnote_xml": endnote_xml}


def test_a_full_and_a_minimal_record():
    assert "".join(endnote.write([FULL])) == FULL_TEXT.replace("\n", "\r\n")
    assert "".join(endnote.write([MINIMAL])) == "%0 Generic\r\n%F 1\r\n%T A title\r\n\r\n"


def test_a_minimal_record_in_xml():
    assert "".join(endnote_xml.write([MINIMAL])) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
        '<record><source-app name="Research portal">Research portal</source-app><ref-type name="Generic">13</ref-type>'
        "<titles><title>A title</title></titles><label>1</label></record>\n</records></xml>\n"
    )  # fmt: skip


def test_a_full_record_in_xml():
    record = etree.fromstring("".join(endnote_xml.write([FULL])).encode()).find("records/record")
    assert (record.find("ref-type").text, record.find("ref-type").get("name")) == ("17", "Journal Article")
    assert [name.text for name in record.findall("contributors/authors/author")] == [
        "von Öberg, Åsa Maria", "King, Martin Luther, Jr.", "The Fly and Water Consortium,",
    ]  # fmt: skip
    styles = [(style.get("face"), style.text) for style in record.findall("titles/title/style")]
    assert styles == [
        ("normal", "Growth of "), ("italic", "Drosophila"), ("normal", " at 50% H"), ("subscript", "2"),
        ("normal", "O & more: A study_of DNA"),
    ]  # fmt: skip
    values = {
        "periodical/full-title": "Journal of Flies & Water", "periodical/abbr-1": "J. Flies", "pages": "344-355",
        "volume": "43", "number": "4", "dates/year": "2024", "dates/pub-dates/date": "2024-05-17",
        "pub-location": "Lund",
        "publisher": "Springer", "isbn": "0306-4522, 2434-561X", "electronic-resource-num": "10.1234/abc_d(5)<1>",
        "custom7": "e058724", "language": "English", "urls/pdf-urls/url": "https://example.org/a_b.pdf?x=1&y=2",
    }  # fmt: skip
    assert {path: record.findtext(path) for path in values} == values


@pytest.mark.parametrize("row", TYPES.values(), ids=TYPES)
def test_every_type_is_one_that_endnote_has(row):
    assert row.endnote in NUMBERS
    assert OF_RIS[row.ris] in NUMBERS
    assert set(KEYS.values()) <= set(TYPES)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_what_is_written_reads_back_as_the_same_text_and_type(name, record):
    text = "".join(FORMATS[name].write([record]))
    [found] = FORMATS[name].read(text)
    assert found.type == record.type
    assert "".join(FORMATS[name].write([found])) == text
    assert FORMATS[name].recognises(text)


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_full_record_keeps(name):
    [found] = FORMATS[name].read("".join(FORMATS[name].write([FULL])))
    same = ("id", "type", "language", "container_title", "container_title_short", "volume", "issue", "page", "genre",
            "article_number", "publisher", "publisher_place", "issued", "doi", "issn", "eissn")  # fmt: skip
    assert {name: getattr(found, name) for name in same} == {name: getattr(FULL, name) for name in same}
    people = [person.literal or f"{person.family}, {person.given} {person.suffix}" for person in found.contributors]
    assert people == [
        "von Öberg, Åsa Maria ",
        "King, Martin Luther Jr.",
        "The Fly and Water Consortium",
        "Editor, Eva ",
    ]


def test_markup_of_titles_is_kept_in_xml():
    title = f"<i>In <b>vitro</b></i> x<sup>2</sup> {SMALL_CAPS}y</span> & <z>"
    [found] = endnote_xml.read("".join(endnote_xml.write([Record(title=title)])))
    assert found.title == "<i>In </i><i><b>vitro</b></i> x<sup>2</sup> y & <z>"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:12])
def test_hostile_values_stay_in_their_field(name, value):
    hostile = Record(
        id="1",
        title=f"T {value}",
        container_title=value,
        publisher=value,
        contributors=(Contributor(family=value, given=value), Contributor(literal=value)),
    )
    found = FORMATS[name].read("".join(FORMATS[name].write([hostile, MINIMAL])))
    assert len(found) == 2
    assert found[1].title == MINIMAL.title


def test_enw_of_others():
    text = "\ufeff%0 Journal Article\n%T A title\n%A Engdahl, Patrik\n%A Ulrika Bejerholm\n%A Lund University,\n" \
           "%J J\n%D 2025\n%K one\ntwo\n%X It is\nlong.\n\n%0 Thesis\n%T B\n%9 Licentiate thesis\n%? x\n"  # fmt: skip
    article, thesis = endnote.read(text)
    assert [(person.family, person.given, person.literal) for person in article.contributors] == [
        ("Engdahl", "Patrik", ""), ("Bejerholm", "Ulrika", ""), ("", "", "Lund University"),
    ]  # fmt: skip
    assert (article.container_title, article.issued) == ("J", "2025")
    assert [keyword.text for keyword in article.keywords] == ["one", "two"]
    assert thesis.type == "publication/licentiate-thesis"


def test_xml_of_others():
    text = (
        "<xml><records><record><ref-type name='Edited Book'>28</ref-type><contributors><authors><author>"
        "<style>Hancké, Bob</style></author></authors></contributors><titles><title>Bey&ouml;nd &amp; more</title>"
        "</titles><dates><year>2007</year></dates><isbn>9780306406157&#xD;0306406152</isbn><keywords>"
        "<keyword>a&#xD;b</keyword></keywords></record>"
        "<record><ref-type name='Strange'>17</ref-type><titles><title>B</title></titles><issue>3</issue></record>"
        "<record><titles><title>No type</title></titles></record></records></xml>"
    )  # fmt: skip
    book, article, untold = endnote_xml.read(text)
    assert (book.type, book.title, book.issued) == ("publication/edited-book", "Beyönd & more", "2007")
    assert [(person.role, person.family) for person in book.contributors] == [("edt", "Hancké")]
    assert book.isbn == ("9780306406157",)
    assert [keyword.text for keyword in book.keywords] == ["a", "b"]
    assert (article.type, article.issue) == ("publication/journal-article", "3")
    assert isinstance(untold, Refusal)
    assert "reference type" in untold.reason


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_something_else_is_refused_as_a_whole(name):
    with pytest.raises(ValueError, match=r"\.$"):
        FORMATS[name].read("Dear Madam, 50 %\n%A is not all")
    assert not FORMATS[name].recognises("<html>50 %</html>")
