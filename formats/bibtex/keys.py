"""Keys such as engdahl2025stakeholders: family name, year, first telling word of the title."""

from __future__ import annotations

import re

from slugify import slugify

from formats.bibtex.names import AUTHORS
from formats.dates import year_of
from formats.record import Record
from formats.richtext import plain

# fmt: off
# Words that begin many titles and tell nothing, in the languages that most titles are in.
_SMALL_WORDS = frozenset((
    "a", "an", "the", "on", "in", "of", "for", "and", "to", "from", "with", "at", "by", "is", "are", "what", "how",
    "why", "does", "do", "can", "en", "ett", "den", "det", "de", "och", "i", "på", "om", "av", "för", "till",
    "hur", "vad", "vid", "med", "från", "att", "som", "der", "die", "das", "ein", "eine", "zur", "zum", "und", "von",
    "über", "le", "la", "les", "un", "une", "des", "du", "l", "d", "el", "los", "las", "una",
))
# fmt: on


_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")


def key_of(record: Record) -> str:
    """Return the key of a record, without what tells it from others of the same name, year and word."""
    people = record.names(*AUTHORS) or record.names("edt") or record.names("trl")
    words = _WORD.findall(people[0].family or people[0].literal) if people else []
    family = words if people and people[0].family else words[:1]
    telling = (word for word in _LETTERS.findall(plain(record.full_title)) if word.lower() not in _SMALL_WORDS)
    date = record.issued or record.available or record.defended
    made = _ascii("".join(family)) + year_of(date) + _ascii(next(telling, ""))
    return made if made.strip("0123456789") else "record" + made + _ascii(record.id.removeprefix("record" + made))[:12]


def _ascii(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.lower()[:40]
    return slugify(text, separator="")[:40]


class Keys:
    """The keys of one file. What is remembered of a record is its key, so that a list may have any length."""

    def __init__(self):
        self._taken: dict[str, int] = {}  # with how many letters follow

    def of(self, record: Record) -> str:
        """Return the key of the next record: key, or the first of keya ... keyz, keyaa ... that is not taken."""
        key = wanted = key_of(record)
        number = self._taken.get(wanted, 0)
        while key in self._taken:
            number += 1
            key = wanted + _letters(number)
        self._taken[wanted] = number
        self._taken.setdefault(key, 0)
        return key


def _letters(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text
