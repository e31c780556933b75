import gzip
import json
from dataclasses import asdict
from datetime import UTC, datetime

import jsonschema
import pytest
from hypothesis import given

from formats import csl_json
from formats.csl_json import item, read, record_of, write
from formats.csl_json.writing import whole_item
from formats.record import (
    Affiliation,
    Contributor,
    Funding,
    Identifier,
    Link,
    Note,
    Record,
    Refusal,
    Subject,
    Translation,
)
from tests.formats import shared
from tests.formats.csl_schema import SCHEMA
from tests.formats.records import EVERY_TYPE, FULL, HOSTILE, MINIMAL, items

NAMES = {
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator", "interviewer",
    "narrator", "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author",
    "script-writer", "series-creator", "translator",
}  # fmt: skip
DATES = {"accessed", "available-date", "event-date", "issued", "original-date", "submitted"}
TEXTS = {
    "id", "type", "language", "abstract", "collection-number", "collection-title", "container-title", "edition",
    "container-title-short", "DOI", "event-title", "event-place", "genre", "ISBN", "ISSN", "issue", "keyword",
    "number", "number-of-pages", "page", "PMCID", "PMID", "publisher", "publisher-place", "status", "title", "URL",
    "version", "volume",
}  # fmt: skip


def simple(**keys) -> dict:
    return {"id": "1", "type": "article-journal", "title": "T", **keys}


def assert_valid(found: dict) -> None:
    """Check an item against what csl-data.json allows."""
    for key, value in found.items():
        if key in NAMES:
            assert all(set(name) <= {"family", "given", "suffix", "literal"} for name in value)
            assert all(isinstance(part, str) and part for name in value for part in name.values())
        elif key in DATES:
            assert set(value) == {"date-parts"}
            assert all(
                1 <= len(date) <= 3 and all(isinstance(part, int) for part in date) for date in value["date-parts"]
            )
        elif key != "custom":
            assert key in TEXTS
            assert isinstance(value, str)
    assert {"id", "type"} <= set(found)


def test_a_full_record_as_an_item():
    assert item(FULL) == {
        "id": "0f6b3b0e-2f5e-4a0e-9e0a-6a3f0d4b8c11",
        "type": "article-journal",
        "title": "Growth of <i>Drosophila</i> at 50% H<sub>2</sub>O & more: A study_of DNA",
        "container-title": "Journal of Flies & Water",
        "container-title-short": "J. Flies",
        "volume": "43",
        "issue": "4",
        "number-of-pages": "12",
        "publisher": "Springer",
        "publisher-place": "Lund",
        "DOI": "10.1234/abc_d(5)<1>",
        "page": "344-355",
        "number": "e058724",
        "issued": {"date-parts": [[2024, 5, 17]]},
        "available-date": {"date-parts": [[2024, 3]]},
        "author": [
            {"family": "von Öberg", "given": "Åsa Maria"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "The Fly and Water Consortium"},
        ],
        "editor": [{"family": "Editor", "given": "Eva"}],
        "language": "en",
        "abstract": "Flies & water.\n\nThey grew.",
        "keyword": "flies; vatten",
        "ISSN": "0306-4522, 2434-561X",
        "PMID": "11543891",
        "URL": "https://example.org/a_b.pdf?x=1&y=2",
    }


def test_a_minimal_record_as_an_item():
    assert item(MINIMAL) == {"id": "1", "type": "document", "title": "A title"}


def test_a_minimal_record_written():
    assert "".join(write([MINIMAL])) == (
        '[\n{"id": "1", "type": "document", "title": "A title", '
        '"custom": {"output-type": "publication/other", "title-main": "A title"}}\n]\n'
    )
    assert "".join(write([])) == "[]\n"


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_every_type_is_valid_and_reads_back_the_same(record):
    assert_valid(item(record))
    assert_valid(whole_item(record))
    assert read("".join(write([record]))) == [record]


@given(items)
def test_whatever_an_item_holds_it_is_a_record_that_reads_back_the_same_or_refused_with_a_sentence(found):
    (record,) = read(json.dumps([found]))
    if isinstance(record, Refusal):
        assert record.reason.endswith(".")
        return
    text = "".join(write([record]))
    text.encode("utf-8")
    assert_valid(whole_item(record))
    assert [asdict(back) for back in read(text)] == [asdict(record)]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:12])
