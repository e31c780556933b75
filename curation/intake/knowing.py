"""Who and where the names in records may be: proposals for staff to accept or leave, each with its confidence.

A name with an ORCID iD is linked by it and needs no proposal. Of the others, a person of the same name is proposed, the
surer the more tells for it: a coauthor whom both have, a unit of theirs in the affiliation, nobody else of that name.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from formats.record import Contributor, Record
from publications.models import Affiliation, Contribution, Organisation, Person, PersonName
from publications.models.wording import in_language, slug_of

SURE = 0.9  # from here on, it is proposed with its box ticked
MOST_NAMES = 100  # of a record for which people are sought
MOST_ROWS = 20_000  # names beside those of the people who may be meant
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


class Knowing:
    """Proposals for the names of a page of records. 6 queries."""

    def __init__(self, records: Iterable[Record]):
        names = [name for record in records for name in record.contributors[:MOST_NAMES]]
        self.people = _people({name.family for name in names if name.family and not name.orcid})
        keys = {person.pk for people in self.people.values() for person, _given in people}
        self.coauthors = _coauthors(keys)
        self.workplaces = _workplaces(keys)
        self.by_orcid = _by_orcid({name.orcid for name in names if name.orcid})
        self.units = _units() if any(name.affiliations for name in names) else {}

    def of(self, record: Record) -> Known:
        """Return what is proposed for a record."""
        known = Known()
        others = [_folded(name.family) for name in record.contributors]
        for place, name in enumerate(record.contributors[:MOST_NAMES]):
            beside = {other for number, other in enumerate(others) if number != place and other}
            if found := self._proposals(name, beside):
                known.people[str(place)] = found
            for number, affiliation in enumerate(name.affiliations):
                if not affiliation.unit and (unit := self._unit(affiliation.name)):
                    known.units[f"{place}.{number}"] = [unit]
        return known

    def _proposals(self, name: Contributor, beside: set[str]) -> list[Proposal]:
        if name.orcid:
            return []
        found = [
            proposal
            for person, given in self.people.get(_folded(name.family), ())
            if (proposal := self._judged(name, person, given, beside))
        ]
        best: dict[int, Proposal] = {}
        for one in sorted(found, key=lambda one: -one.score):
            best.setdefault(one.key, one)
        alone = len(best) == 1
        return [_alone(one) if alone else one for one in best.values()][:3]

    def _judged(self, name: Contributor, person: Person, given: str, beside: set[str]) -> Proposal | None:
        likeness = _alike(name.given, given)
        if not likeness:
            return None
        reasons = [_("same name") if likeness == 2 else _("same initials")]
        score = 0.5 if likeness == 2 else 0.2
        shared = beside & self.coauthors.get(person.pk, set())
        if shared:
            score += 0.25 if len(shared) == 1 else 0.35
            reasons.append(_("coauthors in common"))
        printed = " ".join(_folded(place.name) for place in name.affiliations)
        if printed and any(unit in printed for unit in self.workplaces.get(person.pk, ())):
            score += 0.3
            reasons.append(_("same unit"))
        return Proposal(person.pk, person.name, min(score, 0.99), tuple(reasons))

    def _unit(self, printed: str) -> Proposal | None:
        """Return the unit whose name stands in an affiliation between commas, or else the longest that stands in it."""
        parts = {_folded(part) for part in printed.split(",")}
        for part in sorted(parts, key=len, reverse=True):
            if unit := self.units.get(part):
                return Proposal(unit.pk, in_language(unit.name_en, unit.name_sv), 0.9, (_("same name"),))
        whole = f" {_folded(printed)} "
        inside = [name for name in self.units if len(name) >= SHORTEST and f" {name} " in whole]
        if not inside:
            return None
        unit = self.units[max(inside, key=len)]
        return Proposal(unit.pk, in_language(unit.name_en, unit.name_sv), 0.6, (_("its name stands in it"),))


def _alone(one: Proposal) -> Proposal:
    """Return a proposal, surer and with the reason, where it is the only one of a whole name."""
    if _("same name") not in one.reasons:
        return one
    return Proposal(one.key, one.name, min(one.score + 0.15, 0.99), (*one.reasons, _("nobody else of that name")))


def _folded(text: str) -> str:
    """Return a text by which names are compared: case, accents and signs do not count."""
    return slug_of(text).replace("-", " ") if text.strip() else ""


def _alike(one: str, other: str) -> int:
    """Return 2 for the same given name, 1 where the initials of one are those of the other, else 0."""
    mine, theirs = _folded(one).split(), _folded(other).split()
    if not mine or not theirs:
        return 0
    if mine == theirs or (mine[0] == theirs[0] and len(mine[0]) > 1):
        return 2
    shorter = min(len(mine), len(theirs))
    initials = all(a[0] == b[0] for a, b in zip(mine[:shorter], theirs[:shorter], strict=True))
    return 1 if initials and (len(mine[0]) == 1 or len(theirs[0]) == 1) else 0


def _people(families: set[str]) -> dict[str, list[tuple[Person, str]]]:
    """Return the people of these family names, and those who have been printed so, with the given name. 2 queries."""
    found: dict[str, list] = defaultdict(list)
    people = {person.pk: person for person in Person.objects.filter(family__in=families)[:MOST_ROWS]}
    rows = PersonName.objects.filter(family__in=families).values_list("person", "family", "given")[:MOST_ROWS]
    people |= Person.objects.in_bulk({key for key, _family, _given in rows} - people.keys())
    names = [(person.pk, person.family, person.given) for person in people.values()]
    for key, family, given in (*names, *rows):
        found[_folded(family)].append((people[key], given))
    return found


def _by_orcid(orcids: set[str]) -> dict[str, Person]:
    return {person.orcid: person for person in Person.objects.filter(orcid__in=orcids)} if orcids else {}


def _coauthors(keys: set[int]) -> dict[int, set[str]]:
    """Return the folded family names beside each of these people on their publications. 2 queries."""
    own = Contribution.objects.filter(person__in=keys).values_list("publication", "person")[:MOST_ROWS]
    people = defaultdict(set)
    for publication, person in own:
        people[publication].add(person)
    rows = Contribution.objects.filter(publication__in=people).values_list("publication", "person", "family")
    found = defaultdict(set)
    for publication, person, family in rows[:MOST_ROWS]:
        for key in people[publication] - {person}:
            found[key].add(_folded(family))
    return found


def _workplaces(keys: set[int]) -> dict[int, set[str]]:
    """Return the folded names of the units of these people. 1 query."""
    rows = Affiliation.objects.filter(person__in=keys)
    found = defaultdict(set)
    for person, *names in rows.values_list("person", "organisation__name_en", "organisation__name_sv"):
        found[person] |= {folded for name in names if len(folded := _folded(name)) >= SHORTEST}
    return found


def _units() -> dict[str, Organisation]:
    """Return the units of the house by their folded names in both languages. 1 query."""
    units = Organisation.objects.filter(own=True)
    return {folded: unit for unit in units for name in (unit.name_en, unit.name_sv) if (folded := _folded(name))}
