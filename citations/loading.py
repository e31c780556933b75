"""Styles, loaded by citeproc-py and compiled; the most used ones are kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from citeproc import CitationStylesStyle

from . import catalogue, locales
from .compiler import Compiler, Render
from .dressing import decoration
from .elements import ELEMENTS
from .marks import SEAM

_CSL = "{http://purl.org/net/xbiblio/csl}"
KEPT = 64  # styles kept in memory, each for one locale


@dataclass(frozen=True, slots=True)
class Style:
    """A style for one locale: the function that renders its bibliography, and what finishing its text needs."""

    render: Render
    quotes: object
    english: bool


def load(style: str, locale: str) -> Style:
    """Return a compiled style; ValueError when there is no such style or locale."""
    return _load(catalogue.path_of(style), locales.known(locale))


@lru_cache(maxsize=KEPT)
def _load(path: str, locale: str) -> Style:
    # The styles of the package were validated by their authors; the tests validate ours.
    root = CitationStylesStyle(path, locale=locale, validate=False).root
    area = root.find(f"{_CSL}bibliography")
    if area is None:  # some styles for notes have none: then the note is the reference
        area = root.find(f"{_CSL}citation")
    compiler = Compiler(root, locales.flatten(root.locales, locale), ELEMENTS, area)
    layout = area.find(f"{_CSL}layout")
    return Style(_layout(compiler, layout), compiler.quotes, locale.startswith("en"))


def _layout(compiler: Compiler, node) -> Render:
    """Return the function that renders cs:layout; its affixes stand inside its formatting."""
    inner = compiler.sequence(node, "")
    prefix, suffix = node.get("prefix", ""), node.get("suffix", "")
    formatting = decoration({name: value for name, value in node.attrib.items() if name not in ("prefix", "suffix")})

    def render(context) -> str:
        text = inner(context)
        if not text:
            return ""
        text = f"{prefix}{SEAM}{text}{SEAM}{suffix}"
        return formatting(text, context.english) if formatting else text

    return render
