import pytest
from lxml import etree

from formats import xml_tree
from formats.record import Record, Refusal
from formats.xml_writing import Node, add, written
from tests.pace import measured


def title_of(element):
    return Record(title=xml_tree.words(element))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a>K&ouml;ln &amp; &lt;b&gt;</a>", "Köln & <b>"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>\n<a>Köln</a>', "Köln"),
        ("\ufeff  <a>x</a>", "x"),
        ("<a>AT&T &nosuch; &#11;&#xe5;</a>", "AT&T &nosuch; å"),
        ("<a><![CDATA[&ouml; <b>]]> &ouml;</a>", "&ouml; <b> ö"),
        ('<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd"><a>x</a>', "x"),
        ("<a>x\x0b\ud800y</a>", "xy"),
        ("<a>&NotEqualTilde;&LT;</a>", "≂̸<"),
    ],
)
def test_what_catalogues_write_is_read(text, found):
    assert xml_tree.words(xml_tree.parsed(text)) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "It is empty."),
        ("plain words", "It is not XML."),
        ("<a>\0</a>", "null bytes"),
        ("<a><b></a>", "Opening and ending tag mismatch"),
        ("<a>" * 1000, "nested too deeply"),
        ('<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', "declares entities"),
        ('<!DOCTYPE a [<!-- <![CDATA[ --><!ENTITY b "x">]><a>&b;</a>', "declares entities"),
        ("<a>" + "x" * 11_000_000 + "</a>", "longer than 10 million"),
    ],
)
def test_what_is_broken_or_hostile_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        xml_tree.parsed(text)


def test_a_broken_record_costs_no_other():
    text = '<m:all xmlns:m="urn:m"><m:t>One</m:t><m:t><b>Two</m:t><m:t>Three</m:t><m:t>Fo'
    first, second, third, fourth = xml_tree.each(text, ["t"], title_of)
    assert (first.title, third.title) == ("One", "Three")
    assert (second.position, fourth.position) == (2, 4)
    assert "mismatch" in second.reason
    assert fourth.text == "<m:t>Fo"


def test_a_text_that_is_broken_all_through_is_given_up_after_a_while():
    with measured() as took:
        found = xml_tree.each("<t>" * 200_000, ["t"], title_of)
    assert len(found) == 501
    assert all(isinstance(one, Refusal) for one in found)
    assert took.strides < 100


def test_an_element_that_cannot_be_a_record_is_refused_at_its_place():
    def second_only(element):
        if element.text != "b":
            raise ValueError("It is not b.")
        return Record(title="b")

    first, second = xml_tree.each("<all><t>a</t><t>b</t></all>", ["t"], second_only)
    assert first == Refusal(position=1, text="<t>a</t>", reason="It is not b.")
    assert second.title == "b"


def test_an_element_in_another_of_its_name_is_part_of_it():
    assert len(xml_tree.each("<all><t>a<t>b</t></t><t>c</t></all>", ["t"], title_of)) == 2


def test_markup_is_kept_without_namespaces():
    root = xml_tree.parsed('<a xmlns:m="urn:m">x &lt; <m:i c="1&quot;">y</m:i> &amp; z</a>')
    assert xml_tree.inner(root) == 'x &lt; <i c="1&quot;">y</i> &amp; z'
    assert xml_tree.inner(None) == xml_tree.words(None) == ""


def test_a_document_is_written_record_by_record_and_reads_back():
    def elements():
        while True:
            element = etree.Element("{urn:m}t", nsmap={None: "urn:m"})
            xml_tree.add(element, "{urn:m}u", "a\x00\ud800 < & b\nc", {"k": "1"})
            yield element

    pieces = xml_tree.serialised(elements(), etree.Element("{urn:m}all", nsmap={None: "urn:m"}, version="1"))
    head, one = next(pieces), next(pieces)
    root = xml_tree.parsed(head + one + "</all>")
    assert root.get("version") == "1"
    assert root[0][0].text == "a < & b\nc"


def test_of_broken_elements_in_each_other_the_deepest_are_read():
    text = "<all><h><t>One</t><t>Two<b></t></h><h/><u>Four</u></h>"
    found = xml_tree.each(text, ["h", "t", "u"], title_of, deepest=True)
    assert [getattr(one, "title", "refused") for one in found] == ["One", "refused", "Four"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<t>" + "<b/>" * 4_100_000 + "</t>", "too many values"),
        ("<t/>" * 100_001 + " " * 2**22, "more than 100,000 records"),
        ("<t>" * 100_001 + " " * 2**22, "more than 100,000 records"),
        (" " * 2**23, "It is empty"),
        ("<![CDATA[" * 500_000, "not well-formed"),
    ],
    ids=["tags", "records", "starts", "spaces", "cdata"],
)
def test_what_is_too_much_is_refused_before_it_is_read(text, reason):
    with measured() as took, pytest.raises(ValueError, match=reason):
        xml_tree.each(text, ["t"], title_of)
    assert took.strides < 40


def test_a_large_file_is_read_one_element_at_a_time():
    text = "<all>" + f"<t>{'x' * 1000}</t>" * 5000 + "</all>"
    found = xml_tree.each(text, ["t"], title_of)
    assert len(found) == 5000
    assert found[-1].title == "x" * 1000


def test_what_is_written_reads_back_as_it_was():
    text = "a <b> & \"c\" 'd' ]]> \r\n\té𝔘"
    root = Node("r", {"xmlns": "urn:x", "a": text})
    add(root, "t", text, {"xml:lang": "sv"})
    add(add(root, "u"), "v")
    (found,) = xml_tree.outermost(xml_tree.parsed("".join(written([root], Node("all")))), frozenset(("r",)))
    assert (found.get("a"), found[0].text, found[0].tag) == (text, text, "{urn:x}t")
    assert [xml_tree.name_of(one) for one in found.iter()] == ["r", "t", "u", "v"]


def test_an_element_in_one_line_says_the_same():
    root = Node("r", {"a": "1"})
    add(add(root, "u"), "v", "x & y")
    add(root, "w")
    assert root.in_one_line() == '<r a="1"><u><v>x &amp; y</v></u><w/></r>'


def test_characters_that_no_xml_may_hold_are_not_written():
    assert str(Node("t", {"a": "1\x00\ufffe2"}, "x\x0b\ud800y")) == '<t a="12">xy</t>\n'
