"""What is found, in which order, and how facets count."""

import os
import sys
import time

import pytest

from formats.record import Contributor, Translation
from publications.indexing import index
from search.index import NoIndex
from search.memory import give_back
from search.query import All, And, Not, Or, Phrase, Range, Word
from tests.factories import make_publication

ORCIDS = [
    "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X", "0000-0001-5000-0007", "0000-0002-9079-593X",
    "0000-0003-1419-2405", "0000-0001-8135-3489", "0000-0002-0465-1009", "0000-0001-6187-6610", "0000-0003-0077-4738",
    "0000-0002-2771-9344", "0000-0001-7542-0286",
]  # fmt: skip


def keys(query, **options):
    return index().run(query, **options).keys


def typed(text):
    return And(tuple(Word(word) for word in text.split()))


def test_without_an_index_it_says_so(db):
    with pytest.raises(NoIndex):
        index().run(All())


def test_all_words_must_be_there(indexed):
    both = make_publication(title="Peer support in Sweden")
    make_publication(title="Peer review")
    indexed()
    assert keys(typed("peer support")) == [both.pk]


def test_drafts_are_never_found(indexed):
    make_publication(title="Secret", status="draft")
    indexed()
    assert index().run(All()).count == 0


@pytest.mark.parametrize("text", ["Malmö", "malmo", "Malmo", "MALMÖ"])
def test_accents_may_be_dropped_or_added(indexed, text):
    with_accent, without = make_publication(title="Malmö then"), make_publication(title="Malmo then")
    indexed()
    first = with_accent if "ö" in text.lower() else without
    assert index().run(Word(text)).count == 2
    assert keys(Word(text))[0] == first.pk


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Effects of covid-19", ["covid-19", "covid 19", "covid19"]),
        ("O’Brien and his critics", ["O'Brien", "obrien", "o brien"]),
        ("Teaching C++ and C#", ["c++", "C#"]),
        ("Oxidation of H<sub>2</sub>O", ["H2O", "H₂O"]),
        ("TNFα in inflammation", ["TNF-alpha", "tnf alpha", "TNF-α", "tnfα"]),
        ("Eine Straße in Wien", ["straße", "strasse"]),
        ("Forces of van der Waals", ["van der Waals", "waals"]),
        ("Studies of nurses", ["study nurse", "studies", "nurse"]),
        ("Søren Kierkegaard", ["soren", "sören", "Søren"]),
    ],
)
def test_words_are_found_as_people_type_them(indexed, title, asked):
    publication = make_publication(title=title)
    indexed()
    for text in asked:
        assert keys(typed(text)) == [publication.pk], text


def test_swedish_inflections_and_compounds_are_found(indexed):
    names = [Translation(text="psykiatri", language="swe"), Translation(text="vård", language="swe")]
    publication = make_publication(title="Psykiatrivårdens framtid", language="swe", keywords=names)
    other = make_publication(title="Psykiatrivården förr", language="swe")
    indexed()
    assert set(keys(Word("psykiatri"))) == {publication.pk, other.pk}
    assert set(keys(Word("psykiatrivård"))) == {publication.pk, other.pk}


def test_a_phrase_is_words_one_after_another(indexed):
    publication = make_publication(title="Mental health services")
    make_publication(title="Health of a mental kind")
    indexed()
    assert keys(Phrase("mental health")) == [publication.pk]


def test_a_phrase_is_found_in_names_units_and_codes_and_does_not_span_two_of_them(indexed):
    made = make_publication(
        title="Lakes",
        issn="2215-0366",
        container_title="Journal of Water",
        contributors=(Contributor(family="Berg", given="Anna"), Contributor(family="Ek", given="Bo")),
        keywords=(Translation(text="Deep water", language="eng"), Translation(text="Cold wind", language="eng")),
    )
    indexed()
    for text in ("anna berg", "journal of water", "deep water", "2215-0366"):
        assert keys(Phrase(text)) == [made.pk], text
    for text in ("berg bo", "water cold", "lakes journal"):
        assert keys(Phrase(text)) == [], text


