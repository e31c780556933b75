"""Whether two works are one: what speaks for it and against it, each with its points; their sum is the score.

Pure: neither database nor clock. The points were weighed on labelled pairs (docs/duplicates.md) and rounded.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Indel

from curation.duplicates import titles
from curation.duplicates.names import in_common, same
from curation.duplicates.titles import Title
from curation.duplicates.work import CHAPTERS, Work
from search.analysis import STOP_WORDS

POSSIBLE = 0.5  # the score from which staff are asked

# What was seen: points for one work, and the words that staff read, "" for none.
EVIDENCE = {
    "same doi": (4.0, _("same DOI")),
    "other doi": (-0.5, _("different DOIs")),
    "same identifier": (4.0, _("same identifier")),
    "same isbn": (1.0, _("same ISBN")),
    "same title": (4.0, _("same title")),
    "same beginning": (3.0, _("same title, one goes on longer")),
    "near title": (3.0, _("nearly the same title")),
    "like title": (0.5, _("similar titles")),
    "other title": (-6.0, _("different titles")),
    "other words": (-1.5, _("a word of the title replaced by another")),
    "many other words": (-2.5, _("several words of the title replaced")),
    "more words": (-0.5, _("words added to the title")),
    "other number": (-6.0, _("different numbers in the titles")),
    "one number": (-3.0, _("a number in one of the titles only")),
    "numbered part": (-6.0, _("one is a numbered part")),
    "notice": (-6.0, _("one is a correction, review or comment")),
    "common title": (-4.0, _("a title that many works have")),
    "short title": (-2.0, _("a short title")),
    "same names": (3.0, _("same people")),
    "some names": (1.0, _("some of the same people")),
    "other names": (-5.0, _("different people")),
    "no names": (-1.0, ""),
    "same year": (1.0, _("same year")),
    "next year": (-1.0, _("a year apart")),
    "other year": (-3.0, _("several years apart")),
    "yearly": (-5.0, _("of the same kind in another year, as yearly reports are")),
    "same container": (1.0, _("published in the same journal or book")),
    "other container": (-0.5, _("published in different journals or books")),
    "same page": (2.0, _("same first page")),
    "other page": (-2.0, _("different first pages")),
    "other volume": (-2.0, _("different volumes or issues")),
    "part": (-6.0, _("one may be a part of the other")),
}
BASE = -2.0
SHORTEST_BEGINNING = 25  # letters

_BOOKS = {"publication/book", "publication/edited-book", "conference/proceeding", "publication/report"}
_PREPRINTS = {"publication/preprint", "publication/working-paper", "publication/doctoral-thesis", "publication/other"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How probably two works are one, and the keys of EVIDENCE that speak for and against it."""

    score: float
    evidence: tuple[str, ...]

    @property
    def asks(self) -> bool:
        """Whether staff are asked: also of two with one DOI, since only one publication may have it."""
        return self.score >= POSSIBLE or "same doi" in self.evidence

    @property
    def has_same_title(self) -> bool:
        """Whether the titles are the same and telling, whoever the people: too little to ask, enough to say."""
        return "same title" in self.evidence and not {"common title", "yearly"} & {*self.evidence}

    @property
    def reasons(self) -> tuple:
        """The words for what was seen; what speaks for one work first, the weightiest of each first."""
        told = sorted((key for key in self.evidence if EVIDENCE[key][1]), key=lambda key: -EVIDENCE[key][0])
        return tuple(EVIDENCE[key][1] for key in told)


def compare(one: Work, other: Work) -> Comparison:
    """Return how probably two works are one, and why."""
    found = tuple(_seen(one, other))
    return Comparison(probability(BASE + sum(EVIDENCE[key][0] for key in found)), found)


def probability(points: float) -> float:
    """Return the sum of points as a score from 0 to 1."""
    return 1 / (1 + math.exp(-points))


def _seen(one: Work, other: Work) -> Iterator[str]:
    """Yield the keys of EVIDENCE that hold."""
    shared = tuple(_identifiers(one, other))
    yield from shared
    yield from _titles(one, other, identified="same doi" in shared or "same identifier" in shared)
    yield from _people(one, other)
    yield from _dates(one, other)
    places = tuple(_places(one, other))
    yield from places
    if _is_another_year(one, other) and not {"same page", "same container"} & {*places}:
        yield "yearly"


def _is_another_year(one: Work, other: Work) -> bool:
    """Return whether two works of one kind are of different years, as yearly reports are and a preprint is not."""
    return one.type == other.type and one.type not in _PREPRINTS and bool(one.year and other.year != one.year)


def _identifiers(one: Work, other: Work) -> Iterator[str]:
    if one.doi and other.doi:
        yield "same doi" if one.doi == other.doi else "other doi"
    if one.identifiers & other.identifiers:
        yield "same identifier"
    if one.isbns & other.isbns and not one.is_part and not other.is_part:
        yield "same isbn"


