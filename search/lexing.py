"""The pieces of a query's text: parentheses, phrases, words, operators, and names of fields with what follows them.

A parenthesis inside a word belongs to it where it is closed there, so that DOIs and chemical names are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.names import is_name

OPEN, CLOSE, PHRASE, WORD, FIELD, AND, OR, NOT = "(", ")", "phrase", "word", "field", "and", "or", "not"
QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "»": "«»", "«": "»"}
# Both languages; in capitals, or also small ones where the whole text is CQL.
_OPERATORS = {AND: "AND OCH", OR: "OR ELLER", NOT: "NOT INTE ICKE"}
OPERATOR_OF = {word: kind for kind, words in _OPERATORS.items() for word in words.split()}
BETWEEN = frozenset(("and", "och", "&", "+"))  # these small words between others say nothing
# People put a space after the colon of these; of others, such as "Language: an introduction", that is a title's.
_LOOSE = frozenset(
    [
        "title",
        "titel",
        "author",
        "författare",
        "year",
        "år",
        "doi",
        "issn",
        "isbn",
        "orcid",
        "pmid",
        "keyword",
        "nyckelord",
    ]
)

_CLAUSE = re.compile(
    r"(?P<name>[^\W\d][\w-]{0,30})(?:(?P<colon>:=?)(?P<space>\s+)?|\s*(?P<sign>==|<>|<=|>=|=|<|>)\s*"
    r"|\s+(?P<word>exact|any|all)\s+)(?=\S)",
    re.IGNORECASE,
)
_PHRASES = re.compile(r'"[^"]*"|“[^”]*”')


class Piece(NamedTuple):
    """A piece: its kind, its text (of a field its name), and of a field the relation to what follows."""

    kind: str
    text: str = ""
    relation: str = ""


class Unreadable(ValueError):
    """A text that does not follow the rules; it is searched as plain words."""


def is_cql(text: str) -> bool:
    """Return whether a text has a condition as only CQL writes it: `department exact v1000253`, `year > 2019`."""
    text = _PHRASES.sub('""', text)
    return any(
        is_name(found["name"]) and not found["colon"] for found in _CLAUSE.finditer(text) if _begins(text, found)
    )


def _begins(text: str, found: re.Match) -> bool:
    return found.start() == 0 or text[found.start() - 1] in " ("


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text; Unreadable where a quotation does not end."""
    cql, place, value = is_cql(text), 0, False  # value: a field has been named, and what it is to be comes next
    while place < len(text):
        named, value = value, False
        if text[place].isspace():
            place, value = place + 1, named
        elif text[place] in "()":
            yield Piece(text[place])
            place += 1
        elif not named and (found := _clause_at(text, place)):
            yield Piece(FIELD, found["name"], (found["sign"] or found["word"] or found["colon"]).lower())
            place, value = found.end(), True
        elif text[place] in QUOTES:
            end = _end_of_phrase(text, place)
            yield Piece(PHRASE, text[place + 1 : end])
            place = end + 1
        elif not named and text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace():
            yield Piece(NOT)
            place += 1
        else:
            end = _end_of_word(text, place)
            yield _word(text[place:end], cql)
            place = end


def _clause_at(text: str, place: int) -> re.Match | None:
    found = _CLAUSE.match(text, place)
    if not found or not is_name(found["name"]):
        return None
    if found["space"] and found["name"].casefold() not in _LOOSE:
        return None
    return found


def _end_of_phrase(text: str, place: int) -> int:
    closing = QUOTES[text[place]]
    end = next((at for at in range(place + 1, len(text)) if text[at] in closing), None)
    if end is None:
        raise Unreadable("a quotation does not end")
    return end


def _end_of_word(text: str, place: int) -> int:
    depth, end = 0, place
    while end < len(text) and not text[end].isspace() and text[end] != '"':
        depth += (text[end] == "(") - (text[end] == ")")
        if depth < 0:
            break
        end += 1
    return max(end, place + 1)


def _word(text: str, cql: bool) -> Piece:
    kind = OPERATOR_OF.get(text.upper() if cql else text)
    return Piece(kind) if kind else Piece(WORD, text)