def test_not_and_or_and_ranges(indexed):
    old, new = make_publication(title="Old", issued="1999"), make_publication(title="New", issued="2024-05")
    indexed()
    assert set(keys(Or((Word("old"), Word("new"))))) == {old.pk, new.pk}
    assert keys(And((All(), Not(Word("old"))))) == [new.pk]
    assert keys(Range("year", "2000", "")) == [new.pk]
    assert keys(Range("issued", "2024-05-01", "2024-06")) == []
    assert keys(Range("issued", "2024", "2024-05")) == [new.pk]


def test_each_facet_is_counted_under_the_others(indexed):
    make_publication(type="publication/book", issued="2020")
    make_publication(type="publication/book", issued="2021")
    make_publication(type="publication/report", issued="2021")
    indexed()
    found = index().run(All(), {"type": ("publication/book",)}, facets=("type", "year"))
    assert found.count == 2
    assert dict(found.facets["type"]) == {"publication/book": 2, "publication/report": 1}
    assert dict(found.facets["year"]) == {"2020": 1, "2021": 1}


def test_values_of_a_facet_widen(indexed):
    for year in ("2019", "2020", "2021"):
        make_publication(issued=year)
    indexed()
    assert index().run(All(), {"year": ("2019", "2021")}).count == 2
    assert index().run(All(), {"year": ("2020-2021",)}).count == 2


def test_titles_are_sorted_in_swedish_order(indexed):
    titles = ["Öl", "Zebra", "Ål", "Äpple", "A", "Alpha beta gamma delta 2", "Alpha beta gamma delta 1"]
    made = {make_publication(title=title).pk: title for title in titles}
    indexed()
    order = ["A", "Alpha beta gamma delta 1", "Alpha beta gamma delta 2", "Zebra", "Ål", "Äpple", "Öl"]
    assert [made[key] for key in keys(All(), sort="title")] == order
    paged = [made[key] for start in range(7) for key in keys(All(), sort="title", start=start, size=1)]
    assert paged == order


def test_all_values_of_a_facet_are_counted(indexed):
    for number in range(12):
        name = Contributor(family=f"Berg{number}", orcid=ORCIDS[number])
        make_publication(contributors=(name,), keywords=(Translation(text=f"Word {number}", language="eng"),))
    indexed()
    assert len(index().run(All()).facets["person"]) == 10
    for facet in ("person", "keyword"):
        assert [count for _, count in index().counts(All(), {}, facet)] == [1] * 12
    chosen = index().counts(All(), {}, "person")[-1][0]
    found = index().run(All(), {"person": (chosen,)})
    assert found.count == 1
    assert dict(found.facets["person"])[chosen] == 1


def test_memory_that_is_given_back_is_read_again(indexed):
    publication = make_publication(title="Still there")
    indexed()
    assert keys(Word("still")) == [publication.pk]
    if sys.platform == "linux":
        assert give_back(index().folder.path, most=0)
    assert keys(Word("there")) == [publication.pk]
    assert not give_back(index().folder.path, most=10**12)


def test_a_new_index_takes_the_place_of_the_old_one_under_readers(indexed):
    reader = index()
    make_publication(title="First")
    indexed()
    assert reader.run(All()).count == 1
    make_publication(title="Second")
    indexed()
    assert reader.run(All()).count == 2


def test_an_index_of_an_older_schema_is_none(indexed):
    make_publication()
    generation = indexed()
    (generation / "about.json").write_text('{"version": 0}')
    with pytest.raises(NoIndex):
        index().run(All())


def test_what_is_left_of_other_generations_goes_but_not_what_another_version_uses(indexed, tmp_path):
    make_publication(title="Kept")
    used, folder = indexed(), index().folder
    older, left = folder.new(), folder.new()
    (folder.path / "current-1").write_text(older.name)
    for generation in (older, left):
        os.utime(generation, (time.time() - 3600,) * 2)
    folder.clear()
    assert (used.exists(), older.exists(), left.exists()) == (True, True, False)
    assert index().run(All()).count == 1
