"""CSV and XLSX: named columns, safe cells, and tables that others made."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.record import Contributor, Record, Refusal
from formats.tables import as_csv, as_xlsx
from formats.tables.cells import as_given, inert, joined, plain, safe, split
from formats.tables.columns import COLUMNS, KNOWN, NAMES
from formats.tables.sheet import rows_of
from tests.formats.records import FULL


def rows(records):
    return list(csv.DictReader(io.StringIO("".join(as_csv.write(records)).removeprefix("\ufeff"), newline="")))


def test_a_table_has_a_mark_heads_and_lines_that_end_as_the_standard_says():
    text = "".join(as_csv.write([FULL]))
    assert text.startswith("\ufeffid,type,title,")
    assert text.endswith("\r\n")
    assert "".join(as_csv.write([])) == "\ufeff" + ",".join(NAMES) + "\r\n"


def test_a_row_says_what_a_record_holds():
    [row] = rows([FULL])
    assert row["authors"] == "von Öberg, Åsa Maria; King, Martin Luther, Jr.; [The Fly and Water Consortium]"
    assert row["orcids"] == "0000-0002-1825-0097"
    assert row["contributors"] == "Editor, Eva [edt]; Guide, Gunnar [ths]"
    assert row["subjects"] == "10612; 106 [2025]"
    assert row["titles"] == "[swe] Tillväxt hos <i>Drosophila</i>"
    assert row["abstract"].split() == ["Flies", "&", "water.", "They", "grew."]
    assert row["funding"] == "The Fly Fund | 10.13039/100000001 | F-1 | Flies"


@pytest.mark.parametrize("text", ["=1+1", "+46 46", "-1", "@SUM(A1)", "'=1", "\t=1"])
def test_formulas_are_inert_and_come_back(text):
    record = Record(title="x", publisher=text.strip(), volume=text.strip())
    [row] = rows([record])
    assert row["publisher"].startswith("'")
    [found] = as_csv.read("".join(as_csv.write([record])))
    assert found.publisher == text.strip()


def test_cells_of_a_workbook_are_texts():
    from openpyxl import load_workbook

    data = b"".join(as_xlsx.write([Record(title="=1+1", url="https://example.org", volume="007")]))
    sheet = load_workbook(io.BytesIO(data)).active
    heads, cells = list(sheet.iter_rows())
    found = {head.value: cell for head, cell in zip(heads, cells, strict=True)}
    assert (found["title"].value, found["title"].data_type) == ("=1+1", "s")
    assert (found["volume"].value, found["volume"].data_type) == ("007", "s")
    assert found["url"].hyperlink is None


@pytest.mark.parametrize("text", [" a\n b ", "a\rb", "]]> & <t>", "𝔘" * 100, "a_xb"])
def test_cells_of_a_workbook_hold_what_was_meant(text):
    from openpyxl import load_workbook

    data = b"".join(as_xlsx.write([Record(title="x", publisher=text), Record(title="y\0\ufffe")]))
    head, first, second = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    assert dict(zip(head, first, strict=True))["publisher"] == text
    assert dict(zip(head, second, strict=True))["title"] == "y"


def test_a_text_like_an_escape_is_none_for_excel():
    [row] = rows_of([["_x000A_ a_xb"]], ["A"], first=2)
    assert b"<t>_x005F_x000A_ a_xb</t>" in row


def test_a_cell_has_no_more_than_excel_takes():
    from openpyxl import load_workbook

    data = b"".join(as_xlsx.write([Record(title="x", publisher="𝔘" * 20_000)]))
    [_, row] = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in row if cell) == 32_766


def test_thousands_of_names_fit_into_a_cell_as_far_as_it_goes():
    people = tuple(Contributor(family=f"Family{number}", given="Given") for number in range(3000))
    record = Record(title="x", contributors=people, contributor_count=3000)
    [found] = as_xlsx.read(b"".join(as_xlsx.write([record])))
    assert 1000 < len(found.contributors) < 3000
    assert found.contributors[-1].family.startswith("Family")
    assert found.contributor_count == 3000


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("start", ["", "\ufeff", "sep={}\n"])
def test_tables_with_any_delimiter_and_swedish_heads_are_read(delimiter, start):
    lines = [
        ["Titel", "Författare", "År", "Tidskrift", "Sidor", "Typ", "Övrigt"],
        ["Dimma", '"Berg, Anna och Ek, Bo"', "2024", "Väder", "1–9", "Artikel", "lånad"],
    ]
    text = start.format(delimiter) + "\n".join(delimiter.join(line) for line in lines)
    assert as_csv.recognises(text)
    [record] = as_csv.read(text)
    assert (record.title, record.issued, record.container_title) == ("Dimma", "2024", "Väder")
    assert (record.page, record.type) == ("1-9", "publication/journal-article")
    assert [(one.family, one.given) for one in record.contributors] == [("Berg", "Anna"), ("Ek", "Bo")]
    assert [(note.heading, note.text) for note in record.notes] == [("Övrigt:", "lånad")]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Berg, Anna", [("Berg", "Anna")]),
        ("Berg, Anna; Ek, Bo", [("Berg", "Anna"), ("Ek", "Bo")]),
        ("Anna Berg; Bo Ek", [("Berg", "Anna"), ("Ek", "Bo")]),
        ("Berg A., Ek B.C.", [("Berg", "A"), ("Ek", "BC")]),
        ("Berg, Anna (57200000000); Ek, Bo (57200000001)", [("Berg", "Anna"), ("Ek", "Bo")]),
        ("Anna Berg and Bo Ek", [("Berg", "Anna"), ("Ek", "Bo")]),
        ("Anna Berg & Bo Ek", [("Berg", "Anna"), ("Ek", "Bo")]),
    ],
)
def test_names_are_told_apart_however_people_write_them(cell, names):
    [record] = as_csv.read(f'title,authors\nFog,"{cell}"\n')
    assert [(one.family, one.given) for one in record.contributors] == names


def test_the_columns_of_scopus_are_known():
    text = (
        "Authors,Title,Year,Source title,Volume,Issue,Art. No.,Page start,Page end,DOI,Document Type,EID\n"
        '"Berg A.; Ek B.",Fog,2023,Journal of Fog,12,3,,1,9,10.5555/fog,Review,2-s2.0-85218706729\n'
    )
    [record] = as_csv.read(text)
    assert (record.type, record.page, record.doi) == ("publication/review-article", "1-9", "10.5555/fog")
    assert [(one.scheme, one.value) for one in record.identifiers] == [("scopus", "85218706729")]


def test_each_row_is_accounted_for():
    record, untitled, crowded = as_csv.read("title,year\nFog,2024\n\n,2023\nRain,2022,x\n")
    assert isinstance(record, Record)
    assert (untitled.position, untitled.reason) == (4, "No column has a title in this row.")
    assert (crowded.position, crowded.text) == (5, "Rain | 2022 | x")
    assert isinstance(crowded, Refusal)


@pytest.mark.parametrize("text", ["", "a,b\nc,d\n", "title\nFog\n", "Dear reader, this title, is no table"])
def test_what_is_no_table_is_not_taken_for_one(text):
    assert not as_csv.recognises(text)
    with pytest.raises(ValueError, match="first line"):
        as_csv.read(text)


@given(st.lists(st.text(max_size=8).map(str.strip)))
def test_what_is_joined_can_be_split(texts):
    while texts and not texts[-1]:
        texts.pop()
    assert [plain(part) for part in split(joined(map(safe, texts)))] == texts


@given(st.text(max_size=5))
def test_what_is_inert_can_be_had_as_given(text):
    assert as_given(inert(text)) == text
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_two_columns_have_the_same_name():
    names = [name for column in COLUMNS for name in {column.name, *column.others}]
    assert len(names) == len(set(names))
    assert set(KNOWN.values()) == set(NAMES)
