"""Text case. CSL 1.0.2, "Text-case": marks are passed over, what stands between NO_CASE marks keeps its case."""

from __future__ import annotations

import re
from collections.abc import Callable

from .marks import ANY, NO_CASE, NO_CASE_END, SINGLE, SUPERSCRIPT

# Articles, conjunctions and prepositions, which titles do not capitalise: those the specification names ...
_SMALL = """
a an and as at but by down for from in into nor of on onto or over so the till to up via with yet
"""
# ... the other prepositions, and the particles of names ...
_PREPOSITIONS = """
about above across afore after against al along alongside amid amidst among amongst apropos apud around aside astride
athwart atop barring before behind below beneath beside besides between beyond c ca circa d de despite during et except
given inside lest like modulo near next notwithstanding off out per plus pro qua sans since than through throughout thru
toward towards under underneath until unto upon v van versus von vs within without
"""
# ... and the first words of prepositions of two words.
_COMPOUND = {
    **dict.fromkeys(("according", "close", "due", "pursuant", "prior"), ("to",)),
    **dict.fromkeys(("ahead", "because", "instead", "outside", "regardless"), ("of",)),
    **dict.fromkeys(("apart", "far"), ("from",)),
    "rather": ("than",),
    "such": ("as",),
    "that": ("of",),
}
_SMALL_WORDS = frozenset((_SMALL + _PREPOSITIONS).split())
_WORD = re.compile(rf"(?:[^\W_]|['’](?=[^\W_]))+|{ANY}|[^\w{ANY[1:-1]}]+|_+")
_WITHIN_WORD = ("<", ">", '"', "</", "‐", SUPERSCRIPT)  # what stands before a part of a word that stays as it is
_WORD_OF_LETTERS = re.compile(r"(?<!\w)[^\W\d_][\w'’]*")
_SPACE = re.compile(r"\s")
_KEPT = re.compile(f"{NO_CASE}.*?{NO_CASE_END}", re.DOTALL)
_MARK = re.compile(ANY)


def _letters(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return a function that changes a text except what is to keep its case."""

    def apply(text: str) -> str:
        if NO_CASE not in text:
            return change(text)
        pieces, position = [], 0
        for kept in _KEPT.finditer(text):
            pieces += change(text[position : kept.start()]), kept.group()
            position = kept.end()
        return "".join([*pieces, change(text[position:])])

    return apply


def _upper_first(word: str) -> str:
    return word[:1].upper() + word[1:]


_BEFORE_WORDS = re.compile(rf"(?:{ANY}|\W|\d+[.,;:)]*(?=\s))*")
_FIRST_WORD = re.compile(r"\w*")


def capitalize_first(text: str) -> str:
    """Return the text with its first word capitalised, if that is all lowercase."""
    start = _BEFORE_WORDS.match(text).end()
    if NO_CASE in text[:start] or not _FIRST_WORD.match(text, start).group().islower():
        return text
    return text[:start] + _upper_first(text[start:])


def capitalize_all(text: str) -> str:
    """Return the text with every lowercase word capitalised."""
    return _WORD_OF_LETTERS.sub(lambda match: _upper_first(match[0]) if match[0].islower() else match[0], text)


def sentence(text: str) -> str:
    """Return the text in sentence case: in all-uppercase text, all but the first letter becomes lowercase."""
    bare = _MARK.sub("", text)
    return capitalize_first(_letters(str.lower)(text) if bare.isupper() else text)


def title(text: str) -> str:
    """Return the text in title case, for English. Words with a capital stay as they are, small ones too."""
    tokens = _WORD.findall(text)
    words = [index for index, token in enumerate(tokens) if token[0].isalnum()]
    if not words:
        return text
    last = _last_word(tokens, words[-1])
    kept, before = False, ""
    for index, token in enumerate(tokens):
        if token in (NO_CASE, NO_CASE_END):
            kept = token == NO_CASE
        elif token.islower() and token[0].isalnum() and not kept:
            starts = index == words[0] or _starts_part(before)
            behind = tokens[index + 1 : index + 3]
            if starts or _is_capitalised(token, index >= last, tokens[index - 1], behind):
                tokens[index] = _upper_first(token)
        if not _MARK.match(token):
            before = token
    return "".join(tokens)


def _starts_part(before: str) -> bool:
    return before.rstrip(" ([{“‘«").endswith((":", "?", "!", "—"))


def _last_word(tokens: list[str], at: int) -> int:
    """Return where the last word begins, of which the token `at` may be only a part, as in "d3.js"."""
    while at and not _SPACE.search(tokens[at - 1]):
        at -= 1
    return at


def _is_capitalised(word: str, last: bool, before: str, behind: list[str]) -> bool:
    heads_compound = behind[:1] == ["-"] and not before.endswith("-")
    if word[1:2] in ("'", "’"):
        return False  # "l'épreuve"
    if (word in _SMALL_WORDS or len(word) == 1) and not (last and len(word) > 1):
        return heads_compound and word != "al"  # "In-and-Out", but "al-Karim"
    if len(behind) == 2 and behind[0] == " " and behind[1] in _COMPOUND.get(word, ()):
        return False
    return last or (before != SINGLE and not before.endswith(_WITHIN_WORD))


CASES = {
    "lowercase": _letters(str.lower),
    "uppercase": _letters(str.upper),
    "capitalize-first": capitalize_first,
    "capitalize-all": _letters(capitalize_all),
    "sentence": sentence,
    "title": title,
}
