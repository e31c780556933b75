"""The nightly look: all that was changed since the last one is compared with all there is. It may be killed anywhere.

A batch is compared and its pairs kept in one transaction, with how far the look has come.
"""

import time
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from curation.duplicates import pairs
from curation.duplicates.finding import candidates_for, works
from curation.duplicates.recognising import people_candidates
from curation.models import LookedThrough, PossibleDuplicate
from publications.models import Change, Contribution, Person, Publication

BATCH = 100
# What was changed in a transaction carries the time when it began, and is seen when it ends.
OVERLAP = timedelta(hours=1)
PUBLICATION, PERSON = PossibleDuplicate.Kind
NEVER = datetime(1, 1, 2, tzinfo=UTC)


def begin(*, again: bool = False) -> None:
    """Let the look begin a little before the last one ended; with `again` at the beginning.

    One at people that was not ended goes on where it stands.
    """
    for kind in (PUBLICATION, PERSON):
        place, _ = LookedThrough.objects.get_or_create(kind=kind, defaults={"until": NEVER})
        if kind == PERSON and place.key and not again:
            continue
        place.until = NEVER if again else max(place.until, NEVER + OVERLAP) - OVERLAP
        place.key, place.began = 0, timezone.now()
        place.save()


def look_for(seconds: float) -> bool:
    """Compare for some time, and return whether anything is left."""
    end = time.monotonic() + seconds
    while look_on():
        if time.monotonic() > end:
            return True
    return False


def look_on() -> int:
    """Compare the next publications or people, and return how many; 0 where none are left."""
    return _look_at_publications() or _look_at_people()


@transaction.atomic
def _look_at_publications() -> int:
    place = LookedThrough.objects.select_for_update().get(kind=PUBLICATION)
    changed = Publication.objects.filter(updated__gte=place.until)
    changed = changed.filter(Q(updated__gt=place.until) | Q(pk__gt=place.key)).order_by("updated", "pk")
    rows = list(changed.values_list("pk", "updated", "status")[:BATCH])
    if rows:
        look_at([key for key, _, status in rows if status != Publication.Status.WITHDRAWN])
        place.key, place.until = rows[-1][:2]
        place.save()
    return len(rows)


def look_at(keys: list[int]) -> None:
    """Compare publications with all others, and keep the pairs."""
    found = {
        (key, candidate.publication_id): candidate.score
        for key, work in works(keys).items()
        for candidate in candidates_for(work, leave_out=key)
    }
    pairs.keep(PUBLICATION, keys, found)


@transaction.atomic
def _look_at_people() -> int:
    place = LookedThrough.objects.select_for_update().get(kind=PERSON)
    people = list(_changed_people(place.until).filter(pk__gt=place.key).order_by("pk")[:BATCH])
    found = {
        (person.pk, candidate.person_id): candidate.score
        for person in people
        for candidate in people_candidates(person)
    }
    pairs.keep(PERSON, [person.pk for person in people], found)
    place.key = people[-1].pk if people else 0
    place.until = place.until if people else place.began
    place.save()
    return len(people)


def _changed_people(since: datetime) -> QuerySet[Person]:
    """Return the people who were changed, or stand on publications that were."""
    if since <= NEVER:
        return Person.objects.all()
    works = Publication.objects.filter(updated__gte=since)
    named = Contribution.objects.filter(publication__in=works, person__isnull=False)
    noted = Change.objects.filter(kind=Change.Kind.PERSON, at__gte=since)
    return Person.objects.filter(Q(pk__in=named.values("person")) | Q(pk__in=noted.values("key")))
