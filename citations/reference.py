"""A reference as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from .marks import FIELD
from .markup import markup, plain, runs


class Reference(str):
    """The plain text of a reference; `__html__` gives it with its formatting, safe to put on a page.

    It is made from marked text (see citations.marks) and can be pickled, so it can be cached.
    """

    __slots__ = ("_marked",)

    def __new__(cls, marked: str = "") -> Reference:
        self = super().__new__(cls, plain(marked))
        self._marked = marked
        return self

    def __html__(self) -> str:
        """Return HTML with <i>, <b>, <sub>, <sup> and <span class=...>, all else escaped."""
        return markup(self._marked)

    def rich_text(self) -> str:
        """Return HTML that looks right without a style sheet, to be pasted into a word processor."""
        return markup(self._marked, alone=True)

    def runs(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield its texts, each with its formatting: some of i, b, sup, sub, smallcaps, underline."""
        return runs(self._marked)

    def fields(self) -> tuple[Reference, Reference]:
        """Return its number and the rest, where the style aligns them; else nothing and the whole."""
        number, mark, rest = self._marked.partition(FIELD)
        return (Reference(number.rstrip()), Reference(rest.lstrip())) if mark else (Reference(), self)

    def __reduce__(self):
        return Reference, (self._marked,)
