import json
from dataclasses import replace

import pytest
from datacite import schema45
from lxml import etree

from formats.datacite import as_json, as_xml
from formats.datacite.writing import attributes_of
from formats.record import Affiliation, Contributor, Funding, Link, Note, Record, Refusal, Translation
from formats.richtext import plain
from tests.formats.records import EVERY_TYPE, FULL, MINIMAL

FORMATS = pytest.mark.parametrize("module", [as_json, as_xml], ids=["json", "xml"])
LOST = {
    "content_type", "source", "genre", "publication_status", "contributor_count", "ours", "created", "updated",
    "event_place", "publisher_place",
}  # fmt: skip
CODES = {("classificationCode", code.code) for code in FULL.subjects}
DEFAULTS = {name: getattr(Record(), name) for name in LOST}


def carried(record):
    """Return what DataCite carries of a record, as formats/datacite says."""
    is_versioned = record.type in ("other/data-set", "other/software")
    return replace(
        record,
        **DEFAULTS,
        title=plain(record.title),
        titles=tuple(replace(title, text=plain(title.text)) for title in record.titles),
        contributors=tuple(
            replace(
                name,
                wrong_orcid="",
                local_id="",
                affiliations=tuple(replace(place, unit="") for place in name.affiliations),
            )
            for name in sorted(record.contributors, key=lambda name: not_creator(record, name))
        ),
        identifiers=tuple(row for row in record.identifiers if not row.problem),
        links=tuple(replace(link, label="", media_type="") for link in record.links),
        notes=tuple(Note(text=f"{note.heading} {note.text}".strip()) for note in record.notes),
        edition="" if is_versioned else record.edition,
        version=record.version if is_versioned else "",
        open_access="",
    )


def not_creator(record, name):
    edited = record.type in ("publication/edited-book", "publication/journal-issue", "conference/proceeding")
    return name.role != ("edt" if edited else "aut")


@FORMATS
@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_every_type_reads_back_as_far_as_datacite_carries_it(module, record):
    assert module.read("".join(module.write([record]))) == [carried(record)]


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_every_type_is_valid_by_datacites_schema(record):
    schema45.validator.validate(attributes_of(record))


def leaves(element):
    """Return the elements without children; their library leaves out the code of a subject."""
    return sorted(
        (etree.QName(one).localname, (one.text or "").strip(), sorted(set(one.attrib.items()) - CODES))
        for one in element.iter(etree.Element)
        if not len(one)
    )


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL], ids=lambda record: record.id)
def test_the_xml_says_what_datacites_own_library_makes_of_the_json(record):
    theirs = etree.fromstring(schema45.tostring(attributes_of(record)).encode())
    assert leaves(as_xml.element(record)) == leaves(theirs)


@FORMATS
def test_many_records_are_one_document(module):
    records = [*EVERY_TYPE, FULL]
    text = "".join(module.write(records))
    assert module.recognises(text)
    assert [record.id for record in module.read(text)] == [record.id for record in records]


@FORMATS
@pytest.mark.parametrize(
    "changes",
    [
        {"contributors": (), "publisher": "", "issued": "", "available": "", "defended": ""},
        {"doi": "", "url": "https://example.org/1"},
        {"doi": "", "url": "", "id": "x1"},
        {"open_access": "closed", "licence": "https://example.org/terms"},
        {"page": "1-3, 7-9", "article_number": ""},
        {"links": (Link(url="https://a.se/d", kind="data"), Link(url="https://a.se/", kind="related"))},
        {"funding": (Funding(funder="F", funder_id="012a77v79"),)},
        {"contributors": (Contributor(family="A", given="B", affiliations=(Affiliation(name="C"),)),)},
        {"defended": "2024-02-03", "issued": "1935/1936"},
    ],
)
def test_what_is_missing_or_special_reads_back(module, changes):
    record = replace(FULL, **changes)
    expected = carried(record)
    if record.open_access == "closed":
        expected = replace(expected, open_access="closed")
    assert module.read("".join(module.write([record]))) == [expected]


def test_what_is_edited_has_its_editors_as_creators():
    editors = (Contributor(role="edt", family="A", given="B"),)
    record = Record(id="1", type="publication/edited-book", title="T", contributors=editors)
    assert attributes_of(record)["creators"][0]["familyName"] == "A"
    assert as_json.read("".join(as_json.write([record])))[0].contributors == editors


