"""What databases export: PubMed (nbib), Ovid, Web of Science, Crossref and OpenAlex. The texts are invented."""

import json

import pytest

from formats import crossref, nbib, openalex, ovid, wos
from formats.names import inverted, spoken, with_initials
from formats.pubmed_dates import date_of
from formats.record import Refusal

NBIB = """PMID- 99000001
OWN - NLM
STAT- MEDLINE
IS  - 1476-5616 (Electronic)
IS  - 0033-3506 (Linking)
VI  - 12
IP  - 3
DP  - 2023 Oct 8
DEP - 20230901
TI  - Fog over the coast and what
      it does to gulls.
PG  - 1234-41
LID - 10.5555/fog.1 [doi]
AB  - Gulls fly less. They wait
      for the wind.
CI  - (c) 2023 The Authors.
FAU - Berg, Anna Maria
AU  - Berg AM
AUID- ORCID: 0000-0002-1825-0097
AD  - Department of Fog, Norrvik, Sweden.
AD  - Gull Society, Norrvik.
FAU - de la Cruz, Juan 3rd
AU  - de la Cruz J 3rd
CN  - The Gull Group
LA  - eng
PT  - Journal Article
PT  - Review
TA  - J Fog
JT  - Journal of fog
MH  - *Birds/physiology
OT  - fog
GR  - F-12/GM/Fog Council/Sweden
PMC - PMC9900001
AID - S0033-1(23)1 [pii]
PST - ppublish

PMID- 99000002
TI  - [Dimma].
AU  - Ek B
TA  - Tidskr Dimma
DP  - 2020 Winter
"""
OVID = """<1. >
VN  - Ovid Technologies
AN  - 12-345.
AU  - BERG, Anna MD, PhD 1
AU  - Ek B
TI  - "Fog and rain".  [Article]
SO  - Journal Of Fog June 2015;58(6):688-696
AB  - Fog falls.
KW  - fog;  rain
LG  - English.
IS  - 0033-3506
DI  - 10.5555/fog.2

<2. >
VN  - Ovid Technologies
TI  - A book of rain
PT  - Book chapter
YR  - 2001
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Berg, AM
   Ek, B
AF Berg, Anna Maria
   Ek, Bo
TI Fog over
   the coast
SO JOURNAL OF FOG
DT Article; Proceedings Paper
DE fog; gulls
OI Ek, Bo/0000-0002-1825-0097
SN 0033-3506
EI 1476-5616
PD OCT 8
PY 2023
VL 12
AR e17
DI 10.5555/fog.3
UT WOS:000230445900101
ER

PT B
AU Ask, C
BE Redaktor, R
TI A chapter
SO A BOOK
DT Book Chapter
PY 2020
BP 1
EP 9
ER

EF
"""


class TestNbib:
    def test_an_entry_is_read_whole(self):
        record, other = nbib.read(NBIB)
        assert record.title == "Fog over the coast and what it does to gulls"
        assert (record.type, record.source, record.id) == ("publication/review-article", "pubmed", "99000001")
        assert (record.issued, record.available, record.publication_status) == ("2023-10-08", "2023-09-01", "published")
        assert (record.volume, record.issue, record.page) == ("12", "3", "1234-1241")
        assert (record.issn, record.eissn, record.doi) == ("0033-3506", "1476-5616", "10.5555/fog.1")
        assert [abstract.text for abstract in record.abstracts] == ["<p>Gulls fly less. They wait for the wind.</p>"]
        first, second, group = record.contributors
        assert (first.family, first.given, first.orcid) == ("Berg", "Anna Maria", "0000-0002-1825-0097")
        assert [place.name for place in first.affiliations] == [
            "Department of Fog, Norrvik, Sweden.",
            "Gull Society, Norrvik.",
        ]
        assert (second.family, second.given) == ("de la Cruz", "Juan 3rd")
        assert group.literal == "The Gull Group"
        assert {word.text for word in record.keywords} == {"fog", "Birds/physiology"}
        assert [(grant.funder, grant.award) for grant in record.funding] == [("Fog Council", "F-12")]
        assert {(one.scheme, one.value) for one in record.identifiers} == {
            ("pmid", "99000001"),
            ("pmcid", "PMC9900001"),
            ("pii", "S0033-1(23)1"),
        }
        assert (other.title, other.issued) == ("Dimma", "2020")
        assert [(person.family, person.given) for person in other.contributors] == [("Ek", "B")]

    def test_what_stands_before_the_first_entry_and_what_has_no_title_are_refused(self):
        found = nbib.read("Search of today\n\n" + NBIB + "\nPMID- 99000003\nTA  - J Fog\n")
        refusals = [one for one in found if isinstance(one, Refusal)]
        assert [(one.position, one.text.splitlines()[0]) for one in refusals] == [
            (1, "Search of today"),
            (45, "PMID- 99000003"),
        ]
        assert len(found) == 4

    def test_the_export_of_eric_is_read_too(self):
        text = "OWN - ERIC\nTI  - Fog in schools\nJT  - Journal of Schools\nOID - EJ1\nISSN - EISSN-1476-5616\n"
        [record] = nbib.read(text)
        assert (record.id, record.source, record.issn) == ("EJ1", "eric", "1476-5616")


