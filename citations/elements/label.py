"""cs:label: the term that belongs to a variable, such as "pp." to pages. CSL 1.0.2, "Label"."""

from __future__ import annotations

from functools import lru_cache

from .. import numbers
from ..context import Context
from ..dressing import decoration

_COUNTS = ("number-of-pages", "number-of-volumes")


def label(compiler, node):
    """Return the function that renders a cs:label outside cs:names."""
    name = node.get("variable")
    single, multiple = label_words(compiler, node, name)

    def render(context: Context) -> str:
        value = context.raw(name)
        if not value or name in context.hidden or name == "locator":
            return single if name == "volume" else ""
        return multiple if is_plural(name, str(value)) else single

    change = decoration(node)  # a term is in the language of the locale: title case needs no English item
    return (lambda context: change(render(context))) if change else render


def label_words(compiler, node, name: str) -> tuple[str, str]:
    """Return the term for one and for several, as plural="..." decides."""
    form, plural = node.get("form", "long"), node.get("plural", "contextual")
    single, multiple = compiler.locale.term(name, form), compiler.locale.term(name, form, plural=True)
    return {"never": (single, single), "always": (multiple, multiple)}.get(plural, (single, multiple))


def name_labels(compiler, node, variables) -> dict[str, tuple[str, str]]:
    """Return the labels that go with lists of names, for one name and for several, by variable."""
    change = decoration(node)
    words = {name: label_words(compiler, node, name) for name in variables}
    if change is None:
        return words
    return {name: (_dressed(change, single), _dressed(change, multiple)) for name, (single, multiple) in words.items()}


@lru_cache(maxsize=4096)
def _dressed(change, words: str) -> str:
    return change(words)


def is_plural(name: str, value: str) -> bool:
    """Return whether the label of a number is plural: for counts above one, for others when there are several."""
    if name in _COUNTS:
        return value.strip() not in ("0", "1")
    return numbers.is_several(value)
