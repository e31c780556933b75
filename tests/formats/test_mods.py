from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from formats import mods
from formats.mods.vocabulary import NAMESPACE
from formats.record import Affiliation, Contributor, Identifier, Link, Record, Refusal, Translation
from formats.swepub import ALONE, CREATORS, IN_HOST, MADE_BY_NOBODY, ORGANISATIONS, needs_content_type
from formats.types import TYPES
from formats.xml_tree import parsed
from tests.formats import shared
from tests.formats.records import EVERY_TYPE, FULL, MINIMAL

SPACES = {"m": NAMESPACE}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "mods-3-8.rng"))
LUND = mods.House(
    code="lu",
    authority="lu.se",
    names=(Translation(text="Lunds universitet", language="swe"), Translation(text="Lund University", language="eng")),
    ror="012a77v79",
)


def texts(element, path):
    return [found.text if hasattr(found, "text") else str(found) for found in element.xpath(path, namespaces=SPACES)]


def broken_rules(element):
    """Return the numbers of SwePub's rules of acceptance that a mods element breaks.

    Text made only of punctuation counts as empty.
    """
    element = deepcopy(element)
    for part in element.iter():
        part.text = part.text if any(map(str.isalnum, part.text or "")) else None
    kind = (texts(element, "m:genre[@authority='kb.se'][@type='outputType']") or [""])[0]
    status = texts(element, "m:note[@type='publicationStatus']")
    is_out = not {"Preprint", "Submitted", "Accepted", "In press", "Epub ahead of print/Online first"} & set(status)
    roles = "m:role/m:roleTerm[@type='code'][@authority='marcrelator']"
    creators, bodies = (" or ".join(f".='{role}'" for role in names) for names in (CREATORS, ORGANISATIONS))
    people = f"m:name[@type='personal'][m:namePart!=''][{roles}[{creators}]]"
    bodies = f"m:name[@type='corporate'][@authority!=''][m:namePart!=''][{roles}[{bodies}]]"
    hosts = "m:relatedItem[@type='host'][m:titleInfo/m:title!='']"
    projects = "m:relatedItem[@type='host'][m:genre[.='grantAgreement' or .='event' or .='project']]"
    rules = {
        1: "m:recordInfo/m:recordContentSource[.!='']",
        2: kind in MADE_BY_NOBODY or f"{people} | {bodies}",
        3: "m:titleInfo/m:title[.!='']",
        5: kind in TYPES,
        7: not needs_content_type(kind) or "m:genre[@authority='svep'][.='ref' or .='vet' or .='pop']",
        8: not is_out or kind == "publication/preprint" or "m:originInfo/m:dateIssued[.!='']",
        9: "m:identifier[@type='uri'][.!='']",
        10: "m:language/m:languageTerm[@type='code'][@authority='iso639-2b' or @authority='iso639-3'][.!='']",
        11: kind not in IN_HOST or not is_out or hosts,
        12: kind not in ALONE or bool(texts(element, projects)) or not texts(element, hosts),
    }
    return [number for number, rule in rules.items() if not (rule if isinstance(rule, bool) else texts(element, rule))]


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL], ids=lambda record: record.id)
def test_every_type_reads_back_as_it_was_written(record):
    assert mods.read("".join(mods.write([record]))) == [record]


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
@pytest.mark.parametrize("house", [None, LUND])
def test_every_type_is_valid_mods_3_8(record, house):
    SCHEMA.assertValid(mods.element(record, house))


def test_a_collection_is_valid_mods_3_8():
    SCHEMA.assertValid(parsed("".join(mods.write([*EVERY_TYPE, FULL, MINIMAL]))))


def test_the_schema_finds_what_is_not_mods():
    element = mods.element(FULL)
    etree.SubElement(element, f"{{{NAMESPACE}}}publisher").text = "x"
    assert not SCHEMA.validate(element)


@pytest.mark.parametrize("record", EVERY_TYPE, ids=lambda record: record.id)
@pytest.mark.parametrize("house", [None, LUND])
def test_every_type_is_accepted_by_swepub(record, house):
    record = replace(record, url="https://example.org/1", content_type="ref", event_title="")
    assert broken_rules(mods.element(record, house)) == []


