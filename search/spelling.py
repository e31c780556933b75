"""Words that occur nowhere, and the nearest that do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Searcher

from search.analysis import folded, joined, lowered, parts, words
from search.matching import EVERYWHERE, forms_of
from search.query import WORDS, And, Not, Or, Phrase, Query, Word

_MOST_TRIED = 8  # words of a query
_MOST_COMPARED = 150_000  # words that begin with the same letter
_CHOICE = 8  # spellings of each that are tried
_RARE = 3  # as many publications may have a misspelling


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that occurs, and how many publications have it in titles, names and keywords."""

    word: str
    count: int


def occurs(searcher: Searcher, word: str) -> int:
    """Return in about how many publications a word stands, in any of its forms."""
    pieces = parts(lowered(word))
    whole = joined(lowered(word), pieces)
    return max(min((_number(searcher, piece) for piece in pieces), default=0), _number(searcher, whole) if whole else 0)


def _number(searcher: Searcher, piece: str) -> int:
    return max(searcher.doc_freq(EVERYWHERE, form) for form in forms_of(piece))


def nearest(searcher: Searcher, word: str, most: int = 3) -> list[Spelling]:
    """Return the nearest words that occur, nearest first, of those equally near the most frequent."""
    asked = folded(lowered(word))
    if len(asked) < 3 or asked.isdigit():
        return []
    found: dict[str, int] = {}
    for first in dict.fromkeys((asked[0], asked[1])):  # the first two letters may have changed places
        terms = searcher.terms_with_prefix("exact", first, limit=_MOST_COMPARED)
        found |= {term: count for term, count in terms if abs(len(term) - len(asked)) <= 2}
        near = _near(asked, found)
        if near:
            return [Spelling(term, found[term]) for term in near[:most]]
    return []


def _near(asked: str, counts: dict[str, int]) -> list[str]:
    terms = list(counts)
    furthest = 1 if len(asked) < 6 else 2
    found = process.extract(
        asked, [folded(term) for term in terms], scorer=OSA.distance, score_cutoff=furthest, limit=50
    )
    ranked = sorted((distance, -counts[terms[place]], terms[place]) for _, distance, place in found if distance)
    return [term for _, _, term in ranked]


def respelt(searcher: Searcher, query: Query, finds: Callable[[Query], int]) -> tuple[Query, dict[str, str]]:
    """Return a query that finds nothing with the nearest spellings of words that occur nowhere, or next to nowhere, and
    which these are; the same query and nothing where there are none.

    Phrases and what is asked to the letter stay as they are. Of several spellings that is taken with which the query
    finds something, as `finds` tells.
    """
    changed: dict[str, str] = {}
    for word in list(dict.fromkeys(_asked(query)))[:_MOST_TRIED]:
        count = occurs(searcher, word)
        if count <= _RARE:
            near = [found.word for found in nearest(searcher, word, _CHOICE)]
            good = (other for other in near if finds(_replaced(query, changed | {word: other})))
            if best := next(good, near[0] if near and not count else None):
                changed[word] = best
    return _replaced(query, changed), changed


def _asked(query: Query) -> list[str]:
    if isinstance(query, And | Or):
        return [word for part in query.parts for word in _asked(part)]
    free = isinstance(query, Word) and not query.exact and not query.prefix and query.field in ("", *WORDS)
    return words(query.text) if free else []


def _replaced(query: Query, changed: dict[str, str]) -> Query:
    if isinstance(query, And | Or):
        return replace(query, parts=tuple(_replaced(part, changed) for part in query.parts))
    if isinstance(query, Not | Phrase) or not isinstance(query, Word) or query.field not in ("", *WORDS):
        return query
    text = " ".join(changed.get(word, word) for word in words(query.text))
    return replace(query, text=text) if any(word in changed for word in words(query.text)) else query
