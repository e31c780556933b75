"""Bibliographies as documents, read back by the programs that read such files."""

import io
import re
from html import unescape
from html.parser import HTMLParser

import docx
import pytest
from markdown_it import MarkdownIt
from striprtf.striprtf import rtf_to_text

import citations
from citations import documents
from citations.documents import SUFFIXES, Document, Section, md, runs_of, tex, writer
from citations.documents import html as html_writer
from citations.reference import Reference
from formats.record import Contributor, Record
from tests.citations import author

HOSTILE = '\\input{x} {a} $b$ & # % _ ^ ~ <script> [c](d) *e* `f` "g" 1. ]] \\par }} \x00\x0b'
ITEM = {
    "type": "article-journal",
    "title": "H<sub>2</sub>O and <i>E. coli</i> in <sc>Water</sc>",
    "author": [author("Öst", "Åsa")],
    "container-title": "Journal of Things",
    "issued": {"date-parts": [[2024]]},
    "DOI": "10.1234/abc_d(e)",
}


def document(*items, style="apa", **options):
    references = [citations.render(item, style) for item in items]
    options = {"title": "List", "language": "en-US", "hanging": True} | options
    return Document(sections=[Section(heading="2024", references=references)], **options)


def written(suffix, found):
    return writer(suffix).write(found)


def read_docx(found):
    return docx.Document(io.BytesIO(written("docx", found)))


def words(reference):
    return " ".join(reference.split())


def paragraph_text(paragraph):
    return "".join(node.text or "\t" for node in paragraph._p.iter() if node.tag.endswith(("}t", "}tab")))


class Text(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.words, self.tags = "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def test_each_format_tells_its_name_type_and_suffix():
    for suffix in SUFFIXES:
        found = writer(suffix)
        assert found.suffix == suffix
        assert found.label
        assert "/" in found.media_type
    with pytest.raises(KeyError):
        writer("exe")


def test_word_opens_the_file_with_its_formatting_links_and_hanging_indent():
    found = document(ITEM)
    word = read_docx(found)
    heading, entry = word.paragraphs
    assert (heading.text, heading.style.name) == ("2024", "Heading 1")
    assert paragraph_text(entry) == words(next(found.references))
    italic = "".join(run.text for run in entry.runs if run.italic)
    assert "E. coli" in italic
    assert "Journal of Things" in italic
    assert [run.text for run in entry.runs if run.font.subscript] == ["2"]
    assert [run.text for run in entry.runs if run.font.small_caps] == ["Water"]
    assert 'HYPERLINK "https://doi.org/10.1234/abc_d(e)"' in unescape(entry._p.xml)
    assert entry.style.paragraph_format.first_line_indent < 0 < entry.style.paragraph_format.left_indent


def test_word_sets_the_number_apart_where_the_style_aligns_the_rest():
    reference = citations.bibliography([Record(type="publication/book", title="T", issued="2024")], "ieee")[0]
    number, rest = reference.fields()
    assert number == "[1]"
    assert f"{number} {rest}" == reference
    found = Document(title="L", language="en", sections=[Section(references=[reference])], aligned=True)
    assert paragraph_text(read_docx(found).paragraphs[0]) == f"[1]\t{rest}"
    assert "[1]\t" in rtf_to_text(written("rtf", found).decode())


def test_a_reference_without_a_number_is_one_field():
    reference = citations.render(ITEM, "ieee")
    assert reference.fields() == ("", reference)


def test_rtf_keeps_letters_and_formatting():
    found = document(ITEM)
    data = written("rtf", found)
    text = data.decode("ascii")
    shown = rtf_to_text(text).split("\n")[1].replace('("https://doi.org/10.1234/abc_d(e)")', "")  # where the link leads
    assert shown.strip() == words(next(found.references))
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")
    assert r"{\i " in text
    assert r"{\sub 2}" in text
    assert r"{\scaps Water}" in text
    assert 'HYPERLINK "https://doi.org/10.1234/abc_d(e)"' in text
    assert r"\li720\fi-720" in text


def test_rtf_writes_what_is_beyond_16_bits():
    found = document({"type": "book", "title": "𝒜 毛 ∑"})
    text = rtf_to_text(written("rtf", found).decode()).encode("utf-16", "surrogatepass").decode("utf-16")
    assert "𝒜 毛 ∑" in text


def test_html_needs_no_style_sheet_and_on_our_page_no_style():
    page = written("html", document(ITEM)).decode()
    assert page.startswith("<!doctype html>")
    assert 'style="font-variant:small-caps;"' in page
    assert '<a href="https://doi.org/10.1234/abc_d(e)">' in page
    entry = html_writer.entry(next(document(ITEM).references))
    assert "style=" not in entry
    assert '<span class="smallcaps">Water</span>' in entry


def test_markdown_is_read_as_the_reference():
    found = document(ITEM)
    html = MarkdownIt("commonmark").render(written("md", found).decode())
    text = Text(html)
    assert words(text.words) == "2024 " + words(next(found.references))
    assert {"h2", "p", "em", "sub", "span", "a"} == {tag for tag, _ in text.tags}
    assert md.entry(Reference("1. T")) == "1\\. T"
    assert md.entry(Reference("2024. T")) == "2024\\. T"


def test_latex_escapes_and_formats():
    text = written("tex", document(ITEM | {"volume": "5 & 6", "page": "1-2"})).decode()
    assert r"H\textsubscript{2}O" in text
    assert r"\textit{E. coli}" in text
    assert r"\textsc{Water}" in text
    assert r"\href{https://doi.org/10.1234/abc_d(e)}{https://doi.org/10.1234/abc\_d(e)}" in text
    assert tex.entry(Reference("[1] 5 & 6, 7 % of {x}_y^z")) == (r"{[}1{]} 5 \& 6, 7 \% of \{x\}\_y\textasciicircum{}z")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_in_a_record_becomes_markup(suffix):
    item = {"type": "book", "title": HOSTILE, "author": [{"literal": HOSTILE}], "URL": "https://x.org/" + HOSTILE}
    found = document(item, title=HOSTILE)
    data = written(suffix, found)
    if suffix == "docx":
        assert "<script>" in paragraph_text(read_docx(found).paragraphs[1])
    elif suffix == "rtf":
        assert "\\input{x}" in rtf_to_text(data.decode())
        assert re.sub(rb"\\\\|\\[{}]", b"", data).count(b"{") == re.sub(rb"\\\\|\\[{}]", b"", data).count(b"}")
    elif suffix == "html":
        assert {"script", "img"}.isdisjoint(tag for tag, _ in Text(data.decode()).tags)
    elif suffix == "md":
        text = Text(MarkdownIt("commonmark").render(data.decode()))
        assert {"script", "code", "strong"}.isdisjoint(tag for tag, _ in text.tags)
        assert "[c](d) *e* `f`" in text.words
    elif suffix == "tex":
        assert r"\input" not in data.decode()


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://a.org/b. Then", "https://a.org/b"),
        ("(https://a.org/b)", "https://a.org/b"),
        ("https://a.org/b(c)", "https://a.org/b(c)"),
        ("doi: 10.1234/x.y.", "https://doi.org/10.1234/x.y"),
        ("doi:10.1234/x", "https://doi.org/10.1234/x"),
        ("javascript:alert(1)", ""),
        ("10.1234/x", ""),
    ],
)
def test_addresses_and_dois_become_links_without_the_punctuation_behind(text, link):
    runs = list(runs_of(Reference(text)))
    assert "".join(run.text for run in runs) == text
    assert "".join(run.link for run in runs) == link


