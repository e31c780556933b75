"""Punctuation where two pieces meet, and quotation marks at their level.

Pieces are joined with a `SEAM` between them. Only there does punctuation give way: what stands inside a text, such as
"Who's afraid?!", is left as its author wrote it. CSL 1.0.2, "punctuation-in-quote" and "quotes".
"""

from __future__ import annotations

import re

from .marks import INNER, INNER_END, QUOTE, QUOTE_END, SEAM, SINGLE, SINGLE_END, STRAIGHT, STRAIGHT_END

_SPLIT = re.compile("([\ue000-\uf8ff])")

# What is left of two punctuation marks that meet: left, then right. Pairs not named here are both kept.
_MEETING = {
    "..": ".",
    ",,": ",",
    ";;": ";",
    "::": ":",
    "!!": "!",
    "??": "?",
    "!.": "!",
    "?.": "?",
    ":.": ":",
    ";.": ";",
    "!:": "!",
    "?:": "?",
    ";:": ";",
    ":!": "!",
    ";!": "!",
    ":?": "?",
    ";?": "?",
    "  ": " ",
}
_OPENING = {QUOTE: QUOTE, STRAIGHT: QUOTE, SINGLE: QUOTE, INNER: INNER}
_CLOSING = frozenset((QUOTE_END, STRAIGHT_END, SINGLE_END, INNER_END))
_OTHER = {QUOTE: INNER, INNER: QUOTE}


class Quotes:
    """The quotation marks of a locale and whether full stops and commas stand inside them."""

    __slots__ = ("pairs", "inside")

    def __init__(self, locale) -> None:
        self.pairs = {
            QUOTE: (locale.term("open-quote"), locale.term("close-quote")),
            INNER: (locale.term("open-inner-quote"), locale.term("close-inner-quote")),
        }
        self.inside = locale.punctuation_in_quote


def settle(text: str, quotes: Quotes) -> str:
    """Return the text with its seams closed and its quotation marks written out; formatting marks stay."""
    if SEAM in text:
        text = _close_seams(text, quotes.inside)
    return _write_quotes(text, quotes.pairs)


def _close_seams(text: str, inside: bool) -> str:
    out: list[str] = []
    seam = False
    last = closing = -1  # where in `out` the last words are, and the first quote closed since
    for piece in _SPLIT.split(text):
        if not piece:
            continue
        if piece == SEAM:
            seam = True
        elif "\ue000" <= piece <= "\uf8ff":
            if piece in _CLOSING and closing < 0:
                closing = len(out)
            out.append(piece)
        else:
            if seam and last >= 0:
                piece = _meet(out, last, closing, piece, inside)
                seam = False
            if piece:
                last, closing = len(out), -1
                out.append(piece)
    return "".join(out)


def _meet(out: list[str], last: int, closing: int, piece: str, inside: bool) -> str:
    """Return what is left of `piece` where it meets what stands before it, which may change too."""
    before, first = out[last], piece[0]
    if closing >= 0 and first in ".,":
        if inside:
            if _MEETING.get(before[-1] + first) != before[-1]:
                out[closing] = first + out[closing]
            return piece[1:]
        if first == "." and before[-1] in ".!?":
            return piece[1:]
        return piece
    left = _MEETING.get(before[-1] + first)
    if left is None:
        return piece
    if closing >= 0 and first != " ":
        return piece
    out[last] = before[:-1] + left
    return piece[1:]


def _write_quotes(text: str, pairs) -> str:
    pieces = _SPLIT.split(text)
    if len(pieces) == 1:
        return text
    stack: list[str] = []
    for index in range(1, len(pieces), 2):
        mark = pieces[index]
        if mark in _OPENING:
            kind = _OPENING[mark]
            if stack and stack[-1] == kind:
                kind = _OTHER[kind]
            stack.append(kind)
            pieces[index] = pairs[kind][0]
        elif mark in _CLOSING:
            pieces[index] = pairs[stack.pop()][1] if stack else ""
    return "".join(pieces)