class TestOvid:
    def test_entries_are_read_whole(self):
        record, chapter = ovid.read(OVID)
        assert record.title == "Fog and rain"
        assert (record.container_title, record.volume, record.issue) == ("Journal Of Fog", "58", "6")
        assert (record.page, record.doi, record.id, record.language) == ("688-696", "10.5555/fog.2", "12-345", "eng")
        assert [(person.family, person.given) for person in record.contributors] == [("Berg", "Anna"), ("Ek", "B")]
        assert [word.text for word in record.keywords] == ["fog", "rain"]
        assert (chapter.type, chapter.issued) == ("publication/book-chapter", "2001")


class TestWebOfScience:
    def test_entries_are_read_whole(self):
        record, chapter = wos.read(WOS)
        assert (record.title, record.container_title) == ("Fog over the coast", "JOURNAL OF FOG")
        assert (record.type, record.issued, record.article_number) == (
            "publication/journal-article",
            "2023-10-08",
            "e17",
        )
        assert [(one.family, one.given, one.orcid) for one in record.contributors] == [
            ("Berg", "Anna Maria", ""),
            ("Ek", "Bo", "0000-0002-1825-0097"),
        ]
        assert [(one.scheme, one.value) for one in record.identifiers] == [("isi", "000230445900101")]
        assert (chapter.type, chapter.page) == ("publication/book-chapter", "1-9")
        assert [(one.role, one.family) for one in chapter.contributors] == [("aut", "Ask"), ("edt", "Redaktor")]


WORK = {
    "DOI": "10.5555/FOG.4",
    "type": "journal-article",
    "title": ["Fog <i>over</i> the coast"],
    "original-title": ["Dimma"],
    "subtitle": ["A study"],
    "container-title": ["Journal of Fog"],
    "short-container-title": ["J. Fog"],
    "issn-type": [{"value": "0033-3506", "type": "print"}, {"value": "1476-5616", "type": "electronic"}],
    "ISSN": ["0033-3506", "1476-5616"],
    "published-print": {"date-parts": [[2023, 10]]},
    "published-online": {"date-parts": [[2023, 9, 1]]},
    "issued": {"date-parts": [[2023, 9, 1]]},
    "author": [
        {
            "given": "Anna",
            "family": "Berg",
            "ORCID": "http://orcid.org/0000-0002-1825-0097",
            "affiliation": [
                {"name": "Fog House", "id": [{"id": "https://ror.org/012a77v79", "id-type": "ROR", "asserted-by": "x"}]}
            ],
        },
        {"name": "The Gull Group", "affiliation": []},
    ],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Gulls fly less.</jats:p>",
    "funder": [{"name": "Fog Council", "DOI": "10.13039/100000001", "award": ["F-1", "F-2"]}],
    "license": [
        {"content-version": "tdm", "URL": "https://example.org/tdm"},
        {"content-version": "vor", "URL": "https://creativecommons.org/licenses/by/4.0/"},
    ],
    "is-referenced-by-count": 3,
    "reference": [{"key": "1"}],
}


class TestCrossref:
    @pytest.mark.parametrize(
        "answer",
        [
            WORK,
            [WORK],
            {"status": "ok", "message-type": "work", "message": WORK},
            {"status": "ok", "message-type": "work-list", "message": {"items": [WORK], "total-results": 1}},
        ],
    )
    def test_a_work_is_read_whole_from_every_answer(self, answer):
        [record] = crossref.read(json.dumps(answer))
        assert (record.title, record.subtitle) == ("Fog <i>over</i> the coast", "A study")
        assert [title.text for title in record.titles] == ["Dimma"]
        assert (record.doi, record.issn, record.eissn) == ("10.5555/fog.4", "0033-3506", "1476-5616")
        assert (record.issued, record.available, record.licence) == ("2023-10", "2023-09-01", "CC BY 4.0")
        assert [(one.family, one.literal, one.orcid) for one in record.contributors] == [
            ("Berg", "", "0000-0002-1825-0097"),
            ("", "The Gull Group", ""),
        ]
        assert [(one.name, one.ror) for one in record.contributors[0].affiliations] == [("Fog House", "012a77v79")]
        assert [(one.funder, one.award) for one in record.funding] == [("Fog Council", "F-1"), ("Fog Council", "F-2")]
        assert "Gulls fly less." in record.abstracts[0].text

    @pytest.mark.parametrize(
        ("given", "type_"),
        [
            ({"type": "posted-content", "subtype": "preprint"}, "publication/preprint"),
            ({"type": "posted-content", "subtype": "other"}, "publication/other"),
            ({"type": "dissertation", "degree": ["PhD"]}, "publication/doctoral-thesis"),
            ({"type": "dissertation", "degree": ["Master of Arts"]}, "publication/other"),
            ({"type": "dissertation", "degree": ["Licentiate"]}, "publication/licentiate-thesis"),
            ({"type": "proceedings-article"}, "conference/paper"),
            ({"type": "component"}, "publication/other"),
            ({"type": ["x"]}, "publication/other"),
            ({}, "publication/other"),
        ],
    )
    def test_each_type_has_its_place(self, given, type_):
        assert crossref.record_of({"title": ["Fog"]} | given).type == type_

    def test_what_has_no_title_is_called_what_it_is(self):
        assert crossref.record_of({"type": "component", "DOI": "10.5555/x.s1"}).title == "[component 10.5555/x.s1]"
        issue = crossref.record_of({"type": "journal-issue", "DOI": "10.5555/x", "container-title": ["Journal of Fog"]})
        assert issue.title == "Journal of Fog"
        with pytest.raises(ValueError, match="no title"):
            crossref.record_of({"type": "component"})


