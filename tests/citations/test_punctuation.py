"""Punctuation where pieces meet, and quotation marks."""

import pytest

from tests.citations import html_of, reference_of

QUOTED = '<text variable="title" quotes="true" suffix="{}"/>'


@pytest.mark.parametrize(
    ("title", "suffix", "text"),
    [
        ("Really?", ".", "Really?"),
        ("Really!", ".", "Really!"),
        ("Etc.", ".", "Etc."),
        ("Etc.", ",", "Etc.,"),
        ("Really?", ",", "Really?,"),
        ("One:", ":", "One:"),
        ("One;", ".", "One;"),
        ("Wait..", ".", "Wait.."),
        ("Plain", ". ", "Plain."),
    ],
)
def test_a_suffix_gives_way_to_what_the_title_ends_in(title, suffix, text):
    assert reference_of(f'<text variable="title" suffix="{suffix}"/>', {"title": title}) == text


def test_punctuation_inside_a_title_is_left_alone():
    assert reference_of('<text variable="title"/>', {"title": "Who?.. Me,, too::"}) == "Who?.. Me,, too::"


def test_two_spaces_that_meet_are_one():
    body = '<text variable="title" suffix=". "/><text variable="volume" prefix=" "/>'
    assert reference_of(body, {"title": "T", "volume": "3"}) == "T. 3"


@pytest.mark.parametrize(
    ("locale", "suffix", "text"),
    [
        ("en-US", ",", "“T,”"),
        ("en-US", ".", "“T.”"),
        ("en-US", ";", "“T”;"),
        ("en-GB", ",", "‘T’,"),
        ("sv-SE", ".", "”T”."),
        ("fr-FR", ".", "«\u00a0T\u00a0»."),
    ],
)
def test_commas_and_full_stops_stand_inside_the_quotes_where_the_locale_has_them_there(locale, suffix, text):
    assert reference_of(QUOTED.format(suffix), {"title": "T"}, locale) == text


def test_a_full_stop_is_not_repeated_after_a_quoted_question():
    assert reference_of(QUOTED.format("."), {"title": "Why?"}, "en-GB") == "‘Why?’"
    assert reference_of(QUOTED.format("."), {"title": "Why?"}) == "“Why?”"


def test_quotes_within_quotes_alternate():
    assert reference_of(QUOTED.format("."), {"title": 'On "the" self'}) == "“On ‘the’ self.”"
    assert reference_of(QUOTED.format(","), {"title": "On 'self'"}) == "“On ‘self,’”"
    assert reference_of('<text variable="title"/>', {"title": "On 'self'"}) == "On “self”"


def test_curly_quotes_alternate_where_they_are_those_of_the_locale():
    assert reference_of(QUOTED.format(""), {"title": "On “self”"}) == "“On ‘self’”"
    assert reference_of(QUOTED.format(""), {"title": "On “self”"}, "sv-SE") == "”On “self””"


def test_a_comma_moves_out_of_the_formatting_but_into_the_quotes():
    assert html_of(QUOTED.format(","), {"title": "On <i>self</i>"}) == "“On <i>self</i>,”"
