"""Made-up records for load tests: plausible, always the same, nobody's, and imported like all others."""

import io
from collections import Counter
from statistics import mean

import pytest
from django.core.management import CommandError, call_command

from formats.csl_json import record_of
from formats.types import TYPES
from publications.invention import words
from publications.invention.items import FIRST_YEAR, LAST_YEAR, SHARES, World
from publications.invention.people import ROUND, SCHOOLS, Population, item_at, slot_of
from publications.invention.places import ALL_SCHOOLS, journal, units
from publications.models import Classification, Contribution, Organisation, Person, Publication

COUNT = 6000


@pytest.fixture(scope="module")
def items() -> list[dict]:
    return list(World(seed=1).items(0, COUNT))


def people_of(item: dict) -> list[dict]:
    return item.get("author") or item["editor"]


class TestTheSameAgain:
    def test_an_item_depends_on_seed_and_number_alone(self, items):
        other = World(seed=1)
        for number in (5999, 3, 1249, 3):  # in any order
            assert other.item(number) == items[number]

    def test_another_seed_makes_other_items(self, items):
        assert World(seed=2).item(3)["title"] != items[3]["title"]

    def test_item_7_is_what_it_has_always_been(self, items):
        """If this fails, made-up records are no longer those of earlier measurements: say so in the changelog."""
        assert items[7]["title"] == "Towards stereotypar pseudopathy: the case of peristatist growth in Strömbacka"
        assert people_of(items[7])[0]["family"] == "Västerryd"


class TestPlausible:
    def test_every_record_is_read_without_a_problem(self, items):
        for item in items:
            record = record_of(item)
            assert not [row for row in record.identifiers if row.problem], item["id"]
            assert not [name for name in record.contributors if name.wrong_orcid], item["id"]
            assert not [note for note in record.notes if note.heading == "As given in the source:"], item["id"]
            assert record.contributors
            assert record.issued

    def test_all_types_occur_in_a_hundred_thousand(self):
        assert set(SHARES) == set(TYPES)
        assert sum(SHARES.values()) == 10_000

    def test_all_areas_and_both_editions_occur(self, items):
        assert {code[0] for item in items for code in item.get("uka_subjects", ())} == set("123456")
        assert {item["uka_edition"] for item in items if "uka_subjects" in item} == {"2011", "2025"}

    @pytest.mark.parametrize(
        ("what", "share"), [("abstracts", 0.69), ("subtitle", 0.34), ("keyword", 0.61), ("uka_subjects", 0.97)]
    )
    def test_fields_occur_as_often_as_in_swedish_repositories(self, items, what, share):
        assert mean(what in item for item in items) == pytest.approx(share, abs=0.03)

    def test_a_third_is_in_swedish_and_more_than_a_third_has_a_doi(self, items):
        assert 0.27 < mean(item["language"] == "sv" for item in items) < 0.37
        assert 0.33 < mean("DOI" in item for item in items) < 0.48

    def test_years_grow(self, items):
        years = Counter(item["issued"]["date-parts"][0][0] for item in items)
        assert (min(years), max(years)) == (FIRST_YEAR, LAST_YEAR)
        assert years[2024] > 2 * years[1999]

    def test_authors_are_as_many_as_in_swedish_repositories(self, items):
        sizes = [len(people_of(item)) for item in items if len(people_of(item)) < 100]
        assert 2.9 < mean(sizes) < 3.8
        assert 0.28 < mean(size == 1 for size in sizes) < 0.4

    def test_a_few_have_hundreds_of_authors_and_one_in_fifty_thousand_thousands(self, items):
        assert len(people_of(items[1249])) > 100
        assert len(people_of(World(1).item(24_999))) > 1800

    def test_few_write_much_and_most_write_once(self):
        people = Population(1)
        works = Counter(number for item in range(20_000) for number in people.authors(item, people.size(item)))
        assert 0.5 < mean(count == 1 for count in works.values()) < 0.85
        assert 1.8 < mean(works.values()) < 4.5
        assert max(works.values()) > 30

    def test_people_stay_in_their_years(self):
        people = Population(1)
        slots: dict[int, list[int]] = {}
        for item in range(20_000):
            for number in people.authors(item, people.size(item)):
                slots.setdefault(number, []).append(slot_of(item))
        careers = [max(found) - min(found) for found in slots.values() if len(found) >= 5]
        assert mean(span < 40 for span in careers) > 0.8  # of 64 slots, which are 29 years

    def test_the_vocabulary_is_that_of_a_large_corpus(self, items):
        told = {word for item in items for text in item.get("abstracts", ()) for word in text["text"].lower().split()}
        assert len(told) > 30_000

    def test_abstracts_are_as_long_as_abstracts(self, items):
        lengths = [len(item["abstracts"][0]["text"].split()) for item in items if "abstracts" in item]
        assert 180 < mean(lengths) < 250


