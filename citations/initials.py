"""Given names → initials. CSL 1.0.2, "initialize-with", "initialize" and "initialize-with-hyphen"."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"-|[^\s.\-]+\.?|\.")


@lru_cache(maxsize=8192)
def initials(given: str, mark: str, shorten: bool = True, hyphen: bool = True) -> str:
    """Return "J.-P. H." for "Jean-Pierre Henri" and the mark ". "; words that begin in lowercase stay whole.

    With `shorten` false only what is an initial already gets the mark: "Jean P. H.".
    """
    pieces: list[tuple[str, bool]] = []  # text, and whether it is an initial
    joined = False
    for token in _WORDS.findall(given):
        if token == "-":
            joined = True
            continue
        word = token.rstrip(".")
        if not word:
            continue
        for text, short in _shortened(word, token.endswith("."), shorten):
            if joined and hyphen and shorten and not short:
                continue  # "Jae-sung" is "J."
            if joined and hyphen and pieces:
                text = "\x00" + text
            pieces.append((text, short))
            joined = False
    return _written(pieces, mark)


def _shortened(word: str, abbreviated: bool, shorten: bool) -> list[tuple[str, bool]]:
    if not word[0].isupper():
        return [(word + "." if abbreviated else word, False)]
    if shorten:
        return [(_initial(word, abbreviated), True)]
    if len(word) == 1:
        return [(word, True)]
    return [(word + "." if abbreviated else word, False)]


def _initial(word: str, abbreviated: bool) -> str:
    """Return the first letter, or all that counts as one: "Th." for Thomas, "IJ" of IJsbrand."""
    if abbreviated:
        return word[0] + word[1:].lower()
    capitals = 0
    while capitals < len(word) and word[capitals].isupper():
        capitals += 1
    return word[0] + word[1:capitals].lower() if capitals < len(word) else word[0]


def _written(pieces: list[tuple[str, bool]], mark: str) -> str:
    out = ""
    for text, short in pieces:
        hyphen = text.startswith("\x00")
        text = text.lstrip("\x00")
        if hyphen:
            out = out.rstrip() + "-"
        elif out and not short and not out.endswith(" "):
            out += " "
        out += text + (mark if short else " ")
    return out.rstrip()
