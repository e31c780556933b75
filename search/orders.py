"""What the index orders by: dates and alphabetical keys as numbers, which Tantivy sorts quickly at any depth."""

from __future__ import annotations

import re

_DIGITS = 14  # of a date and time: 20240517120000
_MOST = 10**_DIGITS - 1
LETTERS = 11  # of a key that fit into a number
_SIGNS = 42
_DATE = re.compile(r"\d{1,4}(?:-?\d\d(?:-?\d\d(?:[T ]?\d\d(?::?\d\d(?::?\d\d)?)?)?)?)?")


def date_number(text: str, last: bool = False) -> int | None:
    """Return a date in ISO 8601, as exact as it is, as a number: "2024-05" is 20240500000000; with `last` the last
    moment in it, 20240599999999. None where it is no date."""
    if len(text) == _DIGITS and text.isdecimal() and text.isascii():  # as the database writes it
        return int(text)
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, rest = re.match(r"(\d{1,4})(.*)", found[0]).groups()
    digits = year.zfill(4) + re.sub(r"\D", "", rest)
    return int(digits.ljust(_DIGITS, "9" if last else "0"))


def bounds(field: str, first: str, last: str) -> tuple[int, int] | None:
    """Return the numbers between which a field lies, both included; None where an end is no date."""
    low, high = date_number(first) if first.strip() else 0, date_number(last, True) if last.strip() else _MOST
    if low is None or high is None:
        return None
    # Years are indexed as they are.
    return (low // 10**10, high // 10**10) if field == "year" else (low, high)


def start_number(key: str) -> int:
    """Return the first letters of a sort key as a number in the same order. Keys are the database's, in C order."""
    number = 0
    for place in range(LETTERS):
        number = number * _SIGNS + (_PLACES[key[place]] if place < len(key) else 0)
    return number


class _Places(dict):
    def __missing__(self, sign: str) -> int:
        found = self[sign] = _place(sign)
        return found


def _place(sign: str) -> int:
    """Return the place of a sign of a sort key in the alphabet, in which {, | and } stand for å, ä and ö."""
    if sign < "0":
        return 1
    if sign <= "9":
        return 2 + ord(sign) - ord("0")
    if sign < "a":
        return 11
    return min(12 + ord(sign) - ord("a"), _SIGNS - 1)


_PLACES = _Places()
