import json

import pytest
import rispy
from hypothesis import given

from formats import ris
from formats.csl_json import read
from formats.record import Contributor, Link, Note, Record, Refusal, Translation
from formats.ris import write
from formats.types import TYPES
from tests.formats.records import EVERY_TYPE, FULL, HOSTILE, MINIMAL, items

FULL_TEXT = """TY  - JOUR
ID  - 0f6b3b0e-2f5e-4a0e-9e0a-6a3f0d4b8c11
TI  - Growth of Drosophila at 50% H2O & more: A study_of DNA
TT  - Tillväxt hos Drosophila
AU  - von Öberg, Åsa Maria
AU  - King, Martin Luther, Jr.
AU  - The Fly and Water Consortium
A2  - Editor, Eva
T2  - Journal of Flies & Water
J2  - J. Flies
PY  - 2024
DA  - 2024/05/17
VL  - 43
IS  - 4
SP  - 344
EP  - 355
C7  - e058724
PB  - Springer
CY  - Lund
SN  - 0306-4522, 2434-561X
DO  - 10.1234/abc_d(5)<1>
UR  - https://example.org/a_b.pdf?x=1&y=2
L1  - https://example.org/a_b.pdf?x=1&y=2
LA  - English
M3  - Journal Article
KW  - flies
KW  - vatten
AB  - Flies & water. They grew.
N1  - Publisher Copyright: © 2024 The Authors.
AN  - 11543891
DB  - PubMed
ER  - 

"""


def parsed(records: list[Record]) -> list[dict]:
    text = "".join(write(records)).encode("utf-8", "replace").decode()
    found = rispy.loads(text)
    assert len(found) == len(records)
    assert not any("unknown_tag" in one for one in found)
    return found


def test_a_full_record():
    assert "".join(write([FULL])) == FULL_TEXT.replace("\n", "\r\n")


def test_a_minimal_record():
    assert "".join(write([MINIMAL])) == "TY  - GEN\r\nID  - 1\r\nTI  - A title\r\nER  - \r\n\r\n"


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_rispy_reads_every_type(record):
    (found,) = parsed([record])
    assert found["type_of_reference"] == TYPES[record.type].ris
    assert found["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING
    assert found["title"].replace(": ", "").startswith(found["title"].partition(":")[0])
    assert len(found.get("authors", [])) == (3 if record.contributors else 0)


@pytest.mark.parametrize(
    ("type_", "field", "value"),
    [
        ("publication/journal-article", "secondary_title", "Proceedings & Papers"),
        ("publication/book-chapter", "secondary_title", "Proceedings & Papers"),
        ("publication/book-chapter", "secondary_authors", ["Editor, Eva"]),
        ("publication/book-chapter", "tertiary_title", "Series of Things"),
        ("publication/book", "secondary_title", "Series of Things"),
        ("publication/edited-book", "tertiary_authors", ["Editor, Eva"]),
        ("publication/report", "issn", "N-12"),
        ("publication/doctoral-thesis", "tertiary_authors", ["Guide, Gunnar"]),
        ("publication/licentiate-thesis", "type_of_work", "Licentiate thesis"),
        ("publication/book", "issn", "978-0-306-40615-7"),
        ("conference/paper", "secondary_title", "Conference on Things"),
        ("conference/paper", "custom3", "Proceedings & Papers"),
        ("publication/journal-article", "date", "2023/10/"),
    ],
)
def test_each_type_has_its_fields(type_, field, value):
    (found,) = parsed([next(record for record in EVERY_TYPE if record.type == type_)])
    assert found[field] == value


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:12])
def test_hostile_values_stay_in_their_line(value):
    hostile = Record(
        id=value,
        title=value,
        container_title=value,
        contributors=(Contributor(family=value, given=value), Contributor(literal=value)),
        volume=value,
        page=value,
        abstracts=(Translation(text=value),),
        keywords=(Translation(text=value),),
        notes=(Note(text=value),),
        links=(Link(url=value, kind="fulltext"),),
    )
    parsed([hostile, MINIMAL])


@given(items)
def test_whatever_was_read_is_written_as_one_record_that_rispy_reads(item):
    (record,) = read(json.dumps([item]))
    if not isinstance(record, Refusal):
        parsed([record])


def test_the_comma_of_an_organisation_does_not_make_it_a_person():
    record = Record(title="T", contributors=(Contributor(literal="Dept. of Flies, Lund"),))
    assert parsed([record])[0]["authors"] == ["Dept. of Flies Lund"]


@pytest.mark.parametrize(
    ("fields", "key", "value"),
    [
        ({"issued": "1935/1936"}, "year", "1935"),
        ({"issued": "2024"}, "date", "2024//"),
        ({"available": "2024-03-01"}, "date", "2024/03/01"),
        ({"page": "3-44, 97-105"}, "start_page", "3-44, 97-105"),
        ({"article_number": "e1"}, "start_page", "e1"),
        ({"number_of_pages": "210"}, "start_page", "210"),
        ({"publication_status": "in-press"}, "type_of_work", "in press"),
        ({"url": "https://x.org/1"}, "urls", ["https://x.org/1"]),
    ],
)
def test_dates_pages_and_addresses(fields, key, value):
    assert parsed([Record(title="T", **fields)])[0][key] == value


def test_the_interface_names_its_media_type():
    assert (ris.label, ris.media_type, ris.suffix) == ("RIS", "application/x-research-info-systems", "ris")
