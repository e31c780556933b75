"""cs:text: a variable, a macro, a term or the words of the style. CSL 1.0.2, "Text"."""

from __future__ import annotations

from .. import numbers
from ..context import Context
from ..dressing import dressed

_PAGES = ("page", "locator")
_AS_IS = ("DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN")
_NUMBERS = (
    "chapter-number", "collection-number", "edition", "issue", "number", "number-of-pages", "number-of-volumes",
    "part-number", "printing-number", "section", "supplement-number", "volume",
)  # fmt: skip


def text(compiler, node):
    """Return the function that renders a cs:text."""
    attributes = dict(node.items())
    for name, make in _KINDS.items():
        if name in attributes:
            return dressed(attributes, make(compiler, attributes, attributes[name]))
    return lambda context: ""


def _variable(compiler, node, name):
    form = node.get("form", "long")
    if name in _PAGES:
        return _pages(compiler, name)
    if name in _AS_IS:
        return lambda context: context.text(name)
    if name in _NUMBERS:
        return _number(compiler, name)
    read = compiler.reader.read

    def variable(context: Context) -> str:
        value = context.text(name, form)
        return read(value) if value else ""

    return variable


def _pages(compiler, name):
    style, delimiter = compiler.option("page-range-format"), compiler.locale.term("page-range-delimiter") or "–"
    read = compiler.reader.read

    def pages(context: Context) -> str:
        value = context.text(name)
        return numbers.page_ranges(read(value), style, delimiter) if value else ""

    return pages


def _number(compiler, name):
    delimiter = compiler.locale.term("page-range-delimiter") or "–"
    read = compiler.reader.read

    def number(context: Context) -> str:
        value = context.text(name)
        return numbers.page_ranges(read(value), "", delimiter) if value else ""

    return number


def _macro(compiler, node, name):
    render = compiler.macro(name)

    def macro(context: Context) -> str:
        outer, context.filled = context.filled, False
        found = render(context)
        if found:
            context.called = True
        context.filled = outer or bool(found)
        return found

    return macro


def _term(compiler, node, name):
    words = compiler.locale.term(name, node.get("form", "long"), node.get("plural") == "true")
    return lambda context: words


def _value(compiler, node, words):
    return lambda context: words


_KINDS = {"variable": _variable, "macro": _macro, "term": _term, "value": _value}
