"""Whole bibliographies."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import citations
from citations import loading
from citations.collation import sort_key
from citations.context import Context
from citations.disambiguation import letters
from citations.references import references
from citations.sort import in_order
from formats.record import Contributor, Record
from tests.citations import author, style_of

BOOKS = [("Zeta", "Öberg", 2001), ("Beta", "Ågren", 2001), ("Alfa", "Ågren", 2001), ("Gamma", "Zorn", 1999)]
ITEMS = [
    {"type": "book", "title": title, "author": [author(family, "A")], "issued": {"date-parts": [[year]]}}
    for title, family, year in BOOKS
]


def listed(style, locale="en-US", items=ITEMS, sort=True, numbers=True):
    return [str(found) for _, found in references(items, style, locale, sort=sort, numbers=numbers)]


def test_swedish_letters_stand_last_in_swedish():
    assert listed("apa", "sv-SE") == [
        "Zorn, A. (1999). Gamma.",
        "Ågren, A. (2001a). Alfa.",
        "Ågren, A. (2001b). Beta.",
        "Öberg, A. (2001). Zeta.",
    ]


def test_swedish_letters_stand_by_their_like_in_english():
    assert [found[:5] for found in listed("apa")] == ["Ågren", "Ågren", "Öberg", "Zorn,"]


def test_the_same_year_of_another_author_gets_no_letter():
    assert "Öberg, A. (2001). Zeta." in listed("apa")


def test_names_that_come_again_are_replaced_where_the_style_says_so():
    assert listed("modern-language-association")[:2] == ["Ågren, A. Alfa. 2001.", "———. Beta. 2001."]


@pytest.mark.parametrize(
    ("style", "first"), [("ieee", "[1] A. Öberg"), ("nature", "1. Öberg, A."), ("apa", "Ågren, A.")]
)
def test_references_are_numbered_where_the_style_says_so(style, first):
    assert listed(style)[0].startswith(first)


def test_numbers_can_be_left_out_and_so_can_sorting():
    assert listed("ieee", numbers=False)[0].startswith("A. Öberg")
    assert listed("apa", sort=False)[0].startswith("Öberg")


def test_works_without_a_key_stand_last():
    assert listed("pure-author", items=[{"type": "book", "title": "A"}, *ITEMS])[-1] == "A."
    assert listed("pure-standard", items=[{"type": "book"}, *ITEMS])[-1] == ""


def test_newer_works_stand_first_where_the_style_sorts_so():
    zorn = [ITEMS[3], ITEMS[3] | {"title": "Delta", "issued": {"date-parts": [[2020]]}}]
    assert listed("pure-author", items=zorn) == ["Zorn, A. / Delta. 2020.", "Zorn, A. / Gamma. 1999."]


def test_a_bibliography_of_nothing_is_empty():
    assert citations.bibliography([], "apa") == []


def test_records_make_a_bibliography():
    record = Record(
        type="publication/book", title="T", contributors=(Contributor(family="Ek", given="Bo"),), issued="2020"
    )
    assert citations.bibliography([record, record], "apa") == ["Ek, B. (2020a). T.", "Ek, B. (2020b). T."]


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("Ångström & Co.", "en-US", "angstrom co"),
        ("Ångström", "sv-SE", "z\u0301ngstrz\u0303m"),
        ("Ærø", "da-DK", "z\u0301rz\u0302"),
        ("Straße", "de-DE", "strasse"),
        ("  “Quoted”  text ", "en-US", "quoted text"),
    ],
)
def test_sort_keys(text, language, key):
    assert sort_key(text, language) == key


def test_letters_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]


def test_threads_do_not_disturb_each_other():
    def render(number):
        style = ("apa", "ieee", "nature", "chicago-author-date")[number % 4]
        return style, number % len(ITEMS), str(citations.render(ITEMS[number % len(ITEMS)], style))

    with ThreadPoolExecutor(8) as pool:
        for style, at, found in pool.map(render, range(400)):
            assert found == citations.render(ITEMS[at], style)


def sorted_by(keys, *items, **parts):
    """Return the titles of items as a style with these keys sorts them."""
    path = style_of('<text variable="title"/>', sort=f"<sort>{keys}</sort>", **parts)
    whole = loading.list_file(path, "en-US")
    contexts = [Context({"title": f"{at}", **item}, True, at) for at, item in enumerate(items, start=1)]
    return [context.item["title"] for context in in_order(contexts, whole.keys)]


def issued(*days, **more):
    return {"issued": {"date-parts": [list(day) for day in days], **more}}


def named(family, given="", **parts):
    return {"author": [author(family, given, **parts)]}


BY_AUTHOR = '<key variable="author"/>'
AUTHOR_MACRO = '<macro name="m"><names variable="author"><name {0}/>{1}</names></macro>'


def test_sorting_dates_ranges_follow_single_dates_and_seasons_count_for_nothing():
    """CSL 1.0.2, "Sorting Variables"."""
    key = '<key variable="issued"/>'
    dates = [(2000,), (2005,)], [(2000,), (2001,)], [(2000,)], [(2000, 5)], [(-50,)], [(-100,)], [(50,)]
    assert sorted_by(key, *(issued(*days) for days in dates)) == ["6", "5", "7", "3", "2", "1", "4"]
    assert sorted_by(key, issued((2000, 23)), issued((2000, 21)), issued((2000, 2))) == ["1", "2", "3"]


def test_sorting_names_demoted_particles_come_before_given_names():
    """CSL 1.0.2, "Name-part Order": family, dropping and non-dropping particles, given, suffix."""
    van = {"non-dropping-particle": "van"}
    items = named("Gogh", "Anna", **van), named("Gogh", "Wim", **van), named("Gogh", "Anna", suffix="Jr.")
    assert sorted_by(BY_AUTHOR, *items) == ["3", "1", "2"]
    assert sorted_by(BY_AUTHOR, named("Gogh", "B", **van), named("Hall", "A"), options=DEMOTED.format("sort-only")) == [
        "1",
        "2",
    ]
    assert sorted_by(BY_AUTHOR, named("Gogh", "B", **van), named("Hall", "A"), options=DEMOTED.format("never")) == [
        "2",
        "1",
    ]


DEMOTED = 'demote-non-dropping-particle="{}"'


def test_sorting_non_personal_names_leave_out_english_articles():
    """CSL 1.0.2, "Name-part Order": "The New York Times" sorts as "New York Times"."""
    items = named("Olsson", "A"), {"author": [{"literal": "The New York Times"}]}, named("Theander", "B")
    assert sorted_by(BY_AUTHOR, *items) == ["2", "1", "3"]


def test_sorting_macros_labels_and_et_al_are_no_part_of_the_key():
    """CSL 1.0.2, "Sorting Macros"."""
    macro = AUTHOR_MACRO.format('et-al-min="2" et-al-use-first="1"', '<label prefix=" "/>')
    many = {"author": [author("Ek", "A"), author("Zorn", "B")]}
    keys = '<key macro="m"/><key variable="title"/>'
    assert sorted_by(keys, many | {"title": "a"}, named("Ek", "A") | {"title": "b"}, before=macro) == ["a", "b"]
    assert sorted_by(keys, many | {"title": "b"}, named("Ek", "A") | {"title": "a"}, before=macro) == ["a", "b"]


def test_sorting_macros_numbers_and_counts_of_names_sort_by_value():
    """CSL 1.0.2, "Sorting Macros"."""
    macro = '<macro name="m"><number variable="volume" form="roman"/></macro>'
    assert sorted_by('<key macro="m"/>', {"volume": "10"}, {"volume": "9"}, {"volume": "100"}, before=macro) == [
        "2",
        "1",
        "3",
    ]
    people = [author(f"N{at}") for at in range(12)]
    counted = AUTHOR_MACRO.format('form="count"', "")
    assert sorted_by('<key macro="m"/>', {"author": people}, {"author": people[:9]}, before=counted) == ["2", "1"]