def json_text(**given):
    return json.dumps({"titles": [{"title": "T"}], "schemaVersion": "x"} | given)


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"publicationYear": 2008}, "issued", "2008"),
        ({"publicationYear": 2008, "dates": [{"date": "2008-05-30", "dateType": "Issued"}]}, "issued", "2008-05-30"),
        ({"dates": [{"date": "2019-05-31T04:04:23Z", "dateType": "Available"}]}, "available", "2019-05-31"),
        ({"types": {"resourceTypeGeneral": "Text", "resourceType": "Report"}}, "type", "publication/report"),
        ({"types": {"resourceTypeGeneral": "Text", "citeproc": "chapter"}}, "type", "publication/book-chapter"),
        ({"types": {"resourceTypeGeneral": "Dissertation"}}, "type", "publication/doctoral-thesis"),
        ({"types": {"resourceTypeGeneral": "Model"}}, "type", "other"),
        ({"container": {"title": "J", "type": "Journal"}}, "container_title", "J"),
        ({"container": {"title": "S", "type": "Series"}}, "collection_title", "S"),
        ({"descriptions": [{"description": "A<br>B", "descriptionType": "Abstract"}]}, "abstracts",
         (Translation(text="A<br>B"),)),
        ({"titles": [{"title": "Effect of <i>E. coli</i>"}]}, "title", "Effect of <i>E. coli</i>"),
        ({"publisher": "(:unav)"}, "publisher", ""),
        ({"creators": [{"name": "Doe, Jane"}]}, "contributors", (Contributor(family="Doe", given="Jane"),)),
        ({"creators": [{"name": "WHO, Geneva", "nameType": "Organizational"}]}, "contributors",
         (Contributor(literal="WHO, Geneva"),)),
        ({"subjects": [{"subject": "10612", "subjectScheme": "no such"}]}, "keywords", (Translation(text="10612"),)),
        ({"rightsList": [{"rightsUri": "https://creativecommons.org/licenses/by/4.0/"}]}, "licence", "CC BY 4.0"),
    ],
)  # fmt: skip
def test_datacite_of_others_is_read(given, field, expected):
    (record,) = as_json.read(json_text(**given))
    assert getattr(record, field) == expected


@pytest.mark.parametrize("envelope", ['{{"data": {{"attributes": {}}}}}', '{{"data": [{{"attributes": {}}}]}}', "[{}]"])
def test_what_the_api_answers_is_read(envelope):
    (record,) = as_json.read(envelope.format(json_text(doi="10.1000/X")))
    assert record.doi == "10.1000/x"


@pytest.mark.parametrize("given", [None, 1, "x", [1], {}, {"titles": None}, {"titles": [None]}, {"creators": 1}])
def test_what_is_no_metadata_is_refused(given):
    assert all(isinstance(found, Refusal) for found in as_json.read(json.dumps([given])))


@pytest.mark.parametrize("value", [None, 1, "x", [], [1], {}, {"a": 1}, [[]], [{}], [{"name": {}}], True])
@pytest.mark.parametrize(
    "name",
    ["titles", "creators", "contributors", "dates", "types", "container", "relatedItems", "relatedIdentifiers",
     "subjects", "rightsList", "descriptions", "fundingReferences", "publisher", "sizes", "identifiers", "doi"],
)  # fmt: skip
def test_values_of_any_kind_are_read_or_refused(name, value):
    assert len(as_json.read(json_text(**{name: value}))) == 1


def test_older_kernels_and_broken_records_are_told_apart():
    text = (
        '<all><resource xmlns="http://datacite.org/schema/kernel-2.2"><identifier identifierType="DOI">10.1000/x'
        "</identifier><titles><title>Old</title></titles><publisher>P</publisher></resource>"
        '<resource xmlns="http://datacite.org/schema/kernel-4"><titles><title>Broken</titles></resource></all>'
    )
    first, second = as_xml.read(text)
    assert (first.title, first.doi, first.publisher) == ("Old", "10.1000/x", "P")
    assert (second.position, "mismatch" in second.reason) == (2, True)


@pytest.mark.parametrize("text", ["<article/>", "<resource/>", ""])
def test_what_is_no_datacite_xml_is_not_recognised(text):
    assert not as_xml.recognises(text)
