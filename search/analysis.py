"""Texts as the words that the index holds, and typed words as the terms to look up.

A text is folded (case, accents, compatibility forms), cut at what is neither letter nor digit, and followed by the
other forms of its words: stems in Swedish or English, parts of Swedish compounds, and what hyphens and apostrophes
join. They stand after a bar, which no query can ask for, so that phrases are of the words as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining, name, normalize

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

BAR = "|"  # parts what no phrase may span
SWEDISH, ENGLISH = "sv", "en"
_MOST_FORMS = 300_000  # chunks kept with their forms, some 80 MB; then it starts anew
_LONGEST = 60  # characters of a word; what is longer is a chain of symbols, and is cut
_SHORTEST_COMPOUND = 8
_AROUND = ".,;:!?()[]\"'“”"  # signs around a word that are none of it, nor change what its letters are

# A letter of Greek that stands alone among other letters is spoken: TNF-α is also TNF-alpha.
_GREEK_LETTER = re.compile(r"(?<![\u0370-\u03ff\u1f00-\u1fff])([α-ω])(?![\u0370-\u03ff\u1f00-\u1fff])")
_WORD = re.compile(r"[a-z](?:\+\+|#)(?![^\W_])|[^\W_]+(?:['’\-‐‑‒./·]+[^\W_]+)*")
_CONNECTORS = re.compile(r"['’\-‐‑‒./·]+")
_SLASHES = re.compile(r"[./·]")
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i"})
_SWEDISH_WORDS = frozenset(
    [
        "och",
        "att",
        "det",
        "som",
        "för",
        "på",
        "är",
        "av",
        "med",
        "till",
        "inte",
        "ett",
        "hos",
        "samt",
        "från",
        "vid",
        "om",
        "hur",
        "den",
        "de",
        "i",
        "kring",
    ]
)
_ENGLISH_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "to",
        "for",
        "a",
        "with",
        "on",
        "is",
        "by",
        "from",
        "an",
        "are",
        "as",
        "that",
        "between",
        "at",
        "its",
    ]
)
_SCANDINAVIAN = ("swe", "nor", "nob", "nno", "dan")
_STEMMERS = {
    language: TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(english)).build()
    for language, english in ((SWEDISH, "swedish"), (ENGLISH, "english"))
}
# Words that say little: a query of others does without them.
STOP_WORDS = (
    _SWEDISH_WORDS
    | _ENGLISH_WORDS
    | frozenset(["en", "an", "or", "und", "der", "die", "das", "le", "la", "les", "de", "des", "du", "et"])
)


def lowered(text: str) -> str:
    """Return a text in lower case and compatibility form, with single Greek letters spelt out: "H₂O" is "h2o"."""
    if text.isascii():
        return text.lower()
    return _GREEK_LETTER.sub(_spoken, normalize("NFKC", text).lower())


def _spoken(letter: re.Match[str]) -> str:
    spoken = name(letter[1]).rsplit(" ", 1)[-1].lower()
    before, after = letter.string[: letter.start()][-1:], letter.string[letter.end() :][:1]
    return f"{'-' if before.isalnum() else ''}{spoken}{'-' if after.isalnum() else ''}"


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; what hyphens, apostrophes, dots and slashes join is one."""
    return _WORD.findall(lowered(text))


@lru_cache(65536)
def folded(word: str) -> str:
    """Return a word in lower case without accents: "malmö" is "malmo"."""
    if word.isascii():
        return word
    return "".join(sign for sign in normalize("NFKD", word.translate(_LETTERS)) if not combining(sign))


def parts(word: str) -> list[str]:
    """Return the parts of a word as the index holds them; Chinese and Japanese in pairs of characters."""
    found = []
    for part in _CONNECTORS.split(word) if not word.isalnum() else (word,):
        if not part.isascii() and _CHINESE.search(part):
            found += [first + second for first, second in pairwise(part)]
        elif part:
            found.append((part if part.isascii() else folded(part))[:_LONGEST])
    return found


def joined(word: str, pieces: list[str]) -> str:
    """Return the parts of a word without their hyphens and apostrophes, "" where nothing joins them."""
    if not 2 <= len(pieces) <= 4 or _SLASHES.search(word) or not _CONNECTORS.search(word):
        return ""
    return "".join(pieces)[:_LONGEST]


def stem(part: str, language: str) -> str:
    """Return the stem of a folded word in a language, "sv" or "en"."""
    found = "".join(_STEMMERS[language].analyze(part)[:1]) or part
    if language == ENGLISH:
        return found
    # Snowball does not know that "klassrummet" is a form of "klassrum". Short words may be English: planet is no plan.
    found = found[:-2] if found.endswith("et") and len(found) >= 9 else found
    return found[:-1] if found.endswith(("mm", "nn")) else found


