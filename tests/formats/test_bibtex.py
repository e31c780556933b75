import json
import re

import bibtexparser
import pytest
from hypothesis import given
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from formats import bibtex
from formats.bibtex import entry, key_of, write
from formats.csl_json import read
from formats.record import Contributor, Identifier, Link, Record, Refusal
from formats.richtext import SMALL_CAPS
from formats.types import TYPES
from tests.formats.records import EVERY_TYPE, FULL, HOSTILE, MINIMAL, items

FULL_TEXT = r"""@article{vonoberg2024growth,
  author = {von Öberg, Åsa Maria and King, Jr., Martin Luther and {The Fly and Water Consortium} and others},
  editor = {Editor, Eva},
  title = {Growth of \textit{Drosophila} at 50\% {H}\textsubscript{2}{O} \& more: A study\_of {DNA}},
  journal = {Journal of Flies \& Water},
  shortjournal = {J. Flies},
  volume = {43},
  number = {4},
  pages = {344--355},
  eid = {e058724},
  pagetotal = {12},
  publisher = {Springer},
  address = {Lund},
  year = {2024},
  month = may,
  day = {17},
  doi = {10.1234/abc_d(5)<1>},
  url = {https://example.org/a_b.pdf?x=1&y=2},
  pmid = {11543891},
  issn = {0306-4522, 2434-561X},
  language = {English},
  keywords = {flies; vatten},
  abstract = {Flies \& water.

They grew.}
}

"""


