"""Numbers: what is one, several of them, ranges, ordinals, Roman numerals. CSL 1.0.2, "Number" and "Page Ranges"."""

from __future__ import annotations

import re

# "2", "2nd", "D2", "L2d", alone or joined by commas, ampersands and hyphens.
_ONE = r"[^\W\d_]{0,3}\d+[^\W\d_]{0,3}"
_IS_NUMERIC = re.compile(rf"\s*{_ONE}(?:\s*(?:[,&–/-]|\band\b)\s*{_ONE})*\s*")
_ROMAN_NUMBER = r"[ivxlcdm]+|[IVXLCDM]+"
_TOKEN = rf"(?:[^\W\d_]{{0,4}}\d[\w.:-]*|{_ROMAN_NUMBER})"
_ALONE = re.compile(_TOKEN)
_PAIR = re.compile(rf"({_TOKEN})\s*[-–—]+\s*([^\W\d_]*\d[^\W_]*|{_ROMAN_NUMBER})")
_SEPARATOR = re.compile(r"(\s*,\s+|\s*[&;]\s*|\s+and\s+)")
_LONGEST = 100  # characters; what is longer is no number
_NUMBER = r"([^\W\d_]{0,4})\d+[^\W\d_]*"
# "3-5", "3-+", "S3-S5", "4a-b", "i-iv" and "3, 5", but not "103-B" or "CN110836969-A1".
_SEVERAL = re.compile(
    rf"\s*(?:{_NUMBER}\s*[-–—]\s*(?:\1?\d|\+)|\d+[^\W\d_]+[-–—][^\W\d_]|(?:{_ROMAN_NUMBER})\s*[-–—]\s*(?:{_ROMAN_NUMBER}|\d)"
    rf"|(?:{_NUMBER}|{_ROMAN_NUMBER})\s*(?:[,&;]|and\b)\s*[^\s-])"
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN += ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def is_numeric(value) -> bool:
    """Return whether a condition such as is-numeric="edition" holds for the value."""
    return isinstance(value, (int, float)) or bool(_IS_NUMERIC.fullmatch(str(value or "")[: _LONGEST + 1]))


def is_several(value: str) -> bool:
    """Return whether a label for the value has to be plural: "3-5", "3, 5" and "3 & 5"."""
    return bool(_SEVERAL.match(value))


def padded(value) -> str:
    """Return a number so that it sorts by its value."""
    return re.sub(r"\d+", lambda match: match.group().zfill(10), str(value))


def roman(number: int) -> str:
    """Return a number from 1 to 3999 in Roman numerals, others in Arabic."""
    if not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def ordinal(number: int, locale, gender: str = "") -> str:
    """Return "2nd", "2:a" or the like: the most particular ordinal term that matches the number."""
    terms = locale.ordinal_terms()
    for name, part in (
        (f"ordinal-{number % 100:02}", "last-two-digits"),
        (f"ordinal-{number % 10:02}", "last-digit"),
    ):
        for form in (gender, ""):
            term = terms.get((name, form))
            if term and _matches(term.match, name, part, number):
                return f"{number}{term.single}"
    term = terms.get(("ordinal", gender)) or terms.get(("ordinal", ""))
    return f"{number}{term.single if term else ''}"


def _matches(match: str, name: str, part: str, number: int) -> bool:
    code = int(name[-2:])
    match = match or ("last-digit" if code < 10 else "last-two-digits")
    return number == code if match == "whole-number" else match == part or number == code


def long_ordinal(number: int, locale, gender: str = "") -> str:
    """Return "second" or the like for 1 to 10, an ordinal such as "11th" for others."""
    name = f"long-ordinal-{number:02}"
    term = (locale.find(name, gender=gender) or locale.find(name)) if 0 < number <= 10 else None
    return term.single if term else ordinal(number, locale, gender)


def page_ranges(text: str, style: str, delimiter: str) -> str:
    """Return pages with their ranges as the style abbreviates them: expanded, minimal, minimal-two, chicago."""
    if text.isdigit() or len(text) > _LONGEST:
        return text
    pieces = _SEPARATOR.split(text)
    for at in range(0, len(pieces), 2):
        pair = _PAIR.fullmatch(pieces[at])
        if pair:
            pieces[at] = _range(*pair.groups(), style, delimiter)
        elif not _ALONE.fullmatch(pieces[at]):
            return text
    return "".join(pieces)


_PAGE = re.compile(r"([^\W\d_]*)(\d+)([^\W\d_]*)")


def _range(first: str, last: str, style: str, delimiter: str) -> str:
    a, b = _PAGE.fullmatch(first), _PAGE.fullmatch(last)
    if not (a and b):
        return f"{first}{delimiter}{last}"
    prefix, start, start_end = a.groups()
    last_prefix, end, end_end = b.groups()
    abbreviate = _STYLES.get(style)
    if abbreviate is None or start_end or end_end or last_prefix not in ("", prefix):
        return f"{first}{delimiter}{last}"
    full = _expanded(start, end)
    if int(full) <= int(start):
        return f"{first}{delimiter}{last}"
    return f"{first}{delimiter}{abbreviate(prefix, start, full)}"


def _expanded(start: str, end: str) -> str:
    return start[: len(start) - len(end)] + end if len(end) < len(start) else end


def _minimal(start: str, end: str, least: int) -> str:
    if len(start) != len(end):
        return end
    same = 0
    while same < len(end) - least and start[same] == end[same]:
        same += 1
    return end[same:]


def _chicago(start: str, end: str, whole: int) -> str:
    if len(start) != len(end) or len(start) < 3 or int(start) % 100 == 0:
        return end
    if int(start) % 100 < 10:
        return _minimal(start, end, 1)
    short = _minimal(start, end, 2)
    return end if len(start) == whole and len(short) >= 3 else short


_STYLES = {
    "expanded": lambda prefix, start, end: prefix + end,
    "minimal": lambda prefix, start, end: _minimal(start, end, 1),
    "minimal-two": lambda prefix, start, end: _minimal(start, end, 2),
    "chicago": lambda prefix, start, end: _chicago(start, end, 4),
    "chicago-15": lambda prefix, start, end: _chicago(start, end, 4),
    "chicago-16": lambda prefix, start, end: _chicago(start, end, 0),
}
