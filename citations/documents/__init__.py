"""A bibliography as a document, to copy and to download.

`writer(suffix)` gives a format, which is a module: `label`, `media_type`, `suffix`, and `write(document) -> bytes`.
Nothing is escaped before a writer sees it, and each writer escapes all text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from citations.reference import Reference

SUFFIXES = ("docx", "rtf", "html", "txt", "md", "tex")  # each the name of its module


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some references below a heading, which may be empty."""

    heading: str = ""
    references: list[Reference] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A bibliography: its title, the language of its citations as a tag, and how its style sets it."""

    title: str
    language: str
    sections: list[Section]
    hanging: bool = False  # the lines of a reference behind its first are indented
    aligned: bool = False  # the number of a reference stands apart from the rest

    @property
    def references(self) -> Iterator[Reference]:
        """Return all references in their order."""
        return (reference for section in self.sections for reference in section.references)


class Run(NamedTuple):
    """Text with the same formatting throughout: some of i, b, sup, sub, smallcaps, underline; `link` an address."""

    text: str
    looks: frozenset[str] = frozenset()
    link: str = ""


_LINK = re.compile(r"https?://[^\s<>\"“”»]+|(?:(?<=doi:)|(?<=doi: ))10\.\d{4,9}/[^\s<>\"“”»]+", re.IGNORECASE)
_BEHIND = ".,;:!?'’…"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def runs_of(reference: Reference) -> Iterator[Run]:
    """Yield the runs of a reference, its web addresses and DOIs as links, without characters that XML has not."""
    for text, looks in reference.runs():
        text, at = _CONTROLS.sub("", text), 0
        for match in _LINK.finditer(text):
            address = _address(match.group())
            if match.start() > at:
                yield Run(text[at : match.start()], looks)
            yield Run(address, looks, address if address.lower().startswith("http") else f"https://doi.org/{address}")
            at = match.start() + len(address)
        if text[at:]:
            yield Run(text[at:], looks)


def _address(text: str) -> str:
    """Return the address without the punctuation of the reference behind it."""
    text = text.rstrip(_BEHIND)
    while text.endswith((")", "]")) and text.count(text[-1]) > text.count("(" if text[-1] == ")" else "["):
        text = text[:-1].rstrip(_BEHIND)
    return text


def writer(suffix: str) -> ModuleType:
    """Return the format of a suffix; KeyError where there is none."""
    if suffix not in SUFFIXES:
        raise KeyError(suffix)
    return import_module(f"citations.documents.{suffix}")


def clean(text: str) -> str:
    """Return a heading or title without characters that XML has not."""
    return _CONTROLS.sub("", text)
