"""What is suggested while somebody types: the index holds each name, from each of its words on.

Those of people, journals and keywords stand in the publications. Units and subjects are few, and stand in all
publications below them; their names are kept beside the index (search/folder.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from tantivy import Searcher

from search.analysis import STOP_WORDS, Analysis

PERSON, UNIT, JOURNAL, SUBJECT, KEYWORD = "person", "unit", "journal", "subject", "keyword"
KINDS = (PERSON, UNIT, JOURNAL, SUBJECT, KEYWORD)
SHORTEST = 2  # letters; fewer begin too many names
_TAB = "\t"
_APART = {UNIT: "unit_key", SUBJECT: "subject_code"}  # kinds whose names are kept apart, and the field of their values
_MOST_BEGINNINGS = {PERSON: 6, UNIT: 4, JOURNAL: 6, SUBJECT: 4, KEYWORD: 6}  # words that may begin what is typed
_BARE = Analysis()


@lru_cache(200_000)  # of names that many publications have
def suggestions(kind: str, value: str, name: str) -> tuple[str, ...]:
    """Return the terms by which a name is suggested: from each of its words on, and a person's name also turned."""
    words = _folded(name).split()[:20]
    found = []
    for start in range(min(len(words), _MOST_BEGINNINGS[kind])):
        if start and words[start] in STOP_WORDS:
            continue
        turned = words[:start] if kind == PERSON else []
        found.append(_TAB.join((kind, " ".join(words[start:] + turned), value)))
    return tuple(found)


def suggested(searcher: Searcher, names: Sequence[str], kind: str, typed: str, most: int) -> list[tuple[str, int]]:
    """Return values of a kind whose names have a word that begins so, those with most publications first.

    `names` are the terms that are kept beside the index, in order.
    """
    beginning = _folded(typed)
    if len(beginning) < SHORTEST:
        return []
    prefix = f"{kind}{_TAB}{beginning}"
    found: dict[str, int] = {}
    if kind in _APART:
        values = {_value(name) for name in _beginning(names, prefix)}
        found = {value: count for value in values if (count := searcher.doc_freq(_APART[kind], int(value)))}
    else:
        for term, count in searcher.terms_with_prefix("suggestion", prefix, limit=most * 3):
            found[_value(term)] = max(count, found.get(_value(term), 0))
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def _beginning(names: Sequence[str], prefix: str) -> Sequence[str]:
    """Return those of names in order that begin so."""
    return names[bisect_left(names, prefix) : bisect_left(names, f"{prefix}\U0010ffff")]


def _value(term: str) -> str:
    return term.rsplit(_TAB, 1)[1]


def _folded(text: str) -> str:
    return _BARE.name(text).pieces