def test_hostile_values_are_texts_in_every_field(value):
    record = record_of(
        dict.fromkeys(simple(), value) | simple(author=[{"family": value, "given": value}], keyword=[value])
    )
    assert not any("\0" in text or "\n" in text for text in (record.title, *(word.text for word in record.keywords)))


def test_an_article_number_stands_in_for_the_pages():
    found = item(Record(type="publication/journal-article", title="T", article_number="e1"))
    assert (found["number"], found["page"]) == ("e1", "e1")
    assert record_of(simple(number="e1", page="e1")).article_number == "e1"
    assert record_of(simple(number="e1", page="e1")).page == ""


def test_a_thesis_says_which_in_the_language_of_the_citation():
    thesis = Record(type="publication/licentiate-thesis", title="T")
    assert item(thesis)["genre"] == "Licentiate thesis"
    assert item(thesis, "sv")["genre"] == "Licentiatavhandling"


def test_a_work_that_is_not_out_says_so():
    assert item(Record(title="T", publication_status="in-press"))["status"] == "in press"
    assert "status" not in item(Record(title="T", publication_status="published"))


def test_a_work_without_a_date_of_issue_has_that_of_its_first_appearance():
    assert item(Record(title="T", available="2024-05"))["issued"] == {"date-parts": [[2024, 5]]}


def test_makers_of_patents_and_art_stand_where_authors_stand():
    patent = Record(
        type="intellectual-property/patent", title="T", contributors=(Contributor(role="inv", literal="X"),)
    )
    assert item(patent)["author"] == [{"literal": "X"}]


