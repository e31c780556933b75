"""Rich text and quotation marks inside a record's texts."""

import pytest

from citations import locales
from citations.markup import markup, plain
from citations.richtext import Reader
from tests.citations import html_of

TITLE = '<text variable="title"/>'


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ("<i>E. coli</i>", "<i>E. coli</i>"),
        ("CO<sub>2</sub> and <b>x</b><sup>2</sup>", "CO<sub>2</sub> and <b>x</b><sup>2</sup>"),
        ('<span style="font-variant:small-caps;">ad</span>', '<span class="smallcaps">ad</span>'),
        ('<span class="nocase">iPod</span>', "iPod"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<i>never closed", "&lt;i&gt;never closed"),
        ("closed</i> only", "closed&lt;/i&gt; only"),
        ("<b><i>crossed</b></i>", "<b>&lt;i&gt;crossed</b>&lt;/i&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<i onclick=x>no</i>", "&lt;i onclick=x&gt;no&lt;/i&gt;"),
    ],
)
def test_only_the_markup_of_csl_is_markup(title, markup):
    assert html_of(TITLE, {"title": title}) == markup


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("the dog's bone", "the dog’s bone"),
        ("dogs' bones", "dogs’ bones"),
        ("'twas", "’twas"),
        ('said "yes"', "said “yes”"),
        ('a 5" disk', 'a 5" disk'),
        ('class="small"', 'class="small"'),
    ],
)
def test_straight_quotes_become_quotation_marks_or_apostrophes(title, text):
    assert html_of(TITLE, {"title": title}) == text


def test_italics_inside_italics_stand_upright():
    body = '<text variable="title" font-style="italic"/>'
    assert html_of(body, {"title": "Of <i>E. coli</i>"}) == '<i>Of <span class="upright">E. coli</span></i>'


def test_east_asian_titles_are_not_slanted():
    body = '<text variable="title" font-style="italic"/>'
    assert html_of(body, {"title": "健保ニュース"}) == "健保ニュース"


def test_private_use_characters_of_a_record_vanish():
    assert html_of(TITLE, {"title": "a\ue010b\ue000c"}) == "abc"


def test_marks_that_cross_make_tags_that_nest():
    assert markup("\ue010a\ue012b\ue011c\ue013") == "<i>a<b>b</b></i>c"
    assert markup("\ue010a") == "<i>a</i>"
    assert markup("\ue011a") == "a"


def test_rich_text_for_a_word_processor_carries_its_own_style():
    assert markup("\ue014a\ue015", alone=True) == '<span style="font-variant:small-caps;">a</span>'


def test_raised_signs_are_raised_in_html_only():
    assert html_of(TITLE, {"title": "nº 2 of JavaScript™ m²"}) == (
        "n<sup>o</sup> 2 of JavaScript<sup>TM</sup> m<sup>2</sup>"
    )
    assert plain("m²") == "m²"


def test_the_plain_text_has_no_marks():
    locale = locales.Locale([], "en")
    assert plain(Reader(locale).read("<i>a</i>")) == "a"
