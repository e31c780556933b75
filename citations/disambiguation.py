"""Years told apart by a letter: "2024a", "2024b". CSL 1.0.2, "Disambiguation", as far as a bibliography shows it.

Works get letters when the style asks for year suffixes and a citation of them would read the same, even with all names
written out where the style allows that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from .context import Context

_CONTRIBUTORS = ("author", "editor", "translator", "collection-editor", "composer", "director")


def add_year_suffixes(contexts: list[Context], cited: Callable[[Context], str], options: dict[str, str]) -> None:
    """Give a letter to each of the contexts, in their order, whose citations cannot be told apart otherwise."""
    if options.get("disambiguate-add-year-suffix") != "true":
        return
    groups = defaultdict(list)
    for context in contexts:
        groups[cited(context), _names(context, options)].append(context)
        context.forget()
    for group in groups.values():
        if len(group) > 1:
            for number, context in enumerate(group):
                context.year_suffix = letters(number)


def _names(context: Context, options: dict[str, str]) -> tuple:
    people = next((found for name in _CONTRIBUTORS if (found := context.has_names(name))), [])
    all_names = options.get("disambiguate-add-names") == "true"
    given = options.get("disambiguate-add-givenname") == "true"
    parts = ("family", "literal", "given") if given else ("family", "literal")
    return tuple(tuple(str(one.get(part) or "") for part in parts) for one in (people if all_names else people[:1]))


def letters(number: int) -> str:
    """Return a for 0, b for 1 ... z for 25, aa for 26."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text
