"""cs:group, cs:choose, macros and affixes."""

import pytest

from tests.citations import html_of, reference_of

GROUP = '<group delimiter=" "><text term="in" text-case="capitalize-first"/><text variable="container-title"/></group>'


def test_a_group_vanishes_when_all_its_variables_are_empty():
    assert reference_of(GROUP, {"title": "T"}) == ""


def test_a_group_stays_when_one_variable_has_content():
    assert reference_of(GROUP, {"container-title": "Nature"}) == "In Nature"


def test_a_group_without_variables_stays():
    assert reference_of('<group><text term="in"/></group>', {}) == "in"


def test_an_empty_inner_group_does_not_keep_the_outer_one():
    assert reference_of(f'<group><text value="see "/>{GROUP}</group>', {}) == ""


def test_the_delimiter_stands_between_what_a_choice_gives():
    body = '<group delimiter=", "><choose><if type="book"><text value="a"/><text value="b"/></if></choose></group>'
    assert reference_of(body, {"type": "book"}) == "a, b"


def test_affixes_stand_outside_formatting():
    body = '<text variable="title" font-style="italic" prefix="(" suffix=")"/>'
    assert html_of(body, {"title": "T"}) == "(<i>T</i>)"


def test_affixes_of_the_layout_stand_inside_its_formatting():
    assert html_of('<text variable="title"/>', {"title": "T"}, layout='font-style="italic" suffix="."') == "<i>T.</i>"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('type="book chapter"', False),
        ('type="book chapter" match="any"', True),
        ('variable="volume"', True),
        ('variable="volume issue"', False),
        ('variable="volume issue" match="any"', True),
        ('variable="issue DOI" match="none"', True),
        ('is-numeric="volume"', True),
        ('is-numeric="title"', False),
        ('is-uncertain-date="issued"', True),
        ('position="first"', False),
        ('disambiguate="true"', False),
        ('variable="author"', False),
        ('type="book" variable="volume"', True),
    ],
)
def test_conditions(condition, holds):
    item = {"type": "book", "title": "T", "volume": "2b", "author": [], "issued": {"date-parts": [[2024]], "circa": 1}}
    body = f'<choose><if {condition}><text value="yes"/></if><else><text value="no"/></else></choose>'
    assert reference_of(body, item) == ("yes" if holds else "no")


def test_a_macro_is_rendered_where_it_is_called():
    macro = '<macro name="m"><text variable="title"/></macro>'
    assert reference_of('<text macro="m" suffix="."/>', {"title": "T"}, before=macro) == "T."


@pytest.mark.parametrize(
    "macros",
    [
        '<macro name="m"><text macro="m"/></macro>',
        '<macro name="m"><choose><if type="book"><text macro="n"/></if></choose></macro>'
        '<macro name="n"><text macro="m"/></macro>',
        '<macro name="m"><text macro="missing"/></macro>',
    ],
)
def test_macros_that_call_themselves_or_none_are_refused_when_the_style_is_loaded(macros):
    with pytest.raises(ValueError, match="call themselves"):
        reference_of('<text macro="m"/>', {}, before=macros)


def test_the_short_form_of_a_title_falls_back_on_the_long_one():
    body = '<text variable="container-title" form="short"/>'
    assert reference_of(body, {"container-title": "Nature", "container-title-short": "Nat."}) == "Nat."
    assert reference_of(body, {"container-title": "Nature"}) == "Nature"


def test_periods_of_abbreviations_are_stripped_but_not_those_of_addresses():
    body = '<text variable="container-title" strip-periods="true"/>'
    assert reference_of(body, {"container-title": "J. Appl. Phys."}) == "J Appl Phys"
    assert reference_of(body, {"container-title": "idrottsforum.org"}) == "idrottsforum.org"


def test_the_page_first_is_taken_from_the_pages():
    assert reference_of('<text variable="page-first"/>', {"page": "344-355"}) == "344"
