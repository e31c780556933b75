"""People: authors who may be somebody of the house, and people who stand on a record twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from curation.checks.rule import Known, Values
from curation.duplicates.names import name_words
from formats.record import Contributor, Record

AUTHORS = ("aut", "edt", "cre", "trl", "ths")


def name_of(contributor: Contributor) -> str:
    return f"{contributor.given} {contributor.family}".strip()


def may_be_somebody(contributor: Contributor) -> bool:
    """Return whether a name that is linked to nobody should be looked up."""
    return bool(contributor.family and not contributor.orcid and contributor.role in AUTHORS)


def not_linked(record: Record, known: Known) -> Iterator[Values]:
    """A name without a person, though a person of the house has that name."""
    for contributor in unlinked(record, known.people):
        name = name_of(contributor)
        if name in known.namesakes:
            yield {"value": name, "number": str(known.namesakes[name])}


def unlinked(record: Record, people: tuple[int | None, ...]) -> Iterator[Contributor]:
    """Yield the names that may be somebody's and are linked to nobody; `people` are the keys of whom they are."""
    for contributor, person in zip(record.contributors, people or (None,) * len(record.contributors), strict=True):
        if person is None and may_be_somebody(contributor):
            yield contributor


def initials_of(contributor: Contributor) -> tuple[str, ...]:
    """Return the initials of a name of which nothing else is printed, such as "K. M." or "KM"; none for another."""
    given = contributor.given
    words = tuple(given.lower()) if len(given) == 2 and given.isalpha() and given.isupper() else name_words(given)
    return words if all(len(word) == 1 for word in words) else ()


def perhaps_ours(record: Record, known: Known) -> Iterator[Values]:
    """A name with initials that fit one person only, who is of the house. Whoever is said to be elsewhere is not."""
    for contributor in unlinked(record, known.people):
        name = name_of(contributor)
        is_asked = name in known.perhaps and name not in known.namesakes
        if is_asked and not _is_elsewhere(contributor, known):
            yield {"value": name, "person": known.perhaps[name]}


def _is_elsewhere(contributor: Contributor, known: Known) -> bool:
    places = contributor.affiliations
    ours = (place.unit or any(house in place.name.casefold() for house in known.house) for place in places)
    return bool(places) and not any(ours)


def person_twice(record: Record, known: Known) -> Iterator[Values]:
    """One person with two names in the same role. The same name twice is what `name_twice` finds."""
    names = defaultdict(dict)
    people = known.people or (None,) * len(record.contributors)
    for contributor, person in zip(record.contributors, people, strict=True):
        who = contributor.orcid or contributor.local_id or person
        if who:
            names[who, contributor.role][name_of(contributor)] = True
    for found in names.values():
        if len(found) > 1:
            yield {"value": ", ".join(found)}