@pytest.mark.parametrize("role", sorted(ORGANISATIONS))
@pytest.mark.parametrize("source", ["", "lu"])
@pytest.mark.parametrize("house", [None, LUND])
def test_a_work_by_organisations_only_is_accepted_whether_its_source_or_units_are_known(role, source, house):
    for places in ((), (Affiliation(name="Academy"),), (Affiliation(name="Unit", unit="u1"),)):
        body = Contributor(role=role, literal="Academy", affiliations=places)
        record = replace(EVERY_TYPE[0], source=source, contributors=(body,))
        element = mods.element(record, house)
        assert 2 not in broken_rules(element)
        assert all(texts(element, "m:name[@type='corporate']/@authority"))
        for name in element.xpath("m:name", namespaces=SPACES):
            del name.attrib["authority"]
        assert 2 in broken_rules(element)


def test_a_patent_that_only_inventors_made_has_authors_for_swepub():
    inventor = Contributor(role="inv", family="A", given="B")
    record = replace(EVERY_TYPE[0], type="intellectual-property/patent", url="https://a.se/", contributors=(inventor,))
    assert broken_rules(mods.element(replace(record, event_title=""))) == []
    text = "".join(mods.write([record]))
    assert '<note type="creatorCount">1</note>' in text
    assert mods.read(text) == [record]


@pytest.mark.parametrize("role", ["cre", "edt"])
def test_the_creators_of_a_work_without_authors_are_counted(role):
    people = (Contributor(role=role, family="A", given="B"), Contributor(role=role, family="C", given="D"))
    record = replace(EVERY_TYPE[0], type="publication/book", contributors=people)
    assert '<note type="creatorCount">2</note>' in "".join(mods.write([record]))


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("good-journal-article", []), ("bad-01-recordContentSource", [1]), ("bad-02-name", [2]), ("bad-03-title", [3]),
        ("bad-05-outputType", [5]), ("bad-07-contentType", [7]), ("bad-08-date", [8]), ("bad-09-uri", [9]),
        ("bad-10-language", [10]), ("bad-11-host-missing", [11]), ("bad-12-host-on-book", [12]),
    ],
)  # fmt: skip
def test_each_fixture_of_swepub_breaks_the_rule_that_it_says(name, broken):
    text = Path(shared(f"data/swepub/fixtures/{name}.xml")).read_text(encoding="utf-8")
    assert broken_rules(parsed(text).find(f".//{{{NAMESPACE}}}mods")) == broken


def test_the_article_that_swepub_accepts_is_read_whole():
    text = Path(shared("data/swepub/fixtures/good-journal-article.xml")).read_text(encoding="utf-8")
    (record,) = mods.read(text)
    assert record.type == "publication/journal-article"
    assert (record.container_title, record.volume, record.issue, record.page) == (
        "Journal of Advanced Nursing", "81", "4", "100-112",
    )  # fmt: skip
    assert (record.issn, record.eissn) == ("0309-2402", "1365-2648")
    assert (record.issued, record.available) == ("2025-11-03", "2025-10-20")
    assert [subject.code for subject in record.subjects] == ["30305", "303"]
    first = record.contributors[0]
    assert (first.local_id, first.orcid) == ("asa-obe", "0000-0002-1825-0097")
    assert [place.unit for place in first.affiliations if place.unit] == ["v1000562"]
    assert record.funding[0].funder == "Vetenskapsrådet"
    assert record.licence == "CC BY 4.0"
    assert record.number_of_pages == "13"


def test_what_is_delivered_stands_under_its_house():
    element = mods.element(FULL, LUND)
    assert texts(element, "m:recordInfo/m:recordContentSource") == ["lu"]
    assert texts(element, "m:name[1]/m:affiliation[@authority='kb.se'][@valueURI='lu.se'][@lang='swe']") == [
        "Lunds universitet"
    ]
    assert texts(element, "m:name[1]/m:affiliation[@authority='lu.se']/@valueURI") == ["u1"]
    assert texts(element, "m:name[1]/m:nameIdentifier[@type='lu']") == ["abc-1"]


def test_what_must_not_be_spread_is_not_delivered():
    record = replace(FULL, identifiers=(Identifier(scheme="isi", value="000250776300007"),))
    told = etree.tostring(mods.element(record, LUND), encoding="unicode")
    assert "000250776300007" not in told
    assert "0000-0002-1825-0098" not in told


