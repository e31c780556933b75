"""What an element adds to its text: text case, quotes, formatting, affixes. CSL 1.0.2, "Formatting", "Affixes"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from . import marks
from .marks import SEAM
from .scripts import has_italics
from .textcase import CASES

Change = Callable[..., str]
_ATTRIBUTES = frozenset(
    ("prefix", "suffix", "quotes", "display", "text-case", "strip-periods", "font-style", "font-variant", "font-weight")
    + ("text-decoration", "vertical-align")
)
_PERIOD = re.compile(r"\.(?![a-z])")  # those of abbreviations, not the one in "example.org"


def dressed(node, render):
    """Return `render` with the text case, quotes, formatting and affixes its element asks for."""
    change = decoration(node)
    if change is None:
        return render

    def dress(context) -> str:
        text = render(context)
        return change(text, context.english) if text else ""

    return dress


def decoration(attributes) -> Change | None:
    """Return a function (text, english=True) that dresses a text as the attributes ask for; None if they ask nothing.

    Affixes stand outside formatting and quotes. The function is shared by all elements with the same attributes.
    """
    asked = tuple(item for item in attributes.items() if item[0] in _ATTRIBUTES and item[1])
    return _decoration(asked, attributes.get("variable") is not None) if asked else None


@lru_cache(maxsize=4096)
def _decoration(asked: tuple[tuple[str, str], ...], is_variable: bool) -> Change | None:
    attributes = dict(asked)
    before, after = _affixes(attributes)
    opening, closing = marks.formatting_of(attributes)
    if attributes.get("quotes") == "true":
        opening, closing = opening + marks.QUOTE, marks.QUOTE_END + closing
    italic = is_variable and marks.ITALIC in opening  # around a macro or a group italics stay, whatever the script
    upright = opening.replace(marks.ITALIC, ""), closing.replace(marks.ITALIC_END, "")
    recast = _recasting(attributes)
    if not (before or after or opening or recast):
        return None

    def change(text: str, english: bool = True) -> str:
        if recast:
            text = recast(text, english)
        if not text:
            return ""
        start, end = upright if italic and not has_italics(text) else (opening, closing)
        return f"{before}{start}{text}{end}{after}"

    return change


def _affixes(attributes: dict[str, str]) -> tuple[str, str]:
    prefix, suffix = attributes.get("prefix", ""), attributes.get("suffix", "")
    if attributes.get("display") in ("block", "indent"):  # a line of its own, which in a running text is only a space
        prefix, suffix = prefix or " ", suffix or " "
    return (prefix + SEAM if prefix else ""), (SEAM + suffix if suffix else "")


def _recasting(attributes: dict[str, str]) -> Change | None:
    name = attributes.get("text-case")
    case = CASES.get(name)
    strip = attributes.get("strip-periods") == "true"
    if not (case or strip):
        return None

    def recast(text: str, english: bool) -> str:
        if case is not None and (english or name != "title"):
            text = case(text)
        return _PERIOD.sub("", text) if strip else text

    return recast
