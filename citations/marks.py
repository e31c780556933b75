"""The private-use characters that mark formatting inside a text while it is put together.

Text from a record is stripped of them on the way in (`clean`), so whatever marks a finished text holds were put there
by this package. They become tags in `citations.markup`, after everything else has been escaped.
"""

from __future__ import annotations

import re

FIELD = "\ue001"  # behind the first field of a reference, where its style aligns the rest (second-field-align)
SEAM = "\ue000"  # between two pieces; punctuation that meets here is settled, see citations.punctuation

ITALIC, ITALIC_END = "\ue010", "\ue011"
BOLD, BOLD_END = "\ue012", "\ue013"
SMALL_CAPS, SMALL_CAPS_END = "\ue014", "\ue015"
SUPERSCRIPT, SUPERSCRIPT_END = "\ue016", "\ue017"
SUBSCRIPT, SUBSCRIPT_END = "\ue018", "\ue019"
UNDERLINE, UNDERLINE_END = "\ue01a", "\ue01b"
UPRIGHT, UPRIGHT_END = "\ue01c", "\ue01d"  # font-style="normal"
LIGHT, LIGHT_END = "\ue01e", "\ue01f"  # font-weight="normal"
PLAIN_CAPS, PLAIN_CAPS_END = "\ue020", "\ue021"  # font-variant="normal"

QUOTE, QUOTE_END = "\ue030", "\ue031"  # the locale's quotation marks, from quotes="true" or the text
INNER, INNER_END = "\ue032", "\ue033"  # the locale's inner quotation marks
STRAIGHT, STRAIGHT_END = "\ue038", "\ue039"  # typewriter quotation marks: " ...
SINGLE, SINGLE_END = "\ue03a", "\ue03b"  # ... and '
NO_CASE, NO_CASE_END = "\ue034", "\ue035"  # text that keeps its case

ANY = "[\ue000-\uf8ff]"
_ANY = re.compile(ANY)

# The attributes of a style that format text, with the marks each of their values stands for.
FORMATTING = {
    ("font-style", "italic"): (ITALIC, ITALIC_END),
    ("font-style", "oblique"): (ITALIC, ITALIC_END),
    ("font-style", "normal"): (UPRIGHT, UPRIGHT_END),
    ("font-weight", "bold"): (BOLD, BOLD_END),
    ("font-weight", "normal"): (LIGHT, LIGHT_END),
    ("font-weight", "light"): (LIGHT, LIGHT_END),
    ("font-variant", "small-caps"): (SMALL_CAPS, SMALL_CAPS_END),
    ("font-variant", "normal"): (PLAIN_CAPS, PLAIN_CAPS_END),
    ("text-decoration", "underline"): (UNDERLINE, UNDERLINE_END),
    ("vertical-align", "sup"): (SUPERSCRIPT, SUPERSCRIPT_END),
    ("vertical-align", "sub"): (SUBSCRIPT, SUBSCRIPT_END),
}


def clean(text: str) -> str:
    """Return text without private-use characters, which here would pass for formatting."""
    return _ANY.sub("", text)


def formatting_of(attributes) -> tuple[str, str]:
    """Return the marks that open and close the formatting which a style's element asks for."""
    pairs = [FORMATTING[item] for item in attributes.items() if item in FORMATTING]
    return "".join(opening for opening, _ in pairs), "".join(closing for _, closing in reversed(pairs))
