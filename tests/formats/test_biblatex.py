"""BibLaTeX: what is written for each type, and that biber finds it in order."""

import re
import shutil
import subprocess

import bibtexparser
import pytest
from pybtex.database import parse_string

from formats import biblatex
from formats.biblatex import entry, write
from formats.record import Contributor, Identifier, Record, Translation
from formats.types import TYPES
from tests.formats.records import EVERY_TYPE, FULL, HOSTILE, MINIMAL

FULL_TEXT = r"""@article{vonoberg2024growth,
  author = {von Öberg, Åsa Maria and King, Jr., Martin Luther and {The Fly and Water Consortium} and others},
  editor = {Editor, Eva},
  title = {Growth of \textit{Drosophila} at 50\% {H}\textsubscript{2}{O} \& more},
  subtitle = {A study\_of {DNA}},
  journaltitle = {Journal of Flies \& Water},
  shortjournal = {J. Flies},
  volume = {43},
  number = {4},
  pages = {344--355},
  eid = {e058724},
  date = {2024-05-17},
  doi = {10.1234/abc_d(5)<1>},
  url = {https://example.org/a_b.pdf?x=1&y=2},
  eprint = {11543891},
  eprinttype = {pubmed},
  issn = {0306-4522},
  language = {english},
  keywords = {flies, vatten},
  abstract = {Flies \& water.

They grew.}
}

"""
MINIMAL_TEXT = "@misc{title,\n  title = {A title}\n}\n\n"


def article(**fields) -> Record:
    return Record(**{"type": "publication/journal-article", "title": "A title", "issued": "2024"} | fields)


def test_a_full_and_a_minimal_record():
    assert "".join(write([FULL])) == FULL_TEXT
    assert "".join(write([MINIMAL])) == MINIMAL_TEXT


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_both_parsers_read_every_type(record):
    library = bibtexparser.parse_string(entry(record))
    assert library.failed_blocks == []
    [found] = library.entries
    [other] = parse_string(entry(record), "bibtex").entries.values()
    assert found.entry_type == other.type
    assert found.entry_type in (TYPES[record.type].biblatex, "book")
    assert found.fields_dict["title"].value == other.fields["title"]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"issued": "1935/1936"}, "date = {1935/1936}"),
        ({"issued": "", "available": "2024-03"}, "date = {2024-03}"),
        ({"publication_status": "in-press"}, "pubstate = {inpress}"),
        ({"publication_status": "epub"}, "pubstate = {prepublished}"),
        ({"identifiers": (Identifier(scheme="arxiv", value="2101.01234"),)}, "eprinttype = {arxiv}"),
        ({"keywords": (Translation(text="a"), Translation(text="b, c"))}, "keywords = {a; b, c}"),
        ({"keywords": (Translation(text="b, c"),)}, "keywords = {b, c;}"),
    ],
)
def test_fields(fields, line):
    assert line in entry(article(**fields))


def test_people_have_a_place_where_the_data_model_has_none_for_them():
    one, two = Contributor(family="A", given="B"), Contributor(role="edt", family="C", given="D")
    of = lambda type_, *people: entry(Record(type=type_, title="T", contributors=people))  # noqa: E731
    assert of("publication/edited-book", two).startswith("@collection{")
    assert of("publication/edited-book", one, two).startswith("@book{")
    assert "editor = {A, B and C, D}" in of("publication/journal-issue", one, two)
    assert "author = {C, D}" in of("publication/report", two)


def test_it_is_told_from_bibtex():
    assert biblatex.recognises(FULL_TEXT)
    assert not biblatex.recognises("@article{a, journal={x}, year=2000}")


def test_a_chapter_of_a_book_without_editors_needs_none():
    chapter = Record(type="publication/book-chapter", title="A", container_title="B")
    edited = Record(type="publication/book-chapter", title="A", contributors=(Contributor(role="edt", family="C"),))
    assert entry(chapter).startswith("@inbook{")
    assert entry(edited).startswith("@incollection{")
    assert [one.type for one in biblatex.read(entry(chapter))] == [chapter.type]


biber = pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed (Debian: apt install biber)")


def complaints(records: list[Record], folder) -> list[str]:
    """Return what biber says of a file, but of mandatory fields that a record lacks."""
    file = folder / "a.bib"
    file.write_text("".join(write(records)).encode("utf-8", "replace").decode(), encoding="utf-8")
    command = ["biber", "--tool", "--validate-datamodel", "--nolog", "-O", str(folder / "out.bib"), str(file)]
    said = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    lines = re.findall(r"^(?:WARN|ERROR|FATAL) - .*", said.stdout + said.stderr, re.M)
    return [line for line in lines if "Missing mandatory field" not in line]


@biber
def test_biber_finds_every_type_valid(tmp_path):
    assert complaints([*EVERY_TYPE, FULL, MINIMAL], tmp_path) == []


@biber
def test_biber_reads_hostile_values(tmp_path):
    records = [article(title=f"A {value}", publisher=value, container_title=value, keywords=(Translation(text=value),),
                       contributors=(Contributor(family=value, given=value), Contributor(literal=value)))
               for value in HOSTILE if value.isprintable() and value.strip()]  # fmt: skip
    assert complaints(records, tmp_path) == []
