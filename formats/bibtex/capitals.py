"""Titles with their markup as commands, and braces around the capitals that a style must not make small."""

from __future__ import annotations

import re
from collections.abc import Callable

from formats.bibtex.escapes import escaped
from formats.record import Record
from formats.richtext import parts, plain

_COMMANDS = {
    "i": r"\textit{",
    "b": r"\textbf{",
    "sub": r"\textsubscript{",
    "sup": r"\textsuperscript{",
    "sc": r"\textsc{",
}
# fmt: off
# Words of four letters and more that stay small in Titles Written Like This.
_PREPOSITIONS = frozenset((
    "with", "from", "into", "over", "upon", "than", "that", "between", "through", "about", "during", "under", "within",
    "among", "after", "before", "using", "towards", "toward", "against", "across", "without", "versus", "beyond",
))
# fmt: on
_WORD = re.compile(r"[^\s\u2010-\u2015-]+")
_CORE = re.compile(r"(\W*)(.*?)(\W*)", re.S)
_LONG = re.compile(r"[^\W\d_]{4,}")
_DIGIT = re.compile(r"\d")
_Rule = Callable[[str, bool], bool]


def title(record: Record, text: str) -> str:
    """Return a title of a record with markup as commands, and braces around capitals that must stay."""
    if not text:
        return ""
    pieces = parts(text)
    must_stay = _protection(record)
    written, depth = [], 0
    for text, tag in pieces:
        if tag:
            depth += -1 if tag[0] == "/" else 1
            written.append("}" if tag[0] == "/" else _COMMANDS[tag])
        else:
            # Inside a command everything is in braces already.
            written.append(escaped(text) if depth else _protected(text, must_stay, first=not written))
    return "".join(written)


def _protection(record: Record) -> _Rule:
    """Return a function that says of a word, and of whether it begins the title, if its capitals must stay.

    A word such as mRNA always keeps them. In a title written as a sentence, every capital is that of a name; in a Title
    Written Like This nobody can tell. German nouns keep theirs. A TITLE IN CAPITALS keeps none.
    """
    title = plain(record.full_title)
    if title.upper() == title:
        return lambda word, begins: False
    words = [word for word in _LONG.findall(title)[1:] if not word.isupper()]
    words = [word for word in words if word.lower() not in _PREPOSITIONS]
    is_sentence = record.language == "ger" or sum(word[0].isupper() for word in words) < 0.75 * len(words)
    return lambda word, begins: bool(
        _has_inner_capital(word) or (is_sentence and not begins and any(map(str.isupper, word)))
    )


def _has_inner_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) == 1:
        return letters[0].isupper() and letters[0] not in "AI"
    return any(map(str.isupper, letters[1:])) or (bool(_DIGIT.search(word)) and any(map(str.isupper, letters)))


def _protected(text: str, must_stay: _Rule, *, first: bool) -> str:
    """Return a text with its words in braces where their capitals must stay."""
    written, place, end, before = [], 0, 0, "" if first else "-"
    for found in _WORD.finditer(text):
        word = found[0]
        before = text[end : found.start()].strip()[-1:] or before
        if not word.islower() and must_stay((core := _CORE.fullmatch(word))[2], before in ("", ":")):
            start = found.start() + core.start(2)
            written.append(f"{escaped(text[place:start])}{{{escaped(core[2])}}}")
            place = start + len(core[2])
        end, before = found.end(), word[-1]
    return "".join(written) + escaped(text[place:])
