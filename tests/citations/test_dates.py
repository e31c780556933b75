"""Dates."""

import pytest

from citations import dates
from tests.citations import reference_of

TEXT = '<date variable="issued" form="text"/>'
NUMERIC = '<date variable="issued" form="numeric"/>'
PARTS = '<date-part name="day"/><date-part name="month"/><date-part name="year"/>'
OWN = f'<date variable="issued" delimiter=" ">{PARTS}</date>'


def parts(*days):
    return {"issued": {"date-parts": [list(day) for day in days]}}


@pytest.mark.parametrize(
    ("body", "locale", "item", "expected"),
    [
        (TEXT, "en-US", parts((2024, 5, 7)), "May 7, 2024"),
        (TEXT, "en-GB", parts((2024, 5, 7)), "7 May 2024"),
        (TEXT, "sv-SE", parts((2024, 5, 17)), "17 maj 2024"),
        (TEXT, "en-US", parts((2024, 5)), "May 2024"),
        (TEXT, "en-US", parts((2024,)), "2024"),
        (NUMERIC, "sv-SE", parts((2024, 5, 7)), "2024-05-07"),
        (OWN, "en-US", parts((2024, 5, 7)), "7 May 2024"),
        (OWN, "en-US", parts((2024, 5, 7), (2024, 5, 9)), "7–9 May 2024"),
        (OWN, "en-US", parts((2024, 5, 30), (2024, 6, 2)), "30 May–2 June 2024"),
        (OWN, "en-US", parts((2024, 12, 30), (2025, 1, 2)), "30 December 2024–2 January 2025"),
        (TEXT, "en-US", parts((2024, 5, 7), (2024, 5, 9)), "May 7–9, 2024"),
        (TEXT, "en-US", parts((1895,), (1972,)), "1895–1972"),
        (TEXT, "en-US", parts((2024, 13)), "Spring 2024"),
        (TEXT, "en-US", parts((2024, 22)), "Summer 2024"),
        (TEXT, "en-US", {"issued": {"date-parts": [[2024]], "season": "3"}}, "Autumn 2024"),
        (TEXT, "en-US", {"issued": {"date-parts": [[2024]], "season": "Trinity"}}, "Trinity 2024"),
        (TEXT, "en-US", parts((-44, 3, 15)), "March 15, 44 BC"),
        (TEXT, "en-US", parts((79,)), "79 AD"),
        (TEXT, "en-US", {"issued": {"literal": "in the spring"}}, "in the spring"),
        (TEXT, "en-US", {"issued": {"raw": "2024-05-07"}}, "May 7, 2024"),
        (TEXT, "en-US", {"issued": "2024-05"}, "May 2024"),
        (TEXT, "en-US", {"issued": {"date-parts": [["2024", "5"]]}}, "May 2024"),
    ],
)
def test_dates(body, locale, item, expected):
    assert reference_of(body, item, locale) == expected


@pytest.mark.parametrize(
    "value",
    [{}, None, "", {"date-parts": []}, {"date-parts": [[]]}, {"date-parts": [[None]]}, {"date-parts": "2024"}]
    + [
        {"date-parts": [["x"]]},
        {"date-parts": [[0]]},
        {"date-parts": [[10**40]]},
        {"date-parts": [{}]},
        {"literal": ""},
    ],
)
def test_dates_that_make_no_sense_are_empty(value):
    assert not dates.read(value)
    assert reference_of(TEXT, {"issued": value}) == ""


def test_a_month_or_a_day_that_cannot_be_is_left_out():
    assert reference_of(TEXT, parts((2024, 99, 99))) == "2024"
    assert reference_of(TEXT, parts((2024, 5, 32))) == "May 2024"


def test_date_parts_choose_what_a_localised_date_shows():
    assert reference_of('<date variable="issued" form="text" date-parts="year"/>', parts((2024, 5, 7))) == "2024"
    assert (
        reference_of('<date variable="issued" form="text" date-parts="year-month"/>', parts((2024, 5, 7))) == "May 2024"
    )


def test_a_style_may_change_the_form_of_a_localised_part():
    body = '<date variable="issued" form="text"><date-part name="month" form="short"/></date>'
    assert reference_of(body, parts((2024, 9, 7))) == "Sept. 7, 2024"


def test_words_are_printed_with_the_year_only():
    body = '<date variable="issued"><date-part name="month"/></date>'
    assert reference_of(body, {"issued": {"literal": "in the spring"}}) == ""
