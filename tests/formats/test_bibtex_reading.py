"""BibTeX and BibLaTeX read: what others write, what is wrong with it, and what we wrote ourselves."""

from contextlib import suppress

import pytest

from formats import biblatex, bibtex
from formats.bibtex import read
from formats.bibtex.decoding import decoded
from formats.bibtex.entries import entries_of
from formats.bibtex.names import parts_of
from formats.record import Record, Refusal
from formats.richtext import SMALL_CAPS
from formats.types import TYPES
from tests.formats.records import EVERY_TYPE, FULL, MINIMAL
from tests.pace import measured


def one(fields: str, kind: str = "article") -> Record:
    """Return the record of an entry with a title and these fields."""
    [record] = read(f"@{kind}{{key, title = {{A title}}, {fields}}}")
    assert isinstance(record, Record), record
    return record


def people(record: Record) -> list[str]:
    return [person.literal or "|".join(filter(None, (person.family, person.given, person.suffix))) for person in
            record.contributors]  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"o}{\"{o}}\"o\'{\i} \v{c} \c c \H{o} \~n \k a", "öööí č ç ő ñ ą"),
        (r"\AA{}x {\O}stergaard stra\ss e \aardvark", "Åx Østergaard straße årdvark"),
        (r"{\it A} and \textit{B}, {\bf a {\em b} c}", "<i>A</i> and <i>B</i>, <b>a <i>b</i> c</b>"),
        (r"H$_2$O, x$^{2+}$, $10^{-3}$", "H<sub>2</sub>O, x<sup>2+</sup>, 10<sup>-3</sup>"),
        (r"\textsc{Abc}", f"{SMALL_CAPS}Abc</span>"),
        (r"$\alpha$-synuclein, $\sqrt{s}$ = 13, $-$5, \(x_1\)", "α-synuclein, √s = 13, -5, x<sub>1</sub>"),
        (r"R\&D 50\% \_ \# \$5 {DNA} {{Two}}", "R&D 50% _ # $5 DNA Two"),
        ("costs $100 and $200", "costs $100 and $200"),
        ("a--b---c ``q'' `s' don't ~x", "a–b—c “q” ‘s’ don't  x"),
        (r"{\textbraceleft}x{\textbraceright}{\textbackslash}{\textasciitilde}\~{}", r"{x}\~~"),
        (r"\noopsort{1973b}1973 \href{http://a}{Text} \unknown{kept} \lost x", r"1973 Text kept \lost x"),
        (r"$\frac{a}{b}$ {\'", "a/b ´"),
        (r"$pp$ and $\bar{p}p$ in $d=2+1$, ${\cal O}$", "pp and p̄p in d=2+1, O"),
        (r"in \{\{\vphantom{\}\}}{{GaAs}}\vphantom\{\}\vphantom\{\} {{X}}", "in GaAs X"),
    ],
)  # fmt: skip
def test_latex_becomes_rich_text(latex, text):
    assert decoded(latex) == text


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Donald E. Knuth and Ludwig van Beethoven and Plato", ["Knuth|Donald E.", "van Beethoven|Ludwig", "Plato"]),
        ("von Öberg, Åsa AND King, Jr., Martin Luther", ["von Öberg|Åsa", "King|Martin Luther|Jr."]),
        ("Smith, John, Jr. and Sammy Davis, Jr.", ["Smith|John|Jr.", "Davis|Sammy|Jr."]),
        ("Stroberg, S. R. and Meyer, V.", ["Stroberg|S. R.", "Meyer|V."]),
        ("{Barnes and Noble, Inc.} and {NASA}", ["Barnes and Noble, Inc.", "NASA"]),
        (r"{\'E}. Dupont and {\O}stergaard, S{\o}ren", ["Dupont|É.", "Østergaard|Søren"]),
        ("{van der Berg}, Jan\nand\nothers", ["van der Berg|Jan", "et al."]),
        ("family=Öberg, given=Åsa, prefix=von, useprefix=true", ["von Öberg|Åsa"]),
        ('"family={Smith, Sons}", given=A', ["Smith, Sons|A"]),
        ("Ladyman, James | Presnell, Stuart", ["Ladyman|James", "Presnell|Stuart"]),
        ("Adam Czarnecki; Cezary Orłowski", ["Czarnecki|Adam", "Orłowski|Cezary"]),
        ("A, B, C, D", ["A, B, C, D"]),
        ("Anderson, Andy", ["Anderson|Andy"]),
        ("and", []),
    ],
)  # fmt: skip
def test_names_are_split_as_bibtex_does(field, names):
    found = [part.get("literal") or "|".join(filter(None, (part["family"], part["given"], part.get("suffix")))) for
             part in parts_of(field)]  # fmt: skip
    assert found == names


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@article{a, title={x}}\n@article{a, title={y}}", ["a", "a"]),
        ("@article{, title={x}}\n@article{title={y}}\n@book{\n title={z}}", ["", "", ""]),
        ('@article(a, title="x")', ["a"]),
        ("@article{a, , title={x} year=2000,,}", ["a"]),
        ("@comment{jabref-meta: {x};}\n@preamble{\"\\@ifnextchar{}\"}\n@string{j={x}}@article{a, title=j}", ["a"]),
        ("%@article{no, title={x}}\n@article{yes, title={x}}", ["yes"]),
        ("Sent to a@b.org\n@ARTICLE {a,\n TITLE = {x}\n}", ["a"]),
        ("@article{a, title={x}}, year={2000}}\n@book{b, title={y}}", ["a", "b"]),
        ("@web_page{a, title={Mail to x@{y}}}", ["a"]),
    ],
)  # fmt: skip
def test_no_entry_is_lost(text, keys):
    found = read(text)
    assert all(isinstance(record, Record) for record in found)
    assert [record.id for record in found] == keys


