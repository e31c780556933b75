"""Whatever a record holds, the reference is text and a few harmless tags."""

import json
import pickle
import re
from html.parser import HTMLParser

import pytest

import citations
from citations.context import Context
from formats.record import Contributor, Record
from tests.citations import author, html_of
from tests.pace import measured

STYLES = ("apa", "ieee", "chicago-notes-bibliography", "nature", "pure-standard", "american-chemical-society")
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'><b onclick=\"x\">"
TEXTS = (
    *("title", "title-short", "container-title", "container-title-short", "collection-title", "publisher", "volume"),
    *("publisher-place", "issue", "page", "number", "edition", "number-of-pages", "number-of-volumes", "version"),
    *("genre", "medium", "status", "URL", "DOI", "ISBN", "ISSN", "event", "event-title", "event-place", "archive"),
    *("archive_location", "section", "source", "authority", "language", "type"),
)
ALLOWED = {"i", "b", "sub", "sup", "span"}


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.seen, self.words = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, attrs))

    def handle_data(self, data):
        self.words += data


def assert_harmless(reference):
    for html in (reference.__html__(), reference.rich_text()):
        tags = Tags(html)
        assert {tag for tag, _ in tags.seen} <= ALLOWED
        assert all(name in ("class", "style") for _, attrs in tags.seen for name, _ in attrs)
        assert html.count("<") == len(re.findall(r"</?(?:i|b|sub|sup|span)\b[^<>]*>", html))


@pytest.mark.parametrize("style", STYLES)
def test_no_field_becomes_markup(style):
    item = {name: f"{name} {SCRIPT}" for name in TEXTS} | {"type": "article-journal"}
    item |= {role: [author(SCRIPT, SCRIPT, suffix=SCRIPT), {"literal": SCRIPT}] for role in ("author", "editor")}
    item["issued"] = {"literal": SCRIPT}
    for kind in ("article-journal", "book", "chapter", "webpage", SCRIPT):
        assert_harmless(citations.render(item | {"type": kind}, style))


@pytest.mark.parametrize("style", STYLES)
def test_no_mark_of_ours_can_be_smuggled_in(style):
    marks = "".join(chr(code) for code in range(0xE000, 0xE040))
    item = dict.fromkeys(TEXTS, marks + "x") | {"type": "book", "author": [author(marks + "Ek", marks + "Bo")]}
    reference = citations.render(item, style)
    assert not re.search("[\ue000-\uf8ff]", reference + reference.__html__())
    assert_harmless(reference)


def test_an_empty_record_is_cited_without_complaint():
    for style in STYLES:
        assert isinstance(citations.cite(Record(), style), str)
        assert_harmless(citations.render({}, style))


def test_two_thousand_authors_are_cited():
    people = tuple(Contributor(family=f"Family{n}", given=f"Given Middle{n}") for n in range(2858))
    record = Record(type="publication/journal-article", title="T", contributors=people, issued="2015")
    assert "Family2857" in citations.cite(record, "apa")
    assert len(citations.cite(record, "american-chemical-society")) > 50_000
    for style in STYLES:
        assert_harmless(citations.cite(record, style))


@pytest.mark.parametrize(
    "value", [None, "", 7, 1.5, True, [], {}, [None], [[]], ["x"], {"x": 1}, "x" * 100_000, "\x00\ud800"]
)
def test_values_of_the_wrong_kind_are_no_error(value):
    item = dict.fromkeys(TEXTS, value) | {"type": "book"}
    item |= dict.fromkeys(
        ("author", "editor", "translator", "issued", "accessed", "original-date", "event-date"), value
    )
    for style in STYLES:
        assert isinstance(citations.render(item, style), str)


@pytest.mark.parametrize(
    "name", [{}, {"family": None}, {"family": 7}, {"family": []}, {"given": {}}, {"suffix": "Jr."}]
)
def test_names_of_the_wrong_kind_are_no_error(name):
    for style in STYLES:
        assert isinstance(
            citations.render({"type": "book", "title": "T", "author": [name, author("Ek", "Bo")]}, style), str
        )


@pytest.mark.parametrize(
    "text",
    [
        "<i>" * 5000,
        "'" * 5000,
        '"a ' * 5000,
        "“" * 5000,
        "<i></b>" * 2000,
        "(" * 5000,
        "a-" * 5000,
        "1-" * 5000,
        "." * 5000,
    ]
    + ["A" * 5000, "a. " * 3000, "1, 2" * 3000, "ivx" * 3000, " " * 5000, "1" * 5000, "de la " * 2000 + "X"],
)
def test_long_and_strange_texts_take_no_time(text):
    item = dict.fromkeys(("title", "page", "volume", "edition", "container-title", "publisher"), text)
    item |= {"type": "chapter", "author": [author(text, text)], "editor": [{"literal": text}]}
    with measured() as took:
        for style in ("apa", "chicago-author-date", "nlm-citation-sequence"):
            assert_harmless(citations.render(item, style))
    assert took.strides < 100


def test_an_ampersand_and_an_entity_stand_for_themselves():
    assert html_of('<text variable="title"/>', {"title": "A & B &amp; <C>"}) == "A &amp; B &amp;amp; &lt;C&gt;"


def test_a_reference_survives_pickling_and_is_plain_in_json():
    reference = citations.render({"type": "book", "title": "<i>T</i> & U"}, "apa")
    again = pickle.loads(pickle.dumps(reference))
    assert (again, again.__html__()) == (reference, reference.__html__())
    assert json.loads(json.dumps(reference)) == str(reference)


def test_rendering_leaves_the_item_as_it_was():
    item = {"type": "book", "title": "T", "author": [author("Ek", "Bo")], "issued": {"date-parts": [[2020]]}}
    before = json.dumps(item)
    citations.render(item, "apa")
    assert json.dumps(item) == before
    assert Context(item, True).has_names("author") == item["author"]
