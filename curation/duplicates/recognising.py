"""People who may be one, and which person a name on a record probably is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from curation.duplicates.names import Name, agreement, crowd
from curation.duplicates.pairs import told_apart
from curation.duplicates.people import CROWDED, Comparison, Profile, compare
from curation.duplicates.profiles import named_like, profile_of, profiles
from curation.models import PossibleDuplicate
from formats.record import Contributor, Record
from publications.models import Journal, Organisation, Person

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


def recognised(contributor: Contributor, record: Record) -> list[tuple[Person, float, tuple]]:
    """Return who a contributor of a record probably is: person, confidence from 0 to 1, reasons. 7 queries at most."""
    return recognised_in(record, [contributor])[0]


def recognised_in(record: Record, contributors: Iterable[Contributor] | None = None) -> list[list[tuple]]:
    """Return for each contributor, or for those given, what `recognised` does. 7 queries at most, for all together."""
    asked = list(record.contributors if contributors is None else contributors)
    if not asked:
        return []
    units = Organisation.objects.filter(code__in={p.unit for name in asked for p in name.affiliations if p.unit})
    journals = Journal.objects.filter(_is_journal_of(record)) if record.issn or record.eissn else Journal.objects.none()
    codes, journal_keys = dict(units.values_list("code", "pk")), frozenset(journals.values_list("pk", flat=True))
    mentions = [profile_of(contributor, record, codes, journal_keys) for contributor in asked]
    like = Likeness([name for mention in mentions for name in mention.names if name.family])
    numbered = _identified(mentions)
    who = [[*like.who_agree(mention.names), *_keys(mention, numbered)] for mention in mentions]
    known = profiles({key for keys in who for key in keys[:MOST]})
    people = Person.objects.in_bulk(known)
    taken = {contributor.orcid for contributor in record.contributors} - {""}
    return [
        _recognised(mention, {key: known[key] for key in keys[:MOST] if key in known}, people, like, taken)
        for mention, keys in zip(mentions, who, strict=True)
    ]


def _is_journal_of(record: Record) -> Q:
    numbers = [number for number in (record.issn, record.eissn) if number]
    return Q(issn__in=numbers) | Q(eissn__in=numbers)


def _identified(mentions: list[Profile]) -> dict[str, int]:
    """Return the keys of people by their ORCID iDs and local ids, of those that the mentions have. 1 query."""
    orcids, local_ids = ({getattr(one, name) for one in mentions} - {""} for name in ("orcid", "local_id"))
    if not orcids and not local_ids:
        return {}
    found = Person.objects.filter(Q(orcid__in=orcids) | Q(local_id__in=local_ids)).values_list(
        "pk", "orcid", "local_id"
    )
    return {number: key for key, *numbers in found for number in numbers if number}


def _keys(mention: Profile, numbered: dict[str, int]) -> list[int]:
    return [numbered[number] for number in (mention.orcid, mention.local_id) if number in numbered]


def _recognised(mention: Profile, known: dict[int, Profile], people: dict, like: "Likeness", taken: set[str]) -> list:
    found = []
    for key, profile in known.items():
        if profile.orcid and profile.orcid in taken and profile.orcid != mention.orcid:
            continue  # another contributor is this person
        comparison = like.compare(mention, profile)
        if comparison.asks:
            found.append((people[key], comparison.score, comparison.reasons))
    return sorted(found, key=lambda row: (-row[1], row[0].pk))


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
            least = CROWDED if " ".join(name.family) in self.common else 1
            self.crowds[name] = max(crowd(name, others), least)
        return self.crowds[name]