def test_swepub_gets_an_english_or_swedish_abstract_first():
    abstracts = (Translation(text="<p>Fliegen.</p>", language="ger"), Translation(text="<p>Flies.</p>", language="eng"))
    element = mods.element(replace(FULL, abstracts=abstracts), LUND)
    assert texts(element, "m:abstract") == ["Flies.", "Fliegen."]


@pytest.mark.parametrize("issued", ["2024", "2024-05", "2024-05-17", "1935/1936", "2024-01-01/2024-02-01"])
def test_swepub_gets_a_year_or_a_day_and_nothing_is_lost(issued):
    record = replace(FULL, issued=issued)
    assert [len(text) in (4, 10) for text in texts(mods.element(record), "m:originInfo/m:dateIssued")] == [True]
    assert mods.read("".join(mods.write([record]))) == [record]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": 'On <b>a < b</b> & "c"', "subtitle": "<sup>1</sup>"},
        {"titles": (Translation(text="{x} $y$ \\alpha & <i>z</i>"),)},
        {"abstracts": (Translation(text="<p>See <i>E. coli</i> &lt; 3</p><ul><li>a</li></ul>", language="eng"),)},
        {"page": "1-3, 7-9"},
        {"page": "e12"},
        {"page": "344-"},
        {"page": "61-61"},
        {"container_title": "", "container_title_short": ""},
        {"contributors": (Contributor(role="ths", literal="X"), Contributor(role="oth", family="B", given="A"))},
        {"contributors": (Contributor(family="A", given="B", affiliations=(Affiliation(name="C", ror="012a77v79"),)),)},
        {"links": (Link(url="https://a.se/x.csv", kind="data"), Link(url="https://a.se/", kind="related", label="L"))},
        {"publication_status": "in-preparation", "issued": "", "available": ""},
        {"open_access": "closed", "licence": "https://example.org/terms"},
        {"number_of_pages": "xii, 230", "language": "", "url": "", "source": ""},
    ],
)
def test_what_mods_has_no_simple_place_for_reads_back(changes):
    record = replace(FULL, **changes)
    assert mods.read("".join(mods.write([record]))) == [record]


def mods_text(inside):
    return f'<mods xmlns="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink"><titleInfo><title>T</title></titleInfo>{inside}</mods>'


@pytest.mark.parametrize(
    ("inside", "field", "expected"),
    [
        ("<originInfo><dateIssued>c1999</dateIssued></originInfo>", "issued", "1999"),
        (
            '<originInfo><dateIssued point="start">1935</dateIssued>'
            '<dateIssued point="end">1936</dateIssued></originInfo>',
            "issued",
            "1935/1936",
        ),
        ("<originInfo><copyrightDate>2001</copyrightDate></originInfo>", "issued", "2001"),
        ("<originInfo><publisher>P</publisher></originInfo>", "publisher", "P"),
        ('<genre authority="svep" type="publicationType">kap</genre>', "type", "publication/book-chapter"),
        (
            '<genre authority="svep" type="publicationType">art</genre>'
            '<genre authority="svep" type="contentType">pop</genre>',
            "type",
            "publication/newspaper-article",
        ),
        ('<genre authority="marcgt">thesis</genre>', "type", "publication/doctoral-thesis"),
        ("<language><languageTerm>Swedish</languageTerm></language>", "language", "swe"),
        ('<identifier type="doi">https://doi.org/10.1000/ABC</identifier>', "doi", "10.1000/abc"),
        ('<relatedItem type="series"><titleInfo><title>S</title></titleInfo></relatedItem>', "collection_title", "S"),
        (
            '<relatedItem type="host"><titleInfo><nonSort>The</nonSort><title>H</title></titleInfo></relatedItem>',
            "container_title",
            "The H",
        ),
        ("<note>creator</note>", "publication_status", ""),
        ('<note type="publicationStatus">Accepted</note>', "publication_status", "in-press"),
        ("<abstract>&lt;p&gt;One&lt;/p&gt;</abstract>", "abstracts", (Translation(text="<p>One</p>"),)),
    ],
)
def test_mods_of_others_is_read(inside, field, expected):
    (record,) = mods.read(mods_text(inside))
    assert getattr(record, field) == expected


def test_two_issns_in_one_field_are_told_apart():
    number = '<identifier type="issn">0306-4522, 2434-561X (eISSN)</identifier>'
    (record,) = mods.read(mods_text(f'<relatedItem type="host">{number}</relatedItem>'))
    assert (record.issn, record.eissn) == ("0306-4522", "2434-561X")


