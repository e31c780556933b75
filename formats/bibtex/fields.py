"""The texts of fields."""

from __future__ import annotations

from formats.bibtex.decoding import decoded
from formats.richtext import plain


def first(given: dict[str, str], *names: str) -> str:
    """Return the first of some fields that is not empty, as rich text."""
    return next((decoded(given[name]).strip() for name in names if given.get(name)), "")


def plain_of(given: dict[str, str], *names: str) -> str:
    """Return the first of some fields that is not empty, as plain text."""
    return plain(first(given, *names))
