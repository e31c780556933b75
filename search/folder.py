"""The folder of an index: generations beside each other, and a file that names the one in use.

    current-5               the name of the generation in use, by programs of that version of the schema
    20261122-104501-4711/   a generation: Tantivy's files, and
        about.json          its version, and what its maker wants to know again
        compounds.txt       the words into which Swedish compounds are cut
        often.json          the values of facets that most publications have, which are counted apart
        bounds.json         how many publications at most have one of the other values
        names.txt           by what units and subjects are suggested

A new generation is made aside, and used once `current` names it: readers notice, and those that read the old one may
go on, as what is deleted stays there while it is open. Programs of two versions have a generation each, so that the one
for a new version can be made while the old version serves.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from search.schema import VERSION

_POINTER, _ABOUT = f"current-{VERSION}", "about.json"
_COMPOUNDS, _OFTEN, _BOUNDS, _NAMES = "compounds.txt", "often.json", "bounds.json", "names.txt"
_LEFT = 7 * 86_400  # seconds after which nobody uses an older version any more
_GRACE = 60  # seconds that an old generation stays, for readers who are about to open it


class Folder:
    """The folder of an index on this machine; it need not exist."""

    def __init__(self, path: str | os.PathLike):
        self.path = Path(path)
        self._pointer = os.path.join(path, _POINTER)
        self._current: tuple[tuple[int, int], Path] | None = None  # what the pointer named, and which file it was

    def current(self) -> Path | None:
        """Return the generation in use, None where there is none that this version can read."""
        try:
            status = os.stat(self._pointer)  # asked several times a search: reading it takes twice as long
            stamp = status.st_mtime_ns, status.st_ino
            if self._current and self._current[0] == stamp:
                return self._current[1]
            generation = self.path / Path(self._pointer).read_text().strip()
        except OSError:
            return None
        if about(generation).get("version") != VERSION:
            return None
        self._current = stamp, generation
        return generation

    def new(self) -> Path:
        """Return the folder of a generation to be made."""
        generation = self.path / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.monotonic_ns() % 10**9}"
        generation.mkdir(parents=True)
        return generation

    def use(self, generation: Path) -> None:
        """Let readers use a generation from now on."""
        write(self.path / _POINTER, generation.name)

    def clear(self) -> None:
        """Delete what was left of generations that are not in use and that nothing has been written to for a while."""
        used = {pointer.read_text().strip() for pointer in self.path.glob("current-*") if self._serves(pointer)}
        for other in self.path.iterdir() if self.path.exists() else ():
            if other.is_dir() and other.name not in used and time.time() - _changed(other) > _GRACE:
                shutil.rmtree(other, ignore_errors=True)

    @staticmethod
    def _serves(pointer: Path) -> bool:
        return pointer.name == _POINTER or time.time() - _changed(pointer.parent / pointer.read_text().strip()) < _LEFT


def about(generation: Path) -> dict:
    """Return what is known of a generation, nothing where that cannot be read."""
    return _facts(generation / _ABOUT)


def _facts(path: Path) -> dict:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def tell(generation: Path, **facts: object) -> None:
    """Keep facts about a generation, beside those there are; all or none, whatever happens."""
    write(generation / _ABOUT, json.dumps(about(generation) | {"version": VERSION} | facts))


def compounds(generation: Path) -> list[str]:
    """Return the words into which a generation cuts Swedish compounds."""
    try:
        return (generation / _COMPOUNDS).read_text("utf-8").split()
    except OSError:
        return []


def keep_compounds(generation: Path, words: list[str]) -> None:
    write(generation / _COMPOUNDS, "\n".join(words))


def often(generation: Path) -> dict[str, tuple]:
    """Return the values that most publications have, most first, by facet.

    They are chosen when a generation is made and stay the same while it is used.
    """
    return {name: tuple(values) for name, values in _facts(generation / _OFTEN).items()}


def keep_often(generation: Path, values: Mapping[str, Iterable]) -> None:
    write(generation / _OFTEN, json.dumps({name: list(found) for name, found in values.items()}))


class Bounds(NamedTuple):
    """What was known of facets before a round of writing (search/writing.py): how many publications at most have a
    value that is not among the TOP first, and the OFTEN first; and how many have the last of those that a page shows.
    """

    round: int = 0
    most: Mapping[str, Sequence[int]] = MappingProxyType({})
    last: Mapping[str, int] = MappingProxyType({})


def bounds(generation: Path) -> Bounds:
    """Return the bounds that were counted last."""
    found = _facts(generation / _BOUNDS)
    return Bounds(**found) if found.keys() == set(Bounds._fields) else Bounds()


def keep_bounds(generation: Path, found: Bounds) -> None:
    write(generation / _BOUNDS, json.dumps(found._asdict()))


def names(generation: Path) -> list[str]:
    """Return the terms by which units and subjects are suggested (search/suggesting.py), in order."""
    try:
        return (generation / _NAMES).read_text("utf-8").split("\n")
    except OSError:
        return []


def keep_names(generation: Path, terms: Iterable[str]) -> None:
    """Keep these terms where they are not the ones there are."""
    ordered = sorted(set(terms))
    if ordered != names(generation):
        write(generation / _NAMES, "\n".join(ordered))


def touch(generation: Path) -> None:
    """Say that somebody is still making a generation: it may take minutes until something of it is written."""
    os.utime(generation)


def _changed(generation: Path) -> float:
    """Return when something was last written to a generation, 0 where it is gone."""
    try:
        return max(entry.stat().st_mtime for entry in (generation, *os.scandir(generation)))
    except FileNotFoundError:
        return 0


def write(path: Path, text: str) -> None:
    """Write a file whole: a reader sees what was before or what is now, also after a power cut."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
