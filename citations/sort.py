"""The order of a bibliography. CSL 1.0.2, "Sort": keys are variables or macros, items without a key come last."""

from __future__ import annotations

from collections.abc import Callable

from . import numbers
from .collation import sort_key
from .compiler import Compiler
from .context import Context
from .marks import SEAM
from .markup import plain
from .name_style import name_style
from .names import name_list

_CSL = "{http://purl.org/net/xbiblio/csl}"
_ET_AL = {"names-min": "et-al-min", "names-use-first": "et-al-use-first", "names-use-last": "et-al-use-last"}
Key = tuple[Callable[[Context], str], bool]  # the key of an item, and whether it descends


def sort_keys(compiler_for: Callable[[dict], Compiler], area) -> list[Key]:
    """Return the keys of a cs:bibliography; `compiler_for` gives a compiler with name options of the key's own."""
    return [
        (_key(compiler_for(_name_options(node)), node), node.get("sort") == "descending")
        for node in area.findall(f"{_CSL}sort/{_CSL}key")
    ]


def _name_options(node) -> dict[str, str]:
    return {own: node.get(name) for name, own in _ET_AL.items() if node.get(name) is not None}


def _key(compiler: Compiler, node) -> Callable[[Context], str]:
    language = compiler.locale.language
    if node.get("macro"):
        render = compiler.macro(node.get("macro"))
        return lambda context: sort_key(plain(render(context).replace(SEAM, "")), language)
    name = node.get("variable") or ""
    style, read = name_style(compiler, None, None), compiler.reader.read
    style.form = "long"
    return lambda context: _variable(context, name, style, read, language)


def _variable(context: Context, name: str, style, read, language: str) -> str:
    people = context.has_names(name)
    if people:
        return sort_key(plain(name_list(people, style, read)), language)
    if isinstance(context.raw(name), dict):
        return context.has_date(name).sort_key()
    text = context.text(name)
    return numbers.padded(text) if numbers.is_numeric(text) else sort_key(plain(read(text)), language)


def in_order(contexts: list[Context], keys: list[Key]) -> list[Context]:
    """Return the contexts sorted; without keys in the order they came in."""
    contexts = list(contexts)
    for key, descending in reversed(keys):
        contexts.sort(key=_last_if_empty(key, descending), reverse=descending)
    return contexts


def _last_if_empty(key, descending: bool):
    def compared(context: Context) -> tuple[bool, str]:
        found = key(context)
        context.forget()
        return bool(found) == descending, found

    return compared
