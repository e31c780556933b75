import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from formats.characters import many_lines, one_line


def test_what_nobody_can_see_is_taken_out():
    assert one_line("a\0b\x07c\ud800d\u202ee\u2066f\ufeffg\xadh\x9fi") == "abcdefghi"


def test_white_space_is_one_space():
    assert one_line(" a \t b\r\n\u2028c\xa0d ") == "a b c d"


def test_lines_stay_lines():
    assert many_lines("a\r\nb\rc\u2028d\n\ne ") == "a\nb\nc\nd\n\ne"


def test_letters_are_composed_and_joiners_stay():
    assert (
        one_line("a\u030a \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
        == "å \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


@given(st.text(st.characters()))
def test_any_text_can_be_stored_and_is_clean_after_once(text):
    cleaned = one_line(text)
    cleaned.encode("utf-8")
    assert one_line(cleaned) == cleaned
    assert not any(unicodedata.category(character) == "Cc" for character in cleaned)
