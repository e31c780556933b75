"""Title and abstract → the phrases that may be concepts: one to four words between those that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from publications.fingerprint.abbreviations import abbreviations
from publications.fingerprint.words import (
    INNER_WORDS,
    STOP_WORDS,
    is_adjective,
    is_adverb,
    is_participle,
    is_verb,
    key,
    normal,
    words,
)  # fmt: skip
from search.analysis import ENGLISH, SWEDISH

LONGEST = 4  # words
_MOST_CHARACTERS = 20_000  # of an abstract; a longer one is a text of its own
_MOST_LOOKS = 300_000  # words kept of a language, some 60 MB; then it starts anew
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-zåäö])|\n+")
_ELISION = re.compile(r"^(?:[cdjlmns]|qu)['’]")  # French
_CLAUSE = re.compile(r"[()\[\]{}\"“”„«»:;!?]|[,.](?=\s|$)|\s[–—-]\s")


@dataclass(slots=True)
class Phrase:
    """A phrase of a text: how it is first written, how often it occurs and where."""

    written: str
    length: int  # words
    first: float  # where it first occurs, from 0 (the beginning) to 1
    count: int = 0
    in_title: bool = False
    alone: int = 0  # occurrences that are not part of a longer phrase which occurs as often


class Look(NamedTuple):
    """What a word is for phrases: whether one may begin or end with it, or have it in the middle."""

    normal: str
    says: bool
    ends: bool
    inner: bool


class Looks(dict):
    """What words of a language are, by how they are written; each is looked at once."""

    def __init__(self, language: str):
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> Look:
        if len(self) > _MOST_LOOKS:
            self.clear()
        lower = word.lower()
        says = _says_something(_ELISION.sub("", lower)) and not is_verb(lower, self.language)
        ends = says and not is_participle(lower) and not is_adjective(lower, self.language)
        found = Look(normal(word, self.language), says, ends, lower in INNER_WORDS)
        self[word] = found
        return found


LOOKS = {language: Looks(language) for language in (SWEDISH, ENGLISH)}


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text."""
    return [sentence for sentence in _SENTENCE.split(text[:_MOST_CHARACTERS]) if sentence.strip()]


def phrases(title: str, abstract: str, language: str) -> dict[str, Phrase]:
    """Return the phrases of a title and abstract in plain text by their keys, in the order in which they occur.

    An abbreviation that the text explains counts as its long form.
    """
    found = occurring(title, abstract, language)
    _count_alone(found)
    return found


def occurring(title: str, abstract: str, language: str) -> dict[str, Phrase]:
    """Return the phrases without what they have in common, which counting those of all texts need not know."""
    parts = [title, *sentences(abstract)]
    short = {normal(abbr, language): key(long, language) for abbr, long in abbreviations(abstract).items()}
    found: dict[str, Phrase] = {}
    position, total = 0, max(1, sum(map(len, parts)))
    for number, part in enumerate(parts):
        for name, written, start, end in _in_clauses(part, LOOKS[language]):
            name = short.get(name, name) if short else name
            phrase = found.get(name)
            if phrase is None:
                phrase = found[name] = Phrase(
                    " ".join(written[start:end]), end - start, position / total, 0, not number
                )
            phrase.count += 1
        position += len(part)
    return found


def _in_clauses(text: str, looks: Looks) -> Iterator[tuple[str, list[str], int, int]]:
    """Yield the key of each phrase, the words of its clause as written, and where among these it begins and ends."""
    for clause in _CLAUSE.split(text):
        written = words(clause)
        forms = [looks[word] for word in written]
        for start, first in enumerate(forms):
            if not first.says:
                continue
            name = ""
            for end in range(start + 1, min(start + LONGEST, len(written)) + 1):
                last = forms[end - 1]
                name = f"{name} {last.normal}" if name else last.normal
                if last.ends:
                    yield name, written, start, end
                elif not last.says and not last.inner:
                    break


def _says_something(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word not in STOP_WORDS and not is_adverb(word)


def _count_alone(found: dict[str, Phrase]) -> None:
    """Count for each phrase how often it occurs outside the longer ones that hold it."""
    inside: dict[str, int] = {}  # how often the commonest of the longer phrases occurs
    longest = max((name.count(" ") for name in found), default=0)
    by_length: list[dict[str, None]] = [{} for _ in range(longest + 1)]
    for name in found:
        by_length[name.count(" ")][name] = None
    for length in range(longest, 0, -1):
        for name in by_length[length]:
            phrase = found.get(name)
            number = max(inside.get(name, 0), phrase.count if phrase else 0)
            for part in (name.partition(" ")[2], name.rpartition(" ")[0]):
                inside[part] = max(inside.get(part, 0), number)
                by_length[length - 1][part] = None
    for name, phrase in found.items():
        phrase.alone = max(0, phrase.count - inside.get(name, 0))
