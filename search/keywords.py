"""Keywords as numbers: Tantivy counts these twice as quickly as texts, and finds the few that a page shows by name.

A keyword's number is made of its term in lower case, so that all that write the same are one, whichever row of the
database they are. Tantivy tells numbers as floats, which are exact up to 52 bits: that two of 500,000 terms get the
same number is one chance in 30,000, and these would be counted and found together.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from tantivy import Searcher

_BITS = 52
_TAB = "\t"


@lru_cache(100_000)
def number_of(term: str) -> int:
    """Return the number of a keyword, which is in lower case."""
    return int.from_bytes(blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> (64 - _BITS)


def name_of(term: str) -> str:
    """Return what the index holds to find a keyword by its number: both."""
    return f"{_beginning(number_of(term))}{term}"


def term_in(name: str) -> str:
    """Return the keyword in what `name_of` returned."""
    return name.partition(_TAB)[2]


def term_of(searcher: Searcher, number: str) -> str:
    """Return the keyword of a number, "" where there is none."""
    found = searcher.terms_with_prefix("keyword_name", _beginning(int(number)), limit=1)
    return term_in(found[0][0]) if found else ""


def _beginning(number: int) -> str:
    return f"{number:x}{_TAB}"
