"""Styles, loaded by citeproc-py and compiled; the most used ones are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from citeproc import CitationStylesStyle

from . import catalogue, locales
from .compiler import Compiler, Render
from .dressing import decoration
from .elements import ELEMENTS
from .marks import FIELD, SEAM
from .punctuation import Quotes
from .sort import Key, sort_keys

_CSL = "{http://purl.org/net/xbiblio/csl}"
KEPT = 64  # styles kept in memory, each for one locale
KEPT_FOR_LISTS = 16


@dataclass(frozen=True, slots=True)
class Style:
    """A style for one locale: the function that renders its bibliography, and what finishing its text needs."""

    render: Render
    quotes: Quotes
    english: bool


@dataclass(frozen=True, slots=True)
class ListStyle:
    """What a whole bibliography needs besides: its order, how its works are cited, and options."""

    keys: list[Key]
    cited: Render
    disambiguation: dict[str, str]
    repeats: bool  # whether something stands for names that the reference before has too
    hanging: bool  # whether the lines of a reference behind its first are indented
    aligned: bool  # whether its first field, a number, stands apart from the rest


def load(style: str, locale: str) -> Style:
    """Return a compiled style; ValueError when there is no such style or locale."""
    return load_file(catalogue.path_of(style), locales.known(locale))


def load_for_list(style: str, locale: str) -> ListStyle:
    """Return what a bibliography in the style needs; ValueError when there is no such style or locale."""
    return list_file(catalogue.path_of(style), locales.known(locale))


@lru_cache(maxsize=KEPT)
def load_file(path: str, locale: str) -> Style:
    """Return the compiled style of a file, for a locale as CSL names it."""
    root, compiler_of = _read(path, locale)
    area = _bibliography(root)
    compiler = compiler_of(area)
    aligned = area.get("second-field-align") is not None
    return Style(_layout(compiler, area.find(f"{_CSL}layout"), aligned), compiler.quotes, locale.startswith("en"))


@lru_cache(maxsize=KEPT_FOR_LISTS)
def list_file(path: str, locale: str) -> ListStyle:
    """Return what a bibliography in the style of a file needs, for a locale as CSL names it."""
    root, compiler_of = _read(path, locale)
    area, citation = _bibliography(root), root.find(f"{_CSL}citation")
    return ListStyle(
        sort_keys(partial(compiler_of, area), area),
        _layout(compiler_of(citation), citation.find(f"{_CSL}layout")),
        dict(citation.attrib),
        area.get("subsequent-author-substitute") is not None,
        area.get("hanging-indent") == "true",
        area.get("second-field-align") is not None,
    )


def _read(path: str, locale: str) -> tuple[object, Callable[..., Compiler]]:
    """Return the root of a style's tree, and a function from one of its areas to a compiler for that."""
    # The styles of the package were validated by their authors; the tests validate ours.
    root = CitationStylesStyle(path, locale=locale, validate=False).root
    return root, partial(Compiler, root, locales.flatten(root.locales, locale), ELEMENTS)


def _end_of_field(context) -> str:
    return "" if context.number is None else f"{FIELD} "


def _bibliography(root):
    """Return cs:bibliography, or cs:citation for styles that have none: then the note is the reference."""
    area = root.find(f"{_CSL}bibliography")
    return root.find(f"{_CSL}citation") if area is None else area


def _layout(compiler: Compiler, node, aligned: bool = False) -> Render:
    """Return the function that renders cs:layout; its affixes stand inside its formatting.

    `aligned` tells whether the first field, a number, stands apart from the rest.
    """
    inner = compiler.sequence(node, "", second=_end_of_field if aligned else None)
    prefix, suffix = node.get("prefix", ""), node.get("suffix", "")
    formatting = decoration({name: value for name, value in node.attrib.items() if name not in ("prefix", "suffix")})

    def render(context) -> str:
        text = inner(context)
        if not text:
            return ""
        text = f"{prefix}{SEAM}{text}{SEAM}{suffix}"
        return formatting(text, context.english) if formatting else text

    return render