def test_an_entry_that_does_not_end_is_told_and_costs_no_other():
    one, spoilt, other = read("@article{a, title={x}}\n@article{b, title={{y}\n\n@article{c, title={z}}\n")
    assert (one.id, other.id) == ("a", "c")
    assert isinstance(spoilt, Refusal)
    assert spoilt.position == 2
    assert spoilt.text.startswith("@article{b")
    assert "not closed" in spoilt.reason


def test_an_entry_without_title_is_called_what_it_is_and_an_empty_one_is_refused():
    untitled, empty = read("@book{a, author={B, C}, doi={10.1234/abc}}\n@misc{b,}")
    assert untitled.title == "[Book 10.1234/abc]"
    assert empty.reason == "It has no title."


def test_a_macro_that_nobody_defined_stands_for_its_name():
    assert one("journal = IEEE_J_PROC").container_title == "IEEE_J_PROC"
    [record] = read('@string{acm = "ACM" # { Press}}@book{a, title={x}, publisher = ACM # " & " # {Co}}')
    assert record.publisher == "ACM Press & Co"


def test_what_is_no_bibtex_is_refused_as_a_whole():
    with pytest.raises(ValueError, match="no BibTeX entry"):
        read("Dear editor, my address is a@b.org {sic}")
    assert not bibtex.recognises("a@b.org")


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2024, month = may, day = 17", "2024-05-17"),
        ("year = {2024}, month = {8,}", "2024-08"),
        ("year = 2024, month = 10 # {~} # jan", "2024-01-10"),
        ('year = 2024, month = "May 3"', "2024-05-03"),
        ("year = 2024, month = {31}", "2024"),
        ("year = {1935--1936}", "1935/1936"),
        ("year = {1955-56}", "1955/1956"),
        ("year = {[1999]}", "1999"),
        ("year = {c. 1850}", "1850"),
        ("date = {2010-05-17T10:00:00}", "2010-05-17"),
        ("date = {1993-00-00}", "1993"),
        ("date = {2010-05/2011-06}", "2010-05/2011-06"),
        ("date = {2010~}", "2010"),
        ("year = {9265}", ""),
    ],
)
def test_dates(fields, issued):
    assert one(fields).issued == issued


def test_a_date_that_is_none_is_kept_as_a_note():
    assert [note.text for note in one("year = {2541}").notes] == ["2541"]


@pytest.mark.parametrize(
    "fields", ["note = {In press}", "year = {in press}", "pubstate = {inpress}", "year={to appear}"]
)
def test_a_work_in_press_is_one(fields):
    assert one(fields).publication_status == "in-press"


@pytest.mark.parametrize(
    ("kind", "fields", "key"),
    [
        ("article", "journal={J}", "publication/journal-article"),
        ("article", "eprint={2101.01234}, archivePrefix={arXiv}", "publication/preprint"),
        ("inproceedings", "booktitle={P}", "conference/paper"),
        ("mastersthesis", "school={S}", "publication/other"),
        ("thesis", "type={Licentiate thesis}", "publication/licentiate-thesis"),
        ("phdthesis", "school={S}", "publication/doctoral-thesis"),
        ("techreport", "type={Working Paper}", "publication/working-paper"),
        ("misc", "howpublished={Poster}, type={Poster}", "conference/poster"),
        ("web_page", "", "publication/other"),
        ("newspaper_article", "", "publication/newspaper-article"),
        ("dataset", "", "other/data-set"),
        ("unheard_of", "", "publication/other"),
    ],
)
def test_types(kind, fields, key):
    assert one(fields, kind).type == key


