"""The demo records: what they cover, that their identifiers are nobody's, and manage.py load_demo."""

import io
import json
import re
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from formats.csl_json import record_of
from formats.record import Record
from formats.types import STATUSES, TYPES
from publications.models import Affiliation, Contribution, Organisation, Person, Publication, SourceRecord

FOLDER = settings.BASE_DIR / "data" / "demo"
ITEMS = [json.loads(line) for line in (FOLDER / "records.jsonl").read_text(encoding="utf-8").splitlines()]
RECORDS: list[Record] = [record_of(item) for item in ITEMS]
ORGANISATIONS = json.loads((FOLDER / "organisations.json").read_text(encoding="utf-8"))
PEOPLE = json.loads((FOLDER / "people.json").read_text(encoding="utf-8"))
SEEDS = {"e43964cb-7308-4fb3-8a6a-358fe47953ae", "00bafae2-d41a-40d4-84af-8311aeade349"}
INVENTED = [record for record in RECORDS if record.id not in SEEDS]


def record(id_: str) -> Record:
    return next(record for record in RECORDS if record.id == id_)


class TestWhatTheyCover:
    def test_every_publication_type_occurs(self):
        assert {record.type for record in RECORDS} == set(TYPES)

    def test_all_areas_and_both_editions_of_the_subjects_occur(self):
        assert {subject.code[0] for record in RECORDS for subject in record.subjects} == set("123456")
        assert {subject.edition for record in RECORDS for subject in record.subjects} == {"2011", "2025"}

    def test_every_status_content_type_and_kind_of_access_occurs(self):
        assert {record.publication_status for record in RECORDS} >= set(STATUSES)
        assert {record.content_type for record in RECORDS} >= {"ref", "vet", "pop"}
        assert {record.open_access for record in RECORDS} >= {"gold", "hybrid", "green", "bronze", "closed"}

    def test_years_languages_and_lengths_vary(self):
        assert {record.issued[:4] for record in RECORDS} >= {"1998", "2026"}
        assert Counter(record.language for record in RECORDS)["swe"] >= 20
        assert any(len(record.abstracts) == 2 for record in RECORDS)
        assert max(len(record.title) for record in RECORDS) > 200

    def test_the_shapes_of_author_lists_occur(self):
        counts = Counter(len(record.names("aut")) for record in RECORDS)
        assert {1, 2, 45} <= set(counts)
        assert record("okonkwo-2019-kaamos").contributor_count == 312
        assert record("okonkwo-2019-kaamos").contributors[0].literal == "KAAMOS Collaboration"

    def test_all_markup_of_titles_occurs(self):
        titles = " ".join(record.title for record in RECORDS)
        for mark in ("<i>", "<sub>", "<sup>", "small-caps", "β", "“", "&"):
            assert mark in titles

    def test_people_come_back(self):
        works = Counter(name.local_id for record in INVENTED for name in record.contributors if name.local_id)
        assert set(works) == {person["local_id"] for person in PEOPLE if not person["local_id"].startswith("lund-")}
        assert sum(count >= 3 for count in works.values()) >= 15


class TestThatTheyAreRight:
    def test_only_the_two_wrong_identifiers_are_wrong(self):
        wrong = [(record.id, row.scheme) for record in RECORDS for row in record.identifiers if row.problem]
        wrong += [(record.id, "orcid") for record in RECORDS for name in record.contributors if name.wrong_orcid]
        assert wrong == [("lundhammar-2010-palsa", "issn"), ("patel-2024-treatment", "orcid")]

    def test_nothing_that_a_record_says_was_not_understood(self):
        assert [note for record in RECORDS for note in record.notes if note.heading == "As given in the source:"] == []

    def test_identifiers_of_invented_things_are_nobodys(self):
        for record in INVENTED:
            assert not record.doi or record.doi.startswith("10.5555/")
            assert (record.issn or "9")[0] == (record.eissn or "9")[0] == "9"
            assert all(isbn.startswith("97899999") for isbn in record.isbn)
            assert all(
                link.url.startswith(("https://example.org/", "https://doi.org/10.5555/")) for link in record.links
            )
            assert all(name.orcid.startswith("0009-9999-") for name in record.contributors if name.orcid)

    def test_a_person_has_the_same_iD_everywhere(self):  # noqa: N802
        known = {person["local_id"]: person.get("orcid", "") for person in PEOPLE}
        for record in RECORDS:
            for name in record.contributors:
                assert not name.local_id or name.orcid in ("", known[name.local_id]), name

    def test_units_exist_and_stand_after_the_one_they_are_part_of(self):
        seen = set()
        for row in ORGANISATIONS:
            assert row.get("parent") is None or row["parent"] in seen
            seen.add(row.get("code") or row["ror"])
        used = {place.unit for record in RECORDS for name in record.contributors for place in name.affiliations}
        used |= {place.get("unit", "") for person in PEOPLE for place in person["affiliations"]}
        assert used - {""} <= seen

    def test_links_between_demo_records_lead_to_demo_records(self):
        dois = {f"https://doi.org/{record.doi}" for record in RECORDS}
        assert {link.url for record in RECORDS for link in record.links if "doi.org" in link.url} <= dois

    def test_abstracts_are_not_repeated(self):
        texts = [abstract.text for record in RECORDS for abstract in record.abstracts]
        assert len(texts) == len(set(texts))

    def test_no_text_is_markup_that_was_written_out(self):
        for record in RECORDS:
            assert not re.search(
                r"&lt;/?(i|b|p|sub|sup|span)\b", record.title + "".join(a.text for a in record.abstracts)
            )


