"""Portraits made and kept: of one, by the worker when a page lacks it, and of all at night."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from django.db import transaction
from django.utils import timezone

from publications.models import Concept, Journal, Organisation, Person, Portrait, Subject
from publications.portraits.gathering import Gathering
from publications.portraits.network import laid_out

_Kind = Portrait.Kind


def draw(kind: str, key: int) -> bool:
    """Make or renew a portrait, in one transaction; return whether there is anything to show. About 12 queries."""
    with transaction.atomic():
        with Gathering(kind, key) as publications:
            data = _data(kind, key, publications)
        Portrait.objects.update_or_create(kind=kind, key=key, defaults={"data": data, "drawn": timezone.now()})
    return bool(data["publications"])


def _data(kind: str, key: int, publications: Gathering) -> dict:
    """Return what is kept. Names stand in it, so that a page looks nothing up; they are as new as the drawing."""
    number, people = publications.count(), dict(publications.people())
    centre = key if kind == _Kind.PERSON else None
    shown = {key: number, **people} if centre else people
    network = laid_out(centre, shown, publications.ties(list(shown)))
    named = Person.objects.in_bulk(shown)
    names = {str(pk): [row.given, row.family, row.slug] for pk, row in named.items()}
    return {
        "publications": number,
        "topics": _topics(publications.topics()),
        "network": network | {"names": names},
        "units": _units(publications.units()),
        "outside": sorted([*_units(publications.outside()), *publications.printed()], key=itemgetter(-1), reverse=True),
    }


def _topics(weights: list[tuple[int, int]]) -> list[list]:
    rows = Concept.objects.in_bulk([pk for pk, _ in weights])
    known = [(rows[pk], weight) for pk, weight in weights if pk in rows]
    return [[row.pk, str(row.uuid), row.label, row.language, weight] for row, weight in known]


def _units(counts: list[tuple[int, int]]) -> list[list]:
    rows = Organisation.objects.in_bulk([pk for pk, _ in counts])
    return [[rows[pk].name_en, rows[pk].name_sv, rows[pk].slug, number] for pk, number in counts if pk in rows]


def all_there_are() -> Iterator[tuple[str, int]]:
    """Yield kind and key of everything that has a page of its own with publications."""
    for kind, rows in (
        (_Kind.UNIT, Organisation.objects.filter(own=True)),
        (_Kind.SUBJECT, Subject.objects.all()),
        (_Kind.PERSON, Person.objects.public()),
        (_Kind.JOURNAL, Journal.objects.public()),
    ):
        for key in rows.order_by("pk").values_list("pk", flat=True).iterator():
            yield kind, key
