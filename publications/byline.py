"""The names above a publication: in printed order, the house's own marked, and many of them folded.

Needs publications loaded with `for_record`; asks the database nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from publications.models import Contribution, Organisation, Publication

# Who made the work: the first of these roles that a publication has; other names are facts about it.
MAKERS = ("aut", "inv", "art", "cmp", "edt", "com", "cur", "drt", "prf", "ctb", "oth")

UNFOLDED = 12  # so many names are always shown
FIRST = 10  # of more than that: the first ten, the house's own and the last


@dataclass(slots=True)
class Place:
    """An affiliation of one or several of the names. `number` refers to it, 0 where there is only one place."""

    name: str
    address: str = ""
    number: int = 0


@dataclass(slots=True)
class Name:
    """A name as printed. `skipped` says how many were left out before it, `numbers` where it worked: "1,3"."""

    text: str
    address: str
    orcid: str
    ours: bool
    corresponding: bool
    skipped: int = 0
    numbers: str = ""


@dataclass(slots=True)
class Byline:
    """The makers of a publication, all in one role. `total` counts also those that the source did not list."""

    role: str
    role_label: str
    names: list[Name]
    places: list[Place]
    total: int
    unlisted: int = 0
    folded: bool = False
    unfolded: bool = False


def byline(publication: Publication, *, whole: bool = False) -> Byline:
    """Return the byline, folded where there are more than twelve names unless the `whole` is wanted."""
    rows = list(publication.contributions.all())
    present = {row.role for row in rows}
    role = next((role for role in MAKERS if role in present), "")
    makers = [row for row in rows if row.role == role]
    many = len(makers) > UNFOLDED
    shown = _folded(makers) if many and not whole else list(enumerate(makers))
    places, numbers = _places(row for _, row in shown)
    unlisted = max((publication.contributor_count or 0) - len(makers), 0) if role == "aut" else 0
    return Byline(
        role=role,
        role_label=makers[0].role_label if makers else "",
        names=list(_names(shown, numbers)),
        places=places,
        total=len(makers) + unlisted,
        unlisted=unlisted,
        folded=len(shown) < len(makers),
        unfolded=many and whole,
    )


def others(publication: Publication, role: str) -> dict[str, list[Contribution]]:
    """Return the names that do not stand in the byline, by role, in printed order."""
    found: dict[str, list[Contribution]] = {}
    for row in publication.contributions.all():
        if row.role != role:
            found.setdefault(row.role, []).append(row)
    return found


def _folded(makers: list[Contribution]) -> list[tuple[int, Contribution]]:
    last = len(makers) - 1
    return [(index, row) for index, row in enumerate(makers) if index < FIRST or index == last or row.ours]


def _names(shown: list[tuple[int, Contribution]], numbers: dict[int, str]) -> Iterable[Name]:
    before = -1
    for index, row in shown:
        person = row.person
        yield Name(
            text=row.name,
            address=person.get_absolute_url() if person else "",
            orcid=(person.orcid or "") if person else "",
            ours=row.ours,
            corresponding=row.corresponding,
            skipped=index - before - 1,
            numbers=numbers.get(row.pk, ""),
        )
        before = index


def _places(rows: Iterable[Contribution]) -> tuple[list[Place], dict[int, str]]:
    """Return the places, each once in order of first mention, and for each row's key the numbers of its own."""
    places: dict[object, Place] = {}
    of_rows: dict[int, list[Place]] = {}
    for row in rows:
        for affiliation in row.places:
            unit = affiliation.organisation
            place = _place(unit, affiliation.name)
            if place.name:
                known = places.setdefault(unit.pk if unit else place.name, place)
                known.number = known.number or len(places)
                of_rows.setdefault(row.pk, []).append(known)
    if len(places) == 1:
        return [Place(place.name, place.address) for place in places.values()], {}
    return list(places.values()), {key: ",".join(str(place.number) for place in own) for key, own in of_rows.items()}


def _place(unit: Organisation | None, printed: str) -> Place:
    """Return a unit of the house by its present name, others as printed."""
    if unit and unit.own:
        return Place(unit.name, unit.get_absolute_url())
    return Place(printed or (unit.name if unit else ""))
