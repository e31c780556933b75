"""cs:name, cs:et-al and what they inherit → a NameStyle. CSL 1.0.2, "Name" and "Et-al Abbreviation"."""

from __future__ import annotations

from .dressing import decoration
from .marks import formatting_of
from .names import NameStyle


def name_style(compiler, name, et_al) -> NameStyle:
    """Return what a cs:name (None when there is none) and what it inherits ask for."""
    options = compiler.name_options | (dict(name.attrib) if name is not None else {}) | compiler.overriding
    style = NameStyle(
        form=options.get("form", "long"),
        delimiter=options.get("delimiter", ", "),
        conjunction=_conjunction(compiler, options.get("and")),
        delimiter_precedes_last=options.get("delimiter-precedes-last", "contextual"),
        delimiter_precedes_et_al=options.get("delimiter-precedes-et-al", "contextual"),
        et_al_min=int(options.get("et-al-min", 0)),
        et_al_use_first=int(options.get("et-al-use-first", 1)),
        et_al_use_last=options.get("et-al-use-last") == "true",
        initialize=options.get("initialize") != "false",
        initialize_with=options.get("initialize-with"),
        initialize_with_hyphen=compiler.option("initialize-with-hyphen") != "false",
        sort_order=options.get("name-as-sort-order", ""),
        sort_separator=options.get("sort-separator", ", "),
        demote=compiler.option("demote-non-dropping-particle", "display-and-sort"),
        et_al=_et_al(compiler, et_al),
    )
    if name is not None:
        style.format = (name.get("prefix", ""), *formatting_of(name), name.get("suffix", ""))
        style.parts = (
            {}
            if compiler.sorting
            else {part.get("name"): decoration(part) for part in name if isinstance(part.tag, str)}
        )
    return _for_sorting(style) if compiler.sorting else style


def _for_sorting(style: NameStyle) -> NameStyle:
    """Return the style for a key to sort by: family names first, particles where the style sorts them."""
    style.sort_order, style.sort_separator, style.delimiter, style.conjunction = "all", " ", " ", ""
    style.parts, style.sorting, style.et_al = {}, True, ""
    return style


def _conjunction(compiler, kind: str | None) -> str:
    if kind == "symbol":
        return compiler.locale.term("and", "symbol") or "&"
    return compiler.locale.term("and") if kind == "text" else ""


def _et_al(compiler, node) -> str:
    words = compiler.locale.term(node.get("term", "et-al") if node is not None else "et-al")
    change = decoration(node) if node is not None else None
    return change(words) if change and words else words
