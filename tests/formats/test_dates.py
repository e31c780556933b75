import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.dates import best_of, date_of, parse, parts_of, span, year_of


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([2024], "2024"),
        ([2024, 5], "2024-05"),
        ([2024, 5, 17], "2024-05-17"),
        (["2024", "05"], "2024-05"),
        ([2024.0, None, None], "2024"),
        ([2024, 0, 0], "2024"),
        ([2024, 2, 29, 12], "2024-02-29"),
        ([], ""),
        ([None], ""),
    ],
)
def test_parts_become_a_date_as_exact_as_known(parts, text):
    assert date_of(parts) == text


@pytest.mark.parametrize(
    "parts",
    [[2541], [999], [0, 5], [2024, 13], [2024, 2, 30], [2024, 0, 5], [2024, -1], ["x"], [True], [{}], [float("nan")]]
    + [[10**30], "2024", None, 5],
)
def test_what_is_no_date_is_an_error(parts):
    with pytest.raises(ValueError, match=r"year|month|day|numbers|list"):
        date_of(parts)


def test_of_an_impossible_day_the_month_is_kept_and_of_an_impossible_month_the_year():
    assert best_of([2024, 2, 30]) == "2024-02"
    assert best_of([2024, 13, 5]) == "2024"
    with pytest.raises(ValueError, match="year"):
        best_of([2541, 1])


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2024", "2024"),
        ("2024-5-7", "2024-05-07"),
        ("2024-05-17T10:00:00Z", "2024-05-17"),
        ("2024-05-17/2024-05-19", "2024-05-17/2024-05-19"),
        ("1935/6", "1935/1936"),
        ("1980-81", "1980/1981"),
        ("1980\u20131981", "1980/1981"),
        ("{1966--2006}", "1966/2006"),
        ("1980/1980", "1980"),
        ("undated", ""),
        ("[n.d.]", ""),
        ("u.å.", ""),
        ("", ""),
    ],
)
def test_dates_as_people_write_them(written, text):
    assert parse(written) == text


@pytest.mark.parametrize(
    "written", ["forthcoming", "1990d", "1992 [1927]", "2024-13-01", "2541", "1981/1980", "2024-02-30"]
)
def test_what_cannot_be_told_is_an_error(written):
    with pytest.raises(ValueError, match=r"."):
        parse(written)


@given(st.text(max_size=30) | st.dates().map(str))
def test_a_date_read_once_stays_what_it_is(written):
    try:
        text = parse(written)
    except ValueError:
        return
    assert parse(text) == text
    if text:
        parts = [date_of(part) for part in parts_of(text)]
        assert span(*(parts + [""])[:2]) == text
        assert year_of(text).isdigit()


@pytest.mark.parametrize("text", ["", "x", "2024/2025/2026", "2541", "2024-13"])
def test_nonsense_has_no_parts(text):
    with pytest.raises(ValueError, match=r"."):
        parts_of(text)
