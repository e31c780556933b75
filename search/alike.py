"""What is written about the same as a text: the publications with most of its telling words, as BM25 ranks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log, log1p

from tantivy import Occur, Query

from search.analysis import STOP_WORDS, parts, stem, words
from search.index import Index
from search.paging import keys_at

MOST_WORDS = 25  # of a text, those that tell most
_WEIGHTS = {"title": 1.0, "abstract": 1.0}  # what a word counts where it stands; titles count again by being short
_TITLE = 3  # a word of the title counts as so many of the abstract


def telling(index: Index, title: str, abstract: str, language: str) -> dict[str, float]:
    """Return the most telling words of a text in "sv" or "en" by their stems, with weights: often here, and rare
    elsewhere."""
    searcher = index.view().searcher
    often = Counter(stemmed for stemmed, _ in _stems(abstract, language))
    for stemmed, _ in _stems(title, language):
        often[stemmed] += _TITLE
    size, found = searcher.num_docs, {}
    for word, number in often.items():
        common = max(searcher.doc_freq(field, word) for field in _WEIGHTS)
        if common > 1:  # what stands nowhere else finds nothing
            found[word] = (1 + log(number)) * log1p(size / common)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS])


def shared(weighted: dict[str, float], title: str, abstract: str, language: str) -> list[str]:
    """Return which of the telling words another text has, as it first writes them, the most telling first."""
    written: dict[str, str] = {}
    for stemmed, word in _stems(f"{title} {abstract}", language):
        written.setdefault(stemmed, word)
    return list(dict.fromkeys(written[stemmed] for stemmed in weighted if stemmed in written))


def _stems(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the stem of each word that says something, and the word."""
    for word in words(text):
        if word not in STOP_WORDS:
            yield from ((stem(part, language), word) for part in parts(word) if len(part) > 1)


def alike(index: Index, weighted: dict[str, float], most: int) -> dict[int, float]:
    """Return the keys of the publications with most of the words, with their scores, the best first."""
    view = index.view()
    asked = [
        (Occur.Should, Query.boost_query(Query.term_query(view.index.schema, field, word), weight * by_field))
        for word, weight in weighted.items()
        for field, by_field in _WEIGHTS.items()
    ]
    if not asked:
        return {}
    hits = view.searcher.search(Query.boolean_query(asked), most, count=False).hits
    return {key: score for key, (score, _) in zip(keys_at(view.searcher, hits), hits, strict=True)}
