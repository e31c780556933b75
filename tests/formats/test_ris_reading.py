"""RIS read: what databases and programs write, what is wrong with it, and what we wrote ourselves."""

import pytest

from formats import ris
from formats.endnote.names import parts_of
from formats.record import Contributor, Record, Refusal
from formats.ris import read, write
from tests.formats.records import EVERY_TYPE, FULL, MINIMAL
from tests.pace import measured


def one(*lines: str, kind: str = "JOUR") -> Record:
    """Return the record of a reference with a title and these lines."""
    [record] = read("\n".join([f"TY  - {kind}", "TI  - A title", *lines, "ER  - ", ""]))
    assert isinstance(record, Record), record
    return record


def people(record: Record) -> list[str]:
    return [f"{person.role} {person.family}|{person.given}{person.suffix}{person.literal}" for person in
            record.contributors]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("TY  - JOUR\nTI  - A\nER  - \n\nTY  - BOOK\nTI  - B\nER  - \n", ["A", "B"]),
        ("TY  - JOUR\r\nTI  - A\r\nTY  - BOOK\r\nTI  - B", ["A", "B"]),
        ("TY - JOUR\nTI - A", ["A"]),
        ("\ufeffTY  - JOUR\nT1  - A\nER  -\n", ["A"]),
        ("Some words before\n2. \nTY  - JOUR\nTI  - A\nER  - \nwords after", ["A"]),
        ("1. TY  - JOUR\nTI  - A\nER  - \n", ["A"]),
        ("TY  - JOUR\nTI  - A\n\nER  - \n\n\nAU  - B, C\nTI  - Lost its type\nER  - ", ["A", "Lost its type"]),
        ("TY  - BOOK\nBT  - A book\nER  - ", ["A book"]),
        ("TY  - BOOK\nAU  - B, C\nER  - ", ["[Book]"]),
        ("ty  - JOUR\nti  - A\ner  - ", ["A"]),
    ],
)
def test_no_reference_is_lost(text, titles):
    assert [record.title for record in read(text)] == titles


def test_a_reference_that_holds_nothing_is_told():
    empty, good = read("TY  - JOUR\nTY  - BOOK\nTI  - A\nER  - ")
    assert empty == Refusal(position=1, text="TY  - JOUR", reason="It has no title.")
    assert good.type == "publication/book"


def test_what_is_no_ris_is_refused_as_a_whole():
    with pytest.raises(ValueError, match="no line in it that begins"):
        read("A letter - with dashes\nAU  - B, C\n")
    assert not ris.recognises("TYPO - no")


def test_a_value_may_have_several_lines():
    record = one("KW  - article", "dinosaur", "nonhuman", "AB  - It grew", "slowly.", "SN  - 1932-8494", "1932-8486")
    assert [keyword.text for keyword in record.keywords] == ["article", "dinosaur", "nonhuman"]
    assert "It grew slowly." in " ".join(record.abstracts[0].text.split())
    assert (record.issn, record.eissn) == ("1932-8494", "1932-8486")


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (("PY  - 2024",), "2024"),
        (("Y1  - 2024/04/03/",), "2024-04-03"),
        (("PY  - 2024", "DA  - 2024///"), "2024"),
        (("PY  - 2024", "DA  - 2024/05/17"), "2024-05-17"),
        (("PY  - 2018", "DA  - 2019/01/01"), "2018"),
        (("PY  - 2001/00/00/",), "2001"),
        (("PY  - 2001//winter",), "2001"),
        (("PY  - 2014/Aug/5",), "2014-08-05"),
        (("DA  - 17 May 2024",), "2024-05-17"),
        (("DA  - May 2024",), "2024-05"),
        (("PY  - 99", "PY  - YEAR/MONTH/DAY/", "PY  - 2001///"), "2001"),
        (("PY  - Year",), ""),
    ],
)
def test_dates(lines, issued):
    assert one(*lines).issued == issued


@pytest.mark.parametrize(
    ("lines", "page"),
    [
        (("SP  - 344", "EP  - 355"), "344-355"),
        (("SP  - 344-355", "EP  - 355"), "344-355"),
        (("SP  - 42", "EP  - 42"), "42"),
        (("SP  - 034708",), "034708"),
        (("SP  - e1", "C7  - e1"), ""),
    ],
)
def test_pages(lines, page):
    assert one(*lines).page == page


@pytest.mark.parametrize(
    "line", ["DO  - https://doi.org/10.1234/ABC", "L3  - 10.1234/abc", "M3  - doi: 10.1234/abc", "UR  - http://dx.doi.org/10.1234/abc"]
)  # fmt: skip
def test_a_doi_is_found_where_databases_put_it(line):
    record = one(line)
    assert record.doi == "10.1234/abc"
    assert not record.links
    assert not record.genre