def test_a_wrong_identifier_is_kept_with_its_reason():
    (record,) = mods.read(mods_text('<identifier type="doi">abc</identifier><identifier type="issn"/>'))
    assert record.identifiers == (Identifier(scheme="doi", value="abc", problem="does not begin with 10."),)


def test_a_name_in_one_part_is_divided_at_its_comma():
    role = '<role><roleTerm type="text">editor</roleTerm></role>'
    (record,) = mods.read(mods_text(f'<name type="personal"><namePart>Doe, Jane</namePart>{role}</name>'))
    assert record.contributors == (Contributor(role="edt", family="Doe", given="Jane"),)


@pytest.mark.parametrize(("term", "suffix"), [("Professor", ""), ("Docent", ""), ("Jr.", "Jr."), ("III", "III")])
def test_a_title_of_a_person_is_no_part_of_the_name(term, suffix):
    parts = f'<namePart type="family">Doe</namePart><namePart type="termsOfAddress">{term}</namePart>'
    (record,) = mods.read(mods_text(f'<name type="personal">{parts}</name>'))
    assert record.contributors[0].suffix == suffix


def test_the_organisation_a_work_comes_from_has_written_it_where_no_person_has():
    role = '<role><roleTerm type="code" authority="marcrelator">org</roleTerm></role>'
    house = f'<name type="corporate"><namePart>A House</namePart>{role}</name>'
    person = '<name type="personal"><namePart type="family">Doe</namePart></name>'
    assert [one.role for one in mods.read(mods_text(house))[0].contributors] == ["aut"]
    assert [one.role for one in mods.read(mods_text(house + person))[0].contributors] == ["oth", "aut"]


def test_the_local_id_of_another_house_is_nobody_here():
    name = '<namePart type="family">A</namePart><nameIdentifier type="kth">u1</nameIdentifier>'
    (record,) = mods.read(mods_text(f'<name type="personal">{name}</name>'))
    assert record.contributors[0].local_id == ""


def test_a_record_without_a_title_is_called_what_it_is():
    (record,) = mods.read(
        f'<mods xmlns="{NAMESPACE}"><identifier type="doi">10.1/x</identifier></mods>'.replace("10.1/", "10.1000/")
    )
    assert record.title == "[Other publication 10.1000/x]"


def test_an_empty_element_is_refused_with_its_place():
    found = mods.read(f'<modsCollection xmlns="{NAMESPACE}"><mods/></modsCollection>')
    assert [(one.position, one.reason) for one in found if isinstance(one, Refusal)] == [(1, "It has no title.")]


def test_what_is_no_mods_is_an_error():
    assert not mods.recognises("<article/>")
    with pytest.raises(ValueError, match="no mods element"):
        mods.read("<article/>")


def test_a_year_after_today_is_kept():
    year = str(date.today().year + 1)
    assert mods.read(mods_text(f"<originInfo><dateIssued>{year}</dateIssued></originInfo>"))[0].issued == year


def test_hostile_texts_are_written_as_xml():
    record = Record(title="a\x00\ud800]]><b>&amp;", source='"<&', genre="\x0b", id="x")
    SCHEMA.assertValid(parsed("".join(mods.write([record]))))


def test_other_ids_of_a_person_are_read_and_checked():
    ids = (
        '<nameIdentifier type="scopus">7004212771</nameIdentifier>'
        '<nameIdentifier type="ResearcherID">https://www.webofscience.com/wos/author/record/A-1009-2008</nameIdentifier>'
        '<nameIdentifier type="isni">0000 0001 2103 2684</nameIdentifier>'
        '<nameIdentifier type="viaf" invalid="yes">75121530</nameIdentifier>'
        '<nameIdentifier type="kth">u1</nameIdentifier>'
    )
    (record,) = mods.read(mods_text(f'<name type="personal"><namePart type="family">A</namePart>{ids}</name>'))
    found = [(row.scheme, row.value, row.problem) for row in record.contributors[0].identifiers]
    assert found == [
        ("scopus", "7004212771", ""),
        ("researcherid", "A-1009-2008", ""),
        ("isni", "0000 0001 2103 2684", "has a wrong check digit"),
    ]
