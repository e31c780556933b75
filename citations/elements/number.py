"""cs:number: a number in figures, as an ordinal or in Roman numerals. CSL 1.0.2, "Number"."""

from __future__ import annotations

import re

from .. import numbers
from ..context import Context
from ..dressing import dressed

_INTEGER = re.compile(r"\d{1,9}")


def number(compiler, node):
    """Return the function that renders a cs:number; a value that is no number is printed as it is."""
    name = node.get("variable")
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


def _each(change):
    return lambda value: _INTEGER.sub(lambda match: change(int(match.group())), value)


def _numeric(locale, gender):
    delimiter = locale.term("page-range-delimiter") or "–"
    return lambda value: numbers.page_ranges(value, "", delimiter)


_FORMS = {
    "numeric": _numeric,
    "ordinal": lambda locale, gender: _each(lambda n: numbers.ordinal(n, locale, gender)),
    "long-ordinal": lambda locale, gender: _each(lambda n: numbers.long_ordinal(n, locale, gender)),
    "roman": lambda locale, gender: _each(numbers.roman),
}
