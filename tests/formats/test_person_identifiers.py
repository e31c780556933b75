"""Identifiers of people beside ORCID: normal forms, faults, addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.person_identifiers import KINDS, address, normal, shown

UUID = "0a1b2c3d-1111-4222-8333-444455556666"
GOOD = [
    ("scopus", "7004212771", "7004212771"),
    ("scopus", "https://www.scopus.com/authid/detail.uri?authorId=7004212771&eid=1", "7004212771"),
    ("researcherid", "a-1009-2008", "A-1009-2008"),
    ("researcherid", "https://www.webofscience.com/wos/author/record/AAB-1009-2020", "AAB-1009-2020"),
    ("scholar", "https://scholar.google.se/citations?hl=sv&user=JicYPdAAAAAJ&view_op=list", "JicYPdAAAAAJ"),
    ("scholar", "JicYPdAAAAAJ", "JicYPdAAAAAJ"),
    ("isni", "0000 0001 2103 2683", "0000000121032683"),
    ("isni", "https://isni.org/isni/0000000121032683", "0000000121032683"),
    ("isni", "ISNI: 0000-0001-2103-2683", "0000000121032683"),
    ("viaf", "http://viaf.org/viaf/75121530/", "75121530"),
    ("wikidata", "https://www.wikidata.org/wiki/q937", "Q937"),
    ("libris", "https://libris.kb.se/auth/180289", "180289"),
    ("dblp", "https://dblp.org/pid/65/9612", "65/9612"),
    ("lucris", f"https://portal.research.lu.se/en/persons/{UUID}", UUID),
    ("local", "  fys \n abe ", "fys abe"),
]
BAD = [
    ("scopus", "abc"),
    ("scopus", "1234"),
    ("scopus", "https://evil.example/?authorId=7004212771"),
    ("researcherid", "A-1009-1808"),
    ("scholar", "short"),
    ("scholar", "javascript:alert(1)"),
    ("isni", "0000 0001 2103 2684"),
    ("isni", "0000 0001 2103 268"),
    ("wikidata", "P31"),
    ("dblp", "../../x"),
    ("lucris", "1"),
    ("viaf", "٣٣"),
    ("local", ""),
    ("local", "x" * 201),
]


@pytest.mark.parametrize(("kind", "text", "expected"), GOOD)
def test_an_id_or_the_address_of_a_profile_is_brought_to_its_normal_form(kind, text, expected):
    assert normal(kind, text) == expected
    assert normal(kind, address(kind, expected) or expected) == expected  # where it leads names the same


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_what_is_no_id_says_why(kind, text):
    with pytest.raises(ValueError, match=r"^(is|does|has) "):
        normal(kind, text)


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=300))
def test_any_text_is_an_id_or_refused_and_its_address_is_one_of_its_service(kind, text):
    try:
        value = normal(kind, text)
    except ValueError:
        return
    assert normal(kind, value) == value
    assert address(kind, value).startswith(KINDS[kind].address)
    assert not set(address(kind, value)) & set("\"'<> \n")


def test_an_isni_is_read_in_groups():
    assert shown("isni", "0000000121032683") == "0000 0001 2103 2683"
    assert shown("scopus", "0000000121032683") == "0000000121032683"