def parsed_by_both(text: str, expected: int = 1):
    """Return bibtexparser's first entry and pybtex's, after checking that neither complains."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert len(library.entries) == expected
    database = parse_string(text, "bibtex")
    assert len(database.entries) == expected
    return library.entries[0], next(iter(database.entries.values()))


def article(**fields) -> Record:
    return Record(**{"type": "publication/journal-article", "title": "A title", "issued": "2024"} | fields)


def title_of(text: str, **fields) -> str:
    return re.search(r"title = \{(.*)\}", entry(article(title=text, **fields)))[1]


def test_a_full_record():
    assert "".join(write([FULL])) == FULL_TEXT
    assert entry(FULL) == FULL_TEXT


def test_a_minimal_record():
    assert "".join(write([MINIMAL])) == "@misc{title,\n  title = {A title}\n}\n\n"


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_both_parsers_read_every_type_and_its_people(record):
    one, other = parsed_by_both(entry(record))
    assert one.entry_type == other.type == TYPES[record.type].bibtex
    assert one.fields_dict["title"].value == other.fields["title"]
    assert len(other.persons.get("author", [])) == len(record.names("aut")) + bool(record.contributor_count)
    assert ("series" in one.fields_dict) == bool(record.collection_title)


@pytest.mark.parametrize("record", EVERY_TYPE, ids=lambda record: record.id)
def test_pybtex_formats_every_type(record):
    database = parse_string(entry(record), "bibtex")
    style = find_plugin("pybtex.style.formatting", "unsrt")()
    (formatted,) = style.format_entries(database.entries.values())
    assert "Things" in formatted.text.render_as("text")


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [
        ("publication/journal-article", "journal", r"Proceedings \& Papers"),
        ("publication/book-review", "journal", r"Proceedings \& Papers"),
        ("conference/paper", "booktitle", r"Proceedings \& Papers"),
        ("publication/book-chapter", "booktitle", r"Proceedings \& Papers"),
        ("publication/book", "publisher", "Lund University"),
        ("publication/report", "institution", "Lund University"),
        ("publication/report", "number", "N-12"),
        ("publication/working-paper", "type", "Working paper"),
        ("publication/doctoral-thesis", "school", "Lund University"),
        ("publication/licentiate-thesis", "type", "Licentiate thesis"),
        ("publication/book", "series", "Series of Things"),
        ("publication/book", "edition", "Second"),
        ("publication/book", "isbn", "978-0-306-40615-7"),
        ("conference/poster", "howpublished", r"Poster, Proceedings \& Papers, Conference on Things, Lund"),
        ("other/software", "version", "1.0"),
        ("publication/preprint", "howpublished", r"Preprint, Proceedings \& Papers, Conference on Things, Lund"),
    ],
)
def test_each_type_has_its_fields(type_, field, value):
    record = next(record for record in EVERY_TYPE if record.type == type_)
    one, _ = parsed_by_both(entry(record))
    assert one.fields_dict[field].value == value


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:12])
def test_hostile_values_stay_inside_their_fields(value):
    hostile = Record(
        id=value,
        type="publication/book-chapter",
        title=value,
        subtitle=value,
        container_title=value,
        contributors=(Contributor(family=value, given=value), Contributor(literal=value), Contributor(given=value)),
        volume=value,
        page=value,
        edition=value,
        doi=value,
        links=(Link(url=value),),
        language=value,
        publication_status=value,
    )
    text = "".join(write([hostile, MINIMAL])).encode("utf-8", "replace").decode()
    parsed_by_both(text, expected=2)


@given(items)
def test_whatever_was_read_is_written_as_one_entry_that_both_parsers_read(item):
    (record,) = read(json.dumps([item]))
    if not isinstance(record, Refusal):
        one, other = parsed_by_both("".join(write([record])))
        assert one.key == other.key
        shown = [person for person in record.contributors if person.role == "aut"]
        assert len(other.persons.get("author", [])) <= len(shown) + 1


@pytest.mark.parametrize(
    ("person", "written", "first", "von", "last"),
    [
        (Contributor(family="von Öberg", given="Åsa M."), "von Öberg, Åsa M.", ["Åsa", "M."], ["von"], ["Öberg"]),
        (Contributor(family="García Márquez", given="G."), "García Márquez, G.", ["G."], [], ["García", "Márquez"]),
        (Contributor(family="King", given="M. L.", suffix="Jr."), "King, Jr., M. L.", ["M.", "L."], [], ["King"]),
        (Contributor(literal="Lund and Co, Inc."), "{Lund and Co, Inc.}", [], [], ["{Lund and Co, Inc.}"]),
        (Contributor(family="Smith, Sons", given="A"), "{Smith, Sons}, A", ["A"], [], ["{Smith, Sons}"]),
        (Contributor(family="Black and Decker", given="A"), "{Black and Decker}, A", ["A"], [], ["{Black and Decker}"]),
        (Contributor(literal="R&D {x}"), r"{R\&D {\textbraceleft}x{\textbraceright}}", [], [], None),
    ],
)
def test_names_are_read_as_the_right_people(person, written, first, von, last):
    text = entry(article(contributors=(person, Contributor(family="Second", given="A"))))
    assert f"author = {{{written} and Second, A}}" in text
    _, other = parsed_by_both(text)
    found, second = other.persons["author"]
    assert str(second) == "Second, A"
    if last is not None:
        names = (found.first_names + found.middle_names, found.prelast_names, found.last_names)
        assert names == (first, von, last)


def test_authors_that_are_not_listed_are_others():
    people = (Contributor(family="A", given="B"), Contributor(literal="et al."))
    assert "author = {A, B and others}" in entry(article(contributors=people))
    assert "author = {A, B and others}" in entry(article(contributors=people[:1], contributor_count=2858))
    assert "author = {A, B}" in entry(article(contributors=people[:1], contributor_count=1))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("The DNA of mRNA in LaTeX", "The {DNA} of {mRNA} in {LaTeX}"),
        ("Growth of flies in Sweden and Norway", "Growth of flies in {Sweden} and {Norway}"),
        ("Peer Support in Swedish Mental Health Services", "Peer Support in Swedish Mental Health Services"),
        ("Growth of flies: An experiment", "Growth of flies: An experiment"),
        ("COVID-19 and vitamin D in (Lund)", "{COVID}-19 and vitamin {D} in ({Lund})"),
        ("ALL IN CAPITALS", "ALL IN CAPITALS"),
        ("<i>Drosophila</i> in R&D", r"\textit{Drosophila} in {R\&D}"),
        (f"x<sup>2</sup> of {SMALL_CAPS}Abc</span>", r"x\textsuperscript{2} of \textsc{Abc}"),
        ("50% of $5 #1 a_b {c}", r"50\% of \$5 \#1 a\_b {\textbraceleft}c{\textbraceright}"),
        ("~d ^e \\f g@h", r"{\textasciitilde}d {\textasciicircum}e {\textbackslash}f g{@}h"),
        ("Åäö “quoted” – 中文", "Åäö “quoted” – 中文"),
        ("a < b <script>", "a < b <script>"),
    ],
)  # fmt: skip
def test_titles_keep_markup_and_the_capitals_that_must_stay(title, written):
    assert title_of(title) == written


def test_german_nouns_keep_their_capitals():
    assert title_of("Über den Ursprung der Arten und Formen", language="ger") == (
        "Über den {Ursprung} der {Arten} und {Formen}"
    )


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        (
            {"contributors": (Contributor(family="Engdahl", given="P"),), "title": "Stakeholders' Perspectives",
             "issued": "2025"},
            "engdahl2025stakeholders",
        ),
        ({"contributors": (Contributor(family="Öberg", given="Å"),), "title": "On the Århus flies"}, "oberg2024arhus"),
        ({"contributors": (Contributor(literal="The Fly Consortium"),)}, "the2024title"),
        ({"contributors": (Contributor(role="edt", family="Smith", given="J"),)}, "smith2024title"),
        ({"contributors": (Contributor(family="王", given="伟"),), "title": "中文"}, "wang2024zhongwen"),
        ({"contributors": (), "title": "1984", "id": "ab-12"}, "record2024ab12"),
        ({"contributors": (), "issued": ""}, "title"),
    ],
)  # fmt: skip
def test_keys_tell_name_year_and_word(fields, key):
    assert key_of(article(**fields)) == key


def test_keys_that_clash_get_letters():
    keys = re.findall(r"@\w+\{(.*),", "".join(write([article()] * 29)))
    assert keys[:3] == ["2024title", "2024titlea", "2024titleb"]
    assert len(set(keys)) == 29
    assert keys[-1] == "2024titleab"


def test_the_doi_is_bare_and_the_address_raw():
    record = article(doi="10.1234/a_b#c", links=(Link(url="https://x.org/a_b?c=1&d=%20#e"),))
    assert "doi = {10.1234/a_b#c}" in entry(record)
    assert "url = {https://x.org/a_b?c=1&d=%20#e}" in entry(record)


def test_an_arxiv_number_is_an_eprint():
    text = entry(article(identifiers=(Identifier(scheme="arxiv", value="2101.01234"),)))
    assert "eprint = {2101.01234},\n  archiveprefix = {arXiv}" in text


def test_a_wrong_identifier_is_not_published():
    assert "eprint" not in entry(article(identifiers=(Identifier(scheme="arxiv", value="x", problem="is wrong"),)))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"issued": "1935/1936"}, "year = {1935--1936}"),
        ({"issued": "", "available": "2024-03"}, "month = mar"),
        ({"publication_status": "in-press"}, "note = {In press}"),
        ({"article_number": "e1"}, "pages = {e1}"),
    ],
)
def test_dates_statuses_and_article_numbers(fields, line):
    assert line in entry(article(**fields))


def test_the_last_field_has_no_comma():
    assert ",\n}" not in "".join(write(EVERY_TYPE))


def test_the_interface_names_its_media_type():
    assert (bibtex.label, bibtex.media_type, bibtex.suffix) == ("BibTeX", "application/x-bibtex", "bib")
