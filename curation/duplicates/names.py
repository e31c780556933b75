"""Names on two publications: whether they mean the same people, whatever the order, initials, particles and accents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel
from text_unidecode import unidecode

from formats.record import Contributor
from search.analysis import folded, lowered

COMPARED = 40  # names of a publication that are compared; some have thousands
NEAR = 0.8
PARTICLES = frozenset((
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "af", "av", "zu", "zur", "ter",
    "ten", "el", "al", "bin", "ibn", "des", "du", "tot",
))  # fmt: skip
SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHE = re.compile(r"['’ʼ`´]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as folded words: those of the family name, and those of the given names, which may be initials."""

    family: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return self.family + self.given


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name, in Latin letters without accents: "d'Aoust-Müller" is daoust, muller."""
    return _name_words(text[:200])


@lru_cache(16384)
def _name_words(text: str) -> tuple[str, ...]:
    words = _WORD.findall(lowered(_APOSTROPHE.sub("", text)))
    return tuple(word if word.isascii() else _in_latin(word) for word in map(folded, words))


def _in_latin(word: str) -> str:
    return re.sub("[^a-z]", "", unidecode(word).lower()) or word


def name_of(family: str, given: str, literal: str = "") -> Name:
    """Return a name; of an undivided one the last word is the family name, or what stands before its comma."""
    if not family and literal:
        before, comma, after = literal.partition(",")
        words = name_words(literal)
        if comma:
            return Name(name_words(before), name_words(after))
        return Name(words[-1:], words[:-1])
    words = name_words(family)
    if not given and len(words) > 1 and all(len(word) == 1 for word in words[1:]):
        return Name(words[:1], words[1:])  # "Yang Z" in one field
    return Name(words, name_words(given))


def names_of(contributors: tuple[Contributor, ...]) -> tuple[Name, ...]:
    """Return the names of the authors, else of all who took part; at most COMPARED."""
    authors = [one for one in contributors if one.role == "aut"] or contributors
    found = (name_of(one.family, one.given, one.literal) for one in authors[:COMPARED])
    return tuple(name for name in found if name.words)


def same(one: Name, other: Name) -> bool:
    """Return whether two names may be the same person's: a family name in common and no initial that speaks against."""
    long = [{word for word in name.words if len(word) > 1 and word not in PARTICLES} for name in (one, other)]
    families = {word for name in (one, other) for word in name.family}
    common = long[0] & long[1]
    if common & families or any(_near(word, more) for word in one.family for more in other.family):
        return _initials_agree(one, other, common)
    return False


def _near(word: str, other: str) -> bool:
    return min(len(word), len(other)) > 3 and Indel.normalized_similarity(word, other) >= NEAR


def _initials_agree(one: Name, other: Name, common: set[str]) -> bool:
    """Return whether the first letters of what the names do not have in common can be the same."""
    rest = [
        {word[0] for word in name.given if word not in PARTICLES | common} or {word[0] for word in name.words}
        for name in (one, other)
    ]
    return len(common) > 1 or bool(rest[0] & rest[1]) or not one.given or not other.given


def in_common(names: tuple[Name, ...], others: tuple[Name, ...]) -> int:
    """Return how many of the first names have a counterpart among the others, each counted once."""
    left, count = list(others), 0
    for name in names:
        found = next((other for other in left if same(name, other)), None)
        if found:
            left.remove(found)
            count += 1
    return count


def agreement(one: Name, other: Name) -> str:
    """Return how two names of people agree, as a key of curation/duplicates/people.py; "" where they do not.

    Hyphens, spaces and accents make no difference, nor where the family name begins. A family name may be a part of a
    double one.
    """
    if one.given and other.given and _spelt(one.words) == _spelt(other.words):
        return _whole_or_initials(one)
    if sorted(one.words) == sorted(other.words) and len(one.words) > 2:
        return "near name"
    family, given = _families_agree(one, other), _givens_agree(one.given, other.given)
    if not family or not given or _suffixes(one) != _suffixes(other):
        return ""
    return given if family == "same" else f"double, {given}"


def _families_agree(one: Name, other: Name) -> str:
    if _spelt(one.family) == _spelt(other.family):
        return "same"
    parts = [{word for word in name.family if word not in PARTICLES and len(word) > 1} for name in (one, other)]
    return "part" if parts[0] & parts[1] and (parts[0] <= parts[1] or parts[1] <= parts[0]) else ""


def _suffixes(name: Name) -> set[str]:
    return SUFFIXES & {*name.words}


def _whole_or_initials(name: Name) -> str:
    long = sum(len(word) > 1 for word in name.given)
    return ("initials", "same name")[long] if long < 2 else "same long name"


def _givens_agree(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return "same name", "near name", "middle name" (one has more of them), "initials", or "" for different names."""
    if not one or not other:
        return "no given name" if one or other else ""
    shorter, longer = sorted((one, other), key=len)
    if not all(_may_be(*pair) for pair in zip(shorter, longer, strict=False)):
        return "near name" if {*shorter} <= {*longer} and max(map(len, shorter)) > 2 else ""
    if len(shorter[0]) == 1 or len(longer[0]) == 1:
        return "initials"
    if shorter[0] == longer[0]:
        return "same name" if shorter == longer else "middle name"
    return "near name" if shorter[0].startswith(longer[0]) or longer[0].startswith(shorter[0]) else "misspelt name"


def _may_be(word: str, other: str) -> bool:
    """Return whether a given name may be the other: its initial, its short form, or nearly the same."""
    shorter, longer = sorted((word, other), key=len)
    return (longer.startswith(shorter) and len(shorter) != 2) or _near(_spelt((word,)), _spelt((other,)))


def _spelt(words: tuple[str, ...]) -> str:
    """Return words in one, as those write them who have no umlauts: "mueller" and "muller" are one."""
    return "".join(words).replace("ae", "a").replace("oe", "o").replace("ue", "u")


def crowd(name: Name, others: Iterable[Name]) -> int:
    """Return how many different first names begin as this one's does, among those with the family name."""
    initial = name.given[0][0] if name.given else ""
    firsts = {other.given[0] for other in others if other.given and _families_agree(name, other)}
    kept: list[str] = []
    for first in sorted((first for first in firsts if first[0] == initial and len(first) > 1), key=len, reverse=True):
        if not any(_may_be(first, longer) for longer in kept):
            kept.append(first)
    return max(len(kept), 1)


def called(name: Name) -> str:
    """Return a name as a key: all of the family name, and the first given name or initial."""
    return " ".join((*name.family, *name.given[:1]))
