"""The words of texts as concepts see them: which of them say nothing, and what counts as one word in all its forms."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from search.analysis import SWEDISH, folded, stem

_FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "fingerprint"
_WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
_INNER = re.compile(r"[-‐‑'’]")
_LISTS = {
    name: frozenset(text.split())
    for file in ("stop_words.toml", "english_words.toml")
    for name, text in tomllib.loads((_FOLDER / file).read_text()).items()
}
_TAGS = tomllib.loads((_FOLDER / "check_tags.toml").read_text())
CHECK_TAGS, INDEXED = frozenset(_TAGS["tags"]), frozenset(_TAGS["indexed"])
_SWEDISH_ENDINGS = ("liga", "lig", "ligt", "iska", "iskt", "erad", "erade", "erat", "aste")

STOP_WORDS = _LISTS["english"] | _LISTS["swedish"] | _LISTS["others"]
INNER_WORDS = _LISTS["inner"]


def words(text: str) -> list[str]:
    """Return the words of a text as written; what hyphens and apostrophes join is one."""
    return _WORD.findall(text)


def is_adverb(word: str) -> bool:
    """Say whether a word in lower case is an adverb by its ending: "successfully", "tydligt"."""
    return word.endswith(("ally", "ully", "ently", "antly", "ively", "ously", "arily", "edly", "ately", "ligt")) or (
        len(word) > 5 and word.endswith("ly") and word not in _LISTS["no_adverbs"]
    )


def is_participle(word: str) -> bool:
    """Say whether a word is one by its ending, with which no English concept ends: "stored", but not "seed"."""
    return len(word) > 4 and word.endswith("ed") and not word.endswith("eed")


def is_verb(word: str, language: str) -> bool:
    """Say whether a word in lower case is a verb and no noun: "outperforms", "diskuterar"."""
    if language == SWEDISH:
        return len(word) > 5 and word.endswith(("erar", "eras", "erats", "ades"))
    return word in _LISTS["verbs"]


def is_adjective(word: str, language: str) -> bool:
    """Say whether a word in lower case is an adjective and no noun, which ends no concept: "crucial", "fysiska"."""
    word = _INNER.split(word)[-1]
    if language == SWEDISH:
        return len(word) > 5 and word.endswith(_SWEDISH_ENDINGS) and word not in _LISTS["no_adjectives"]
    return word in _LISTS["adjectives"]


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text begin and end."""
    return [match.span() for match in _WORD.finditer(text)]


@lru_cache(300_000)
def normal(word: str, language: str) -> str:
    """Return what all forms of a word have in common, in "sv" or "en": "Studies" is "studi", "low-cost" "low cost"."""
    word = folded(word.lower()).replace("’", "'").removesuffix("'s")
    return " ".join(stem(part, language) for part in _INNER.split(word) if part)


def key(phrase: str, language: str) -> str:
    """Return what all forms of a phrase have in common."""
    return " ".join(filter(None, (normal(word, language) for word in words(phrase))))


# What academic prose is made of, in any form.
PROSE = frozenset(
    normal(word, language)
    for name, language in (("academic_english", "en"), ("academic_swedish", "sv"))
    for word in _LISTS[name]
)
