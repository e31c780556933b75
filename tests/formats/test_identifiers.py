import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.characters import one_line
from formats.identifiers import _NORMAL, address, checked, hyphenated, several

GOOD = [
    ("doi", "10.1234/abc", "10.1234/abc"),
    ("doi", "https://doi.org/10.1007/S40737-025-00452-4", "10.1007/s40737-025-00452-4"),
    ("doi", "http://dx.doi.org/10.1234/abc.", "10.1234/abc"),
    ("doi", "doi:10.1234/ABC", "10.1234/abc"),
    ("doi", "DOI: https://doi.org/10.1234/abc", "10.1234/abc"),
    ("doi", "info:doi/10.1234/abc", "10.1234/abc"),
    ("doi", "10.1234\u200b/ab\u200bc\u2060", "10.1234/abc"),
    ("doi", "https://doi.org/10.1234%2Fabc%28d%29", "10.1234/abc(d)"),
    ("doi", "(10.1234/abc)", None),
    ("doi", "10.1234/abc);", "10.1234/abc"),
    ("doi", "10.1016/0370-2693(90)90038-p", "10.1016/0370-2693(90)90038-p"),
    (
        "doi",
        "10.1002/(SICI)1098(2000)15:1<114::AID-HUMU21>3.0.CO;2-4",
        "10.1002/(sici)1098(2000)15:1<114::aid-humu21>3.0.co;2-4",
    ),
    ("doi", "10.1162/", None),
    ("doi", "11.1234/abc", None),
    ("doi", "10.1234/a b", None),
    ("doi", "javascript:alert(1)", None),
    ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("orcid", "0000000218250097", "0000-0002-1825-0097"),
    ("orcid", "0000‐0002‐1694‐233x", "0000-0002-1694-233X"),
    ("orcid", "0000-0002-1825-0098", None),
    ("orcid", "0000-0000-0000-0001", None),
    ("orcid", "19121212-1212", None),
    ("isbn", "0-306-40615-2", "9780306406157"),
    ("isbn", "978 0 306 40615 7", "9780306406157"),
    ("isbn", "ISBN 91-7291-341-X", "9789172913417"),
    ("isbn", "080442957x", "9780804429573"),
    ("isbn", "9780306406158", None),
    ("isbn", "KOPIE", None),
    ("issn", "03064522", "0306-4522"),
    ("issn", "ISSN 2434-561x", "2434-561X"),
    ("issn", "1234-5678", None),
    ("pmid", "PMID: 011543891", "11543891"),
    ("pmid", "https://pubmed.ncbi.nlm.nih.gov/11543891/", "11543891"),
    ("pmid", "0", None),
    ("pmcid", "pmc3531190", "PMC3531190"),
    ("pmcid", "3531190", "PMC3531190"),
    ("scopus", "2-s2.0-85218706729", "85218706729"),
    ("scopus", "85218706729", "85218706729"),
    ("isi", "ISI: 000071067000025", "000071067000025"),
    ("isi", "WOS:A1997XA12300001", "A1997XA12300001"),
    ("isi", "000", None),
    ("arxiv", "arXiv:2101.01234v2", "2101.01234v2"),
    ("arxiv", "https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
    ("arxiv", "math.GT/0309136", "math.GT/0309136"),
    ("arxiv", "21.1", None),
    ("urn", "urn:nbn:se:lu:diva-1", "urn:nbn:se:lu:diva-1"),
    ("urn", "nbn:se", None),
    ("hdl", "http://hdl.handle.net/2043/22414", "2043/22414"),
    ("hdl", "nothing", None),
    ("ror", "https://ror.org/012a77v79", "012a77v79"),
    ("ror", "012a77v78", None),
    ("uri", "HTTPS://Example.ORG/A?b=c#d", "https://example.org/A?b=c#d"),
    ("uri", "https://exämple.se/å", "https://xn--exmple-cua.se/%C3%A5"),
    ("uri", "http://example.org/ (viewed 14/7/09)", None),
    ("uri", "javascript:alert(1)", None),
    ("uri", "JaVaScRiPt://example.org/%0aalert(1)", None),
    ("uri", "data:text/html,x", None),
    ("uri", "https://bank.se@evil.example/", None),
    ("uri", "http://[::1", None),
    ("uri", "https://example.org:99999/", None),
    ("uri", '"><script>alert(1)</script>', None),
    ("local", " any thing ", "any thing"),
]


@pytest.mark.parametrize(("scheme", "text", "value"), GOOD)
def test_an_identifier_gets_its_normal_form_or_a_reason(scheme, text, value):
    found = checked(scheme, text)
    assert found.scheme == scheme
    if value is None:
        assert found.problem
        assert found.value == text.strip()
    else:
        assert (found.value, found.problem) == (value, "")


@pytest.mark.parametrize("scheme", [*_NORMAL, "local"])
@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\ud800", "<script>alert(1)</script>", "%", "%ff", "1" * 100_000, "٣" * 16]
)
def test_hostile_identifiers_are_wrong_but_never_an_exception(scheme, text):
    found = checked(scheme, text)
    assert found.value == one_line(text)  # nothing is cut off
    assert found.problem or scheme == "local"
    assert address(scheme, text) == ""


@given(scheme=st.sampled_from(list(_NORMAL)), text=st.text(max_size=60))
def test_a_normal_form_is_its_own_normal_form(scheme, text):
    found = checked(scheme, text)
    assert found.problem or checked(scheme, found.value) == found


@given(suffix=st.text(min_size=1, max_size=30))
def test_the_address_of_a_doi_is_safe_in_a_page(suffix):
    link = address("doi", "10.1234/x" + suffix)
    assert re.fullmatch(r"(https://doi\.org/[A-Za-z0-9._~%;()/:\-]+)?", link)


def test_addresses_lead_to_the_resolver_of_their_scheme():
    assert address("doi", "10.1234/A<b>&c?d#e") == "https://doi.org/10.1234/a%3Cb%3E%26c%3Fd%23e"
    assert address("orcid", "0000-0002-1825-0097") == "https://orcid.org/0000-0002-1825-0097"
    assert address("urn", "urn:nbn:se:lu:diva-1") == "https://urn.kb.se/resolve?urn=urn:nbn:se:lu:diva-1"
    assert address("urn", "urn:isbn:123") == ""
    assert address("uri", "https://example.org/") == "https://example.org/"
    assert address("pmid", "1") == "https://pubmed.ncbi.nlm.nih.gov/1"


def test_a_wrong_identifier_and_an_unknown_scheme_have_no_address():
    assert address("doi", "nonsense") == ""
    assert address("local", "https://example.org/") == ""


def test_several_identifiers_in_one_text_are_told_apart():
    assert [found.value for found in several("isbn", "0-306-40615-2, 9780306406157 (hbk); 080442957X")] == [
        "9780306406157",
        "9780804429573",
    ]
    assert [found.value for found in several("issn", "1651-2081 (Electronic) 1650-1977 (Linking)")] == [
        "1651-2081",
        "1650-1977",
    ]
    (wrong,) = several("isbn", "KOPIE CM PRIVAT")
    assert wrong.problem
    assert wrong.value == "KOPIE CM PRIVAT"


def test_an_isbn_is_shown_with_hyphens():
    assert hyphenated("9780306406157") == "978-0-306-40615-7"
