"""People who may be one, and which person a name on a record probably is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from curation.duplicates.names import Name, agreement, crowd
from curation.duplicates.pairs import told_apart
from curation.duplicates.people import CROWDED, Comparison, Profile, compare
from curation.duplicates.profiles import named_like, profile_of, profiles
from curation.models import PossibleDuplicate
from formats.record import Affiliation, Record
from publications.models import Journal, Organisation, Person

MOST_NAMES = 100  # of a record that are looked at
MOST = 100  # people with a name that agrees, whose work is looked at


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A person who may be the same; `score` is from 0 to 1, `reasons` are words for staff, for and against."""

    person_id: int
    score: float
    reasons: tuple


def people_candidates(person: Person) -> list[PersonCandidate]:
    """Return the people who may be the same as one, the most probable first. 5 queries.

    Left out are those whom staff have told apart from the person.
    """
    names = [form for form in profiles([person.pk])[person.pk].names if form.words]
    like = Likeness(names)
    others = like.who_agree(names).keys() - {person.pk, *told_apart(PossibleDuplicate.Kind.PERSON, person.pk)}
    known = profiles([person.pk, *sorted(others)[:MOST]])
    own = known.pop(person.pk)
    found = [(key, like.compare(own, other)) for key, other in known.items()]
    return sorted(
        (PersonCandidate(key, comparison.score, comparison.reasons) for key, comparison in found if comparison.asks),
        key=lambda candidate: (-candidate.score, candidate.person_id),
    )


def recognised(records: Iterable[Record], named: Mapping[Affiliation, int] | None = None) -> list[list[list[tuple]]]:
    """Return for each record who its first names (MOST_NAMES) probably are: person, confidence from 0 to 1, reasons.

    Of a name with an ORCID iD nothing is said: that links it. Units are those whose codes the affiliations have, and
    those that are `named` in them. 7 queries at most, for all records together.
    """
    records = list(records)
    units, journals = _units(records) | dict(named or {}), _journals(records)
    mentions = [_mentions(record, units, journals) for record in records]
    known = _Known([mention for found in mentions for mention in found if mention])
    return [
        [known.of(mention, taken) if mention else [] for mention in found]
        for record, found in zip(records, mentions, strict=True)
        for taken in [{contributor.orcid for contributor in record.contributors} - {""}]
    ]


def _mentions(record: Record, units: dict[Affiliation, int], journals: dict[str, int]) -> list[Profile | None]:
    keys = frozenset(journals[number] for number in (record.issn, record.eissn) if number in journals)
    names = record.contributors[:MOST_NAMES]
    return [None if name.orcid else profile_of(name, record, units, keys) for name in names]


def _units(records: list[Record]) -> dict[Affiliation, int]:
    """Return the keys of the units whose codes the affiliations have. 1 query."""
    names = (name for record in records for name in record.contributors[:MOST_NAMES])
    places = {place for name in names for place in name.affiliations if place.unit}
    if not places:
        return {}
    rows = Organisation.objects.filter(code__in={place.unit for place in places})
    keys = dict(rows.values_list("code", "pk"))
    return {place: keys[place.unit] for place in places if place.unit in keys}


def _journals(records: list[Record]) -> dict[str, int]:
    """Return the keys of journals by the ISSNs that the records have. 1 query."""
    numbers = {number for record in records for number in (record.issn, record.eissn) if number}
    if not numbers:
        return {}
    rows = Journal.objects.filter(Q(issn__in=numbers) | Q(eissn__in=numbers)).values_list("pk", "issn", "eissn")
    return {number: key for key, *own in rows for number in own if number}


class _Known:
    """The people whom names on records may mean. 5 queries, none for no names."""

    def __init__(self, mentions: list[Profile]):
        self.like = Likeness([name for mention in mentions for name in mention.names if name.family])
        numbered = _by_local_id({mention.local_id for mention in mentions} - {""})
        self.keys = {mention: self._keys(mention, numbered) for mention in mentions}
        self.profiles = profiles({key for keys in self.keys.values() for key in keys}) if mentions else {}
        self.people = Person.objects.in_bulk(self.profiles)

    def _keys(self, mention: Profile, numbered: dict[str, int]) -> list[int]:
        """Return the keys of those with the local id, and of those with a name that agrees."""
        own = [numbered[mention.local_id]] if mention.local_id in numbered else []
        return [*own, *self.like.who_agree(mention.names)][:MOST]

    def of(self, mention: Profile, taken: set[str]) -> list[tuple[Person, float, tuple]]:
        """Return who a name may be, the most probable first; nobody whose ORCID iD another name has."""
        known = {key: self.profiles[key] for key in self.keys[mention] if key in self.profiles}
        compared = {key: self.like.compare(mention, one) for key, one in known.items() if one.orcid not in taken}
        found = [(self.people[key], one.score, one.reasons) for key, one in compared.items() if one.asks]
        return sorted(found, key=lambda row: (-row[1], row[0].pk))


def _by_local_id(local_ids: set[str]) -> dict[str, int]:
    """Return the keys of people by local id. 1 query."""
    return dict(Person.objects.filter(local_id__in=local_ids).values_list("local_id", "pk")) if local_ids else {}


class Likeness:
    """The people who share a family name with some names, and how many namesakes these have."""

    def __init__(self, names: list[Name]):
        self.forms, self.common = named_like(names) if names else ({}, frozenset())
        self.families: dict[str, set[Name]] = defaultdict(set)
        for form in (form for forms in self.forms.values() for form in forms):
            for word in form.family:
                self.families[word].add(form)
        self.crowds: dict[Name, int] = {}

    def who_agree(self, names: Iterable[Name]) -> dict[int, None]:
        """Return the keys of those with a form of name that agrees with one of these."""
        near = {form for name in names for word in name.words for form in self.families.get(word, ())}
        agreeing = {form for form in near if any(agreement(name, form) for name in names)}
        return {key: None for key, forms in self.forms.items() if not agreeing.isdisjoint(forms)}

    def compare(self, one: Profile, other: Profile) -> Comparison:
        """Return how probably two people are one."""
        return compare(one, other, crowd=max(map(self._crowd, one.names)))

    def _crowd(self, name: Name) -> int:
        if name not in self.crowds:
            others = set().union(*(self.families.get(word, ()) for word in name.family))
            least = 1 if self.common.isdisjoint((" ".join(name.family), *name.family)) else CROWDED
            self.crowds[name] = max(crowd(name, others), least)
        return self.crowds[name]
