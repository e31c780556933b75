"""An XML text cut into its elements without being parsed: for large files, and for broken ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from formats import bounds

LARGE = 4 * 2**20  # characters, from which a text is read element by element
MOST_TAGS = 2_000_000  # in one tree: more take more memory than a web process has
_PREFIX = re.compile(r"\s(xmlns(?::[\w.-]{1,40})?)\s*=\s*[\"']([^\"'<>&]{1,200})[\"']")


def check_bounds(text: str, names: frozenset[str]) -> None:
    """Raise ValueError where a large text has too many tags, or too many of one element, before any is read."""
    if text.count("<") > 2 * MOST_TAGS:
        raise ValueError(bounds.TOO_MUCH)
    if len(text) > LARGE:
        found = islice(_start_of(names).finditer(text), (bounds.MOST_RECORDS + 1) * len(names))
        counted = Counter(one[1] for one in found)
        if counted and max(counted.values()) > bounds.MOST_RECORDS:
            raise ValueError(bounds.TOO_MANY)


def pieces(text: str, names: frozenset[str], deepest: bool) -> Iterator[tuple[int, str]]:
    """Yield each of these elements as text, with the place after it; one that is not closed ends where another starts.

    Of the deepest, one that holds another of a different name is no piece.
    """
    start, place, same = _start_of(names), 0, {}
    while found := start.search(text, place):
        tag = found[1]
        again = start if deepest else same.setdefault(tag, _start_of((tag,)))
        following = again.search(text, found.end())
        limit = following.start() if following else len(text)
        end = text.find(f"</{tag}>", found.end(), limit)
        place = end + len(tag) + 3 if end >= 0 else limit
        if end >= 0 or not (deepest and following and following[1] != tag):
            yield place, text[found.start() : place]


def _start_of(names: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(name) for name in sorted(names))
    return re.compile(rf"<((?:[\w.-]{{1,40}}:)?(?:{listed}))(?=[\s>/])")


def wrapping(text: str, names: frozenset[str]) -> tuple[str, str]:
    """Return the tags of an element that declares the prefixes that stand before the first of these elements."""
    first = _start_of(names).search(text)
    declared = dict(_PREFIX.findall(text[: first.start()] if first else ""))
    spaces = {name.partition(":")[2] or None: uri for name, uri in declared.items()}
    return halves(etree.Element("all", nsmap=spaces))


def halves(root: etree._Element) -> tuple[str, str]:
    """Return the start and the end tag of an element that holds nothing yet."""
    root.text = "\n"
    before, _, after = etree.tostring(root, encoding="unicode").rpartition("\n")
    return before, after
