"""From a query as it was understood (search/query.py) to Tantivy's, once to find and once to rank.

To find, every word is looked up in what holds the words of all texts. To rank, what it matches is weighed: a word in
the title counts more than one in names and keywords, those more than one in the abstract; words as they were typed
more than their other forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, singledispatchmethod

from tantivy import FieldType, Occur, Schema
from tantivy import Query as Found

from search.analysis import ENGLISH, STOP_WORDS, SWEDISH, folded, joined, parts, stem, words
from search.documents import code, whole
from search.facets import condition
from search.orders import bounds
from search.query import CODES, WORDS, All, And, Chosen, Keys, Not, Or, Pattern, Phrase, Query, Range, Word

EVERYWHERE = "words"
# Where words may stand one after another: "words" has them in no order.
IN_ORDER = (
    "title", "abstract", "person", "unit", "journal", "keyword", "subject", "publisher", "series", "conference",
    "funder", "typed",
)  # fmt: skip
# What a word in a field adds to the score of a query without fields.
WEIGHTS = {"title": 10.0, "person": 6.0, "keyword": 6.0, "subject": 2.0, "journal": 2.0, "abstract": 2.0}
EXACT = 1.0  # for a word with its very accents
PHRASE, NEAR = 24.0, 3  # for a title that has all words of the query one after another; how far they may lie apart
MOST_WORDS = 64  # of a query; the rest is left out
SHORTEST_PREFIX = 2
STARS = {"*": ".*", "?": "."}  # of a pattern, in an expression
_OPEN = ("gold", "hybrid", "green", "bronze")
_KEPT = {"type": "type", "content": "content", "status": "status", "language": "language", "access": "access"}


class Matching:
    """Makes Tantivy's queries for one schema."""

    def __init__(self, schema: Schema):
        self.schema = schema

    def finding(self, query: Query) -> Found:
        """Return the query that finds; it does not rank."""
        return self._made(query, False)

    def ranking(self, query: Query) -> Found:
        """Return the query that finds the same, and ranks."""
        found = self._made(query, True)
        bonus = list(self._together(query))
        if not bonus:
            return found
        return Found.boolean_query([(Occur.Must, found), *((Occur.Should, part) for part in bonus)])

    def beginning(self, typed: str) -> Found | None:
        """Return the query for titles with all typed words, the last of which may go on; None where that is too
        little to ask."""
        pieces = [piece for word in words(typed) for piece in parts(word)][:MOST_WORDS]
        if not pieces or len(pieces[-1]) < (SHORTEST_PREFIX if len(pieces) > 1 else 3):
            return None
        last = Found.regex_query(self.schema, "title", re.escape(pieces[-1]) + ".*")
        found = _all([*(self._term("title", piece) for piece in pieces[:-1]), last])
        if len(pieces) == 1:
            return found
        together = Found.boost_query(Found.phrase_prefix_query(self.schema, "title", pieces), PHRASE)
        return Found.boolean_query([(Occur.Must, found), (Occur.Should, together)])

    @singledispatchmethod
    def _made(self, query, ranked: bool) -> Found:
        raise TypeError(f"Not a query: {query!r}")

    @_made.register
    def _(self, query: All, ranked: bool) -> Found:
        return Found.all_query()

    @_made.register
    def _(self, query: And, ranked: bool) -> Found:
        said = [part for part in query.parts if not _says_little(part)] or list(query.parts)
        must = [(Occur.MustNot if isinstance(part, Not) else Occur.Must, part) for part in said]
        made = [(occur, self._made(part.part if isinstance(part, Not) else part, ranked)) for occur, part in must]
        if all(occur == Occur.MustNot for occur, _ in made):
            made.append((Occur.Must, Found.all_query()))
        return Found.boolean_query(made) if len(made) > 1 else made[0][1]

    @_made.register
    def _(self, query: Or, ranked: bool) -> Found:
        return _any(self._made(part, ranked) for part in query.parts)

    @_made.register
    def _(self, query: Not, ranked: bool) -> Found:
        return Found.boolean_query([(Occur.Must, Found.all_query()), (Occur.MustNot, self._made(query.part, False))])

    @_made.register
    def _(self, query: Range, ranked: bool) -> Found:
        found = bounds(query.field, query.first, query.last)
        if found is None or found[0] > found[1]:
            return Found.empty_query()
        return Found.range_query(self.schema, query.field, FieldType.Unsigned, *found)

    @_made.register
    def _(self, query: Chosen, ranked: bool) -> Found:
        return Found.const_score_query(condition(self.schema, query.facet, query.values), 0.0)

    @_made.register
    def _(self, query: Keys, ranked: bool) -> Found:
        found = Found.term_set_query(self.schema, "key", list(query.keys)) if query.keys else Found.empty_query()
        return Found.const_score_query(found, 0.0)

    @_made.register
    def _(self, query: Word, ranked: bool) -> Found:
        if query.field not in WORDS and query.field:
            return self._valued(query.field, query.text, query.prefix)
        if query.prefix:
            return self._pattern(query.text + "*", query.field)
        found = [self._word(word, query, ranked) for word in words(query.text)[:MOST_WORDS]]
        return _all(found) if found else Found.empty_query()

    @_made.register
    def _(self, query: Phrase, ranked: bool) -> Found:
        if query.field not in WORDS and query.field:
            return self._valued(query.field, query.text, False)
        if query.exact and query.field == "title":
            return Found.term_query(self.schema, "whole_title", whole(query.text))
        pieces = [piece for word in words(query.text) for piece in parts(word)][:MOST_WORDS]
        if len(pieces) == 1:
            return self._made(Word(query.text, query.field, exact=query.exact), ranked)
        if not pieces:
            return Found.empty_query()
        return _any(self._phrase(field, pieces) for field in ((query.field,) if query.field else IN_ORDER))

    @_made.register
    def _(self, query: Pattern, ranked: bool) -> Found:
        if query.field not in WORDS and query.field:
            return self._valued(query.field, query.text.rstrip("*"), True)
        return self._pattern(query.text, query.field)

    def _phrase(self, field: str, pieces: list[str], near: int = 0) -> Found:
        return Found.phrase_query(self.schema, field, pieces, near)

    def _pattern(self, text: str, field: str) -> Found:
        """Return the query for words like a pattern, which has at least two letters before its first sign."""
        asked = folded(text.strip().lower())
        if len(re.match(r"[^*?]*", asked)[0]) < SHORTEST_PREFIX:
            return Found.empty_query()
        pieces = [STARS.get(sign, re.escape(sign)) for sign in asked[:60]]
        return Found.regex_query(self.schema, field or EVERYWHERE, "".join(pieces))

    def _word(self, word: str, query: Word, ranked: bool) -> Found:
        """Return the query for a word: its parts, all of them, or what they are when joined."""
        pieces = parts(word)
        if query.exact:
            exact = [self._term("exact", word)] if not word.isascii() else []
            return _all([*(self._part(piece, query, ranked) for piece in pieces), *exact])
        bonus = [Found.boost_query(self._term("exact", word), EXACT)] if ranked and not query.field else []
        if len(pieces) == 1:
            return self._part(pieces[0], query, ranked, bonus)
        found = _all([self._part(piece, query, ranked) for piece in pieces])
        if whole_word := joined(word, pieces):
            found = _any([found, self._part(whole_word, query, ranked)])
        return Found.boolean_query([(Occur.Must, found), *((Occur.Should, part) for part in bonus)])

    def _part(self, piece: str, query: Word, ranked: bool, more: Iterable[Found] = ()) -> Found:
        """Return the query for a part of a word in any of its forms.

        What only weighs stands beside what finds, as it finds nothing else: all that has a word in a title, or exactly,
        has it among its words. Tantivy takes half as long for such a list as for what has to be found and what may be.
        """
        forms = (piece,) if query.exact else sorted(forms_of(piece))
        found = [self._term(query.field or EVERYWHERE, form) for form in forms]
        if ranked and not query.field:
            weighed = ((self._term(field, form), weight) for field, weight in WEIGHTS.items() for form in forms)
            found += [Found.boost_query(term, weight) for term, weight in weighed]
        return _any([*found, *more])

    def _valued(self, field: str, text: str, prefix: bool) -> Found:
        """Return the query for a field of codes."""
        value = text.strip()
        if field not in CODES:
            return self._made(Range(field, value, value), False)
        if field == "ours":
            return self._term("ours", value.lower())
        if field == "access" and value.lower() == "open":
            return _any(self._term("access", kind) for kind in _OPEN)
        if field in _KEPT:
            return self._term(_KEPT[field], value)
        if prefix and len(value) >= SHORTEST_PREFIX:
            return Found.regex_query(self.schema, "code", re.escape(code(field, value)) + ".*")
        return self._term("code", code(field, value))

    def _term(self, field: str, value: str) -> Found:
        return Found.term_query(self.schema, field, value)

    def _together(self, query: Query) -> Iterable[Found]:
        """Yield what lets a title win that has all words of the query together."""
        asked = [part for part in (query.parts if isinstance(query, And) else ()) if isinstance(part, Word)]
        typed = [word for part in asked if not part.field and not part.prefix for word in words(part.text)]
        pieces = [piece for word in typed[:MOST_WORDS] for piece in parts(word)]
        if len(pieces) > 1:
            yield Found.boost_query(self._phrase("title", pieces, NEAR), PHRASE)


@lru_cache(65536)
def forms_of(piece: str) -> frozenset[str]:
    """Return the forms of a folded word by which texts are searched: itself, its stems in Swedish and English."""
    return frozenset((piece, stem(piece, SWEDISH), stem(piece, ENGLISH)))


def _says_little(part: Query) -> bool:
    return isinstance(part, Word) and not part.field and not part.exact and part.text.lower() in STOP_WORDS


def _any(queries: Iterable[Found]) -> Found:
    found = list(queries)
    return found[0] if len(found) == 1 else Found.boolean_query([(Occur.Should, query) for query in found])


def _all(queries: list[Found]) -> Found:
    return queries[0] if len(queries) == 1 else Found.boolean_query([(Occur.Must, query) for query in queries])
