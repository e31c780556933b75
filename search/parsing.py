"""What readers type, read into a query: words, "phrases", beginning*, OR, NOT or -, (groups), field:value; and CQL.

Words, fields and groups side by side must all be found. CQL is that of LUP and LibreCat (`documentType exact thesis and
department exact v1000253`, `year > 2019`), with the relations < > <= >= = == <> exact all any. As CQL has it, there the
operators have one rank and are read from left to right; elsewhere NOT comes before AND, and AND before OR.

A text that cannot be read is searched as plain words, and `Asked.notes` says so. Bounds: LONGEST characters, MOST_TERMS
words and phrases, DEEPEST parentheses within each other; what lies beyond is left out, or searched as plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from search import lexing
from search.conditions import condition, words_of
from search.lexing import Piece, Unreadable, pieces
from search.names import FIELD_OF, UNKNOWN_HERE, YES_OR_NO, folded
from search.query import All, And, Or, Query, Word, all_of, any_of, none_of, terms_in
from search.values import NO

LONGEST = 2000
MOST_TERMS = 64
DEEPEST = 12

PLAIN, CUT, UNKNOWN = "plain", "cut", "unknown"  # notes


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as it was understood, with notes: it was searched as plain words, was cut, has fields unknown here."""

    query: Query
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # names of the fields that are not recorded here


def asked(texts: str | Iterable[str]) -> Asked:
    """Return what is asked for; of several texts, what all of them ask for."""
    given = [texts] if isinstance(texts, str) else list(texts)
    read = [_asked(text) for text in given[:MOST_TERMS]]
    notes = [note for one in read for note in one.notes]
    query = all_of(one.query for one in read)
    if terms_in(query) > MOST_TERMS:
        query, notes = _first_terms(query), [*notes, CUT]
    unknown = [name for one in read for name in one.unknown]
    return Asked(query, tuple(dict.fromkeys(notes)), tuple(dict.fromkeys(unknown)))


def plain(text: str) -> Query:
    """Return the query for the words of a text, whatever else it holds."""
    words = re.sub(r"[\"“”„»«()*?:=<>]", " ", _cleaned(text)[:LONGEST]).split()[:MOST_TERMS]
    found = (words_of(word.lstrip("-").casefold()) for word in words if word.upper() not in lexing.OPERATOR_OF)
    return all_of(part for parts in found for part in parts)


def _first_terms(query: Query) -> Query:
    """Return as many parts of a query as have terms enough together; all parts are needed only where they are few."""
    kept, terms = [], 0
    for part in query.parts if isinstance(query, And | Or) else ():
        terms += terms_in(part)
        if terms > MOST_TERMS:
            break
        kept.append(part)
    return any_of(kept) if isinstance(query, Or) and kept else all_of(kept)


def _cleaned(text: str) -> str:
    """Return a text without characters that nobody types."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _asked(text: str) -> Asked:
    notes = (CUT,) if len(text) > LONGEST else ()
    text = _cleaned(text[:LONGEST])
    try:
        reader = _Reader(list(pieces(text)), lexing.is_cql(text))
        return Asked(reader.all(), notes, tuple(reader.unknown))
    except Unreadable:
        return Asked(plain(text), (*notes, PLAIN))


class _Reader:
    """Reads pieces from left to right; `field` is that of the group one is in."""

    def __init__(self, given: list[Piece], cql: bool):
        self.given, self.cql = given, cql
        self.place, self.depth = 0, 0
        self.unknown: list[str] = []

    def all(self) -> Query:
        """Return the query of all pieces; Unreadable where they do not follow the rules."""
        found = self._group("") if self.given else All()
        if self.place < len(self.given):
            raise Unreadable("a parenthesis is closed that was not opened")
        return found

    def _next(self, *kinds: str) -> bool:
        """Return whether the next piece is of such a kind, and pass it."""
        if self.place < len(self.given) and self.given[self.place].kind in kinds:
            self.place += 1
            return True
        return False

    def _at_end(self) -> bool:
        return self.place >= len(self.given) or self.given[self.place].kind == lexing.CLOSE

    def _group(self, field: str) -> Query:
        return self._from_left(field) if self.cql else self._either(field)

    def _either(self, field: str) -> Query:
        parts = [self._both(field)]
        while self._next(lexing.OR):
            parts.append(self._both(field))
        return any_of(parts)

    def _both(self, field: str) -> Query:
        parts = [self._one(field)]
        while not self._at_end() and self.given[self.place].kind != lexing.OR:
            self._next(lexing.AND)
            parts.append(self._one(field))
        return all_of(parts)

    def _from_left(self, field: str) -> Query:
        found = self._one(field)
        while not self._at_end():
            if self._next(lexing.OR):
                found = any_of((found, self._one(field)))
            else:
                self._next(lexing.AND)
                found = all_of((found, self._one(field)))
        return found

    def _one(self, field: str) -> Query:
        if self._at_end():
            raise Unreadable("something is missing")
        piece = self.given[self.place]
        self.place += 1
        if piece.kind == lexing.NOT:
            return none_of(self._deeper(self._one, field))
        if piece.kind == lexing.OPEN:
            found = self._deeper(self._group, field)
            if not self._next(lexing.CLOSE):
                raise Unreadable("a parenthesis is not closed")
            return found
        if piece.kind == lexing.FIELD:
            return self._condition(piece)
        if piece.kind in (lexing.AND, lexing.OR):
            raise Unreadable("an operator stands alone")
        return condition(field, ":", piece)

    def _deeper(self, read, field: str) -> Query:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too deep")
        found = read(field)
        self.depth -= 1
        return found

    def _condition(self, piece: Piece) -> Query:
        """Return what a field and the value after it ask for."""
        name = folded(piece.text)
        if self._at_end():
            raise Unreadable("a value is missing")
        value = self.given[self.place]
        if name in YES_OR_NO:
            self.place += 1
            field, code = YES_OR_NO[name]
            return none_of(Word(code, field)) if value.text.casefold() in NO else Word(code, field)
        if name in UNKNOWN_HERE:
            self.place += 1
            self.unknown.append(piece.text)
            return All()
        if value.kind == lexing.OPEN and piece.relation in (":", "=", "all"):
            return self._one(FIELD_OF[name])
        if value.kind not in (lexing.WORD, lexing.PHRASE):
            raise Unreadable("a value is missing")
        self.place += 1
        return condition(FIELD_OF[name], piece.relation, value)
