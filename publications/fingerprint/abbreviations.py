"""Abbreviations that a text explains: "magnetic resonance imaging (MRI)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003), but
stricter: the letters of the short form must begin words of the long one, of which one may be passed over.
"""

from __future__ import annotations

import re

from publications.fingerprint.words import INNER_WORDS

_EXPLAINED = re.compile(r"\(\s*([^\W\d_][^\s(),;]{1,9})\s*[),;]")
_WORD = re.compile(r"[^\W_]+")


def abbreviations(text: str) -> dict[str, str]:
    """Return the long form of each abbreviation that the text explains in parentheses behind it."""
    found = {}
    for match in _EXPLAINED.finditer(text):
        short = match[1]
        if sum(letter.isupper() for letter in short) >= 2:
            before = list(_WORD.finditer(text, max(0, match.start() - 120), match.start()))
            long = _long_form(short, text, before)
            if long:
                found.setdefault(short, long)
    return found


def _long_form(short: str, text: str, before: list[re.Match[str]]) -> str:
    """Return the words before the parenthesis that begin with the letters of the short form, "" where they don't."""
    letters = [letter.lower() for letter in short.removesuffix("s") if letter.isalpha()]
    place = len(before) - 1
    for letter in reversed(letters):
        while place >= 0 and before[place][0][0].lower() != letter and before[place][0].lower() in INNER_WORDS:
            place -= 1
        if place < 0 or before[place][0][0].lower() != letter:
            return ""
        place -= 1
    return text[before[place + 1].start() : before[-1].end()]
