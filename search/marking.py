"""Which words of a text a query has found, to be marked on pages; and what part of a long text shows most of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from search.analysis import Compounds, folded, joined, lowered, parts
from search.matching import STARS, forms_of
from search.query import And, Or, Pattern, Phrase, Query, Word

_WORD = re.compile(r"[^\W_]+(?:['’\-‐‑‒./·]+[^\W_]+)*(?:\+\+|#)?")
_SENTENCE = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])")
_LONGEST = 100_000  # characters of a text that are looked at
Piece = tuple[str, bool]  # text, and whether it was found


@dataclass(slots=True)
class _Wanted:
    """What the words and phrases of a query look like in a text."""

    forms: set[str] = field(default_factory=set)
    patterns: list[re.Pattern] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)


class Marks:
    """The marks of one query. What is searched in other fields than `fields` is not marked."""

    def __init__(
        self, query: Query, compounds: Compounds | None = None, fields: tuple[str, ...] = ("title", "abstract")
    ):
        self._wanted, self._compounds, self._fields = _Wanted(), compounds or Compounds(), ("", *fields)
        self._collect(query)

    def marked(self, text: str) -> list[Piece]:
        """Return the whole text in pieces."""
        return _pieces(text, self.spans(text), 0, len(text))

    def excerpt(self, text: str, length: int = 240) -> list[Piece]:
        """Return the part of a text with most words that were found, from the beginning of a sentence where one is
        near, with "…" where something is left out; nothing where nothing was found."""
        spans = self.spans(text)
        if not spans:
            return []
        best = max(range(len(spans)), key=lambda place: (_within(spans, place, length), -place))
        start = _beginning(text, spans[best][0], length)
        end = min(len(text), max(start + length, spans[best][1]))
        if end < len(text):
            end = max(text.rfind(" ", start, end), spans[best][1])
        pieces = _pieces(text, [span for span in spans if start <= span[0] and span[1] <= end], start, end)
        return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand that were found."""
        wanted = self._wanted
        if not (wanted.forms or wanted.patterns or wanted.phrases):
            return []
        tokens = [(*found.span(), found[0]) for found in _WORD.finditer(text[:_LONGEST])]
        hits = {place for place, (_, _, word) in enumerate(tokens) if self._is_hit(word)}
        hits |= set(self._in_phrases(tokens))
        return [tokens[place][:2] for place in sorted(hits)]

    def _is_hit(self, word: str) -> bool:
        forms = _forms(word)
        if not self._wanted.forms.isdisjoint(forms):
            return True
        if any(pattern.fullmatch(form) for pattern in self._wanted.patterns for form in forms):
            return True
        split = [part for form in forms for part in self._compounds.split(form)] if self._wanted.forms else ()
        return any(not self._wanted.forms.isdisjoint(forms_of(part)) for part in split)

    def _in_phrases(self, tokens: list[tuple[int, int, str]]) -> Iterator[int]:
        pieces = [(piece, place) for place, (_, _, word) in enumerate(tokens) for piece in parts(lowered(word))]
        for phrase in self._wanted.phrases:
            for start in range(len(pieces) - len(phrase) + 1):
                if all(pieces[start + step][0] == piece for step, piece in enumerate(phrase)):
                    yield from (pieces[start + step][1] for step in range(len(phrase)))

    def _collect(self, query: Query) -> None:
        if isinstance(query, And | Or):
            for part in query.parts:
                self._collect(part)
        elif isinstance(query, Word | Phrase | Pattern) and query.field in self._fields:
            self._take(query)

    def _take(self, query: Word | Phrase | Pattern) -> None:
        if isinstance(query, Pattern) or isinstance(query, Word) and query.prefix:
            asked = folded(lowered(query.text)) + ("*" if isinstance(query, Word) else "")
            self._wanted.patterns.append(re.compile("".join(STARS.get(sign, re.escape(sign)) for sign in asked)))
            return
        pieces = [piece for word in _WORD.findall(lowered(query.text)) for piece in parts(word)]
        if isinstance(query, Phrase) and len(pieces) > 1:
            self._wanted.phrases.append(tuple(pieces))
        elif query.exact:
            self._wanted.forms.update(pieces)
        else:
            self._wanted.forms.update(_forms(query.text), *map(forms_of, pieces))


@lru_cache(50_000)
def _forms(word: str) -> frozenset[str]:
    """Return all forms of a word in a text by which it may have been found."""
    low = lowered(word)
    pieces = parts(low)
    whole = joined(low, pieces)
    return frozenset(form for piece in (*pieces, *([whole] if whole else ())) for form in forms_of(piece))


def _within(spans: list[tuple[int, int]], place: int, length: int) -> int:
    return sum(1 for start, _ in spans[place : place + 50] if start < spans[place][0] + length)


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
