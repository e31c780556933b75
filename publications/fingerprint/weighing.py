"""Which phrases of a text are its concepts, and how much: a logistic weighing of a dozen signs.

The coefficients were fitted to keywords that authors gave (benchmarks/fingerprint.py; docs/fingerprint.md has the
figures) and are constants: the same texts in the same corpus have the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, log, log1p
from operator import mul

from publications.fingerprint.corpus import Corpus
from publications.fingerprint.phrases import Phrase
from publications.fingerprint.words import PROSE

SIGNS = (
    "often", "alone", "title", "late", "rare", "one_word", "three_words", "four_words", "given", "mostly_given",
    "prose", "digit", "short", "verb_first",
)  # fmt: skip
COEFFICIENTS = (0.80, 0.88, 1.59, 0.41, 0.63, -0.54, -1.24, -2.19, 0.93, 3.16, -0.19, -0.48, -0.79, -0.30)
CONSTANT = -9.3
GIVEN_HERE = 2.5  # what it counts that authors gave the term to this very publication
MOST = 20  # concepts of a publication
_RAREST = 6.0  # beyond, a phrase is no more telling for being rarer
_EVENNESS = 0.55  # the power of how likely a concept is that is its weight
_OVERLAP = 0.3  # what it costs to say in part what a stronger concept has said
_CONSIDERED = 80


@dataclass(frozen=True)
class Weighed:
    """A concept of a publication: `weight` is 1 for its strongest, others are relative to it."""

    key: str
    written: str
    weight: float


def weigh(found: dict[str, Phrase], corpus: Corpus, given: dict[str, str] | None = None) -> list[Weighed]:
    """Return the concepts among the phrases of a text, strongest first, at most 20.

    `given` are the terms that its authors gave, as keys and as written: concepts whether the text has them or not.
    """
    given = given or {}
    known = found | {
        name: Phrase(written, name.count(" ") + 1, 1.0) for name, written in given.items() if name not in found
    }
    scores = {
        name: sum(map(mul, COEFFICIENTS, signs(name, phrase, corpus))) + GIVEN_HERE * (name in given)
        for name, phrase in known.items()
    }
    for name in (_incomplete(found, corpus) | _prose(found, corpus)).difference(given):
        del scores[name]
    chosen = [(name, _likely(score)) for name, score in _chosen(scores)]
    top = max((likely for _, likely in chosen), default=1.0)
    weights = [(name, (likely / top) ** _EVENNESS) for name, likely in chosen]
    return [
        Weighed(name, known[name].written, weight)
        for name, weight in sorted(weights, key=lambda row: (-row[1], row[0]))
    ]


def _likely(score: float) -> float:
    """Return how likely authors would give a phrase of such a score as a keyword: no more than surely."""
    return 1 / (1 + exp(-score - CONSTANT))


def _incomplete(found: dict[str, Phrase], corpus: Corpus) -> set[str]:
    """Return phrases that are mostly part of a longer one which is here: "graph neural" of "graph neural network",
    which what is found nowhere else is as well."""
    parts, frequency = set(), corpus.frequency.get
    for name, phrase in found.items():
        if name.count(" ") > 1:
            often = max(frequency(name, 0), 1)
            for part in (name.rpartition(" ")[0], name.partition(" ")[2]):
                shorter = found.get(part)
                if shorter and shorter.count <= phrase.count and often > 0.6 * frequency(part, 0):
                    parts.add(part)
    return parts


def _prose(found: dict[str, Phrase], corpus: Corpus) -> set[str]:
    """Return words of academic prose, and phrases of these alone that nobody has given as a keyword."""
    return {
        name
        for name in found
        if all(piece in PROSE for piece in name.split(" ")) and not (" " in name and corpus.given.get(name))
    }


def _chosen(scores: dict[str, float]) -> list[tuple[str, float]]:
    """Return the best, one after the other, each with less for what it has in common with those before it."""
    left = dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_CONSIDERED])
    pieces = {name: set(name.split(" ")) for name in left}
    having: dict[str, list[str]] = {}
    for name, its in pieces.items():
        for piece in its:
            having.setdefault(piece, []).append(name)
    chosen: list[tuple[str, float]] = []
    costs = dict.fromkeys(left, 0.0)
    while left and len(chosen) < MOST:
        best = _best(left, costs)
        chosen.append((best, left.pop(best) - costs[best]))
        for name in {name for piece in pieces[best] for name in having[piece] if name in left}:
            shared = len(pieces[name] & pieces[best]) / min(len(pieces[name]), len(pieces[best]))
            costs[name] = max(costs[name], _OVERLAP * shared)
    return chosen


def _best(left: dict[str, float], costs: dict[str, float]) -> str:
    """Return the name with the most that is left, of equal ones the last; `left` is sorted, and costs only lessen."""
    best, most = "", -inf
    for name, score in left.items():
        if score < most:
            break
        worth = score - costs[name]
        if worth > most or (worth == most and name > best):
            best, most = name, worth
    return best


def signs(name: str, phrase: Phrase, corpus: Corpus) -> tuple[float, ...]:
    """Return the signs of a phrase, in the order of SIGNS."""
    length = name.count(" ") + 1
    given = corpus.given.get(name, 0)
    frequency = corpus.frequency.get(name, 0) or 1
    prose, digit = map(any, zip(*map(_piece, name.split(" ")), strict=True))
    written = phrase.written
    return (
        log1p(phrase.count),
        1.0 if phrase.alone > 0 else 0.0,
        1.0 if phrase.in_title else 0.0,
        phrase.first,
        min(log(max(corpus.size, 1) / frequency), _RAREST) if corpus.size > frequency else 0.0,
        1.0 if length == 1 else 0.0,
        1.0 if length == 3 else 0.0,
        1.0 if length > 3 else 0.0,
        log1p(given),
        given / (frequency + 2),
        1.0 if prose else 0.0,
        1.0 if digit else 0.0,
        1.0 if len(written.rpartition(" ")[2].lower()) < 4 else 0.0,
        1.0 if length > 1 and written.partition(" ")[0].endswith("ing") else 0.0,
    )


@lru_cache(100_000)
def _piece(piece: str) -> tuple[bool, bool]:
    """Say whether a word is one of academic prose, and whether it has a digit."""
    return piece in PROSE, any(map(str.isdigit, piece))
