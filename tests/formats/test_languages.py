import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.languages import code_of, name, tag_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("en", "eng"), ("eng", "eng"), ("en-GB", "eng"), ("en_US", "eng"), ("EN", "eng"), ("English", "eng"),
        ("engelska", "eng"), ("sv", "swe"), ("swe", "swe"), ("de", "ger"), ("deu", "ger"), ("ger", "ger"),
        ("fr", "fre"), ("zh-Hans", "chi"), ("nb", "nob"),
        ("jya", "jya"), ("zxx", "zxx"), ("mul", "mul"), ("", ""), ("und", ""),
        ("xx", ""), ("e n", ""), ("x" * 500, ""), ("\0\0", ""), ("<script>", ""),
    ],
)  # fmt: skip
def test_tags_codes_and_names_become_one_code(text, code):
    assert code_of(text) == code


@given(st.text(max_size=12))
def test_any_text_has_a_code_or_none(text):
    code = code_of(text)
    assert code_of(code) == code
    assert bool(tag_of(code)) == bool(code)


def test_html_gets_the_short_tag():
    assert (tag_of("eng"), tag_of("swe"), tag_of("jya"), tag_of(""), tag_of("nonsense")) == ("en", "sv", "jya", "", "")


def test_languages_have_names_in_both_languages():
    assert (name("swe"), name("swe", "sv")) == ("Swedish", "Svenska")
    assert (name("ger"), name("ger", "sv")) == ("German", "Tyska")
    assert name("???") == "???"
