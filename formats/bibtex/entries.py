"""The entries of a BibTeX file, also of one that BibTeX refuses: nothing that begins with @word{ is lost.

Read are entries without a key, with the same key as another, in parentheses, with a field twice or a comma too many or
too few, macros that nobody defined (which stand for their names). Told as spoilt are entries that never end. Grammar:
btparse (https://metacpan.org/dist/Text-BibTeX/view/btparse/doc/bt_language.pod). Time grows with the length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from formats.sentence import Sentence

_START = re.compile(r"^[ \t]*+%.*|(?<![\w.])@[ \t]*+([A-Za-z][\w:.+/-]*+)[ \t\r\n]*+([{(])", re.M)
_LINE_START = re.compile(r"^[ \t]*+@[ \t]*+[A-Za-z][\w:.+/-]*+[ \t]*+[{(]", re.M)
_KEY = re.compile(r"\s*+([^\s,={}()\"#][^,={}\"\n]{0,500}|)\s*(?=[,})])")
_FIELD = re.compile(r"([^\s=,{}\"#%()]++(?:[ \t]++[^\s=,{}\"#%()]++){0,5})\s*+=\s*+")
_MORE = re.compile(r"\s*,\s*[A-Za-z][\w-]*\s*=\s*[{\"\d]")
_WORD = re.compile(r"[^\s,#{}\"=()]+")
_GAP = re.compile(r"[\s,]*+")
_NEXT_FIELD = re.compile(r",\s*+(?=[A-Za-z][\w-]*\s*=)|[})]")
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r"[{}\"]")
_CONCATENATED = re.compile(r"\s*+#\s*+")
# How often, on average, a character may be looked at. Where a file needs more, entries that do not end are cut where a
# line begins another.
_PASSES = 8
_SHORT = 500  # characters that an entry may then have
_LONGEST_MACRO = 5000  # characters
_CLOSING = {"{": "}", "(": ")"}
_IGNORED = ("comment", "preamble")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(slots=True)
class Entry:
    """An entry: its type and the names of its fields in small letters, values as they stand, the text of the whole."""

    type: str
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    problem: str = ""


class _Spoilt(Exception):
    """An entry that does not end."""


def entries_of(text: str) -> list[Entry]:
    """Return all entries of a file, in their order; those that could not be read have a `problem`."""
    return _Scanner(text).entries()


class _Scanner:
    def __init__(self, text: str):
        self.text = text
        self.macros: dict[str, str] = {}  # those of the months stand for their names
        self.left = _PASSES * len(text) + 10_000
        self.next_start = -1

    def entries(self) -> list[Entry]:
        """Return all entries."""
        found, place = [], 0
        while start := _START.search(self.text, place):
            if not start[1]:  # a line that is a comment
                place = start.end()
                continue
            kind = start[1].lower()
            if kind in _IGNORED:
                place = self._after_comment(start, kind)
                continue
            entry = self._entry(start, kind)
            place = max(entry.end, start.end())
            if kind != "string":
                found.append(entry)
        return found

    def _after_comment(self, start: re.Match[str], kind: str) -> int:
        """Return where a comment or preamble ends; one that holds an entry, or does not end, ends where it begins."""
        try:
            end = self._closed(start.end(), self._limit(start.end())) if start[2] == "{" else start.end()
        except _Spoilt:
            return start.end()
        return start.end() if kind == "comment" and _LINE_START.search(self.text, start.end(), end) else end

    def _entry(self, start: re.Match[str], kind: str) -> Entry:
        entry = Entry(kind, start=start.start())
        try:
            self._fill(entry, start.end(), _CLOSING[start[2]], self._limit(start.end()))
        except _Spoilt as error:
            entry.end = self._next_start(start.end())
            entry.problem = str(error)
        return entry

    def _limit(self, place: int) -> int:
        """Return how far an entry may reach."""
        return len(self.text) if self.left > 0 else min(self._next_start(place), place + _SHORT)

    def _next_start(self, place: int) -> int:
        """Return where the next line begins that begins an entry."""
        if self.next_start < place:
            following = _LINE_START.search(self.text, place)
            self.next_start = following.start() if following else len(self.text)
        return self.next_start

    def _fill(self, entry: Entry, place: int, closing: str, end: int) -> None:
        if entry.type != "string" and (key := _KEY.match(self.text, place, end)):
            entry.key, place = key[1].strip(), key.end()
        while True:
            place = _GAP.match(self.text, place, end).end()
            if place >= end:
                raise _Spoilt(Sentence("It does not end: a brace is missing."))
            if self.text[place] == closing:
                more = _MORE.match(self.text, place + 1)
                if not more:
                    break
                place += 1
                continue
            place = self._field(entry, place, end)
        entry.end = place + 1

    def _field(self, entry: Entry, place: int, end: int) -> int:
        """Take one field and return where it ends; what is none is passed over."""
        name = _FIELD.match(self.text, place, end)
        if not name:
            following = _NEXT_FIELD.search(self.text, place + 1, end)
            self._spend((following.start() if following else end) - place)
            return following.start() if following else end
        value, place = self._value(name.end(), end)
        key = " ".join(name[1].split()).lower()
        if entry.type == "string":
            self.macros[key] = value[:_LONGEST_MACRO]
        elif key not in entry.fields:
            entry.fields[key] = value
        elif value and value != entry.fields[key]:
            entry.fields[key] += ("; " if key != "author" and key != "editor" else " and ") + value
        return place

    def _value(self, place: int, end: int) -> tuple[str, int]:
        """Return a value, which may be put together of several with #, and where it ends."""
        parts = []
        while True:
            part, place = self._part(place, end)
            parts.append(part)
            more = _CONCATENATED.match(self.text, place, end)
            if not more:
                return "".join(parts), place
            place = more.end()

    def _part(self, place: int, end: int) -> tuple[str, int]:
        sign = self.text[place : place + 1]
        if sign == "{":
            close = self._closed(place + 1, end)
            return self.text[place + 1 : close - 1], close
        if sign == '"':
            close = self._quoted(place + 1, end)
            return self.text[place + 1 : close - 1], close
        word = _WORD.match(self.text, place, end)
        if not word:
            return "", place
        value = self.macros.get(word[0].lower(), word[0]) if self.left > 0 else word[0]
        self._spend(len(value))
        return value, word.end()

    def _closed(self, place: int, end: int) -> int:
        """Return the place after the brace that closes the one before `place`."""
        depth, start = 1, place
        for found in _BRACE.finditer(self.text, place, end):
            depth += 1 if found[0] == "{" else -1
            if not depth:
                self._spend(found.end() - start)
                return found.end()
        self._spend(end - start)
        raise _Spoilt(Sentence("A brace in it is not closed."))

    def _quoted(self, place: int, end: int) -> int:
        """Return the place after the quotation mark that ends a value; one in braces does not."""
        depth, start = 0, place
        for found in _QUOTE.finditer(self.text, place, end):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth -= 1
            if depth < 0:
                break
            if found[0] == '"' and not depth:
                self._spend(found.end() - start)
                return found.end()
        self._spend(end - start)
        raise _Spoilt(Sentence("A quotation mark in it is not closed."))

    def _spend(self, characters: int) -> None:
        self.left -= max(characters, 0)
