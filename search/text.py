"""A query as text that is read into the same query: for addresses, and for a query without one of its parts."""

from __future__ import annotations

import re

from search.query import CODES, All, And, Not, Or, Pattern, Phrase, Query, Range, Word, all_of

_SIMPLE = re.compile(r"\w[\w./-]*")


def written(query: Query) -> str:
    """Return the text of a query, "" for all publications."""
    return _and(query) if isinstance(query, And) else _written(query)


def parts_of(query: Query) -> tuple[Query, ...]:
    """Return what a query asks for, all of which must be found; () for all publications."""
    return query.parts if isinstance(query, And) else () if query == All() else (query,)


def without(query: Query, part: Query) -> Query:
    """Return a query without one of its parts."""
    return all_of(other for other in parts_of(query) if other != part)


def _written(query: Query) -> str:
    return _WRITERS[type(query)](query)


def _and(query: And) -> str:
    """Return the parts side by side, as people write them, where none of them could be a relation of CQL."""
    texts = list(map(_written, query.parts))
    return (" AND " if any(text.casefold() in ("exact", "any", "all") for text in texts) else " ").join(texts)


def _or(query: Or) -> str:
    return " OR ".join(f"({_and(part)})" if isinstance(part, And) else _written(part) for part in query.parts)


def _word(query: Word) -> str:
    if query.exact or query.field in CODES and not _SIMPLE.fullmatch(query.text):
        return _quoted(query.field, query.text)
    text = f"{query.text}*" if query.prefix else query.text
    return f"{query.field}:{text}" if query.field else text


def _quoted(field: str, text: str) -> str:
    return f'{field}:"{text}"' if field else f'"{text}"'


def _phrase(query: Phrase) -> str:
    return f'{query.field}:="{query.text}"' if query.exact else _quoted(query.field, query.text)


def _range(query: Range) -> str:
    ends = query.first if query.first == query.last else f"{query.first}..{query.last}"
    return f"{query.field}:{ends}"


_WRITERS = {
    All: lambda query: "",
    And: lambda query: f"({_and(query)})",
    Or: lambda query: f"({_or(query)})",
    Not: lambda query: f"NOT {_written(query.part)}",
    Word: _word,
    Phrase: _phrase,
    Pattern: lambda query: f"{query.field}:{query.text}" if query.field else query.text,
    Range: _range,
}