def test_links_are_told_apart():
    record = one("UR  - https://a.org/1 https://b.org/2", "L1  - https://c.org/3.pdf", "L2  - //x", "LK  - //d.org/4")
    assert [(link.url, link.kind) for link in record.links] == [
        ("https://a.org/1", "related"), ("https://b.org/2", "related"), ("https://d.org/4", "related"),
        ("https://c.org/3.pdf", "fulltext"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("von Öberg, Åsa Maria", [("von Öberg", "Åsa Maria", "")]),
        ("King, Martin Luther, Jr.", [("King", "Martin Luther", "Jr.")]),
        ("King, Jr., Martin Luther", [("King", "Martin Luther", "Jr.")]),
        ("Valle-Delgado,J. J. ", [("Valle-Delgado", "J. J.", "")]),
        ("Brownstein C D", [("Brownstein", "C D", "")]),
        ("World Health Organization", ["World Health Organization"]),
        ("Smith, A., Jones, B.C.", [("Smith", "A.", ""), ("Jones", "B.C.", "")]),
        ("Smith, Anna; Jones, Bo", [("Smith", "Anna", ""), ("Jones", "Bo", "")]),
        ("et al", ["et al."]),
        ("a, b, c, d, e", ["a, b, c, d, e"]),
        (", ;", []),
    ],
)
def test_names(value, found):
    parts = [part.get("literal") or (part["family"], part["given"], part.get("suffix", "")) for part in parts_of(value)]
    assert parts == found


@pytest.mark.parametrize(
    ("kind", "lines", "fields"),
    [
        ("JOUR", ("JF  - Journal", "JO  - J."), {"container_title": "Journal", "container_title_short": "J."}),
        ("JOUR", ("JO  - J.",), {"container_title": "J.", "container_title_short": ""}),
        ("CHAP", ("T2  - Book", "T3  - Series"), {"container_title": "Book", "collection_title": "Series"}),
        ("BOOK", ("T2  - Series", "M1  - 7"), {"collection_title": "Series", "collection_number": "7"}),
        ("CONF", ("T2  - Meeting", "C3  - Papers"), {"event_title": "Meeting", "container_title": "Papers"}),
        ("CONF", ("T2  - Papers",), {"event_title": "", "container_title": "Papers"}),
        ("RPRT", ("SN  - TR-12",), {"number": "TR-12", "isbn": ()}),
        ("COMP", ("ET  - 1.2",), {"version": "1.2", "edition": ""}),
        ("BOOK", ("SN  - 978-0-306-40615-7 (hbk)",), {"isbn": ("9780306406157",)}),
        ("BOOK", ("SP  - xi, 210",), {"number_of_pages": "xi, 210", "page": ""}),
        ("INPR", (), {"publication_status": "in-press", "type": "publication/journal-article"}),
        ("THES", ("M3  - Licentiate thesis",), {"type": "publication/licentiate-thesis"}),
        ("STAT", (), {"type": "publication/other", "genre": "Statute"}),
        ("NOSUCH", (), {"type": "publication/other", "genre": ""}),
    ],
)
def test_each_type_has_its_fields(kind, lines, fields):
    record = one(*lines, kind=kind)
    assert {name: getattr(record, name) for name in fields} == fields


def test_the_number_of_pubmed_is_told_from_others():
    of = lambda database: one("AN  - 123", f"DB  - {database}").identifiers[0].scheme  # noqa: E731
    assert (of("PubMed"), of("MEDLINE"), of("Scopus")) == ("pmid", "pmid", "accession")


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_what_is_written_reads_back_as_the_same_text_and_type(record):
    text = "".join(write([record]))
    [found] = read(text)
    assert found.type == record.type
    assert "".join(write([found])) == text
    assert ris.recognises(text)


def test_what_a_full_record_keeps():
    [found] = read("".join(write([FULL])))
    same = ("id", "type", "language", "container_title", "container_title_short", "volume", "issue", "page", "genre",
            "article_number", "publisher", "publisher_place", "issued", "doi", "issn", "eissn")  # fmt: skip
    assert {name: getattr(found, name) for name in same} == {name: getattr(FULL, name) for name in same}
    assert people(found)[:2] == ["aut von Öberg|Åsa Maria", "aut King|Martin LutherJr."]
    assert people(found)[2:] == ["aut |The Fly and Water Consortium", "edt Editor|Eva"]


def test_a_comma_in_a_name_makes_no_other_person():
    people = (Contributor(family="Smith, Sons", given="A, B"), Contributor(literal="Fly, Inc."))
    [found] = read("".join(write([Record(title="T", contributors=people)])))
    assert [(one.family, one.given, one.literal) for one in found.contributors] == [
        ("Smith Sons", "A B", ""), ("", "", "Fly Inc."),
    ]  # fmt: skip


HOSTILE = {
    "types": "TY  - JOUR\n" * 10_000,
    "names": "TY  - JOUR\nTI  - x\n" + "AU  - A, B\n" * 10_000,
    "commas": "TY  - JOUR\nTI  - x\nAU  - " + "A," * 50_000,
    "words": "TY  - JOUR\nTI  - x\nAU  - " + "A " * 50_000,
    "no tags": "TY  - JOUR\nTI  - x\n" + "abc\n" * 30_000,
    "blanks": "TY  - JOUR\nTI  - x\n" + " " * 200_000,
    "dates": "TY  - JOUR\nTI  - x\nDA  - " + "19 " * 50_000,
    "addresses": "TY  - JOUR\nTI  - x\nUR  - " + "http://a " * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_no_time(name):
    with measured() as took:
        assert read(HOSTILE[name])
    assert took.strides < 100