def _titles(one: Work, other: Work, identified: bool) -> Iterator[str]:
    first, second = _closest(one, other)
    if not first or not second:
        return
    wording = tuple(_wording(first, second))
    yield from wording
    yield from _numbers(first, second)
    if first.notice | second.notice and not first.notice & second.notice:
        yield "notice"
    if not identified and "other title" not in wording:
        yield from _rarity(min(first, second, key=lambda title: len(title.telling)))


def _rarity(title: Title) -> Iterator[str]:
    if len(title.telling) <= 2:
        yield "common title" if len(title.squeezed) < 20 else "short title"


def _closest(one: Work, other: Work) -> tuple[Title | None, Title | None]:
    """Return the two titles that are most alike, where there are translations."""
    if len(one.titles) < 2 and len(other.titles) < 2:
        return next(iter(one.titles), None), next(iter(other.titles), None)
    pairs = ((first, second) for first in one.titles for second in other.titles)
    return max(pairs, key=lambda pair: titles.likeness(*pair), default=(None, None))


def _wording(one: Title, other: Title) -> Iterator[str]:
    if one.squeezed == other.squeezed or _says_the_same(one, other):
        yield "same title"
        return
    likeness = titles.likeness(one, other)
    if _is_beginning(one, other):
        yield "same beginning"
        return
    if likeness < 0.7:
        yield "other title"
        return
    yield "near title" if likeness > 0.9 else "like title"
    fewer, more = titles.replaced(one, other)
    if fewer:
        yield "other words" if fewer == 1 else "many other words"
    elif more > 1:
        yield "more words"


def _says_the_same(one: Title, other: Title) -> bool:
    """Return whether titles differ in words such as "the" alone."""
    return one.telling == other.telling != () and one.numbers == other.numbers


def _is_beginning(one: Title, other: Title) -> bool:
    """Return whether one title is the other without its subtitle, or without its end."""
    shorter, longer = sorted((one, other), key=lambda title: len(title.squeezed))
    if len(shorter.squeezed) < SHORTEST_BEGINNING:
        return longer.main == shorter.squeezed
    return longer.squeezed.startswith(shorter.squeezed)


def _numbers(one: Title, other: Title) -> Iterator[str]:
    if one.numbers == other.numbers:
        return
    if one.numbers - other.numbers and other.numbers - one.numbers:
        yield "other number"
    else:
        yield "one number" if one.parts == other.parts else "numbered part"


def _people(one: Work, other: Work) -> Iterator[str]:
    if not one.names or not other.names:
        yield "no names"
        return
    fewer, more = sorted((one.names, other.names), key=len)
    common = in_common(fewer, more)
    if common == len(fewer) and (len(more) - len(fewer) < 2 or len(fewer) > 2):
        yield "same names"
    elif common >= len(fewer) / 2:
        yield "some names"
    else:
        yield "some names" if common > 1 or same(one.names[0], other.names[0]) else "other names"


def _dates(one: Work, other: Work) -> Iterator[str]:
    if one.year and other.year:
        apart = abs(one.year - other.year)
        yield "same year" if not apart else "next year" if apart == 1 else "other year"


def _places(one: Work, other: Work) -> Iterator[str]:
    containers = _containers(one, other)
    yield from containers
    if one.page and other.page:
        yield "same page" if one.page == other.page else "other page"
    elif _differ(one.volume, other.volume) or (one.volume == other.volume and _differ(one.issue, other.issue)):
        yield "other volume"
    if {one.type, other.type} & CHAPTERS and {one.type, other.type} & _BOOKS:
        yield "part"


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one.strip().lower() != other.strip().lower())


def _containers(one: Work, other: Work) -> list[str]:
    first, second = Title(one.container), Title(other.container)
    if not first.squeezed or not second.squeezed:
        return []
    if first.numbers and second.numbers and not first.numbers & second.numbers:
        return ["other container"]
    alike = Indel.normalized_similarity(first.squeezed, second.squeezed) > 0.8
    alike = alike or first.squeezed in second.squeezed or second.squeezed in first.squeezed
    return ["same container" if alike or _is_short_for(first, second) else "other container"]


def _is_short_for(one: Title, other: Title) -> bool:
    """Return whether a title of a journal is the other's abbreviation: JAL, or J. Afr. Lang."""
    shorter, longer = sorted((one, other), key=lambda title: len(title.squeezed))
    words = [word for word in longer.words if word not in STOP_WORDS]
    if len(shorter.words) == 1:
        return shorter.squeezed == "".join(word[0] for word in words)
    short = [word for word in shorter.words if word not in STOP_WORDS]
    return len(short) == len(words) and all(word.startswith(begin) for begin, word in zip(short, words, strict=True))
