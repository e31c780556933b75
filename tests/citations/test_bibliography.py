"""Whole bibliographies."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import citations
from citations.collation import sort_key
from citations.disambiguation import letters
from citations.references import references
from formats.record import Contributor, Record
from tests.citations import author

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
