"""Which words of a text a query has found, to be marked on pages; and what part of a long text shows most of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from search.analysis import Compounds, folded, joined, lowered, parts
from search.matching import STARS, forms_of
from search.query import And, Or, Pattern, Phrase, Query, Word

_WORD = re.compile(r"[^\W_]+(?:['’\-‐‑‒./·]+[^\W_]+)*(?:\+\+|#)?")
_SENTENCE = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])")
_HYPHENS = ("-", "'", "’", "‐", "‑", "‒")  # the parts of a word with these may be written as one
_JOINED = dict.fromkeys(map(ord, _HYPHENS))
_SHORT = ("die", "lie", "tie")  # stems of "dying" ..., which begin with one letter of them only
_COMMON = tuple(zip("åäöéü", "aaoeu", strict=True))
_RARE = {sign: plain for sign in map(chr, range(0xE0, 0x180)) if (plain := folded(sign)).isascii() and len(plain) == 1}
# What is neither a letter nor a digit, and folded to nothing else.
_STRANGE = re.compile(
    "[^\x00-\x7f\xa0\xa1\xa7\xa9\xab-\xae\xb0\xb1\xb6\xb7\xbb\xbf\u2010-\u201f\u2020-\u2022\u2026\u2030\u2039\u203a]"
)
_LONGEST = 100_000  # characters of a text that are looked at
Piece = tuple[str, bool]  # text, and whether it was found


@dataclass(slots=True)
class _Wanted:
    """What the words and phrases of a query look like in a text."""

    forms: set[str] = field(default_factory=set)
    patterns: dict[str, re.Pattern] = field(default_factory=dict)
    phrases: list[tuple[str, ...]] = field(default_factory=list)


class Marks:
    """The marks of one query. What is searched in other fields than `fields` is not marked."""

    def __init__(
        self, query: Query, compounds: Compounds | None = None, fields: tuple[str, ...] = ("title", "abstract")
    ):
        self._wanted, self._compounds, self._fields = _Wanted(), compounds or Compounds(), ("", *fields)
        self._hits: dict[str, bool] = {}
        self._in_chunks: dict[str, tuple[tuple[int, int], ...]] = {}
        self._collect(query)

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self._wanted.forms or self._wanted.patterns or self._wanted.phrases)

    def marked(self, text: str) -> list[Piece]:
        """Return the whole text in pieces."""
        return _pieces(text, self.spans(text), 0, len(text))

    def excerpt(self, text: str, length: int = 240) -> list[Piece]:
        """Return the part of a text with most words that were found, from the beginning of a sentence where one is
        near, with "…" where something is left out; nothing where nothing was found."""
        spans = self.spans(text)
        if not spans:
            return []
        starts = [start for start, _ in spans]
        near = [bisect_left(starts, start + length) - place for place, start in enumerate(starts)]
        best = near.index(max(near))
        start = _beginning(text, spans[best][0], length)
        end = min(len(text), max(start + length, spans[best][1]))
        if end < len(text):
            end = max(text.rfind(" ", start, end), spans[best][1])
        pieces = _pieces(text, [span for span in spans if start <= span[0] and span[1] <= end], start, end)
        return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand that were found."""
        text = text[:_LONGEST]
        plain = searchable(text)
        if plain is None:
            return self._within(text)
        chunks, found = self._chunks(plain), set()
        if self._wanted.phrases:
            chunks |= self._chunks_with_phrases(plain)
        for start, end in chunks:
            found.update([(start + first, start + last) for first, last in self._hits_in(text[start:end])])
        return sorted(found)

    def _within(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand in a text, or in a part of one that begins and ends between words."""
        tokens = [(*found.span(), found[0]) for found in _WORD.finditer(text)]
        hits = {place for place, (_, _, word) in enumerate(tokens) if self._is_hit(word)}
        hits.update(place for phrase in self._wanted.phrases for place in _places(tokens, phrase))
        return [tokens[place][:2] for place in sorted(hits)]

    def _chunks(self, plain: str) -> set[tuple[int, int]]:
        """Return the chunks of a text between blanks that may have a word that was found: there are few."""
        if not self._beginnings:
            return set()
        found = {chunk for beginning in self._beginnings for chunk in _chunks_with(plain, beginning)}
        signs = _HYPHENS[:2] if plain.isascii() else _HYPHENS
        for start, end in {chunk for sign in signs if sign in plain for chunk in _chunks_with(plain, sign)} - found:
            joined_ = plain[start:end].translate(_JOINED)
            if any(beginning in joined_ for beginning in self._beginnings):
                found.add((start, end))
        return found

    def _chunks_with_phrases(self, plain: str) -> set[tuple[int, int]]:
        """Return the parts of a text between blanks that have a phrase."""
        found = set()
        for phrase, pattern in zip(self._wanted.phrases, self._in_order, strict=True):
            there = (pattern.match(plain, place) for place in _places_of(plain, phrase[0]))
            found |= {_chunk(plain, *match.span()) for match in there if match}
        return found

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """Return what the searchable form of a word has that may be a hit, in the middle where it is a compound.

        A word and its stem begin alike, but for the last letters of the stem: "sensible" is that of "sensibility".
        """
        wanted = self._wanted
        if not wanted.forms and not wanted.patterns:
            return ()
        literal = (re.match(r"[^*?]*", pattern)[0] for pattern in wanted.patterns)
        forms = {form[: 1 if form in _SHORT else _begins(len(form))] for form in (*wanted.forms, *literal)}
        return tuple(form for form in forms if not any(other in form for other in forms - {form}))

    @cached_property
    def _in_order(self) -> list[re.Pattern]:
        """Return for each phrase what matches where it begins in a searchable text."""
        words = (r"[\W_]+".join(map(re.escape, phrase)) for phrase in self._wanted.phrases)
        return [re.compile(rf"(?<![^\W_]){phrase}(?![^\W_])") for phrase in words]

    def _hits_in(self, chunk: str) -> tuple[tuple[int, int], ...]:
        """Return where in a chunk the words stand that were found. Chunks return, from text to text."""
        if (known := self._in_chunks.get(chunk)) is None:
            known = self._in_chunks[chunk] = tuple(self._within(chunk))
        return known

    def _is_hit(self, word: str) -> bool:
        if (known := self._hits.get(word)) is None:
            known = self._hits[word] = self._is_found(word)
        return known

    def _is_found(self, word: str) -> bool:
        forms = _forms(word) if self._beginnings else frozenset()
        if not self._wanted.forms.isdisjoint(forms):
            return True
        if any(pattern.fullmatch(form) for pattern in self._wanted.patterns.values() for form in forms):
            return True
        split = [part for form in forms for part in self._compounds.split(form)] if self._wanted.forms else ()
        return any(not self._wanted.forms.isdisjoint(forms_of(part)) for part in split)

    def _collect(self, query: Query) -> None:
        if isinstance(query, And | Or):
            for part in query.parts:
                self._collect(part)
        elif isinstance(query, Word | Phrase | Pattern) and query.field in self._fields:
            self._take(query)

    def _take(self, query: Word | Phrase | Pattern) -> None:
        if isinstance(query, Pattern) or isinstance(query, Word) and query.prefix:
            asked = folded(lowered(query.text)) + ("*" if isinstance(query, Word) else "")
            self._wanted.patterns[asked] = re.compile("".join(STARS.get(sign, re.escape(sign)) for sign in asked))
            return
        pieces = [piece for word in _WORD.findall(lowered(query.text)) for piece in parts(word)]
        if isinstance(query, Phrase) and len(pieces) > 1:
            self._wanted.phrases.append(tuple(pieces))
        elif query.exact:
            self._wanted.forms.update(pieces)
        else:
            self._wanted.forms.update(_forms(query.text), *map(forms_of, pieces))


def _begins(length: int) -> int:
    """Return how many letters of a stem the word has too: "cri" of "cry", "sensibl" of "sensibility"."""
    return max(2, length - 1 if length < 6 else length - 2)


@lru_cache(50_000)
def _forms(word: str) -> frozenset[str]:
    """Return all forms of a word in a text by which it may have been found."""
    low = lowered(word)
    pieces = parts(low)
    whole = joined(low, pieces)
    return frozenset(form for piece in (*pieces, *([whole] if whole else ())) for form in forms_of(piece))


def searchable(text: str) -> str | None:
    """Return a text in lower case without accents, sign for sign; None where that cannot be, as for "ß" and "α"."""
    low = text.lower()
    if not low.isascii():
        for accented, plain in _COMMON:
            low = low.replace(accented, plain)
    if not low.isascii():
        for sign in set(_STRANGE.findall(low)):
            if sign not in _RARE:
                return None
            low = low.replace(sign, _RARE[sign])
    return low if len(low) == len(text) else None


def _places_of(text: str, part: str) -> Iterator[int]:
    """Yield where a part of a text stands; a pattern looks at each sign for it."""
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _chunks_with(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Yield where the chunks between blanks begin and end that have a part."""
    place = text.find(part)
    while place >= 0:
        chunk = _chunk(text, place, place)
        yield chunk
        place = text.find(part, chunk[1] + 1)


def _chunk(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where the part of a text between blanks begins and ends in which two places lie."""
    end = text.find(" ", last)
    return max(text.rfind(" ", 0, first), text.rfind("\n", 0, first)) + 1, end if end >= 0 else len(text)


def _places(tokens: list[tuple[int, int, str]], phrase: tuple[str, ...]) -> Iterator[int]:
    """Yield the places of the tokens that a phrase consists of, wherever it stands."""
    pieces = [(piece, place) for place, (_, _, word) in enumerate(tokens) for piece in parts(lowered(word))]
    for start in range(len(pieces) - len(phrase) + 1):
        if all(pieces[start + step][0] == piece for step, piece in enumerate(phrase)):
            yield from (pieces[start + step][1] for step in range(len(phrase)))


def _beginning(text: str, first: int, length: int) -> int:
    """Return where an excerpt begins: with the sentence of the first mark, or some words before it."""
    earliest = max(0, first - length // 2)
    if not earliest:
        return 0
    sentences = [found.end() for found in _SENTENCE.finditer(text, earliest, first)]
    return sentences[0] if sentences else text.find(" ", earliest, first) + 1 or first


def _pieces(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces, place = [], start
    for first, last in spans:
        pieces += [(text[place:first], False), (text[first:last], True)]
        place = last
    return [piece for piece in (*pieces, (text[place:end], False)) if piece[0]]