def test_runs_know_when_italics_are_turned_round():
    runs = list(citations.render({"type": "book", "title": "On <i>E. coli</i>"}, "apa").runs())
    assert ("On ", frozenset("i")) in runs
    assert ("E. coli", frozenset()) in runs


def test_sections_are_in_the_order_of_their_keys_and_numbered_through():
    def record(year, title):
        return Record(type="publication/book", title=title, issued=year, contributors=(Contributor(family="Ek"),))

    records = [record("2001", "a"), record("2003", "b"), record("2001", "c")]
    found = citations.sections(records, "ieee", "en-US", lambda one: -int(one.issued))
    assert [(key, [one.title for one, _ in rows]) for key, rows in found] == [(-2003, ["b"]), (-2001, ["a", "c"])]
    assert [str(reference)[:3] for _, rows in found for _, reference in rows] == ["[1]", "[2]", "[3]"]


def test_names_are_not_replaced_across_headings():
    def record(year):
        return Record(type="publication/book", title="T", issued=year, contributors=(Contributor(family="Ek"),))

    records = [record("2001"), record("2001"), record("2000")]
    style = "chicago-author-date-16th-edition"
    one, many = (citations.sections(records, style, "en-US", group) for group in (lambda _: 0, lambda r: r.issued))
    assert sum(str(text).startswith("Ek") for _, rows in one for _, text in rows) == 1
    assert sum(str(text).startswith("Ek") for _, rows in many for _, text in rows) == 2


def test_a_document_of_nothing_can_be_written():
    for suffix in SUFFIXES:
        assert isinstance(written(suffix, Document(title="", language="en", sections=[])), bytes)
    assert documents.clean("a\x00b") == "ab"
