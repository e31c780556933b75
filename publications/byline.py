"""The names above a publication: in printed order, the house's own marked, and many of them folded.

Needs publications loaded with `for_record`; asks the database nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from publications.models import Contribution, Organisation, Publication

# Who made the work: the first of these roles that a publication has, other names are facts about it.
MAKERS = ("aut", "inv", "art", "cmp", "edt", "com", "cur", "drt", "prf", "ctb", "oth")

UNFOLDED = 12  # so many names are always shown
FIRST = 10  # of more than that: the first ten, the house's own and the last


@dataclass(slots=True)
class Place:
    """An affiliation of one or several of the names. `number` refers to it, 0 where there is only one place."""

    name: str
    unit: Organisation | None = None
    number: int = 0


@dataclass(slots=True)
class Name:
    """A name in the byline; `skipped` says how many names were left out before it."""

    contribution: Contribution
    places: list[Place] = field(default_factory=list)
    skipped: int = 0


@dataclass(slots=True)
class Byline:
    """The makers of a publication. `total` counts all, also those that the source did not list."""

    role: str
    names: list[Name]
    places: list[Place]
    total: int
    unlisted: int
    folded: bool


def byline(publication: Publication, *, whole: bool = False) -> Byline:
    """Return the byline, folded where there are more than twelve names unless the `whole` is wanted."""
    rows = list(publication.contributions.all())
    present = {row.role for row in rows}
    role = next((role for role in MAKERS if role in present), "")
    makers = [row for row in rows if row.role == role]
    names = _all(makers) if whole or len(makers) <= UNFOLDED else _folded(makers)
    unlisted = max((publication.contributor_count or 0) - len(makers), 0) if role == "aut" else 0
    return Byline(role, names, _placed(names), len(makers) + unlisted, unlisted, len(names) < len(makers))


def others(publication: Publication, role: str) -> dict[str, list[Contribution]]:
    """Return the names that do not stand in the byline, by role, in printed order."""
    found: dict[str, list[Contribution]] = {}
    for row in publication.contributions.all():
        if row.role != role:
            found.setdefault(row.role, []).append(row)
    return found


def _all(makers: Iterable[Contribution]) -> list[Name]:
    return [Name(row) for row in makers]


def _folded(makers: list[Contribution]) -> list[Name]:
    last = len(makers) - 1
    names, before = [], -1
    for place, row in enumerate(makers):
        if place < FIRST or place == last or row.ours:
            names.append(Name(row, skipped=place - before - 1))
            before = place
    return names


def _placed(names: list[Name]) -> list[Place]:
    """Return the places of the names, each once, in order of first mention, and refer the names to them."""
    places: dict[object, Place] = {}
    for name in names:
        for row in name.contribution.affiliations.all():
            unit = row.organisation
            printed = row.name or (unit.name if unit else "")
            key = unit.pk if unit else printed
            if key not in places and printed:
                places[key] = Place(unit.name if unit and unit.own else printed, unit)
            if key in places:
                name.places.append(places[key])
    if len(places) > 1:
        for number, place in enumerate(places.values(), start=1):
            place.number = number
    return list(places.values())