def test_our_extra_keys_are_read():
    record = record_of(
        {
            "id": 7, "title": "T: S", "subtitle": "S", "output-type": "publication/report", "type": "report",
            "titles": [{"lang": "sv", "text": "<em>Å</em>"}], "abstracts": [{"lang": "sv", "text": "a\n\nb"}],
            "publication-status": "epub", "available-date": {"date-parts": [[2024, 2]]}, "open-access": "Gold",
            "accepted": {"date-parts": [[2023, 12, 31]]}, "defence": {"date-parts": [[2024]]}, "content-type": "vet",
            "licence": "https://creativecommons.org/licenses/by-nc/4.0/", "ours": True, "contributor-count": 2858,
            "notes": [{"heading": "Copyright:", "text": "©"}], "uka_subjects": ["302", "30206"], "uka_edition": "2025",
            "keyword": ["a", {"lang": "sv", "text": "b"}], "created": "2025-07-03T09:39:20",
            "links": [{"url": "https://x.org/a", "kind": "data", "label": "L", "media-type": "text/csv"}],
            "funding": [{"funder": "VR", "funder-id": "https://ror.org/012a77v79", "award": "1", "title": "P"}],
            "identifiers": [{"scheme": "urn", "value": "urn:nbn:se:lu:1"}, {"scheme": "isbn", "value": "1"}],
            "author": [
                {
                    "family": "A", "given": "B", "ORCID": "https://orcid.org/0000-0002-1825-0097", "units": ["u1"],
                    "affiliation": ["X", {"name": "Lund", "ror": "https://ror.org/012a77v79"}], "corresponding": True,
                    "local_id": ["kth:u1"],
                }
            ],
            "supervisor": [{"family": "S", "given": "T"}],
        },
        source="demo",
    )  # fmt: skip
    assert record == Record(
        id="7",
        source="demo",
        type="publication/report",
        content_type="vet",
        title="T",
        subtitle="S",
        titles=(Translation(text="<i>Å</i>", language="swe"),),
        abstracts=(Translation(text="<p>a</p><p>b</p>", language="swe"),),
        contributors=(
            Contributor(
                family="A",
                given="B",
                orcid="0000-0002-1825-0097",
                local_id="kth:u1",
                corresponding=True,
                affiliations=(Affiliation(unit="u1"), Affiliation(name="X"), Affiliation(name="Lund", ror="012a77v79")),
            ),
            Contributor(role="ths", family="S", given="T"),
        ),
        contributor_count=2858,
        available="2024-02",
        accepted="2023-12-31",
        defended="2024",
        publication_status="epub",
        identifiers=(
            Identifier(scheme="urn", value="urn:nbn:se:lu:1"),
            Identifier(scheme="isbn", value="1", problem="does not have 10 or 13 digits"),
        ),
        links=(Link(url="https://x.org/a", kind="data", label="L", media_type="text/csv"),),
        funding=(Funding(funder="VR", funder_id="012a77v79", award="1", title="P"),),
        subjects=(Subject(code="302", edition="2025"), Subject(code="30206", edition="2025")),
        keywords=(Translation(text="a"), Translation(text="b", language="swe")),
        notes=(Note(heading="Copyright:", text="©"),),
        open_access="gold",
        licence="CC BY-NC 4.0",
        ours=True,
        created=datetime(2025, 7, 3, 9, 39, 20, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        ({"title": "A: B", "title-main": "A", "subtitle": "B"}, "subtitle", "B"),
        ({"title": "Main:", "title-main": "Main:", "subtitle": "B"}, "title", "Main"),
        ({"title": "A", "subtitle": "(718)"}, "title", "A"),
        ({"language": "en-GB"}, "language", "eng"),
        ({"page": "92\u201394"}, "page", "92-94"),
        ({"page": "89 - 107"}, "page", "89-107"),
        ({"page": "no-no"}, "page", ""),
        ({"type": "book", "page": "xvi+438"}, "number_of_pages", "xvi+438"),
        ({"issue": "None"}, "issue", ""),
        ({"issue": 3}, "issue", "3"),
        ({"container-title": ["A &amp; B"]}, "container_title", "A & B"),
        ({"ISSN": ["0306-4522", "2434-561X"]}, "eissn", "2434-561X"),
        ({"ISBN": "0-306-40615-2, 9780306406157"}, "isbn", ("9780306406157",)),
        ({"ISBN": "1651-2081 (Electronic) 1650-1977 (Linking)"}, "issn", "1651-2081"),
        ({"DOI": "https://doi.org/10.1234/ABC"}, "doi", "10.1234/abc"),
        ({"DOI": "http://hdl.handle.net/2065/12"}, "identifiers", (Identifier(scheme="hdl", value="2065/12"),)),
        ({"DOI": "10.1234/a", "URL": "https://doi.org/10.1234/A"}, "links", ()),
        ({"URL": "http://x.org/1 (viewed 14/7/09)"}, "links", (Link(url="http://x.org/1"),)),
        ({"URL": "http://x.org/1, http://x.org/2"}, "links", (Link(url="http://x.org/1"), Link(url="http://x.org/2"))),
        ({"keyword": "a; b"}, "keywords", (Translation(text="a"), Translation(text="b"))),
        ({"mesh": ["Humans"]}, "keywords", (Translation(text="Humans", language="eng"),)),
        ({"title-alternative": ["B"]}, "titles", (Translation(text="B"),)),
        ({"rights": ["CC BY 4.0"]}, "notes", (Note(heading="Rights:", text="CC BY 4.0"),)),
        ({"uka_subjects": ["9", "30206"]}, "subjects", (Subject(code="30206"),)),
        ({"issued": {"date-parts": [[2024, "5", 17]]}}, "issued", "2024-05-17"),
        ({"issued": {"date-parts": [[2024], [2025]]}}, "issued", "2024/2025"),
        ({"issued": {"raw": "2024-05"}}, "issued", "2024-05"),
        ({"issued": "2024"}, "issued", "2024"),
        ({"issued": {"date-parts": [[2024, 13]]}}, "issued", "2024"),
        ({"issued": {"date-parts": [[2541]]}}, "issued", ""),
        ({"issued": {"date-parts": [[2541]]}}, "notes", (Note(heading="As given in the source:", text="2541"),)),
        ({"issued": {"date-parts": [[1935]]}, "year-as-written": "1935/6"}, "issued", "1935/1936"),
        ({"issued": {"date-parts": [[2024]]}, "year-as-written": "2024-02-18"}, "issued", "2024-02-18"),
        ({"year-as-written": "undated"}, "notes", ()),
        ({"year-as-written": "forthcoming"}, "publication_status", "in-press"),
        ({"open-access": "purple"}, "notes", (Note(heading="As given in the source:", text="purple"),)),
        ({"author": [{"literal": "(:Unav)"}, {"family": "___"}, "X"]}, "contributors", (Contributor(literal="X"),)),
        ({"author": [{"family": "Mausam"}]}, "contributors", (Contributor(literal="Mausam"),)),
        (
            {"author": [{"family": "A", "given": "B", "ORCID": "0000-0002-1825-0098"}]},
            "contributors",
            (Contributor(family="A", given="B", wrong_orcid="0000-0002-1825-0098"),),
        ),
        (
            {"author": [{"family": "Berg", "given": "B", "non-dropping-particle": "van den"}]},
            "contributors",
            (Contributor(family="van den Berg", given="B"),),
        ),
        (
            {"funder": [{"name": "NSF", "DOI": "10.13039/100000001", "award": ["1", "1", "2"]}]},
            "funding",
            tuple(Funding(funder="NSF", funder_id="10.13039/100000001", award=award) for award in "12"),
        ),
        (
            {"relation": [{"relationType": "IsPartOf", "relatedIdentifier": "x", "relatedIdentifierType": "DOI"}]},
            "links",
            (),
        ),
        (
            {"relation": {"has-review": [{"id-type": "doi", "id": "10.1234/r"}]}},
            "links",
            (Link(url="https://doi.org/10.1234/r", label="Has review"),),
        ),
        (
            {"comments-corrections": [{"type": "ErratumIn", "source": "J 1998"}]},
            "notes",
            (Note(heading="Erratum in:", text="J 1998"),),
        ),
        ({"type": "posted-content"}, "genre", "posted-content"),
        ({"genre": "Licentiate thesis", "type": "thesis"}, "type", "publication/licentiate-thesis"),
    ],
)  # fmt: skip
def test_what_sources_write_finds_its_place(keys, field, value):
    assert getattr(record_of(simple(**keys)), field) == value


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([], "not a JSON object"),
        (None, "not a JSON object"),
        ({}, "no type"),
        ({"type": "book"}, "no title"),
        ({"type": "book", "title": " \0"}, "no title"),
        ({"title": "T", "output-type": "publication/nonsense"}, "no publication type publication/nonsense"),
    ],
)
def test_what_is_no_publication_is_refused_with_the_reason(found, reason):
    with pytest.raises(ValueError, match=reason):
        record_of(found)


