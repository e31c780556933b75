"""Text as LaTeX reads it: UTF-8 with only its special characters escaped; decoding.py reads what is written here."""

from __future__ import annotations

import re

# Braces count for BibTeX even where they are escaped, so a brace of the text has to be a command.
_ESCAPES = (
    {letter: "\\" + letter for letter in "&%$#_"}
    | {"{": r"{\textbraceleft}", "}": r"{\textbraceright}", "\\": r"{\textbackslash}"}
    | {"~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "@": "{@}"}
)
_ESCAPED = re.compile(r"[&%$#_{}\\~^@]")  # few of a text, so this is faster than str.translate
# What TeX makes a dash or a quotation mark of.
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|`")
_SPECIAL = re.compile(r"[&%$#_{}\\~^@`]|--|''")
_RAW = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def escaped(text: str) -> str:
    """Return plain text with LaTeX's special characters escaped."""
    if text.isalnum() or not _SPECIAL.search(text):
        return text
    return _LIGATURE.sub(r"{\g<0>}", _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text))


def raw(text: str) -> str:
    """Return an address or identifier, unescaped; braces and backslashes, which it cannot hold, as in addresses."""
    return text.translate(_RAW)