class TestSeeds:
    def test_the_record_of_the_LUP_page_is_complete(self):  # noqa: N802
        found = record("e43964cb-7308-4fb3-8a6a-358fe47953ae")
        assert found.subtitle == "A Qualitative Study"
        assert [name.family for name in found.contributors if name.affiliations] == [
            "Engdahl",
            "Bejerholm",
            "Argentzell",
        ]
        assert len(found.contributors) == 6
        assert (found.issued, found.publication_status, found.article_number) == ("2025", "epub", "e058724")
        assert (found.issn, found.doi, found.publisher) == ("2198-9834", "10.1007/s40737-025-00452-4", "Springer")
        assert [(row.scheme, row.value) for row in found.identifiers] == [("scopus", "85218706729")]
        assert found.created.isoformat() == found.updated.isoformat() == "2025-07-03T09:39:20+02:00"
        assert found.ours is True
        assert [keyword.text for keyword in found.keywords][:3] == ["Mental health", "Peer support", "Recovery"]

    def test_the_record_of_the_Pure_page_is_complete(self):  # noqa: N802
        found = record("00bafae2-d41a-40d4-84af-8311aeade349")
        assert found.title.endswith("Context - An Interview Study")
        assert (found.volume, found.issue, found.page, found.issued) == ("43", "4", "344-355", "2022")
        assert [note.heading for note in found.notes] == ["Publisher Copyright:", "Copyright:"]
        assert [(subject.code, subject.edition) for subject in found.subjects] == [("30305", "2011")]
        assert (found.content_type, found.publication_status) == ("ref", "published")


def load() -> str:
    out, err = io.StringIO(), io.StringIO()
    call_command("load_demo", stdout=out, stderr=err)
    assert err.getvalue() == ""
    return out.getvalue()


@pytest.mark.django_db
class TestLoading:
    @pytest.fixture(autouse=True)
    def subjects(self):
        call_command("load_subjects", stdout=io.StringIO())

    def test_every_record_is_loaded_and_nothing_twice(self):
        count = len(ITEMS)
        units, people = len(ORGANISATIONS), len(PEOPLE)
        assert f"{units} units and {people} people new; records: {count} new, 0 changed" in load()
        assert f"0 units and 0 people new; records: 0 new, 0 changed, {count} unchanged, 0 refused" in load()
        assert Publication.objects.count() == SourceRecord.objects.count() == count
        assert Organisation.objects.count() == units

    def test_names_of_the_house_lead_to_its_people_and_units(self):
        load()
        names = Contribution.objects.filter(publication__sources__source_id="holmgren-2006-asterionella")
        assert [name.person.local_id for name in names] == ["astr-hol", "bjor-isa"]
        assert all(name.ours for name in names)
        outside = Contribution.objects.filter(publication__sources__source_id="holmgren-2014-perch", family="Törmänen")
        assert not outside.get().ours
        assert outside.get().affiliations.get().organisation.name_en == "University of Saaristo"

    def test_the_marks_of_the_seeds_are_those_of_their_pages(self):
        load()
        marked = Contribution.objects.filter(publication__sources__source_id__in=SEEDS, ours=True)
        families = {name.family for name in marked}
        assert families == {"Engdahl", "Bejerholm", "Argentzell", "Landgren", "Stjernswärd"}

    def test_former_members_have_an_end(self):
        load()
        ended = Affiliation.objects.exclude(end="")
        assert {row.person.family for row in ended} >= {"Wikner", "Sundqvist", "Skoghammar"}

    def test_the_withdrawn_record_says_why_and_is_not_public(self):
        load()
        [withdrawn] = Publication.objects.exclude(status="public")
        assert withdrawn.status == "withdrawn"
        assert withdrawn.withdrawn_because.startswith("Retracted by the authors")

    def test_what_staff_have_changed_stays(self):
        load()
        Person.objects.filter(local_id="astr-hol").update(title_en="Vice-chancellor")
        Organisation.objects.filter(code="n1000311").update(name_en="Lake Research")
        Publication.objects.filter(status="withdrawn").update(status="public")
        load()
        assert Person.objects.get(local_id="astr-hol").title_en == "Vice-chancellor"
        assert Organisation.objects.get(code="n1000311").name_en == "Lake Research"
        assert not Publication.objects.filter(status="withdrawn").exists()


@pytest.mark.django_db
def test_the_demo_asks_for_the_subjects_first():
    with pytest.raises(CommandError, match="run load_subjects first"):
        call_command("load_demo")
