"""cs:number: a number in figures, as an ordinal or in Roman numerals. CSL 1.0.2, "Number"."""

from __future__ import annotations

import re

from .. import numbers
from ..context import Context
from ..dressing import dressed

# A number of few digits without letters, and how what stands between two is spaced: "2nd, 3rd", "2nd & 3rd".
_WHOLE = re.compile(r"(?<!\w)\d{1,9}(?!\w)")
_SEPARATORS = {",": ", ", "&": " & "}
_BETWEEN = re.compile(r"\s*([-–—])\s*|\s*([,&])\s*|\s+")


def number(compiler, node):
    """Return the function that renders a cs:number; a value that is no number is printed as it is."""
    name = node.get("variable")
    if compiler.sorting:
        return lambda context: numbers.padded(context.text(name))  # as an integer, whatever its form
    write = _FORMS[node.get("form", "numeric")](compiler.locale, compiler.locale.gender_of(name))
    read = compiler.reader.read

    def render(context: Context) -> str:
        value = context.text(name)
        if not value:
            return ""
        if not numbers.is_numeric(value):
            return read(value)
        return write(value)

    return dressed(node, render)


def _each(locale, change):
    """Return a function that changes each number alone; one with affixes, such as "2nd" or "D2", stays as it is."""
    to = locale.term("page-range-delimiter") or "–"

    def written(value: str) -> str:
        spaced = _BETWEEN.sub(lambda match: to if match[1] else _SEPARATORS.get(match[2], " "), value.strip())
        return _WHOLE.sub(lambda match: change(int(match.group())), spaced)

    return written


def _numeric(locale, gender):
    delimiter = locale.term("page-range-delimiter") or "–"
    return lambda value: numbers.page_ranges(value, "", delimiter)


_FORMS = {
    "numeric": _numeric,
    "ordinal": lambda locale, gender: _each(locale, lambda n: numbers.ordinal(n, locale, gender)),
    "long-ordinal": lambda locale, gender: _each(locale, lambda n: numbers.long_ordinal(n, locale, gender)),
    "roman": lambda locale, gender: _each(locale, numbers.roman),
}
