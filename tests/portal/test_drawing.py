"""Macros are compiled for each language, with their texts translated; what they are given is escaped."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from markupsafe import escape

from formats.richtext import Html
from portal.drawing import environment
from publications.templatetags.drawn import drawn


def test_a_macro_is_drawn_in_the_language_of_the_page_whichever_came_first():
    drawn_in = {}
    for language in ("en", "sv", "en"):
        with translation.override(language):
            drawn_in[language] = drawn("mark", uuid="1", label="A & B")
    assert 'data-marked="Marked"' in drawn_in["en"]
    assert ": A &amp; B" in drawn_in["en"]
    assert 'data-marked="Markerad"' in drawn_in["sv"]


@pytest.mark.parametrize(
    "value", ["plain", "a & b", "<b>", "'", '"', "", "å", 0, -7, 2.5, True, None, Html("<i>x</i>"), gettext_lazy("and")]
)
def test_a_value_is_written_as_markupsafe_escapes_it(value):
    written = environment(autoescape=True).from_string("{{ value }}").render(value=value)
    assert written == escape(value)
