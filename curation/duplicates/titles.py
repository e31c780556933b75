"""Titles as they are compared: words without case, accents and markup; numbers and notices told apart.

"Part II" and "del 2" hold the same number, "Report 2019" and "Report 2020" different ones. A notice ("Erratum to:",
"Review of ...") makes a work of its own of what has otherwise the title of another.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Indel

from formats.richtext import plain
from search.analysis import STOP_WORDS, folded, lowered

NEAR = 0.75  # likeness from which two words are one, with an error of typing or scanning
LONGEST = 1000  # characters that are compared

_WORD = re.compile(r"[^\W_]+")
_SUBTITLE = re.compile(r"(?<=\w)\s*[:?!]\s|\s?[-–—=]\s|(?<=\w{4})[.,]\s|\s*[(\[]")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_NUMBER = re.compile(r"(\d+)([a-z]?)(?:st|nd|rd|th)?|[a-z]+(\d+)")
# A Roman number ends the title or a part of it, "III. Nyamwezi"; or follows a word such as "part".
_ROMAN = re.compile(r"\b(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\b(?=\s*(?:[.:,;()\[\]–-]|$))")
_ROMAN_WORD = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_PARTS = frozenset((
    "part", "parts", "vol", "volume", "volumes", "del", "delen", "band", "bind", "bd", "teil", "tome", "tomo", "no",
    "nr", "number", "jilid", "chapter", "book",
))  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven")
_SPOKEN = {word: str(number) for words in (_ORDINALS, _CARDINALS) for number, word in enumerate(words, 1)}
_NOTICES = {
    "correction": (
        "erratum", "errata", "corrigendum", "corrigenda", "correction", "corrections", "rättelse", "retraction",
        "addendum",
    ),
    "review": ("review", "reviews", "rev", "recension", "rezension", "anmälan"),
    "comment": ("comment", "comments", "commentary", "reply", "response", "kommentar", "replik", "svar", "discussion"),
}  # fmt: skip
_NOTICE_OF = {folded(word): kind for kind, words in _NOTICES.items() for word in words}


@dataclass(frozen=True)
class Title:
    """A title with its subtitle, ready to be compared."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        return _words(self.text)

    @cached_property
    def squeezed(self) -> str:
        """All letters and digits in one."""
        return "".join(self.words)

    @cached_property
    def main(self) -> str:
        """The letters and digits before the subtitle."""
        return "".join(_words(_SUBTITLE.split(_plain(self.text), maxsplit=1)[0]))

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The words that say something, each once: neither numbers nor such as "the" and "och"."""
        found = (word for word in self.words if word not in STOP_WORDS and not _number(word) and len(word) > 1)
        return tuple(dict.fromkeys(found))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in it, also Roman ones and "second": those by which parts and years are told apart."""
        return self.parts | frozenset(filter(None, map(_number, self.words)))

    @cached_property
    def notice(self) -> frozenset[str]:
        """What kinds of notice about another work it is: correction, review, comment."""
        return frozenset(_NOTICE_OF[word] for word in (*self.words[:3], *self.words[-1:]) if word in _NOTICE_OF)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The numbers of parts: Roman ones, spoken ones, and what follows a word such as "part"."""
        romans = {str(_roman(found.lower())) for found in _ROMAN.findall(_plain(self.text))}
        spoken = {_SPOKEN[word] for word in self.words if word in _SPOKEN}
        after = {word for before, word in pairwise(self.words) if before in _PARTS and len(word) < 5}
        numbers = {str(_roman(word)) if _ROMAN_WORD.fullmatch(word) else _number(word) for word in after}
        letters = {word for word in after if len(word) == 1 and not _ROMAN_WORD.fullmatch(word)}
        return frozenset(romans | spoken | numbers | letters) - {""}


def _plain(text: str) -> str:
    return plain(text)[:LONGEST]


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(folded, _WORD.findall(_APOSTROPHE.sub("", lowered(_plain(text).replace("&", " and "))))))


@lru_cache(4096)
def _number(word: str) -> str:
    """Return the number that a word is, or ends with: "8th" is 8, "2b" 2b, "WMT19" 19; "" for none."""
    found = _NUMBER.fullmatch(word)
    if not found:
        return ""
    return f"{int(found[1] or found[3])}{found[2] or ''}" if len(word) < 20 else word


def _roman(word: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in word]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def likeness(one: Title, other: Title) -> float:
    """Return how alike two titles are, letter by letter: 1 for the same."""
    return Indel.normalized_similarity(one.squeezed, other.squeezed)


def replaced(one: Title, other: Title) -> tuple[int, int]:
    """Return how many telling words have nothing like them in the other title: on the poorer side, on the richer."""
    lacking = sorted((len(_lacking(one, other)), len(_lacking(other, one))))
    return lacking[0], lacking[1]


def _lacking(one: Title, other: Title) -> list[str]:
    rest = [word for word in one.telling if word not in other.telling]
    others = [word for word in other.telling if word not in one.telling]
    return [word for word in rest if word not in other.squeezed and not _near(word, others)]


def _near(word: str, others: list[str]) -> bool:
    return process.extractOne(word, others, scorer=Indel.normalized_similarity, score_cutoff=NEAR) is not None
