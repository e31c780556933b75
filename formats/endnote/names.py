"""Names of RIS and EndNote: "Family, Given, Suffix"; one without a comma is an organisation, or cannot be parted."""

from __future__ import annotations

import re
from collections.abc import Iterator

_INITIALS = re.compile(r"(?:[A-ZÅÄÖØÆÉ]\.?[- ]?){1,4}")
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|i{2,3}|iv)\.?", re.I)
_OTHERS = re.compile(r"(?:and |& )?(?:et al\.?|others)", re.I)
_MOST_WORDS = 8  # of a person's name
_LONGEST = 500  # characters; more is no name


def parts_of(text: str, *, given_first: bool = False) -> Iterator[dict]:
    """Yield family, given and suffix, or literal, of each name in a value.

    Where names without a comma are written as one says them (`given_first`, EndNote), their last word is the family's.
    """
    for line in text.split("\n"):
        for name in _several(" ".join(line.split())):
            if name.strip(" ,;."):
                yield _parts(name.strip(" ;"), given_first)


def _several(text: str) -> list[str]:
    """Return the names that some write as one value: with semicolons, or "Smith, A., Jones, B.C."."""
    if ";" in text and "," in text:
        return text.split(";")
    halves = [half.strip() for half in text.split(",")]
    if len(halves) > 3 and len(halves) % 2 == 0 and all(_INITIALS.fullmatch(half) for half in halves[1::2]):
        return [f"{family}, {given}" for family, given in zip(halves[::2], halves[1::2], strict=True)]
    return [text]


def _parts(name: str, given_first: bool) -> dict:
    if _OTHERS.fullmatch(name):
        return {"literal": "et al."}
    family, *others = (part.strip() for part in name.split(","))
    others = [part for part in others if part]
    if not others:
        return {"literal": family} if name.endswith(",") else _without_comma(family, given_first)
    if len(others) > 2 or len(name) > _LONGEST:
        return {"literal": name}
    if len(others) == 2 and _SUFFIX.fullmatch(others[0]):
        others.reverse()
    return {"family": family, "given": others[0], "suffix": others[1] if len(others) > 1 else ""}


def _without_comma(name: str, given_first: bool) -> dict:
    """Return the parts of "Brownstein C D", of "Patrik Engdahl" where that may be one, or the whole."""
    words = name.split(" ")
    if len(words) > _MOST_WORDS:
        return {"literal": name}
    initials = next((place for place in range(1, len(words)) if _are_initials(words[place:])), 0)
    if initials and not given_first:
        return {"family": " ".join(words[:initials]), "given": " ".join(words[initials:])}
    if given_first and 1 < len(words) < 4 and all(word[:1].isupper() for word in words):
        return {"family": words[-1], "given": " ".join(words[:-1])}
    return {"literal": name}


def _are_initials(words: list[str]) -> bool:
    return all(_INITIALS.fullmatch(word) and len(word.strip(".")) < 4 for word in words) and len(words) < 4
