"""cs:date: laid out by the locale (form="text", "numeric") or by the style. CSL 1.0.2, "Date"."""

from __future__ import annotations

from ..context import Context
from ..dates import DateStyle, wanted_parts
from ..dressing import decoration, dressed

_AFFIXES = ("prefix", "suffix")
_TAG = "{http://purl.org/net/xbiblio/csl}date-part"


def date(compiler, node):
    """Return the function that renders a cs:date."""
    style = _style(compiler, node)
    suffixes = compiler.suffixes_years and node.get("variable") == "issued"
    name = node.get("variable")
    read = compiler.reader.read

    def render(context: Context) -> str:
        found = context.date(name)
        if not found:
            return ""
        if found.start is None:
            return read(found.literal) if style.has_year else ""
        text = style.write(found)
        return _suffixed(context, text, str(found.start[0])) if suffixes and context.year_suffix else text

    return dressed(node, render)


def _suffixed(context: Context, text: str, year: str) -> str:
    """Return the first date of a reference with the letter that tells its year apart."""
    if context.suffixed or year not in text:
        return text
    context.suffixed = True
    return text.replace(year, year + context.year_suffix, 1)


def _style(compiler, node) -> DateStyle:
    sorting = compiler.sorting
    own = [dict(part.attrib) for part in node.findall(_TAG)]
    layout = compiler.locale.date(node.get("form")) if node.get("form") else None
    if layout is None:
        return DateStyle([_formatted(part) for part in own], node.get("delimiter", ""), compiler.locale, sorting)
    changes = {part["name"]: {k: v for k, v in part.items() if k not in _AFFIXES} for part in own}
    wanted = wanted_parts(node.get("date-parts"))
    parts = [part | changes.get(part["name"], {}) for part in layout.parts if part["name"] in wanted]
    return DateStyle(
        [_formatted(part) for part in parts], layout.attributes.get("delimiter", ""), compiler.locale, sorting
    )


def _formatted(attributes):
    """Return the attributes of a date-part with a function that formats its text."""
    change = decoration(attributes)
    return attributes, change or (lambda text: text)
