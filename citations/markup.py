"""Marked text → plain text or HTML. The only place where text is escaped, and the only one where tags are made."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from . import marks

_SPLIT = re.compile("([\ue000-\uf8ff])")
_MARKS = re.compile(marks.ANY)

# Opening mark → its end, and the tags for a page (no style attribute: a content security policy forbids it) ...
_PAGE = {
    marks.ITALIC: (marks.ITALIC_END, "<i>", "</i>"),
    marks.BOLD: (marks.BOLD_END, "<b>", "</b>"),
    marks.SUPERSCRIPT: (marks.SUPERSCRIPT_END, "<sup>", "</sup>"),
    marks.SUBSCRIPT: (marks.SUBSCRIPT_END, "<sub>", "</sub>"),
    marks.SMALL_CAPS: (marks.SMALL_CAPS_END, '<span class="smallcaps">', "</span>"),
    marks.UNDERLINE: (marks.UNDERLINE_END, '<span class="underline">', "</span>"),
    marks.UPRIGHT: (marks.UPRIGHT_END, '<span class="upright">', "</span>"),
    marks.LIGHT: (marks.LIGHT_END, '<span class="unbold">', "</span>"),
    marks.PLAIN_CAPS: (marks.PLAIN_CAPS_END, '<span class="plaincaps">', "</span>"),
}
# ... and those that differ in HTML that has to look right without our style sheet, as in a word processor.
_ALONE = _PAGE | {
    marks.SMALL_CAPS: (marks.SMALL_CAPS_END, '<span style="font-variant:small-caps;">', "</span>"),
    marks.UNDERLINE: (marks.UNDERLINE_END, '<span style="text-decoration:underline;">', "</span>"),
    marks.UPRIGHT: (marks.UPRIGHT_END, '<span style="font-style:normal;">', "</span>"),
    marks.LIGHT: (marks.LIGHT_END, '<span style="font-weight:normal;">', "</span>"),
    marks.PLAIN_CAPS: (marks.PLAIN_CAPS_END, '<span style="font-variant:normal;">', "</span>"),
}
_TABLES = {False: _PAGE, True: _ALONE}
# Raised letters and figures, which few fonts have at the right size and fewer readers read out: "²", "™", "nº".
_RAISED = re.compile("[ªº²³¹⁰ⁱ⁴-⁹⁺-ⁿ™℠ʰ-ʸˠ-ˤᴬ-ᴮᴰ-ᴺᴼ-ᵂᵃ-ᵍᵏ-ᵡ]")
# Inside itself, the first turns into the second: an italic name in an italic title stands upright.
_FLIPPED = {marks.ITALIC: marks.UPRIGHT, marks.BOLD: marks.LIGHT, marks.SMALL_CAPS: marks.PLAIN_CAPS}
# What a mark comes to in a run; those that make text normal again end it.
_NAMES = {
    marks.ITALIC: "i",
    marks.BOLD: "b",
    marks.SUPERSCRIPT: "sup",
    marks.SUBSCRIPT: "sub",
    marks.SMALL_CAPS: "smallcaps",
    marks.UNDERLINE: "underline",
}
_NORMAL = {normal: strong for strong, normal in _FLIPPED.items()}


def plain(marked: str) -> str:
    """Return the words without any formatting."""
    return _MARKS.sub("", marked)


def markup(marked: str, *, alone: bool = False) -> str:
    """Return HTML; with `alone`, HTML that needs no style sheet."""
    return "".join(_Tags(_TABLES[alone]).pieces(marked))


def runs(marked: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the texts of a reference, each with its formatting: some of i, b, sup, sub, smallcaps, underline."""
    return _Tags(_PAGE).runs(marked)


def _escaped(text: str) -> str:
    text = html.escape(text, quote=False)
    return text if text.isascii() else _RAISED.sub(lambda match: _raised(match.group()), text)


def _raised(sign: str) -> str:
    return f"<sup>{unicodedata.normalize('NFKC', sign)}</sup>"


class _Tags:
    """Turns marks into tags that nest, whatever the order of the marks."""

    def __init__(self, table) -> None:
        self.table = table
        self.open: list[tuple[str, str, str]] = []  # the mark that ends it, the closing tag, the formatting in force

    def pieces(self, marked: str) -> Iterator[str]:
        """Yield tags and escaped text."""
        for tags, text in self._steps(marked):
            yield tags + _escaped(text)

    def runs(self, marked: str) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield texts with the formatting in force."""
        for _, text in self._steps(marked):
            if text:
                yield text, self._in_force()

    def _steps(self, marked: str) -> Iterator[tuple[str, str]]:
        """Yield the tags before each text, and the text; at the end the tags that close what is open."""
        for piece in _SPLIT.split(marked):
            if not piece:
                continue
            if piece in self.table:
                yield self._start(piece), ""
            elif any(piece == end for end, _, _ in self.open):
                yield self._end(piece), ""
            elif not _MARKS.match(piece):
                yield "", piece
        yield "".join(tag for _, tag, _ in reversed(self.open)), ""

    def _in_force(self) -> frozenset[str]:
        found: set[str] = set()
        for _, tag, shown in self.open:
            if tag and shown in _NAMES:
                found.add(_NAMES[shown])
            elif tag:
                found.discard(_NAMES[_NORMAL[shown]])
        return frozenset(found)

    def _start(self, mark: str) -> str:
        shown = self._shown(mark)
        end = self.table[mark][0]
        if shown is None:
            self.open.append((end, "", mark))
            return ""
        _, opening, closing = self.table[shown]
        self.open.append((end, closing, shown))
        return opening

    def _shown(self, mark: str) -> str | None:
        """Return what the mark comes to inside what is open: itself, its opposite, or nothing."""
        strong = _NORMAL.get(mark, mark)
        opposite = _FLIPPED.get(strong)
        if opposite is None:
            return mark
        state = next((shown for _, tag, shown in reversed(self.open) if tag and shown in (strong, opposite)), opposite)
        if mark == strong:
            return opposite if state == strong else strong
        return None if state == opposite else opposite

    def _end(self, mark: str) -> str:
        """Close what the mark ends; what was opened inside it ends there too."""
        tags = []
        while self.open:
            end, tag, _ = self.open.pop()
            tags.append(tag)
            if end == mark:
                break
        return "".join(tags)
