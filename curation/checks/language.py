"""The language of a text, by lingua (https://github.com/pemistahl/lingua-py), of those that abstracts are written in.

It looks at three letters at a time, which for whole sentences is as good as looking at more, and takes a tenth of the
memory. A text that is too short, or nearly as likely another language, is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from curation.checks.rule import Known, Values
from formats.record import Record

SHORTEST, READ = 100, 500  # letters
DISTANCE = 0.1  # between the likeliest language and the next
_TAG = re.compile(r"<[^<>]*>")
# Languages by their ISO 639-2/B codes; the forms of Norwegian are one language here.
LANGUAGES = {
    "swe": Language.SWEDISH,
    "eng": Language.ENGLISH,
    "nor": Language.BOKMAL,
    "nob": Language.BOKMAL,
    "nno": Language.NYNORSK,
    "dan": Language.DANISH,
    "ger": Language.GERMAN,
    "fre": Language.FRENCH,
    "spa": Language.SPANISH,
    "ita": Language.ITALIAN,
    "por": Language.PORTUGUESE,
    "dut": Language.DUTCH,
    "fin": Language.FINNISH,
    "ice": Language.ICELANDIC,
    "pol": Language.POLISH,
    "rus": Language.RUSSIAN,
}
_CODES = {language: code for code, language in LANGUAGES.items()}
_NORWEGIAN = ("nor", "nob", "nno")


def language_of(text: str) -> str:
    """Return the code of the language that a text is written in, "" where that is not clear."""
    start = text[:READ]
    if sum(map(str.isalpha, start)) < SHORTEST:
        return ""
    return _CODES.get(_detector().detect_language_of(start), "")


@cache
def _detector() -> LanguageDetector:
    languages = set(LANGUAGES.values())
    builder = LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode()
    return builder.with_minimum_relative_distance(DISTANCE).build()


def other_than_given(record: Record, known: Known) -> Iterator[Values]:
    """An abstract that is written in another language than the one given."""
    for abstract in record.abstracts:
        if abstract.language in LANGUAGES:
            found = language_of(_TAG.sub(" ", abstract.text[: 2 * READ]))
            if found and _one(found) != _one(abstract.language):
                yield {"value": abstract.text[:80], "given": abstract.language, "seen": found}


def _one(code: str) -> str:
    return _NORWEGIAN[0] if code in _NORWEGIAN else code
