"""Title and abstract → the phrases that may be concepts: one to four words between those that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publications.fingerprint.abbreviations import abbreviations
from publications.fingerprint.words import INNER_WORDS, STOP_WORDS, is_adverb, is_participle, key, normal, words

LONGEST = 4  # words
_MOST_CHARACTERS = 20_000  # of an abstract; a longer one is a text of its own
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-zåäö])|\n+")
_CLAUSE = re.compile(r"[()\[\]{}\"“”„«»:;!?]|[,.](?=\s|$)|\s[–—-]\s")


@dataclass
class Phrase:
    """A phrase of a text: how it is first written, how often it occurs and where."""

    written: str
    length: int  # words
    first: float  # where it first occurs, from 0 (the beginning) to 1
    count: int = 0
    in_title: bool = False
    alone: int = 0  # occurrences that are not part of a longer phrase which occurs as often


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text."""
    return [sentence for sentence in _SENTENCE.split(text[:_MOST_CHARACTERS]) if sentence.strip()]


def phrases(title: str, abstract: str, language: str) -> dict[str, Phrase]:
    """Return the phrases of a title and abstract in plain text by their keys, in the order in which they occur.

    An abbreviation that the text explains counts as its long form.
    """
    parts = [title, *sentences(abstract)]
    short = {normal(abbr, language): key(long, language) for abbr, long in abbreviations(abstract).items()}
    found: dict[str, Phrase] = {}
    position, total = 0, max(1, sum(len(part) for part in parts))
    for number, part in enumerate(parts):
        for normals, written in _in_clauses(part, language):
            name = " ".join(normals)
            name = short.get(name, name)
            phrase = found.get(name) or found.setdefault(name, Phrase(written, len(normals), position / total))
            _count(phrase, number)
        position += len(part)
    _count_alone(found)
    return found


def _count(phrase: Phrase, number: int) -> None:
    phrase.count += 1
    phrase.in_title = phrase.in_title or number == 0


def _in_clauses(text: str, language: str) -> Iterator[tuple[list[str], str]]:
    """Yield the words of each phrase, in their normal form, and as written."""
    for clause in _CLAUSE.split(text):
        written = words(clause)
        says = [_says_something(word) for word in written]
        forms = [normal(word, language) for word in written]
        for start, begins in enumerate(says):
            if not begins:
                continue
            for end in range(start + 1, min(start + LONGEST, len(written)) + 1):
                if says[end - 1]:
                    if not is_participle(written[end - 1]):
                        yield forms[start:end], " ".join(written[start:end])
                elif written[end - 1].lower() not in INNER_WORDS:
                    break


def _says_something(word: str) -> bool:
    word = word.lower()
    return len(word) > 1 and not word.isdigit() and word not in STOP_WORDS and not is_adverb(word)


def _count_alone(found: dict[str, Phrase]) -> None:
    """Count for each phrase how often it occurs outside the longer ones that hold it."""
    inside: dict[str, int] = {}
    for name, phrase in found.items():
        pieces = name.split(" ")
        for length in range(1, len(pieces)):
            for start in range(len(pieces) - length + 1):
                part = " ".join(pieces[start : start + length])
                inside[part] = max(inside.get(part, 0), phrase.count)
    for name, phrase in found.items():
        phrase.alone = max(0, phrase.count - inside.get(name, 0))
