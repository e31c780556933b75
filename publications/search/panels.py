"""Facets as a page shows them: what is chosen first, then the values that most publications have, as links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from publications.models.wording import once_a_language
from publications.search import PublicationSearch
from publications.search.facets import FACETS, Name, names_of
from publications.search.funded import FUNDED
from publications.search.parameters import Parameters
from publications.search.years import Years, years

SHOWN = 10


class Choice(NamedTuple):
    """A value to choose, or to choose no longer; `depth` is its place in a tree."""

    label: str
    count: int
    address: str
    chosen: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A facet with the values that are shown; `more` leads to all of them, "" where these are all."""

    name: str
    label: str
    choices: list[Choice]
    more: str = ""
    years: Years | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was asked for, and the list without it. `kind` says for screen readers what it is."""

    label: str
    address: str
    kind: str | Promise = ""


def panels(search: PublicationSearch, path: str, all_values: str) -> list[Panel]:
    """Return the facets that narrow a list further. 1 query, 3 after a change of units or subjects.

    `path` is that of the list, `all_values` that of the page with all values of a facet, with "NAME" in it.
    """
    counts = {name: _counts(search, name, rows) for name, rows in search.found.facets.items()}
    names = names_of({name: _first(search, name, counts[name]) for name in counts if _is_list(name)})
    made = (_panel(search, name, counts[name], names.get(name, {}), path, all_values) for name in counts)
    return [panel for panel in made if panel]


def chips(search: PublicationSearch, path: str) -> list[Chip]:
    """Return the chosen values of facets, each to be taken away. 2 queries where people or journals are chosen."""
    asked = search.parameters
    found = []
    if funded := [asked.within[name] for name in FUNDED if name in asked.within]:
        others = {name: value for name, value in asked.within.items() if name not in FUNDED}
        found.append(Chip(", ".join(funded), asked.address(path, within=others), FUNDED["funder"]))
    for name, keys in search.chosen.items():
        names = FACETS[name].names(keys.values())
        for url, key in keys.items():
            label = names[key].label if key in names else url
            address = asked.address(path, chosen=asked.without_value(name, url))
            found.append(Chip(label, address, FACETS[name].label))
    return found


def _is_list(name: str) -> bool:
    return name != "year" and not FACETS[name].tree


def _counts(search: PublicationSearch, name: str, rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the values that can be chosen: of a list not the one that the page is about."""
    chosen = search.chosen.get(name, {}).values()
    about = search.within_keys.get(name) if _is_list(name) else None
    return {key: count for key, count in rows if (count or key in chosen) and key != about}


def _first(search: PublicationSearch, name: str, counts: Mapping[str, int]) -> list[str]:
    """Return the values of a list that are shown: those that are chosen, and the most common."""
    chosen = search.chosen.get(name, {}).values()
    return sorted(counts, key=lambda key: (key not in chosen, -counts[key]))[: max(SHOWN, len(chosen))]


def _panel(
    search: PublicationSearch, name: str, counts: Mapping[str, int], names: Mapping[str, Name], path: str, others: str
) -> Panel | None:
    """Return a facet, None where it has nothing to choose. `names` are those of a list, `others` as for `panels`."""
    facet, label = FACETS[name], _labels()[name]
    if name == "year":
        chart = years(search, counts)
        return Panel(name, label, [], years=chart) if chart else None
    if facet.tree:
        choices, more = _tree(search, name, counts, path), len(counts) > 1
    else:
        choice = choosing(search, name, path)
        choices = [choice(key, named, counts[key]) for key, named in names.items()]
        more = len(counts) > SHOWN - facet.long
    chosen = name in search.chosen
    if not choices or len(choices) == 1 and not chosen and choices[0].count == search.found.count:
        return None
    address = search.parameters.address(others.replace("NAME", name), within=search.within) if more else ""
    return Panel(name, label, choices, address)


@once_a_language
def _labels() -> dict[str, str]:
    """Return what the facets are called."""
    return {name: str(facet.label) for name, facet in FACETS.items()}


def _tree(search: PublicationSearch, name: str, counts: Mapping[str, int], path: str) -> list[Choice]:
    """Return what stands at the top, or below what the page is about; and what is below each chosen value."""
    tree, chosen = FACETS[name].tree(), search.chosen.get(name, {}).values()
    opened = {key for value in chosen for key in tree.path(value)}
    choice, found = choosing(search, name, path), []

    def add(above: str | None, depth: int) -> None:
        keys = [key for key in tree.below.get(above, ()) if key in counts]
        keys.sort(key=lambda key: (key not in opened, -counts[key]))
        shown = keys[: max(SHOWN, len(opened))]
        names = FACETS[name].names(shown)
        for key in shown:
            found.append(choice(key, names[key], counts[key], depth))
            if depth < 5 and (key in opened or len(keys) == 1):
                add(key, depth + 1)

    add(search.within_keys.get(name), 0)
    return found


def choosing(search: PublicationSearch, name: str, path: str, given: Parameters | None = None) -> Callable[..., Choice]:
    """Return what makes the link that chooses a value of a facet, or takes it away where it is chosen.

    `given` is what the links ask for besides, where that is not what the search does.
    """
    asked, chosen = given or search.parameters, {key: value for value, key in search.chosen.get(name, {}).items()}
    with_value = asked.choosing(path, name)

    def choice(key: str, named: Name, count: int, depth: int = 0) -> Choice:
        if key not in chosen:
            return Choice(named.label, count, with_value(named.url), False, depth)
        address = asked.address(path, chosen=asked.without_value(name, chosen[key]))
        return Choice(named.label, count, address, True, depth)

    return choice
