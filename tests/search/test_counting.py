"""Counting only what a page shows comes to the same numbers as counting everything."""

import pytest

from formats.record import Affiliation, Contributor, Translation
from publications.indexing import index
from search.counting import Counting
from search.query import All, Word
from tests.factories import make_publication, make_unit

EVERYBODY = 44  # publications; a value that 20 of them have is counted apart


@pytest.fixture
def counting(indexed):
    """Return what counts, of few hits as it does of many, on publications that have twelve keywords in common."""

    def made():
        for number in range(EVERYBODY):
            terms = [f"common {place}" for place in range(12) if number % 12 != place] + [f"own {number}"]
            terms += ["together"] * (number < 15)
            keywords = tuple(Translation(text=term, language="eng") for term in terms)
            make_publication(title="Together" if number < 15 else "Apart", keywords=keywords)
        indexed()
        found = Counting(index().view().index.schema, index().view().searcher, index().view().counting.often)
        found.many = 0
        return found

    return made


def query(text=""):
    return index().view().matching.finding(Word(text) if text else All())


def test_values_that_many_have_are_counted_apart_and_come_to_the_same(counting):
    found = counting()
    rows = found.counted(query(), ["keyword"], 40 * 15 + 1)["keyword"]
    everything = dict(found.all_counted(query(), "keyword"))
    assert len(everything) == 12 + EVERYBODY + 1
    assert [count for _, count in rows] == sorted(everything.values(), reverse=True)[:10]
    assert all(everything[value] == count for value, count in rows)


def test_a_value_that_few_have_is_not_missed_where_it_is_among_the_first(counting):
    found = counting()
    rows = found.counted(query("together"), ["keyword"], 40 * 15 + 1)["keyword"]
    assert ("together", 15) in rows


def test_of_a_tree_the_upper_levels_are_enough(indexed):
    root = make_unit(name_en="University")
    faculties = [make_unit(name_en=f"Faculty {number}", parent=root) for number in range(2)]
    department = make_unit(name_en="Department", parent=faculties[0])
    for unit in (department, faculties[0], faculties[1], root):
        at = (Affiliation(unit=unit.code),)
        make_publication(
            contributors=(Contributor(family="Berg", affiliations=at), Contributor(family="Ek", affiliations=at))
        )
    indexed()

    def counts(upper, **chosen):
        return dict(index().run(All(), chosen, facets=("unit",), upper=upper).facets["unit"])

    whole = counts(())
    assert whole == {str(root.pk): 4, str(faculties[0].pk): 2, str(faculties[1].pk): 1, str(department.pk): 1}
    assert counts(("unit",)) == {key: count for key, count in whole.items() if key != str(department.pk)}


def test_what_is_below_is_counted_where_there_is_one_value_above(indexed):
    root = make_unit(name_en="University")
    faculty = make_unit(name_en="Faculty", parent=root)
    departments = [make_unit(name_en=f"Department {number}", parent=faculty) for number in range(2)]
    for unit in departments:
        make_publication(contributors=(Contributor(family="Berg", affiliations=(Affiliation(unit=unit.code),)),))
    indexed()
    found = index().run(All(), facets=("unit",), upper=("unit",)).facets["unit"]
    assert dict(found) == {
        str(unit.pk): count for unit, count in ((root, 2), (faculty, 2), *((row, 1) for row in departments))
    }
