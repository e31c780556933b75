"""Styles found by words of their names, their fields of science, a journal's ISSN or their own ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from io import StringIO

from .catalogue import Entry, entry, every

LONGEST, MOST_WORDS = 100, 8  # characters and words of a question that count
# CSL's fields of science as readers may call them, in English and Swedish.
FIELDS = {
    "anthropology": "anthropology antropologi",
    "astronomy": "astronomy astronomi",
    "biology": "biology biologi",
    "botany": "botany botanik",
    "chemistry": "chemistry kemi",
    "communications": "communications media journalism kommunikation medievetenskap",
    "engineering": "engineering technology teknik",
    "geography": "geography geografi",
    "geology": "geology earth sciences geologi geovetenskap",
    "history": "history historia",
    "humanities": "humanities humaniora",
    "law": "law juridik rätt",
    "linguistics": "linguistics språkvetenskap lingvistik",
    "literature": "literature litteraturvetenskap",
    "math": "mathematics statistics computer science matematik statistik datavetenskap",
    "medicine": "medicine health medicin hälsa vård",
    "philosophy": "philosophy filosofi",
    "physics": "physics fysik",
    "political_science": "political science statsvetenskap",
    "psychology": "psychology psykologi",
    "science": "science naturvetenskap",
    "social_science": "social science samhällsvetenskap",
    "sociology": "sociology sociologi",
    "theology": "theology religion teologi",
    "zoology": "zoology zoologi",
}
_NO_WORD = re.compile(r"[\W_]+")
_ISSN = re.compile(r"(?:issn)?\s*(\d{4})[-‐–]?(\d{3}[\dx])", re.IGNORECASE)


def find(question: str, most: int = 20, preferred: Container[str] = ()) -> list[Entry]:
    """Return the styles in which each word of the question begins a word, the likeliest first, at most so many.

    Looked at are titles, ids and fields of science. First stands the style with this id, then `preferred` ones, those
    whose titles begin so, and all that are named so, before those of a field; of like ones, styles that others use and
    those with short titles come first. An ISSN finds its journal's style.
    """
    if issn := _ISSN.fullmatch(question.strip()):
        question = f"{issn[1]}-{issn[2]}".upper()
        return [entry(row.split("\t")[2]) for row in index().split("\n") if f" {question}" in row][:most]
    words = _folded(question[:LONGEST]).split()[:MOST_WORDS]
    wanted = [f" {word}" for word in words]
    begins = re.compile(" " + r"\S* ".join(map(re.escape, words)))
    found = [row for row in index().split("\n") if words and all(word in row for word in wanted)]
    rows = (row.split("\t") for row in found)
    ranked = sorted(_rank(row, "-".join(words), wanted, begins, preferred) for row in rows)
    return [entry(row[-1]) for row in ranked[:most]]


def _rank(row: list[str], name: str, wanted: list[str], begins: re.Pattern, preferred: Container[str]) -> tuple:
    title, rest, style, parent = row
    named = all(word in title or word in rest.partition("  ")[0] for word in wanted)
    places = (style == name, named and style in preferred, bool(begins.match(title)), named)
    return (*(not place for place in places), bool(parent), len(title), title, style)


@lru_cache(maxsize=1)
def index() -> str:
    """Return a line for each style: words of its title, other words, its id, its parent's. The first call reads them.

    One text of a megabyte, since as many objects as there are styles take twenty.
    """
    lines = StringIO()
    lines.writelines(map(_line, every()))
    return lines.getvalue()


def _line(found: Entry) -> str:
    fields = " ".join(FIELDS.get(field, "") for field in found.fields)
    own = _folded(f"{found.title_short} {found.id}")
    return f" {_folded(found.title)}\t {own}  {_folded(fields)} {' '.join(found.issns)}\t{found.id}\t{found.parent}\n"


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return _NO_WORD.sub(" ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()
