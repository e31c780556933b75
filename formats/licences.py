"""Licences, as people write them, in one way: "CC BY 4.0", "CC0 1.0", or the address of another licence."""

from __future__ import annotations

import re

from formats.identifiers import checked

_ADDRESS = re.compile(r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([0-9.]+)?", re.I)
_SHORT = re.compile(r"CC[ -](BY(?:[ -](?:NC|ND|SA))*)(?:[ -]([0-9]\.[0-9]))?", re.I)
_ZERO = re.compile(r"\bCC[ -]?0\b(?:[ -]?([0-9]\.[0-9]))?", re.I)
_WORDS = re.compile(
    r"Creative Commons\b.{0,40}\bAttribution((?:[\s-]+(?:Non-?Commercial|No-?Deriv\w*|Share[- ]?Alike))*)"
    r"(?:\s([0-9]\.[0-9]))?",
    re.I,
)
_PARTS = (("noncommercial", "NC"), ("noderiv", "ND"), ("sharealike", "SA"))


def licence_of(text: str) -> str:
    """Return the licence that a text names, "" where it names none that we know."""
    text = text[:2000]
    if found := _ADDRESS.search(text):
        where, kind, version = found.groups()
        if where.lower() == "publicdomain":
            return f"CC0 {version or '1.0'}" if kind.lower() == "zero" else ""
        return _named(kind.upper(), version)
    if found := _ZERO.search(text):
        return f"CC0 {found[1] or '1.0'}"
    if found := _SHORT.search(text):
        return _named(found[1].upper().replace(" ", "-"), found[2])
    if found := _WORDS.search(text):
        words = re.sub(r"[^a-z]", "", found[1].lower())
        return _named("-".join(["BY", *(short for word, short in _PARTS if word in words)]), found[2])
    return ""


def _named(kind: str, version: str | None) -> str:
    return f"CC {kind} {version}" if version else f"CC {kind}"


def address(licence: str) -> str:
    """Return the web address of a licence in our form, "" where there is none."""
    if found := re.fullmatch(r"CC0 ([0-9]\.[0-9])", licence):
        return f"https://creativecommons.org/publicdomain/zero/{found[1]}/"
    if found := re.fullmatch(r"CC (BY(?:-(?:NC|ND|SA))*)(?: ([0-9]\.[0-9]))?", licence):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2] or '4.0'}/"
    uri = checked("uri", licence)
    return "" if uri.problem else uri.value