def test_a_text_may_hold_a_list_an_item_or_lines():
    one = json.dumps(simple())
    assert len(read(f"[{one}, {one}]")) == 2
    assert len(read(one)) == 1
    assert len(read(f'\ufeff{{"items": [{one}]}}')) == 1
    assert len(read(f"{one}\n\n{one}\n")) == 2


def test_what_cannot_be_read_is_told_with_its_place():
    kept, refused = read(json.dumps([simple(), {"type": "book"}]))
    assert kept.title == "T"
    assert refused == Refusal(position=2, text='{"type": "book"}', reason="It has no title.")


def test_a_broken_line_does_not_take_the_others_with_it():
    kept, refused = read(json.dumps(simple()) + '\n{"id": "2", "ti')
    assert kept.title == "T"
    assert refused == Refusal(position=2, text='{"id": "2", "ti', reason="This line is not JSON.")


@pytest.mark.parametrize("text", ["", "hello", "[1", "12", '"a"', "[" * 100_000, "\0", "@article{a}"])
def test_another_format_is_an_error_in_one_sentence(text):
    with pytest.raises(ValueError, match=r"^It is .*"):
        read(text)


def test_the_interface_names_its_media_type():
    assert (csl_json.label, csl_json.suffix) == ("CSL-JSON", "csl.json")


def test_all_real_records_are_read_and_some_read_back_the_same():
    with gzip.open(shared("data/records/articles.jsonl.gz"), "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            record = record_of(json.loads(line))
            assert record.title
            if number % 10 == 0:
                assert record_of(json.loads(json.dumps(whole_item(record)))) == record


@pytest.mark.parametrize("name", ["created", "updated"])
@pytest.mark.parametrize(
    "text", ["9999-12-31T23:30Z", "0001-01-01T00:00:00+14:00", "1899-12-31T00:00Z", "2101-01-01", "yesterday"]
)
def test_a_moment_that_cannot_be_is_kept_as_a_note(name, text):
    found = record_of(simple(**{name: text}))
    assert getattr(found, name) is None
    assert found.notes == (Note(heading="As given in the source:", text=text),)


@pytest.mark.parametrize("text", ["1900-01-01T00:00:00Z", "2100-12-31T23:59:59-12:00"])
def test_a_moment_within_two_centuries_is_taken(text):
    found = record_of(simple(created=text))
    assert found.created.isoformat() == datetime.fromisoformat(text).isoformat()
    assert found.notes == ()


@pytest.mark.parametrize("record", [*EVERY_TYPE, FULL, MINIMAL], ids=lambda record: record.id)
def test_what_is_written_validates_against_the_schema_of_csl(record):
    jsonschema.validate(json.loads("".join(csl_json.write([record]))), SCHEMA)


def test_the_schema_refuses_what_csl_does_not_have():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "1", "type": "journal"}], SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "1", "type": "book", "authors": []}], SCHEMA)
