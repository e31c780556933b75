"""cs:names, with cs:name, cs:et-al, cs:label and cs:substitute. CSL 1.0.2, "Names"."""

from __future__ import annotations

from .. import numbers
from ..compiler import tag
from ..context import Context
from ..dressing import dressed
from ..marks import SEAM
from ..name_style import name_style
from ..names import NameStyle, name_list
from .label import name_labels

_TOGETHER = {"editor", "translator"}


def names(compiler, node):
    """Return the function that renders a cs:names; inside cs:substitute a bare one looks like the one around it."""
    children = [child for child in node if isinstance(child.tag, str)]
    parts, order = {tag(child): child for child in children}, [tag(child) for child in children]
    substitute, parent = parts.pop("substitute", None), compiler.substitute_for
    if parent is not None and not parts:
        parts, order = parent
    writer = _Writer(compiler, node, parts, order)
    own = dressed(node, writer.render)
    if substitute is None:
        return own
    substitutes = _substitutes(compiler, substitute, (parts, order))
    return lambda context: own(context) or _substituted(context, substitutes)


def _substitutes(compiler, node, parent):
    outer = compiler.substitute_for, compiler.alternatives
    compiler.substitute_for, compiler.alternatives = parent, True
    made = [compiler.compile(child) for child in node if isinstance(child.tag, str)]
    compiler.substitute_for, compiler.alternatives = outer
    return made


def _substituted(context: Context, substitutes) -> str:
    """Return what the first substitute that has content gives; its variables are not printed again."""
    outer = context.noted
    for render in substitutes:
        context.noted = []
        found = render(context)
        noted, context.noted = context.noted, outer
        if found:
            context.hidden = context.hidden.union(noted)
            for name in noted:
                context.note(name)
            return found
    return ""


class _Writer:
    """Renders the names of some variables."""

    def __init__(self, compiler, node, parts, order) -> None:
        self.variables = (node.get("variable") or "").split()
        self.delimiter = node.get("delimiter", compiler.names_delimiter)
        self.style = name_style(compiler, parts.get("name"), parts.get("et-al"))
        self.read = compiler.reader.read
        self.repetition = compiler.repetition
        labelled = [*self.variables, "editortranslator"] if "label" in parts and not compiler.sorting else []
        self.labels = name_labels(compiler, parts["label"], labelled) if labelled else {}
        self.label_first = "label" in parts and "name" in order and order.index("label") < order.index("name")

    def render(self, context: Context) -> str:
        found = [(name, people) for name in self.variables if (people := context.names(name))]
        same = self._repeated(context, found)
        if len(found) == 2 and {name for name, _ in found} == _TOGETHER and found[0][1] == found[1][1]:
            found = [("editortranslator", found[0][1])]
        shown = [self._variable(name, people, same) for name, people in found]
        return f"{SEAM}{self.delimiter}{SEAM}".join(shown)

    def _repeated(self, context: Context, found) -> int:
        """Return how many names at the head of the reference are those of the one before, and not printed again."""
        if not found or context.people is not None:
            return 0
        context.people = found[0][1]
        return self.repetition.count(context.people, context.before) if context.before else 0

    def _variable(self, name: str, people: list[dict], same: int = 0) -> str:
        if self.style.form == "count":
            return numbers.padded(self._count(people)) if self.style.sorting else str(self._count(people))
        text = _affixed(self.style, self._list(people, same))
        if not self.labels:
            return text
        words = self.labels[name][len(people) > 1]
        return f"{words}{SEAM}{text}" if self.label_first else f"{text}{SEAM}{words}"

    def _list(self, people: list[dict], same: int) -> str:
        if same and self.repetition.rule == "complete-all":
            return self.repetition.words
        return name_list(people, self.style, self.read, (self.repetition.words,) * same)

    def _count(self, people: list[dict]) -> int:
        style = self.style
        cut = style.et_al_possible and len(people) >= style.et_al_min
        return min(len(people), style.et_al_use_first) if cut else len(people)


def _affixed(style: NameStyle, text: str) -> str:
    prefix, opening, closing, suffix = style.format
    left, right = (prefix + SEAM if prefix else "") + opening, closing + (SEAM + suffix if suffix else "")
    return f"{left}{text}{right}" if left or right else text