class TestNobodys:
    def test_each_person_has_another_orcid(self):
        people = Population(1)
        found = [people.person(number).orcid for number in range(0, 4000)]
        told = [orcid for orcid in found if orcid]
        assert len(told) == len(set(told)) > 2000
        assert all(orcid.startswith("0009-99") for orcid in told)

    def test_journals_have_other_issns_and_titles(self):
        journals = [journal(school, rank) for school in range(SCHOOLS) for rank in range(60)]
        assert len({one.issn for one in journals} | {one.eissn for one in journals}) == 2 * len(journals)
        assert all(one.issn[0] == "9" for one in journals)
        titles = Counter(one.title for one in journals)
        assert mean(count > 1 for count in titles.values()) < 0.05

    def test_dois_have_the_prefix_for_tests(self, items):
        assert all(item["DOI"].startswith("10.5555/made.1.") for item in items if "DOI" in item)


class TestArithmetic:
    def test_each_school_meets_each_slot_of_time_once_a_round(self):
        assert len({(item % SCHOOLS, slot_of(item)) for item in range(ROUND)}) == ROUND
        for item in (0, 63, 64, 4095, 4096, 123_456):
            assert item_at(item // ROUND, item % SCHOOLS, slot_of(item)) == item

    def test_the_first_hundred_items_are_of_all_years(self):
        assert len({slot_of(item) // 8 for item in range(100)}) == 8

    def test_ranks_fall_off_as_words_do(self):
        ranks = Counter(words.zipf(step / 10_000, 1000) for step in range(10_000))
        assert set(ranks) <= set(range(1000))
        assert ranks[0] > ranks[9] * 7

    def test_units_stand_after_the_one_they_are_part_of(self):
        seen = set()
        for row in units(500_000):
            assert row.get("parent") is None or row["parent"] in seen
            seen.add(row["code"])
        assert len(seen) > 1000

    def test_every_unit_of_an_author_is_among_the_units(self, items):
        codes = {row["code"] for row in units(COUNT)}
        assert {code for item in items for name in people_of(item) for code in name.get("units", ())} <= codes

    def test_there_is_a_school_for_every_number(self):
        assert len(ALL_SCHOOLS) == SCHOOLS


@pytest.mark.django_db
class TestCommand:
    @pytest.fixture(autouse=True)
    def subjects(self):
        call_command("load_subjects", stdout=io.StringIO())

    def make(self, *arguments) -> str:
        out, err = io.StringIO(), io.StringIO()
        call_command("make_records", *arguments, stdout=out, stderr=err)
        assert err.getvalue() == ""
        return out.getvalue()

    def test_records_are_made_once_and_a_larger_number_adds_more(self):
        assert "150 new, 0 changed, 0 unchanged, 0 refused; 0 with remarks" in self.make("150")
        assert "50 new, 0 changed, 150 unchanged" in self.make("200")
        assert "0 new, 0 changed, 20 unchanged" in self.make("200", "--start", "180")
        assert Publication.objects.count() == 200

    def test_people_units_and_subjects_are_linked(self):
        self.make("150")
        assert Person.objects.exclude(orcid=None).count() > 50
        assert Contribution.objects.filter(ours=True, affiliations__organisation__own=True).count() > 100
        assert Organisation.objects.filter(kind="department").count() == SCHOOLS
        assert Classification.objects.count() > 130

    @pytest.mark.parametrize(
        "arguments", [("0",), ("-4",), ("99999999999",), ("10", "--start", "10"), ("10", "--seed", "-1")]
    )
    def test_senseless_numbers_are_refused_in_a_sentence(self, arguments):
        with pytest.raises(CommandError, match="must"):
            call_command("make_records", *arguments)


@pytest.mark.django_db
def test_made_records_ask_for_the_subjects_first():
    with pytest.raises(CommandError, match="run load_subjects first"):
        call_command("make_records", "10")
