"""Macros are compiled for each language, with their texts translated."""

from django.utils import translation

from publications.templatetags.drawn import drawn


def test_a_macro_is_drawn_in_the_language_of_the_page_whichever_came_first():
    drawn_in = {}
    for language in ("en", "sv", "en"):
        with translation.override(language):
            drawn_in[language] = drawn("mark", uuid="1", label="A & B")
    assert 'data-marked="Marked"' in drawn_in["en"]
    assert ": A &amp; B" in drawn_in["en"]
    assert 'data-marked="Markerad"' in drawn_in["sv"]