def test_identifiers_and_addresses():
    record = one(
        r"doi = {https://doi.org/10.1234/a\_b}, issn={0306-4522, 2434-561X}, isbn={0-306-40615-2}, pmid={11543891},"
        r" url = {\url{https://x.org/~a\_b\%20c}}, eprint={2101.01234}, eprinttype={arxiv}, keywords={a, b; c},"
        r" language={English}, volume={12}, number={3}, pages={344--355}, edition={Second}, publisher={P \& Co}"
    )
    assert (record.doi, record.issn, record.eissn) == ("10.1234/a_b", "0306-4522", "2434-561X")
    assert record.isbn == ("9780306406157",)
    assert {(row.scheme, row.value) for row in record.identifiers} == {("pmid", "11543891"), ("arxiv", "2101.01234")}
    assert [link.url for link in record.links] == ["https://x.org/~a_b%20c"]
    assert [keyword.text for keyword in record.keywords] == ["a, b", "c"]
    assert (record.language, record.volume, record.issue, record.page) == ("eng", "12", "3", "344-355")
    assert (record.edition, record.publisher) == ("2", "P & Co")


@pytest.mark.parametrize(
    "fields", ["url={http://dx.doi.org/10.1234/abc}", "note={doi:10.1234/abc.}", "doi={http://doi.acm.org/10.1234/abc}"]
)
def test_a_doi_is_found_where_others_put_it(fields):
    assert one(fields).doi == "10.1234/abc"


def test_a_chapter_has_what_its_book_says():
    text = """@incollection{part, crossref={whole}, title={Part}, author={A, B}, pages={1-2}}
              @book{whole, title={Whole}, editor={C, D}, publisher={P}, year=1999, doi={10.1234/whole}}"""
    part, whole = read(text)
    assert (part.container_title, part.publisher, part.issued, part.doi) == ("Whole", "P", "1999", "")
    assert people(part) == ["A|B", "C|D"]
    assert whole.doi == "10.1234/whole"


def test_titles_and_subtitles_of_biblatex():
    record = one("subtitle={A view}, journaltitle={J}, journalsubtitle={K}, eventtitle={E}, venue={Lund}")
    assert (record.title, record.subtitle, record.container_title) == ("A title", "A view", "J: K")
    assert (record.event_title, record.event_place) == ("E", "Lund")


FORMATS = {"bibtex": bibtex, "biblatex": biblatex}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_what_is_written_reads_back_as_the_same_text_and_type(name, record):
    text = "".join(FORMATS[name].write([record]))
    [found] = read(text)
    assert found.type == record.type
    assert "".join(FORMATS[name].write([found])) == text
    assert FORMATS[name].recognises(text) or name == "biblatex"


def test_what_a_full_record_keeps():
    [found] = read("".join(bibtex.write([FULL])))
    same = ("type", "language", "container_title", "container_title_short", "volume", "issue", "page", "article_number",
            "number_of_pages", "publisher", "publisher_place", "issued", "doi", "issn", "eissn")  # fmt: skip
    assert {name: getattr(found, name) for name in same} == {name: getattr(FULL, name) for name in same}
    assert found.title == FULL.full_title
    assert people(found) == ["von Öberg|Åsa Maria", "King|Martin Luther|Jr.", "The Fly and Water Consortium", "et al.",
                             "Editor|Eva"]  # fmt: skip
    assert found.abstracts[0].text == FULL.abstracts[0].text
    [found] = read("".join(biblatex.write([FULL])))
    assert (found.title, found.subtitle, found.issued) == (FULL.title, FULL.subtitle, FULL.issued)


HOSTILE = {
    "braces": "@a{b, c={" + "{" * 200_000,
    "balanced braces": "@a{b, title={" + "{" * 100_000 + "}" * 100_000 + "}}",
    "entries that never end": "@a{b, c={\n" * 20_000,
    "entries on one line": "@a{b, c={" * 20_000,
    "comments": "@comment{" * 20_000,
    "growing macros": '@string{a="aaaaaaaaaa"}' + "@string{a=a#a}" * 60 + "@a{b, title=" + "a#" * 50_000 + "a}",
    "dollars": "@a{b, title={" + "$" * 200_000 + "}}",
    "fonts": r"@a{b, title={" + r"{\it " * 40_000 + "}" * 40_000 + "}}",
    "names": "@a{b, title={x}, author={" + "A and " * 20_000 + "B}}",
    "commas": "@a{b, title={x}, author={" + "A," * 100_000 + "}}",
    "fields": "@a{b, title={x}," + "c={y},\n" * 30_000 + "}",
    "quotes": '@a{b, c="' + '"' * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_no_time_and_raise_nothing_else(name):
    found = []
    with measured() as took, suppress(ValueError):
        found = read(HOSTILE[name])
    assert len(found) <= 20_000
    assert took.strides < 100


def test_time_grows_with_the_length_only():
    def strides(times: int) -> float:
        with measured() as took:
            entries_of("@a{b, c={\n" * times)
        return took.strides

    strides(1000)
    assert strides(40_000) < 40 * max(strides(4_000), 0.1)


def test_all_types_of_the_table_are_entry_types_that_we_read():
    from formats.bibtex.kinds import KEYS

    assert {row.bibtex for row in TYPES.values()} | {row.biblatex for row in TYPES.values()} <= set(KEYS)
    assert set(KEYS.values()) <= set(TYPES)
