"""A style's tree, as citeproc-py loads it → functions that render it.

Each element becomes one function from a Context to marked text, "" for nothing. A macro is compiled when it is first
called, since a record needs few of the hundred that a large style has, and then shared.
The elements are in `elements`: text, number and label; group and choose; names; date.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from lxml import etree

from .context import Context
from .locales import Locale
from .marks import SEAM
from .names import Repetition
from .punctuation import Quotes
from .richtext import Reader

Render = Callable[[Context], str]
_CSL = "{http://purl.org/net/xbiblio/csl}"
_TEXT = f"{_CSL}text"

# Name options that cs:style, cs:citation and cs:bibliography hand down, with their names on cs:name.
_INHERITED = {
    "and": "and",
    "delimiter-precedes-et-al": "delimiter-precedes-et-al",
    "delimiter-precedes-last": "delimiter-precedes-last",
    "et-al-min": "et-al-min",
    "et-al-use-first": "et-al-use-first",
    "et-al-use-last": "et-al-use-last",
    "initialize": "initialize",
    "initialize-with": "initialize-with",
    "name-as-sort-order": "name-as-sort-order",
    "sort-separator": "sort-separator",
    "name-form": "form",
    "name-delimiter": "delimiter",
}


class Compiler:
    """Compiles the elements of one style for one locale; `elements` maps tags to functions of (compiler, node)."""

    def __init__(self, root, locale: Locale, elements: dict, area, sort_options: dict | None = None) -> None:
        self.options, self.locale, self.elements = dict(root.attrib), locale, elements
        self.reader = Reader(locale)
        self.quotes = Quotes(locale)
        self.sorting = sort_options is not None  # whether what is rendered is a key to sort by
        self.name_options = name_options(root) | name_options(area)
        self.overriding = sort_options or {}
        self.suffixes_years = root.find(f".//{_CSL}text[@variable='year-suffix']") is None
        self.repetition = Repetition(area)
        self.names_delimiter = area.get("names-delimiter", root.get("names-delimiter", ""))
        nodes = {node.get("name"): node for node in root.findall(f"{_CSL}macro")}
        check_macros(nodes)
        # As text: trees of styles would take four times the memory of all that is compiled.
        self.macros = {name: etree.tostring(node, with_tail=False) for name, node in nodes.items()}
        self._macros: dict[str, Render] = {}
        self._lock = Lock()  # threads share styles, and compiling changes what follows
        self.substitute_for = None  # the parts of the cs:names whose cs:substitute is being compiled
        self.alternatives = False  # whether of what cs:choose chooses only the first that has content is wanted
        self._delimiter = ""  # of the group that is being compiled: cs:choose hands it on to what it chooses

    def option(self, name: str, default: str = "") -> str:
        """Return a global option of the style."""
        return self.options.get(name, default)

    def compile(self, node) -> Render:
        """Return the function that renders an element; ValueError for one that CSL does not have."""
        make = self.elements.get(node.tag)
        if make is None:
            raise ValueError(f"The style has an element <{tag(node)}> in a place where CSL has none.")
        return make(self, node)

    def sequence(self, node, delimiter: str | None = None, second: Render | None = None) -> Render:
        """Return the function that renders the children of an element; None is the delimiter of the group around it.

        `second` is rendered behind the first child.
        """
        outer = self._delimiter
        self._delimiter = outer if delimiter is None else delimiter
        outer_alternatives = self.alternatives
        self.alternatives = outer_alternatives and delimiter is None
        renders = [self.compile(child) for child in node.iterchildren("{*}*")]
        if second is not None:
            renders.insert(1, second)
        inner, self._delimiter = self._delimiter, outer
        alternatives, self.alternatives = self.alternatives, outer_alternatives
        return first_of(renders) if alternatives else in_sequence(renders, inner)

    def macro(self, name: str) -> Render:
        """Return the function that renders a macro; ValueError when there is none."""
        if name not in self.macros:
            raise ValueError(f"The style calls the macro {name!r}, which it lacks.")
        if name not in self._macros:
            self._macros[name] = self._compiled_when_called(name)
        return self._macros[name]

    def _compiled_when_called(self, name: str) -> Render:
        compiled = None

        def render(context: Context) -> str:
            nonlocal compiled
            if compiled is None:
                with self._lock:
                    compiled = compiled or self.sequence(etree.fromstring(self.macros[name]), "")
            return compiled(context)

        return render


def check_macros(macros: dict) -> None:
    """Raise ValueError when a macro calls one that the style lacks, or comes back to itself."""
    left = {name: {text.get("macro") for text in node.iter(_TEXT)} - {None} for name, node in macros.items()}
    while done := {name for name, calls in left.items() if not calls}:
        left = {name: calls - done for name, calls in left.items() if name not in done}
    if left:
        names = ", ".join(sorted(left))
        raise ValueError(f"These macros of the style call themselves, or others that it lacks: {names}.")


def name_options(node) -> dict[str, str]:
    """Return the name options an element hands down, by the names they have on cs:name."""
    return {own: node.get(name) for name, own in _INHERITED.items() if node.get(name) is not None}


def tag(node) -> str:
    """Return the name of an element without its namespace."""
    return node.tag.rpartition("}")[2]


def in_sequence(renders: list[Render], delimiter: str = "") -> Render:
    """Return a function that joins what the functions give, with the delimiter between what is not empty."""
    if len(renders) == 1:
        return renders[0]
    between = f"{SEAM}{delimiter}{SEAM}" if delimiter else SEAM

    def sequence(context: Context) -> str:
        return between.join([text for text in [render(context) for render in renders] if text])

    return sequence


def first_of(renders: list[Render]) -> Render:
    """Return a function that gives the first of the texts that is not empty."""
    return lambda context: next((text for render in renders if (text := render(context))), "")
