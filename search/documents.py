"""A publication as the index takes it: an Entry of plain values, and the Tantivy document made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from tantivy import Document

from search.analysis import BAR, Analysed, Analysis, folded, language_of
from search.keywords import name_of, number_of
from search.orders import LETTERS, date_number, start_number
from search.schema import ALPHABETS, CODES, KEYS, LEVELS, NONE, OFTEN, RANKED, TOP

Lines = tuple[tuple[str, str], ...]  # texts, each with the code of its language, "" where that is not known
# Names are not stemmed.
_NAMES = frozenset(("person", "author", "editor", "translator", "supervisor", "publisher"))
# Texts that many publications share are analysed once: all lines together, or each line.
_SHARED = frozenset(("unit", "subject", "journal", "publisher"))
_SHARED_LINES = _SHARED | _NAMES | {"place", "keyword", "series", "conference", "funder"}
_ROLES = ("author", "editor", "translator", "supervisor")
_EXACT = ("title", "person", "keyword")
_TYPED = frozenset(("doi", "issn", "isbn", "pmid", "number"))  # codes that people type among words
_MOST_KEPT = 100_000
_OLDEST, _NEWEST, _EACH_YEAR = 1900, 2100, 0.004
_BETWEEN = f" {BAR} "


@dataclass(slots=True)
class Entry:
    """What the index holds of one publication.

    `texts` are by the names of search/schema.py's TEXTS, of names a line for each; "place" is added to "unit", and what
    is typed is made of `codes`: pairs such as ("doi", "10.1000/1"). `values` are by the names of CODES, KEYS, LEVELS;
    `keywords` are terms in lower case; `dates` are of ORDERS, in ISO 8601; `orders` are sort keys by the names of
    ALPHABETS; `suggestions` are what search/suggesting.py makes.
    """

    key: int
    texts: dict[str, Lines]
    year: int = 0
    codes: tuple[tuple[str, str], ...] = ()
    values: dict[str, tuple] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


class Documents:
    """Makes documents of entries; remembers what it has analysed."""

    def __init__(self, analysis: Analysis, often: Mapping[str, Sequence] | None = None):
        """`often` are the values that most publications have, most first, by facet."""
        self.analysis = analysis
        self._places = {
            name: {value: rank for rank, value in enumerate((often or {}).get(name, ()), 1)} for name in RANKED
        }
        self._kept: dict[tuple[str, Lines], Analysed] = {}
        self._kept_lines: tuple[dict[tuple[str, str], Analysed], ...] = ({}, {})  # texts, and names

    def made(self, entry: Entry) -> Document:
        """Return the Tantivy document of a publication."""
        made = Document()
        made.add_unsigned("key", entry.key)
        made.add_float("weight", weight(entry.year))
        self._add_texts(made, entry)
        _add_values(made, entry)
        keywords = [number_of(term) for term in entry.keywords]
        for number, term in zip(keywords, entry.keywords, strict=True):
            made.add_unsigned("keyword_key", number)
            made.add_text("keyword_name", name_of(term))
        self._add_ranks(made, entry.values | {"keyword_key": keywords})
        return made

    def _add_texts(self, made: Document, entry: Entry) -> None:
        found = self._analysed(entry)
        written = {name: each.written() for name, each in found.items()}
        for name, text in written.items():
            made.add_text(name, text)
        made.add_text("words", " ".join([*dict.fromkeys(written.values()), str(entry.year or "")]))
        made.add_text("exact", " ".join([found[name].words for name in (*_EXACT, "abstract") if name in found]))
        if "title" in found:
            made.add_text("whole_title", _whole(found["title"]))

    def _analysed(self, entry: Entry) -> dict[str, Analysed]:
        texts = entry.texts
        found = {name: self._read(name, lines) for name, lines in texts.items() if lines and name not in _ROLES}
        for name in _ROLES:
            if lines := texts.get(name):  # on most publications everybody is an author
                found[name] = found["person"] if lines == texts["person"] else self._read(name, lines)
        if place := found.pop("place", None):
            found["unit"] = _together([found["unit"], place]) if "unit" in found else place
        if typed := [self.analysis.name(value) for scheme, value in entry.codes if scheme in _TYPED]:
            found["typed"] = _together(typed)
        return found

    def _read(self, name: str, lines: Lines) -> Analysed:
        if name not in _SHARED:
            return self._read_lines(name, lines)
        if (found := self._kept.get((name, lines))) is None:
            found = _keep(self._kept, (name, lines), self._read_lines(name, lines))
        return found

    def _read_lines(self, name: str, lines: Lines) -> Analysed:
        is_name = name in _NAMES
        if name not in _SHARED_LINES:
            return _together([self._line(line, is_name, name == "abstract") for line in lines])
        kept = self._kept_lines[is_name]
        return _together([kept.get(line) or _keep(kept, line, self._line(line, is_name)) for line in lines])

    def _line(self, line: tuple[str, str], is_name: bool, accented: bool = False) -> Analysed:
        text, language = line
        return self.analysis.name(text) if is_name else self.analysis.text(text, language_of(text, language), accented)

    def _add_ranks(self, made: Document, values: Mapping[str, Iterable]) -> None:
        for name, ranked in RANKED.items():
            places = self._places[name]
            ranks = [places[value] for value in values.get(ranked.field, ()) if value in places]
            for field_, most in ((ranked.top, TOP), (ranked.often, OFTEN)):
                found = [rank for rank in ranks if rank <= most] or [0] * ranked.one
                for rank in found:
                    made.add_unsigned(field_, rank)


def whole(text: str) -> str:
    """Return what stands for a text as a whole: for its folded words and nothing else."""
    return _whole(_BARE.name(text))


def code(scheme: str, value: str) -> str:
    """Return an identifier as the index holds it: "doi:10.1000/1"."""
    value = value.strip().lower()
    return f"{scheme}:{(value if value.isascii() else folded(value))[:500]}"


def weight(year: int) -> float:
    """Return by how much more a publication counts for being new: 1.5 in 2025, 1.4 in 2000, 1 where undated."""
    return 1 + _EACH_YEAR * (min(max(year, _OLDEST), _NEWEST) - _OLDEST)


_BARE = Analysis()


def _whole(title: Analysed) -> str:
    """Return the digest of a title, which takes less room and time in an index than the text."""
    return blake2b(title.pieces.partition(_BETWEEN)[0].encode(), digest_size=8).hexdigest()


def _keep(kept: dict, key: object, value: Analysed) -> Analysed:
    if len(kept) > _MOST_KEPT:
        kept.clear()
    kept[key] = value
    return value


def _together(found: list[Analysed]) -> Analysed:
    """Return several texts as one, whose words are apart; other forms that several of them have stand there once."""
    if len(found) == 1:
        return found[0]
    pieces, others, words = zip(*found, strict=True)
    return Analysed(_BETWEEN.join(pieces), _bag(*others), " ".join(words))


def _bag(*texts: str) -> str:
    """Return the words of texts, each once."""
    found = set(" ".join(texts).split())
    found.discard(BAR)
    return " ".join(found)


def _add_values(made: Document, entry: Entry) -> None:
    number, text, values = made.add_unsigned, made.add_text, entry.values
    for scheme, value in entry.codes:
        text("code", code(scheme, value))
    for suggestion in entry.suggestions:
        text("suggestion", suggestion)
    for name in KEYS:
        for value in values.get(name, ()):
            number(name, value)
    for value in values.get("person_key", ()):
        text("person_value", str(value))
    for name in CODES:
        for value in values.get(name) or (NONE,):
            text(name, value)
    for name in LEVELS:
        text(name, " ".join(map(str, sorted(values.get(name, ())))) or NONE)
    _add_orders(made, entry)


def _add_orders(made: Document, entry: Entry) -> None:
    if entry.year > 0:
        made.add_unsigned("year", entry.year)
    for name, text in entry.dates.items():
        made.add_unsigned(name, _date_number(text))
    for name in ALPHABETS:
        key = entry.orders.get(name, "")
        made.add_unsigned(f"{name}_start", _start_number(key[:LETTERS]))
        made.add_text(f"{name}_order", key)


@lru_cache(50_000)
def _date_number(text: str) -> int:
    return date_number(text) or 0


_start_number = lru_cache(50_000)(start_number)
