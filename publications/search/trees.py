"""Units and subjects as trees, kept in the memory of the process until one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from publications.models import Organisation, Subject
from publications.models.wording import in_language
from publications.versions import version_of_shared


@dataclass(frozen=True, slots=True)
class Node:
    """A unit or subject: its key in the index, that in addresses, its names, and the key of what it is part of."""

    key: str
    url: str
    name_en: str
    name_sv: str
    above: str | None

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_sv)


class Tree:
    """Nodes by key, and what is below each."""

    def __init__(self, nodes: Iterable[Node]):
        self.nodes = {node.key: node for node in nodes}

    @cached_property
    def below(self) -> dict[str | None, list[str]]:
        """Return the keys of the parts of each node; those at the top are below None."""
        found: dict[str | None, list[str]] = {}
        for node in self.nodes.values():
            found.setdefault(node.above if node.above in self.nodes else None, []).append(node.key)
        return found

    def path(self, key: str) -> list[str]:
        """Return the keys of what a node is part of, the widest first, and its own."""
        found, node = [], self.nodes.get(key)
        while node and node.key not in found:
            found.insert(0, node.key)
            node = self.nodes.get(node.above or "")
        return found


_kept: dict[str, Tree] = {}
_version: list[object] = [None]


def renew(version: int | None = None) -> None:
    """Forget the trees if a unit or subject has changed; done once for each list that is shown.

    1 query, none where the version of what is shared is known.
    """
    version = version_of_shared() if version is None else version
    if version != _version[0]:
        forget()
        _version[0] = version


def forget() -> None:
    """Forget the trees; they are asked for again when they are needed."""
    _version[0] = None
    _kept.clear()


def subjects() -> Tree:
    """Return today's subjects by their codes. 1 query after a change."""
    return _tree("subjects", _subjects)


def units() -> Tree:
    """Return all organisations, by the keys of their rows. 1 query after a change."""
    return _tree("units", _units)


def _tree(name: str, nodes: Callable[[], Iterable[Node]]) -> Tree:
    if (found := _kept.get(name)) is None:
        found = _kept[name] = Tree(nodes())
    return found


def _subjects() -> Iterable[Node]:
    rows = Subject.objects.todays().values_list("code", "name_en", "name_sv", "parent__code")
    return [Node(code, code, en, sv, above) for code, en, sv, above in rows]


def _units() -> Iterable[Node]:
    rows = Organisation.objects.order_by("sort_en", "pk").values_list("pk", "slug", "name_en", "name_sv", "parent_id")
    return [Node(str(key), slug, en, sv, str(above) if above else None) for key, slug, en, sv, above in rows]
