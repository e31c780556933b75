"""Whether two people are one: what speaks for it and against it, each with its points; their sum is the score.

Pure, as comparing.py. A wrong merge does more harm than a missed one: a name alone is never enough, unless it is rare.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from curation.duplicates.comparing import probability
from curation.duplicates.names import Name, agreement

EVIDENCE = {
    "same orcid": (20.0, _("same ORCID iD")),
    "other orcid": (-20.0, _("different ORCID iDs")),
    "same local id": (20.0, _("same local id")),
    "other local id": (-6.0, _("different local ids")),
    "same name": (3.0, _("same name")),
    "same long name": (4.5, _("same name, with several given names")),
    "near name": (1.5, _("a short form of the name, or its words in another order")),
    "misspelt name": (0.5, _("names spelt nearly the same")),
    "middle name": (2.0, _("same name, one with more given names")),
    "initials": (1.0, _("the initials fit")),
    "no given name": (-2.0, _("no given name")),
    "double": (-1.0, _("one family name is a part of the other")),
    "rare name": (3.0, _("nobody else has a name like it")),
    "common name": (-2.5, _("a name that several may have")),
    "very common name": (-5.0, _("a name that many have")),
    "together": (-8.0, _("both stand on one publication")),
    "many colleagues": (4.5, _("several co-authors in common")),
    "a colleague": (2.5, _("a co-author in common")),
    "same unit": (2.5, _("same unit")),
    "same journal": (1.0, _("published in the same journal")),
    "same subject": (1.0, _("same research subjects")),
    "other subject": (-1.0, _("different research subjects")),
    "long ago": (-1.5, _("decades between their publications")),
}
BASE = -4.0
POSSIBLE = 0.5
CROWDED = 3  # first names of one initial in a family, from which a name is common
LONG = 25  # years between the last publication of one and the first of the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person, or a name on a publication, is compared by. All but the names may be empty.

    `colleagues` are names in short form; `publications` tells which they stand on.
    """

    names: tuple[Name, ...]
    orcid: str = ""
    local_id: str = ""
    publications: frozenset = frozenset()
    colleagues: frozenset[str] = frozenset()
    units: frozenset = frozenset()
    journals: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()  # the first and the last


@dataclass(frozen=True, slots=True)
class Comparison:
    """How probably two people are one, and the keys of EVIDENCE that speak for and against it."""

    score: float
    evidence: tuple[str, ...]

    @property
    def asks(self) -> bool:
        return self.score >= POSSIBLE

    @property
    def reasons(self) -> tuple:
        """The words for what was seen; what speaks for one person first."""
        told = sorted(self.evidence, key=lambda key: -EVIDENCE[key][0])
        return tuple(EVIDENCE[key][1] for key in told)


def compare(one: Profile, other: Profile, *, crowd: int = CROWDED) -> Comparison:
    """Return how probably two people are one, and why.

    `crowd` is how many different first names with that initial there are in the family (names.py).
    """
    found = tuple(_seen(one, other, crowd))
    return Comparison(probability(BASE + sum(EVIDENCE[key][0] for key in found)), found)


def _seen(one: Profile, other: Profile, crowd: int) -> Iterator[str]:
    yield from _identifiers(one, other)
    how = agree(one, other)
    if not how:
        return
    yield from how.split(", ")
    if crowd == 1:
        yield "rare name"
    elif crowd >= CROWDED:
        yield "very common name" if crowd > 2 * CROWDED else "common name"
    yield from _work(one, other)


def _identifiers(one: Profile, other: Profile) -> Iterator[str]:
    if one.orcid and other.orcid:
        yield "same orcid" if one.orcid == other.orcid else "other orcid"
    if one.local_id and other.local_id:
        yield "same local id" if one.local_id == other.local_id else "other local id"


def agree(one: Profile, other: Profile) -> str:
    """Return how the names that are most alike agree; "" where none do."""
    found = {agreement(name, another) for name in one.names for another in other.names} - {""}
    return max(found, key=lambda how: sum(EVIDENCE[key][0] for key in how.split(", ")), default="")


def _work(one: Profile, other: Profile) -> Iterator[str]:
    if one.publications & other.publications:
        yield "together"
    if common := one.colleagues & other.colleagues:
        yield "many colleagues" if len(common) > 1 else "a colleague"
    if one.units & other.units:
        yield "same unit"
    if one.journals & other.journals:
        yield "same journal"
    if one.subjects and other.subjects:
        yield "same subject" if one.subjects & other.subjects else "other subject"
    if one.years and other.years and max(one.years[0] - other.years[1], other.years[0] - one.years[1]) > LONG:
        yield "long ago"
