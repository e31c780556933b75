"""What staff paste is recognised, whatever it is, and what is not is said."""

import pytest

from curation.intake.recognising import given_in

DOI = ("doi", "10.5555/abc.1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.5555/ABC.1", [DOI]),
        ("doi:10.5555/abc.1", [DOI]),
        ("DOI: 10.5555/abc.1", [DOI]),
        ("https://doi.org/10.5555/abc.1", [DOI]),
        ("https://dx.doi.org/10.5555%2Fabc.1", [DOI]),
        ("10.5555/abc.1, 10.5555/abc.2;10.5555/abc.1", [DOI, ("doi", "10.5555/abc.2")]),
        ("10.5555/abc.1\n\n99000017\n", [DOI, ("pmid", "99000017")]),
        ("99000017", [("pmid", "99000017")]),
        ("PMID: 99000017", [("pmid", "99000017")]),
        ("PMC9900017", [("pmcid", "PMC9900017")]),
        ("https://pubmed.ncbi.nlm.nih.gov/99000017/", [("pmid", "99000017")]),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC9900017/#S3", [("pmcid", "PMC9900017")]),
        ("https://europepmc.org/article/MED/99000017", [("pmid", "99000017")]),
        ("2401.99901v2", [("arxiv", "2401.99901v2")]),
        ("arXiv:2401.99901", [("arxiv", "2401.99901")]),
        ("hep-th/9901001", [("arxiv", "hep-th/9901001")]),
        ("https://arxiv.org/pdf/2401.99901v1", [("arxiv", "2401.99901")]),
        ("978-0-306-40615-7", [("isbn", "9780306406157")]),
        ("978 0 306 40615 7", [("isbn", "9780306406157")]),
        ("ISBN 0-306-40615-2", [("isbn", "9780306406157")]),
        ("https://www.tandfonline.com/doi/full/10.5555/abc.1?src=x#top", [DOI]),
        ("https://link.example.org/content/pdf/10.5555/abc.1.pdf", [DOI]),
        ("Berg A. Fog over lakes. J Fog. 2024;12(2):101-18. doi: 10.5555/abc.1.", [DOI]),
        ("Berg, A. (2024). Fog over\n  lakes. Journal of Fog, 12(2), 101-118.\n  https://doi.org/10.5555/abc.1", [DOI]),
        ("Berg A. One. doi:10.5555/abc.1\nEk B. Two. doi:10.5555/abc.2", [DOI, ("doi", "10.5555/abc.2")]),
        (
            "10.1002/(SICI)1097-4571(1999)50:9<737::AID-ASI1>3.0.CO;2-A",
            [("doi", "10.1002/(sici)1097-4571(1999)50:9<737::aid-asi1>3.0.co;2-a")],
        ),
        ("99000017; 99000018;99000019", [("pmid", "99000017"), ("pmid", "99000018"), ("pmid", "99000019")]),
        ("Berg A. Fog. (doi:10.5555/abc(1))", [("doi", "10.5555/abc(1)")]),
        ("Berg A. Fog. J Fog 2024. PMID: 99000017; PMCID: PMC9900017.", [("pmcid", "PMC9900017")]),
    ],
)
def test_identifiers_are_found_in_whatever_stands_around_them(text, expected):
    assert [(given.scheme, given.value) for given in given_in(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={Fog}, year=2024, doi={10.5555/abc.1}}",
        "TY  - JOUR\nTI  - Fog\nDO  - 10.5555/abc.1\nER  - \n",
        '[{"type": "article-journal", "title": "Fog", "DOI": "10.5555/abc.1"}]',
        '{"message-type": "work", "message": {"DOI": "10.5555/abc.1", "title": ["Fog"]}}',
        "PMID- 123\nTI  - Fog.\n",
        "<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>",
        '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Fog</title></titleInfo></mods>',
        "%0 Journal Article\n%T Fog\n",
        "<!doctype html><title>Fog</title>",
    ],
)
def test_a_text_in_a_format_is_left_whole(text):
    [given] = given_in(text)
    assert (given.text, given.scheme, given.reason) == (text.strip(), "", "")


@pytest.mark.parametrize("text", ["@article{a, title={Fog}}", "TY  - JOUR\nTI  - Fog\nER  - ", '{"type": "book"}'])
def test_nothing_before_a_text_in_a_format_vanishes(text):
    *before, last = given_in(f"10.5555/abc.1\nBerg A. Fog. 1997.\n\n{text}")
    assert [given.scheme for given in before] == ["doi", ""]
    assert last.text == text.strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://www.example.org/article/17", "Addresses are not opened"),
        ("http://169.254.169.254/latest/meta-data", "Addresses are not opened"),
        ("file:///etc/passwd", "No DOI"),
        ("Berg A. Fog. 1997.", "No DOI"),
        ("978-0-306-40615-8", "its check digit is wrong"),
        ("hello", "No DOI"),
    ],
)
def test_what_names_nothing_is_said(text, words):
    [given] = given_in(text)
    assert given.text == text
    assert words in given.reason


def test_no_line_vanishes_between_others():
    found = given_in("10.5555/abc.1\nBerg A. Fog. 1997.\n10.5555/abc.2")
    assert [given.scheme for given in found] == ["doi", "", "doi"]
    assert found[1].text == "Berg A. Fog. 1997."


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_nothing_is_nothing(text):
    assert given_in(text) == []


def test_a_long_text_takes_little_time():
    assert len(given_in("10.5555/" + "a" * 100_000)) == 1
    assert len(given_in("97" * 50_000)) == 1
    assert len(given_in("arXiv" + "-" * 100_000)) == 1
    assert len(given_in("\n".join(f"10.5555/{number}" for number in range(2000)))) == 2000
