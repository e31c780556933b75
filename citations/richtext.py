"""Text of a record → text with marks: the rich text of CSL, and quotation marks as the locale writes them.

Only <i>, <b>, <sub>, <sup>, <sc>, <span style="font-variant:small-caps;"> and <span class="nocase"> are markup, each
only when it is closed; everything else stands for itself. Straight quotes that pair become quotation marks, others
apostrophes.
CSL 1.0.2, "Rich text formatting within fields", and the quotes of its locales.
"""

from __future__ import annotations

import re
from collections import Counter

from . import marks

_TAGS = {
    "<i>": ("</i>", marks.ITALIC, marks.ITALIC_END),
    "<b>": ("</b>", marks.BOLD, marks.BOLD_END),
    "<sub>": ("</sub>", marks.SUBSCRIPT, marks.SUBSCRIPT_END),
    "<sup>": ("</sup>", marks.SUPERSCRIPT, marks.SUPERSCRIPT_END),
    "<sc>": ("</sc>", marks.SMALL_CAPS, marks.SMALL_CAPS_END),
    '<span style="font-variant:small-caps;">': ("</span>", marks.SMALL_CAPS, marks.SMALL_CAPS_END),
    '<span style="font-variant: small-caps;">': ("</span>", marks.SMALL_CAPS, marks.SMALL_CAPS_END),
    '<span class="nocase">': ("</span>", marks.NO_CASE, marks.NO_CASE_END),
}
_CLOSING = {closing for closing, _, _ in _TAGS.values()}
_STRAIGHT = {'"': (marks.STRAIGHT, marks.STRAIGHT_END), "'": (marks.SINGLE, marks.SINGLE_END)}
_TAG_PATTERN = "|".join(map(re.escape, sorted([*_TAGS, *_CLOSING], key=len, reverse=True)))
_BEFORE_OPENING = re.compile(r"[\s(\[{–—/“‘«„\"'-]$")
_AFTER_CLOSING = re.compile(r"[^\w]|$")
APOSTROPHE = "’"


class Reader:
    """Reads the texts of records for one locale."""

    __slots__ = ("_special", "_curly", "_unchanged")

    def __init__(self, locale) -> None:
        self._curly = dict(self._pairs(locale))
        quotes = "".join({c for opening, (closing, _, _) in self._curly.items() for c in opening + closing})
        self._special = re.compile(f"{_TAG_PATTERN}|[\"'{re.escape(quotes)}]")
        self._unchanged = re.compile(f"[^<\"'{re.escape(quotes)}\ue000-\uf8ff]*").fullmatch

    @staticmethod
    def _pairs(locale):
        """Yield the quotation marks of the locale, where opening and closing ones differ."""
        outer = locale.term("open-quote").strip(), locale.term("close-quote").strip()
        inner = locale.term("open-inner-quote").strip(), locale.term("close-inner-quote").strip()
        for (opening, closing), pair in (
            (inner, (marks.INNER, marks.INNER_END)),
            (outer, (marks.QUOTE, marks.QUOTE_END)),
        ):
            if len(opening) == len(closing) == 1 and opening != closing:
                yield opening, (closing, *pair)

    def read(self, text: str) -> str:
        """Return the text with marks in place of markup and quotation marks."""
        if self._unchanged(text):
            return text
        return _Reading(self._special, self._curly).read(marks.clean(text))


class _Reading:
    """One text on its way: `pieces` written so far, `open` the positions of what waits for its end."""

    def __init__(self, special, curly) -> None:
        self.special, self.curly = special, curly
        self.pieces: list[str] = []
        self.open: list[tuple[str, int, str, str]] = []  # what closes it, where it stands in pieces, its marks
        self.awaited: Counter[str] = Counter()  # how many wait for what

    def read(self, text: str) -> str:
        position = 0
        for match in self.special.finditer(text):
            self.pieces.append(text[position : match.start()])
            self._take(match.group(), text[: match.start()][-1:], text[match.end() : match.end() + 1])
            position = match.end()
        self.pieces.append(text[position:])
        for closing, at, _, _ in self.open:
            self._give_up(closing, at)
        return "".join(self.pieces)

    def _take(self, token: str, before: str, after: str) -> None:
        if token in _TAGS:
            self._open(token, *_TAGS[token])
        elif token in _CLOSING:
            self._close(token) or self.pieces.append(token)
        elif token in _STRAIGHT:
            self._take_straight(token, before, after)
        elif token in self.curly:
            self._open(token, *self.curly[token])
        elif not (self._ends_quote(token, before, after) and self._close(token)):
            self.pieces.append(token)

    def _take_straight(self, token: str, before: str, after: str) -> None:
        if (not before or _BEFORE_OPENING.match(before)) and after and not after.isspace():
            self._open(token, token, *_STRAIGHT[token])
        elif not (self._ends_quote(token, before, after) and self._close(token)):
            self.pieces.append(APOSTROPHE if token == "'" else token)

    @staticmethod
    def _ends_quote(token: str, before: str, after: str) -> bool:
        return token == '"' or bool(_AFTER_CLOSING.match(after))

    def _open(self, token: str, closing: str, mark: str, end: str) -> None:
        self.open.append((closing, len(self.pieces), mark, end))
        self.awaited[closing] += 1
        self.pieces.append(token)

    def _close(self, token: str) -> bool:
        """Close the nearest thing that waits for the token; what was opened inside it and never closed is text."""
        if not self.awaited[token]:
            return False
        while True:
            closing, at, mark, end = self.open.pop()
            self.awaited[closing] -= 1
            if closing == token:
                break
            self._give_up(closing, at)
        self.pieces[at] = mark
        self.pieces.append(end)
        return True

    def _give_up(self, closing: str, at: int) -> None:
        if closing == "'":
            self.pieces[at] = APOSTROPHE
