"""Names on two publications: whether they mean the same people, whatever the order, initials, particles and accents."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from formats.record import Contributor
from search.analysis import folded, lowered

COMPARED = 40  # names of a publication that are compared; some have thousands
NEAR = 0.8
PARTICLES = frozenset((
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "af", "av", "zu", "zur", "ter",
    "ten", "el", "al", "bin", "ibn", "des", "du", "tot",
))  # fmt: skip
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
    """Return the words of a name, folded: "d'Aoust-Müller" is daoust, muller."""
    return _name_words(text[:200])


@lru_cache(16384)
def _name_words(text: str) -> tuple[str, ...]:
    return tuple(map(folded, _WORD.findall(lowered(_APOSTROPHE.sub("", text)))))


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