class TestOpenAlex:
    def test_a_work_is_read_whole(self):
        work = {
            "id": "https://openalex.org/W1",
            "doi": "https://doi.org/10.5555/fog.5",
            "title": "Fog",
            "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/99000001"},
            "publication_date": "2023-10-08",
            "type": "article",
            "type_crossref": "journal-article",
            "open_access": {"oa_status": "diamond"},
            "primary_location": {
                "pdf_url": "https://example.org/fog.pdf",
                "license": "cc-by",
                "source": {"display_name": "Journal of Fog", "issn": ["0033-3506"]},
            },
            "authorships": [
                {
                    "author": {"display_name": "Anna de Berg", "orcid": "https://orcid.org/0000-0002-1825-0097"},
                    "institutions": [{"display_name": "Fog House", "ror": "https://ror.org/012a77v79"}],
                    "is_corresponding": True,
                }
            ],
            "biblio": {"volume": "12", "issue": None, "first_page": "1", "last_page": "9"},
            "abstract_inverted_index": {"Gulls": [0], "fly": [1, 3], "and": [2]},
        }
        [record] = openalex.read(json.dumps({"results": [work]}))
        assert (record.id, record.doi, record.page, record.open_access) == ("W1", "10.5555/fog.5", "1-9", "gold")
        assert (record.container_title, record.issn, record.licence) == ("Journal of Fog", "0033-3506", "CC BY")
        assert [abstract.text for abstract in record.abstracts] == ["<p>Gulls fly and fly</p>"]
        [person] = record.contributors
        assert (person.given, person.family, person.corresponding) == ("Anna", "de Berg", True)
        assert [link.kind for link in record.links] == ["fulltext"]

    @pytest.mark.parametrize(
        "name", ["ids", "primary_location", "authorships", "biblio", "open_access", "grants", "doi"]
    )
    @pytest.mark.parametrize("value", [None, [], {}, "x", 3, [None], [[1]], {"source": 3, "author": 3}])
    def test_wrong_values_are_no_errors(self, name, value):
        work = {"id": "https://openalex.org/W1", "title": "Fog", name: value}
        assert openalex.record_of(work).title == "Fog"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1993 Oct 8", "1993-10-08"),
        ("2015 Jan-Feb", "2015-01"),
        ("20160419", "2016-04-19"),
        ("2016/04/19 06:00", "2016-04-19"),
        ("Winter 2007", "2007"),
        ("FEB 21-23, 2005", "2005-02"),
        ("1998, thesis publ. 1997", "1998"),
        ("20161345", "2016"),
        ("soon", ""),
        ("", ""),
        ("x" * 10**5, ""),
    ],
)
def test_dates_are_read_as_exact_as_they_are(text, date):
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("reader", "text", "parts"),
    [
        (inverted, "Berg, Anna", ("Berg", "Anna", "")),
        (inverted, "King, Martin Luther, Jr.", ("King", "Martin Luther", "Jr.")),
        (inverted, "King, Jr., Martin Luther", ("King", "Martin Luther", "Jr.")),
        (inverted, "Berg, Anna, PhD", ("Berg", "Anna", "")),
        (spoken, "Anna von der Berg", ("von der Berg", "Anna", "")),
        (spoken, "Martin Luther King Jr.", ("King", "Martin Luther", "Jr.")),
        (spoken, "van Gogh", ("Gogh", "van", "")),
        (with_initials, "van der Waals JD", ("van der Waals", "JD", "")),
        (with_initials, "King ML Jr", ("King", "ML", "Jr")),
    ],
)
def test_names_are_parted(reader, text, parts):
    found = reader(text)
    assert (found["family"], found["given"], found.get("suffix", "")) == parts


@pytest.mark.parametrize(
    ("reader", "text"), [(inverted, "Aristotle"), (spoken, "Aristotle"), (with_initials, "The Gull Group")]
)
def test_names_that_cannot_be_parted_stay_whole(reader, text):
    assert reader(text) == {"literal": text}
