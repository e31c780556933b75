"""A publication as the index takes it: an Entry of plain values, and the Tantivy document made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tantivy import Document

from search.analysis import BAR, Analysis, folded, language_of
from search.orders import date_number, start_number
from search.schema import ALPHABETS, KEYS, LEVELS, NONE, OFTEN, ONCE

Lines = tuple[tuple[str, str], ...]  # texts, each with the code of its language, "" where that is not known
# Names are not stemmed.
_NAMES = ("person", "author", "editor", "translator", "supervisor", "publisher")
# Texts that many publications share are analysed once.
_SHARED = ("unit", "journal", "keyword", "subject", "series", "conference", "funder")
_ELSEWHERE = ("abstract", "author", "editor", "translator", "supervisor")  # not among "words": fields of their own
_TYPED = ("doi", "issn", "isbn", "pmid", "number")  # codes that people type among words
_APART = ("author", "abstract")  # written in a way of their own
_MOST_KEPT = 200_000
_OLDEST, _NEWEST, _EACH_YEAR = 1900, 2100, 0.004


@dataclass(slots=True)
class Entry:
    """What the index holds of one publication.

    `texts` are by the names of search/schema.py's TEXTS; of names, each text has one in each line. `codes` are pairs
    such as ("doi", "10.1000/1"); `values` are by the names of CODES, KEYS, TERMS and LEVELS; `dates` are of ORDERS,
    in ISO 8601; `orders` are sort keys by the names of ALPHABETS; `suggestions` are what search/suggesting.py makes.
    """

    key: int
    texts: dict[str, Lines]
    year: int = 0
    codes: tuple[tuple[str, str], ...] = ()
    values: dict[str, tuple] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


class Documents:
    """Makes documents of entries; remembers what it has analysed."""

    def __init__(self, analysis: Analysis, often: Mapping[str, frozenset] | None = None):
        """`often` are the values that many publications have, by the names of OFTEN."""
        self.analysis, self.often = analysis, often or {}
        self._kept: dict[tuple[str, str], str] = {}

    def made(self, entry: Entry) -> Document:
        """Return the Tantivy document of a publication."""
        made = Document()
        made.add_unsigned("key", entry.key)
        made.add_float("weight", weight(entry.year))
        written = self._all_written(entry.texts)
        written["abstract"], accented = self._abstract(entry.texts.get("abstract", ()))
        for name, text in written.items():
            made.add_text(name, text)
        made.add_text("words", _words(entry, written))
        made.add_text("exact", self._exact(entry, accented))
        for title, _ in entry.texts.get("title", ())[:1]:
            made.add_text("whole_title", whole(title))
        _add_values(made, entry)
        self._add_often(made, entry.values)
        return made

    def _add_often(self, made: Document, values: Mapping[str, tuple]) -> None:
        for name, field_ in OFTEN.items():
            known = self.often.get(name, ())
            found = [value for value in values.get(field_, ()) if value in known]
            if name == "journal_often":
                found = found or [0]
            add = made.add_unsigned if field_ in KEYS else made.add_text
            for value in found:
                add(name, value)

    def _all_written(self, texts: dict[str, Lines]) -> dict[str, str]:
        written = {name: self._written(name, lines) for name, lines in texts.items() if lines and name not in _APART}
        if texts.get("author"):  # on most publications everybody is an author
            same = texts["author"] == texts["person"]
            written["author"] = written["person"] if same else self._written("author", texts["author"])
        return written

    def _written(self, name: str, lines: Lines) -> str:
        if name in _NAMES:
            return self.analysis.names("\n".join(text for text, _ in lines))
        write = self._shared if name in _SHARED else self._text
        return f" {BAR} ".join([write(*line) for line in lines])

    def _abstract(self, lines: Lines) -> tuple[str, str]:
        found = [self.analysis.with_accented(text, language_of(text, language)) for text, language in lines]
        return f" {BAR} ".join([text for text, _ in found]), " ".join([accented for _, accented in found])

    def _text(self, text: str, language: str) -> str:
        return self.analysis.text(text, language_of(text, language))

    def _shared(self, text: str, language: str) -> str:
        found = self._kept.get((text, language))
        if found is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            found = self._kept[text, language] = self._text(text, language)
        return found

    def _exact(self, entry: Entry, abstract: str) -> str:
        texts = [text for name in ("title", "person", "keyword") for text, _ in entry.texts.get(name, ())]
        return f"{self.analysis.exact(' '.join(texts))} {abstract}"


def whole(text: str) -> str:
    """Return a text as a whole is compared: its folded words and nothing else."""
    return _BARE.names(text).partition(f" {BAR} ")[0][:1000]


def code(scheme: str, value: str) -> str:
    """Return an identifier as the index holds it: "doi:10.1000/1"."""
    value = value.strip().lower()
    return f"{scheme}:{(value if value.isascii() else folded(value))[:500]}"


def weight(year: int) -> float:
    """Return by how much more a publication counts for being new: 1.5 in 2025, 1.4 in 2000, 1 where undated."""
    return 1 + _EACH_YEAR * (min(max(year, _OLDEST), _NEWEST) - _OLDEST)


_BARE = Analysis()


def _words(entry: Entry, written: dict[str, str]) -> str:
    texts = [text for name, text in written.items() if name not in _ELSEWHERE]
    codes = _BARE.names("\n".join(value for scheme, value in entry.codes if scheme in _TYPED))
    return f" {BAR} ".join([*texts, codes, str(entry.year or "")])


def _add_values(made: Document, entry: Entry) -> None:
    for scheme, value in entry.codes:
        made.add_text("code", code(scheme, value))
    for suggestion in entry.suggestions:
        made.add_text("suggestion", suggestion)
    for name, values in entry.values.items():
        if name in LEVELS:
            continue
        add = made.add_unsigned if name in KEYS else made.add_text
        for value in values:
            add(name, value)
    for name in ONCE:
        if not entry.values.get(name):
            made.add_text(name, NONE)
    for name in LEVELS:
        made.add_text(name, " ".join(map(str, sorted(entry.values.get(name, ())))) or NONE)
    if entry.year > 0:
        made.add_unsigned("year", entry.year)
    for name, text in entry.dates.items():
        made.add_unsigned(name, date_number(text) or 0)
    for name in ALPHABETS:
        key = entry.orders.get(name, "")
        made.add_unsigned(f"{name}_start", start_number(key))
        made.add_text(f"{name}_order", key)
