"""Counting only what a page shows comes to the same numbers as counting everything."""

import pytest
from django.conf import settings

from formats.record import Affiliation, Contributor, Translation
from publications.indexing import index
from publications.indexing.following import Follower
from search import folder
from search.counting import Counting
from search.folder import Bounds, Folder
from search.index import Index
from search.query import All, Word
from tests.factories import make_publication, make_unit

EVERYBODY = 44  # publications; a value that 20 of them have is counted apart
MANY, SOME = 40, 10  # hits, as if


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
        found.few = 0
        return found

    return made


def query(text=""):
    return index().view().matching.finding(Word(text) if text else All())


@pytest.mark.parametrize("hits", [MANY, SOME, 1])
def test_values_that_many_have_are_counted_apart_and_come_to_the_same(counting, hits):
    found = counting()
    rows = found.counted(query(), ["keyword"], hits)["keyword"]
    everything = dict(found.all_counted(query(), "keyword"))
    assert len(everything) == 12 + EVERYBODY + 1
    assert [count for _, count in rows] == sorted(everything.values(), reverse=True)[:10]
    assert all(everything[value] == count for value, count in rows)


@pytest.mark.parametrize("hits", [MANY, SOME, 1])
def test_a_value_that_few_have_is_not_missed_where_it_is_among_the_first(counting, hits):
    found = counting()
    rows = found.counted(query("together"), ["keyword"], hits)["keyword"]
    assert ("together", 15) in rows


def test_the_quickest_way_is_gone_first(counting):
    found = counting()
    found.known = found.known._replace(most={"person": [0, 0], "journal": [0, 0], "keyword": [40, 5]})
    assert found._ways("keyword", EVERYBODY, ()) == [("keyword_top",), ("keyword_often",), ("keyword_key",)]
    assert found._ways("keyword", SOME, ()) == [("keyword_often",), ("keyword_key",)]
    assert found._ways("keyword", 1, ()) == [("keyword_key",)]


def test_keywords_are_named_and_those_that_have_as_many_come_in_order(indexed):
    for terms in (("Zebra", "zebra", "Apple"), ("ZEBRA", "ärta")):
        keywords = tuple(Translation(text=term, language="eng") for term in terms)
        make_publication(title=" ".join(terms), keywords=keywords)
    indexed()
    assert index().run(All(), facets=("keyword",)).facets["keyword"] == [("zebra", 2), ("apple", 1), ("ärta", 1)]
    assert index().counts(All(), None, "keyword") == [("zebra", 2), ("apple", 1), ("ärta", 1)]
    assert index().run(All(), {"keyword": ("zebra",)}).count == 2
    chosen = index().run(All(), {"keyword": ("apple", "\ud800")}, facets=("keyword",)).facets["keyword"]
    assert chosen[-1] == ("\ud800", 0)


@pytest.mark.django_db(transaction=True)
def test_bounds_that_are_kept_hold_when_publications_are_written_again(monkeypatch):
    monkeypatch.setattr(Counting, "few", 0)

    def bounds(keyword):
        return {"person": [0, 0], "journal": [0, 0], "keyword": [keyword, keyword]}

    terms = ["common"] * 20 + ["seldom"]
    for term in terms:
        make_publication(title=term, keywords=(Translation(text=term, language="eng"),))
    follower = Follower()
    follower.step()
    generation = Folder(settings.INDEX_DIR).current()
    assert folder.bounds(generation) == (1, bounds(1), {"person": 0, "journal": 0, "keyword": 1})
    for rounds in (1, 2):
        for number in range(15):
            keywords = (Translation(text="seldom", language="eng"),)
            make_publication(title=f"Another {rounds} {number}", keywords=keywords)
        follower.step()
        view = index().view()
        kept = view.counting.known.most
        assert kept == Counting(view.index.schema, view.searcher, view.counting.often).known.most
        assert kept["keyword"] == [1 + 15 * rounds] * 2
        assert folder.bounds(generation)[:2] == (1 + rounds, kept)
    found = index().run(All(), facets=("keyword",)).facets["keyword"]
    assert found == [("seldom", 31), ("common", 20)]
    folder.keep_bounds(generation, Bounds(1, bounds(1), dict.fromkeys(kept, 1)))  # as if killed before it counted
    assert Index(settings.INDEX_DIR).view().counting.known.most["keyword"] == [31, 31]
    follower._let_go()


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
