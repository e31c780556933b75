"""Names of BibTeX: written so that BibTeX splits them rightly, and split as BibTeX does, with BibLaTeX's extended form.

A particle stays with the family name: "von Öberg, Åsa". Rules: Oren Patashnik, "Designing BibTeX Styles" (1988), §4,
and biber's manual, "Extended name format".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.bibtex.decoding import decoded
from formats.bibtex.escapes import escaped
from formats.record import Contributor, Record

AUTHORS = ("aut", "inv", "art", "cmp", "prf")
_OTHERS = "others"
_PARTING = re.compile(r"[,;|]|\band\b", re.I)
_BRACE = re.compile(r"[{}]")
_LONGEST = 2000  # characters of one name; more is no name
_SUFFIXES = frozenset(("jr", "jnr", "sr", "snr", "ii", "iii", "iv"))
_EXTENDED = re.compile(r'\s*"?\s*(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=', re.I)


def written(record: Record, *roles: str) -> str:
    """Return names as BibTeX splits them rightly: "von Last, Jr., First", organisations in braces, "and others"."""
    people = record.names(*roles)
    names = [_name(person) for person in people if not is_others(person)]
    counted = record.contributor_count if "aut" in roles and people else None
    if names and (len(names) < len(people) or (counted and counted > len(people))):
        names.append(_OTHERS)
    return " and ".join(names)


def is_others(person: Contributor) -> bool:
    """Say whether a name stands for those that are not listed."""
    return person.literal.lower().rstrip(".") == "et al"


def _name(person: Contributor) -> str:
    if person.literal or not person.family:
        return "{" + escaped(person.literal or person.given) + "}"
    return ", ".join(filter(None, map(_part, (person.family, person.suffix, person.given))))


def _part(text: str) -> str:
    """Return a part of a name, in braces where BibTeX would take it apart."""
    if text.isalpha() and len(text) != len("and"):
        return text
    return "{" + escaped(text) + "}" if _PARTING.search(text) else escaped(text)


def parts_of(field: str) -> Iterator[dict]:
    """Yield family, given and suffix, or literal, of each name of a field."""
    for name in _split(field, _SEPARATOR):
        for one in _several(name.strip()):
            yield from _parts(one)


_SEPARATOR = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.I)
_COMMA = re.compile(r"[{}]|,")
_SIGNS = (re.compile(r"[{}]| \| "), re.compile(r"[{}]|;"))
_SPACE = re.compile(r"[{}]|(?:\\?\s|~)+")


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Return the text in parts: what a pattern finds between them is left out, but where it is in braces."""
    parts, start, depth = [], 0, 0
    for found in pattern.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(0, depth - 1)
        elif not depth:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _several(name: str) -> Iterable[str]:
    """Return the names that some write as one: "Ladyman, James | Presnell, Stuart" or "Smith, A.; Jones, B."."""
    for sign in _SIGNS if "&" not in name else ():
        if len(parts := _split(name, sign)) > 1:
            return [part.strip() for part in parts]
    return [name]


def _parts(name: str) -> Iterator[dict]:
    if not name.strip("{} ,"):
        return
    if name.lower().strip("{} ") in (_OTHERS, "et al", "et al."):
        yield {"literal": "et al."}
    elif len(name) > _LONGEST or _in_braces(name):
        yield {"literal": decoded(name)}
    elif _EXTENDED.match(name):
        yield _extended(name)
    else:
        yield {key: decoded(" ".join(value.split())) for key, value in _of_commas(name).items() if value}


def _in_braces(text: str) -> bool:
    """Say whether one pair of braces holds the whole text."""
    depth = 0
    for found in _BRACE.finditer(text):
        depth += 1 if found[0] == "{" else -1
        if depth <= 0:
            return found.end() == len(text) and text[0] == "{" and text[1] != "\\"
    return False


def _extended(name: str) -> dict:
    """Return the parts of BibLaTeX's "family=Öberg, given=Åsa, prefix=von"."""
    found = {}
    for part in _split(name, _COMMA):
        key, _, value = part.strip().strip('"').partition("=")
        found[key.strip().lower()] = decoded(value.strip().strip('"'))
    family = " ".join(filter(None, (found.get("prefix"), found.get("family"))))
    if not family or not found.get("given"):
        return {"literal": family or found.get("given", "")}
    return {"family": family, "given": found["given"], "suffix": found.get("suffix", "")}


def _of_commas(name: str) -> dict:
    """Return the parts of "First von Last", "von Last, First" or "von Last, Jr., First"."""
    first, *others = (part.strip() for part in _split(name, _COMMA))
    others = [part for part in others if part]
    if not others:
        return _of_words(first)
    if len(others) == 1 and _is_suffix(others[0]):
        return _of_words(first) | {"suffix": others[0]}
    if len(others) == 1:
        return {"family": first, "given": others[0]}
    if len(others) == 2:
        given, suffix = others if _is_suffix(others[1]) and not _is_suffix(others[0]) else reversed(others)
        return {"family": first, "given": given, "suffix": suffix}
    return {"literal": name}


def _is_suffix(text: str) -> bool:
    return text.strip("{}. ").lower() in _SUFFIXES


def _of_words(name: str) -> dict:
    """Return the parts of "First von Last": the particle begins with the first small word that is not the last."""
    words = [word for word in _split(name, _SPACE) if word]
    if len(words) < 2:
        return {"literal": name}
    small = (place for place, word in enumerate(words[:-1]) if _is_small(word))
    cut = next(small, len(words) - 1)
    if cut == 0:
        return {"literal": name}
    return {"family": " ".join(words[cut:]), "given": " ".join(words[:cut])}


def _is_small(word: str) -> bool:
    r"""Say whether a word begins with a small letter: {\'e}tienne does, {Öberg} and {de} are kept as they are."""
    letter = decoded(word)[:1] if not word.startswith("{") or word.startswith("{\\") else ""
    return letter.islower()