def language_of(text: str, code: str = "") -> str:
    """Return "sv" or "en", by which a text is stemmed: its language as given, else by its small words."""
    if code:
        return SWEDISH if code in _SCANDINAVIAN else ENGLISH
    found = set(text[:2000].lower().split())
    swedish, english = len(found & _SWEDISH_WORDS), len(found & _ENGLISH_WORDS)
    return SWEDISH if swedish > english else ENGLISH


class Compounds:
    """Swedish compounds, cut by Tantivy's splitter into words of a list, which are in lower case."""

    def __init__(self, known: Iterable[str] = ()):
        self.known = sorted({form for word in known for form in _forms_in_compounds(word)})
        self._splitter: TextAnalyzer | None = None
        if self.known:
            split = Filter.split_compound(self.known)
            self._splitter = TextAnalyzerBuilder(Tokenizer.raw()).filter(split).build()

    def split(self, word: str) -> list[str]:
        """Return the parts of a folded word or stem, none where it is no compound of known words."""
        if self._splitter is None or len(word) < _SHORTEST_COMPOUND or not word.isalpha():
            return []
        found = self._splitter.analyze(word)
        return found if len(found) > 1 else []


def _forms_in_compounds(word: str) -> set[str]:
    """Return the forms that a word has inside a compound: hälsa is hälso-, psykiatri is psykiatris-."""
    word = folded(word)
    forms = {word, stem(word, SWEDISH), word + "s"}
    if word.endswith("a"):
        forms |= {word[:-1] + "o", word[:-1] + "e", word[:-1]}
    return {form for form in forms if len(form) >= 4}


class Analysed(NamedTuple):
    """A text: its words as they stand, folded; their other forms; its words with accents. The latter each once."""

    pieces: str
    others: str
    words: str

    def written(self) -> str:
        """Return what the index holds: the words, a bar, their other forms."""
        return f"{self.pieces} {BAR} {self.others}" if self.others else self.pieces


class Analysis:
    """What the index holds of texts. One for each process that writes, as it remembers the words it has seen."""

    def __init__(self, compounds: Compounds | None = None):
        self._forms = {language: _Forms(language, compounds or Compounds()) for language in (SWEDISH, ENGLISH)}
        self._bare = _Forms("", Compounds())

    def text(self, text: str, language: str = ENGLISH, accented: bool = False) -> Analysed:
        """Return what is known of a text; with `accented`, of its words only those that have accents."""
        return self._forms[language].read(text, accented)

    def name(self, text: str) -> Analysed:
        """Return what is known of a name, whose words have no stems."""
        return self._bare.read(text, False)


class _Forms(dict):
    """For each chunk of a text between blanks its words as they stand, their other forms, and its words with accents.

    Only what was not seen before is looked at closely: cutting whole texts at blanks is ten times as fast. Each chunk
    is looked up once, as most of the time goes into waiting for memory.
    """

    def __init__(self, language: str, compounds: Compounds):
        super().__init__()
        self.language, self.compounds = language, compounds

    def read(self, text: str, accented: bool) -> Analysed:
        if len(self) > _MOST_FORMS:
            self.clear()
        found = [*map(self.__getitem__, text.lower().split())]
        if not found:
            return _NOTHING
        pieces, others, words_ = zip(*found, strict=True)
        if accented:
            words_ = () if text.isascii() else [word for word in words_ if not word.isascii()]
        return Analysed(" ".join(pieces), " ".join(filter(None, set(others))), " ".join(set(words_)))

    def __missing__(self, chunk: str) -> tuple[str, str, str]:
        bare = chunk.strip(_AROUND)
        forms = self[chunk] = self._forms_of(chunk) if bare == chunk else self[bare]
        return forms

    def _forms_of(self, chunk: str) -> tuple[str, str, str]:
        """Return the forms of a chunk; where they are the same, the same object, as memory is what takes time."""
        found = words(chunk)
        pieces, others = [], set()
        for word in found:
            of_word = parts(word)
            others |= self._other_forms(word, of_word)
            pieces += of_word
        as_they_stand = " ".join(found)
        as_they_stand = chunk if as_they_stand == chunk else as_they_stand
        written = " ".join(pieces)
        written = as_they_stand if written == as_they_stand else written
        return written, " ".join(sorted(others.difference(pieces))), as_they_stand

    def _other_forms(self, word: str, pieces: list[str]) -> set[str]:
        whole = joined(word, pieces)
        others = {whole} if whole else set()
        if self.language:
            for piece in [*pieces, *others]:
                others |= self._derived(piece)
        return others

    def _derived(self, piece: str) -> set[str]:
        found = stem(piece, self.language)
        if self.language == ENGLISH:
            return {found}
        split = self.compounds.split(piece) or self.compounds.split(found)
        return {found, *split, *(stem(part, SWEDISH) for part in split)}


_NOTHING = Analysed("", "", "")
