"""Numbers, ranges, ordinals and labels."""

import pytest

from citations import locales, numbers
from citations.loading import CitationStylesStyle
from tests.citations import reference_of, style_of


def locale_of(name):
    root = CitationStylesStyle(style_of(""), locale=name, validate=False).root
    return locales.flatten(root.locales, name)


@pytest.mark.parametrize(
    ("value", "numeric"),
    [("2", True), ("2nd", True), ("D2", True), ("2, 3", True), ("2-4", True), ("2 & 3", True), (7, True)]
    + [("second", False), ("2nd edition", False), ("", False), (None, False), ("294/2017", True)],
)
def test_what_is_a_number(value, numeric):
    assert numbers.is_numeric(value) == numeric


@pytest.mark.parametrize(
    ("pages", "style", "expected"),
    [
        ("42-45", "", "42–45"),
        ("321-28", "expanded", "321–328"),
        ("42-45", "minimal", "42–5"),
        ("321-328", "minimal", "321–8"),
        ("2787-2816", "minimal", "2787–816"),
        ("101-108", "minimal-two", "101–08"),
        ("3-10", "chicago-16", "3–10"),
        ("100-104", "chicago-16", "100–104"),
        ("107-108", "chicago-16", "107–8"),
        ("321-325", "chicago-16", "321–25"),
        ("11564-11615", "chicago-16", "11564–615"),
        ("1496-1504", "chicago", "1496–1504"),
        ("1496-1504", "chicago-16", "1496–504"),
        ("84-84", "minimal", "84–84"),
        ("i-ii", "", "i–ii"),
        ("e12-e15", "", "e12–e15"),
        ("1-3, 7-9", "", "1–3, 7–9"),
        ("s. 41-52", "minimal", "s. 41-52"),
        ("94-98,93", "minimal", "94-98,93"),
        ("345", "minimal", "345"),
        ("3136-+", "minimal", "3136-+"),
        ("12-A", "", "12-A"),
        ("2017-10-16", "", "2017-10–16"),
    ],
)
def test_page_ranges(pages, style, expected):
    assert numbers.page_ranges(pages, style, "–") == expected


@pytest.mark.parametrize(
    ("locale", "number", "expected"),
    [("en-US", 1, "1st"), ("en-US", 2, "2nd"), ("en-US", 3, "3rd"), ("en-US", 11, "11th"), ("en-US", 112, "112th")]
    + [("en-US", 121, "121st"), ("sv-SE", 1, "1:a"), ("sv-SE", 3, "3:e"), ("sv-SE", 11, "11:e"), ("sv-SE", 21, "21:a")],
)
def test_ordinals(locale, number, expected):
    assert numbers.ordinal(number, locale_of(locale)) == expected


def test_ordinals_agree_with_the_gender_of_their_noun():
    locale = locale_of("fr-FR")
    assert numbers.ordinal(1, locale, "feminine") == "1ʳᵉ"
    assert numbers.ordinal(1, locale, "masculine") == "1ᵉʳ"
    assert numbers.ordinal(21, locale, "feminine") == "21ᵉ"


def test_long_ordinals_and_roman_numerals():
    assert numbers.long_ordinal(2, locale_of("sv-SE")) == "andra"
    assert numbers.long_ordinal(12, locale_of("en-US")) == "12th"
    assert [numbers.roman(n) for n in (4, 1999, 0, 4000)] == ["iv", "mcmxcix", "0", "4000"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"page": "7"}, "p. 7"),
        ({"page": "7-9"}, "pp. 7–9"),
        ({"page": "i-ii"}, "pp. i–ii"),
        ({"page": "S7-S9"}, "pp. S7–S9"),
        ({"page": "7, 9"}, "pp. 7, 9"),
        ({"page": "4a-b"}, "pp. 4a-b"),
        ({"page": "3136-+"}, "pp. 3136-+"),
        ({"page": "s. 7-9"}, "p. s. 7-9"),
        ({"page": "2-A(E)"}, "p. 2-A(E)"),
        ({"page": "CN110836969-A1"}, "p. CN110836969–A1"),
        ({}, ""),
    ],
)
def test_a_label_is_plural_where_there_are_several(item, expected):
    body = '<group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>'
    assert reference_of(body, item) == expected


def test_a_count_above_one_is_plural():
    body = '<number variable="number-of-volumes"/><label variable="number-of-volumes" form="short" prefix=" "/>'
    assert reference_of(body, {"number-of-volumes": "1"}) == "1 vol."
    assert reference_of(body, {"number-of-volumes": 3}) == "3 vols."


def test_what_is_no_number_is_printed_as_it_is():
    body = '<number variable="edition" form="ordinal"/>'
    assert reference_of(body, {"edition": "2"}) == "2nd"
    assert reference_of(body, {"edition": "Third & revised"}) == "Third & revised"


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("ordinal", "2nd", "2nd"),
        ("ordinal", "D2", "D2"),
        ("roman", "2e", "2e"),
        ("long-ordinal", "L2d", "L2d"),
        ("ordinal", "2,3", "2nd, 3rd"),
        ("long-ordinal", "2 &3", "second & third"),
        ("roman", "2 - 4", "ii–iv"),
        ("ordinal", "second", "second"),
    ],
)
def test_number_each_without_affixes_is_transformed_alone(form, value, expected):
    """CSL 1.0.2, "Number": "D2" remains "D2"; "2, 3" can become "2nd, 3rd", "second, third" or "ii, iii"."""
    assert reference_of(f'<number variable="edition" form="{form}"/>', {"edition": value}) == expected
