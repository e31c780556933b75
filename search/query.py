"""A query as it was understood: what the language of readers (search/parsing.py) is read into, and the index runs.

`field` is a name of `FIELDS`, "" for all that is searched without one. A word is as the reader typed it: the index
folds, stems and splits it as it did the texts. `exact` takes neither inflections nor folding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Words: these hold texts, and beside them the identifiers of what they name (a unit's local id, a person's ORCID iD
# and slug, a journal's ISSNs, a subject's code), with all units and subjects above.
WORDS = (
    "title",
    "abstract",
    "author",
    "editor",
    "translator",
    "supervisor",
    "person",  # whatever they did
    "unit",
    "journal",  # or book, or proceedings: what it is in
    "keyword",
    "subject",
    "publisher",
    "series",
    "conference",
    "funder",  # and the project and its number
)
# Codes: one value, or several, that are equal or not.
CODES = (
    "type",  # publication/journal-article
    "content",  # ref, vet, pop
    "status",  # of the publication: published, in-press ...
    "language",  # eng
    "access",  # gold ... closed, and open for the first four
    "ours",  # yes, no
    "doi",
    "issn",
    "isbn",
    "pmid",
    "orcid",
    "id",  # uuid, and every identifier of the record and of its sources
    "volume",
    "issue",
    "page",
    "number",  # of the article, report, patent, or in the series
)
# Orders: numbers and dates (ISO 8601, as exact as one likes), that ranges are made of.
ORDERS = ("year", "issued", "defended", "created", "updated")
FIELDS = WORDS + CODES + ORDERS


@dataclass(frozen=True, slots=True)
class Word:
    """Publications with a word; with `prefix`, with one that begins so."""

    text: str
    field: str = ""
    prefix: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Publications with these words one after another; with `exact`, whose field is this text and no more."""

    text: str
    field: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Publications with a word like this: `*` stands for any letters, `?` for one; it begins with two letters."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """Publications whose field lies between these, both included; "" for no end. `field` is one of ORDERS."""

    field: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Publications with one of these values of a facet (search/facets.py): what a page about one of them asks for."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """Publications with these keys of rows: what a page is about that is no value of a facet."""

    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Publications that all parts find."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Publications that any part finds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Publications that the part does not find."""

    part: Query


@dataclass(frozen=True, slots=True)
class All:
    """All publications."""


Query = Word | Phrase | Pattern | Range | Chosen | Keys | And | Or | Not | All


def all_of(parts: Iterable[Query]) -> Query:
    """Return the query that finds what all parts find, as flat as it can be."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, And) else (part,))]
    kept = tuple(dict.fromkeys(part for part in flat if part != All()))
    return And(kept) if len(kept) > 1 else kept[0] if kept else All()


def any_of(parts: Iterable[Query]) -> Query:
    """Return the query that finds what any part finds, as flat as it can be."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))]
    kept = tuple(dict.fromkeys(flat))
    return All() if All() in kept or not kept else Or(kept) if len(kept) > 1 else kept[0]


def none_of(part: Query) -> Query:
    """Return the query that finds what the part does not; all publications where nothing is to be left out."""
    return part if part == All() else part.part if isinstance(part, Not) else Not(part)


def terms_in(query: Query) -> int:
    """Return how many words, phrases and ranges a query has."""
    if isinstance(query, And | Or):
        return sum(map(terms_in, query.parts))
    return terms_in(query.part) if isinstance(query, Not) else 1
