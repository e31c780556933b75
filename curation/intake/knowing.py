"""Who and where the names in records may be: proposals for staff to accept or leave, each with its confidence.

Who, `curation.duplicates` knows. A name with an ORCID iD is linked by it and needs no proposal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from curation.duplicates import recognised
from formats.record import Affiliation, Record
from publications.models import Organisation, Person
from publications.models.wording import in_language, slug_of

SURE = 0.9  # from here on, it is proposed with its box ticked
MOST = 3  # people proposed for a name
MOST_NAMES = 100  # of a record whose units are sought
SHORTEST = 8  # letters of a unit's name that is sought in affiliations


@dataclass(frozen=True)
class Proposal:
    """Somebody, or a unit, that a name may be: the key, what to show, how sure it is (0 to 1), and why."""

    key: int
    name: str
    score: float
    reasons: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(self.score * 100)

    @property
    def is_sure(self) -> bool:
        return self.score >= SURE


@dataclass
class Known:
    """What is proposed for records: people by name and place ("0"), units by affiliation and place ("0.1")."""

    people: dict[str, list[Proposal]] = field(default_factory=dict)
    units: dict[str, list[Proposal]] = field(default_factory=dict)


def proposals(records: Iterable[Record]) -> list[Known]:
    """Return what is proposed for each of some records. 8 queries at most."""
    records = list(records)
    places = {place for record in records for _key, place in _places(record) if not place.unit}
    units = _named(places)
    people = recognised(records, {place: unit.key for place, unit in units.items()})
    return [
        Known(
            {str(place): [_person(*row) for row in rows[:MOST]] for place, rows in enumerate(found) if rows},
            {key: [units[place]] for key, place in _places(record) if place in units},
        )
        for record, found in zip(records, people, strict=True)
    ]


def _person(person: Person, score: float, reasons: tuple) -> Proposal:
    return Proposal(person.pk, person.name, min(score, 0.99), tuple(map(str, reasons)))


def _places(record: Record) -> Iterator[tuple[str, Affiliation]]:
    """Return the affiliations of the first names with their places: "0.1"."""
    for place, name in enumerate(record.contributors[:MOST_NAMES]):
        for number, affiliation in enumerate(name.affiliations):
            yield f"{place}.{number}", affiliation


def _named(places: set[Affiliation]) -> dict[Affiliation, Proposal]:
    """Return the units of the house that affiliations name."""
    units = _units() if places else {}
    found = ((place, _unit(place.name, units)) for place in places)
    return {place: unit for place, unit in found if unit}


def _unit(printed: str, units: dict[str, Organisation]) -> Proposal | None:
    """Return the unit whose name stands in an affiliation between commas, or else the longest that stands in it."""
    parts = {_folded(part) for part in printed.split(",")}
    for part in sorted(parts, key=len, reverse=True):
        if unit := units.get(part):
            return Proposal(unit.pk, in_language(unit.name_en, unit.name_sv), 0.9, (_("same name"),))
    whole = f" {_folded(printed)} "
    inside = [name for name in units if len(name) >= SHORTEST and f" {name} " in whole]
    if not inside:
        return None
    unit = units[max(inside, key=len)]
    return Proposal(unit.pk, in_language(unit.name_en, unit.name_sv), 0.6, (_("its name stands in it"),))


def _folded(text: str) -> str:
    """Return a text by which names are compared: case, accents and signs do not count."""
    return slug_of(text).replace("-", " ") if text.strip() else ""


def _units() -> dict[str, Organisation]:
    """Return the units of the house by their folded names in both languages. 1 query."""
    units = Organisation.objects.filter(own=True)
    return {folded: unit for unit in units for name in (unit.name_en, unit.name_sv) if (folded := _folded(name))}
