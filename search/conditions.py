"""A value after the name of a field, or a word or phrase without one, as a part of a query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search import dates
from search.lexing import BETWEEN, PHRASE, WORD, Piece, Unreadable, pieces
from search.query import CODES, ORDERS, All, Pattern, Phrase, Query, Range, Word, all_of, any_of, none_of
from search.values import codes

SHORTEST_BEGINNING = 2  # letters before a * or ?; fewer begin too many words
EXACTLY = ("exact", "==", ":=")
_AROUND = ",;.!:<>='\"“”„»«…[]{}"
_PUNCTUATION = re.compile(r"[^\w]+")


def condition(field: str, relation: str, value: Piece) -> Query:
    """Return the part of a query that a field, a relation and a value make; Unreadable where they make none."""
    if relation == "<>":
        return none_of(condition(field, "=", value))
    if field in ORDERS:
        return _range(field, relation, value.text)
    if relation in ("<", ">", "<=", ">="):
        raise Unreadable(f"{field} has no order")
    if field in CODES:
        return any_of(Word(code, field) for code in codes(field, value.text.replace('"', " ").strip()) if code)
    return _text(field, relation, value)


def words_of(text: str, field: str = "", exact: bool = False) -> tuple[Query, ...]:
    """Return the words of a text, each as it stands between spaces; what has no letter or number is none."""
    found = (word for part in text.split() for word in _words(part, field, exact))
    return tuple(word for word in found if field or exact or word.text not in BETWEEN)


def _text(field: str, relation: str, value: Piece) -> Query:
    if relation in EXACTLY or value.kind == PHRASE and relation not in ("all", "any"):
        return _phrase(value.text, field, relation in EXACTLY)
    return (any_of if relation == "any" else all_of)(words_of(value.text, field))


def _phrase(text: str, field: str, exact: bool) -> Query:
    words = [word.text for word in words_of(text, field, exact=True)]
    if len(words) > 1:
        return Phrase(" ".join(words), field, exact and bool(field))
    return Word(words[0], field, exact=True) if words else All()


def _words(text: str, field: str, exact: bool) -> Iterator[Query]:
    """Yield the word without the punctuation around it; in parts where it would be read as something else."""
    text = _bare(text)
    if exact:
        text = text.replace('"', "")
        yield from [Word(text, field, exact=True)] if any(map(str.isalnum, text)) else []
    elif _is_word(text):
        yield _with_wildcards(text, field)
    else:
        for part in map(_bare, _PUNCTUATION.split(text)):
            yield from [Word(part.casefold(), field)] if _is_word(part.casefold()) else []


def _bare(text: str) -> str:
    """Return a word without the punctuation and the unpaired parentheses around it."""
    before = None
    while text != before:
        before, text = text, text.lstrip(_AROUND + "*?-+").rstrip(_AROUND + "?")
        unpaired = text.count("(") - text.count(")")
        text = text[:-1] if unpaired < 0 and text[-1] == ")" else text[1:] if unpaired > 0 and text[0] == "(" else text
    return text


def _is_word(text: str) -> bool:
    """Return whether a text is a word also when it is read by itself."""
    if not any(map(str.isalnum, text)) or text.count("(") != text.count(")"):
        return False
    try:
        return list(pieces(text)) == [Piece(WORD, text)]
    except Unreadable:
        return False


def _with_wildcards(text: str, field: str) -> Query:
    beginning = re.split(r"[*?]", text)[0]
    stars = text.rstrip("*")
    if len(beginning) < SHORTEST_BEGINNING or text == beginning:
        return Word(_bare(re.sub(r"[*?]", "", text)), field)
    if stars == beginning:
        return Word(beginning, field, prefix=True)
    return Pattern(re.sub(r"\*+", "*", text), field)


def _range(field: str, relation: str, text: str) -> Query:
    """Return what lies before, after or in a year or date; ">2019" may be the text itself."""
    years = field == "year"
    found = re.match(r"([<>]=?)\s*(.*)", text)
    if found:
        relation, text = found.groups()
    try:
        first, last = _ends(relation, text.strip(), years)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    return Range(field, first, last)


def _ends(relation: str, text: str, years: bool) -> tuple[str, str]:
    if relation not in ("<", ">", "<=", ">="):
        return dates.span(text, years=years)
    date = dates.checked(text, years=years)
    if not date:
        raise ValueError("no date")
    return {
        "<": ("", dates.before(date)),
        ">": (dates.after(date), ""),
        "<=": ("", date),
        ">=": (date, ""),
    }[relation]
