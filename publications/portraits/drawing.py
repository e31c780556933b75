"""Portraits made and kept: of few publications by the page that lacks one, of many by the worker, also at night."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from django.db import transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from publications.models import Concept, Contribution, Journal, Organisation, Person, Portrait, Publication, Subject
from publications.portraits.alike import alike
from publications.portraits.gathering import Gathering
from publications.portraits.labels import initials, placed, shortened
from publications.portraits.network import NARROW, WIDE, laid_out, narrowed, sizes

_Kind = Portrait.Kind
FEW = 300  # publications; the portrait of so many is drawn while a reader waits


def draw(kind: str, key: int) -> bool:
    """Make or renew a portrait, in one transaction; return whether there is anything to show. About 20 queries."""
    with transaction.atomic():
        now = timezone.now()
        with Gathering(kind, key) as publications:
            data = _data(kind, key, publications)
        Portrait.objects.update_or_create(kind=kind, key=key, defaults={"data": data, "drawn": now})
    return bool(data["publications"])


def _data(kind: str, key: int, publications: Gathering) -> dict:
    """Return what is kept. Names stand in it, so that a page looks nothing up; they are as new as the drawing."""
    number, topics = publications.count(), publications.topics()
    found = {
        "publications": number,
        "topics": _topics(topics),
        "network": _people(key if kind == _Kind.PERSON else None, number, publications),
        "units": _units(publications.units()),
        "outside": sorted([*_units(publications.outside()), *publications.printed()], key=itemgetter(-1), reverse=True),
        "years": publications.years(),
        "subjects": _subjects(publications.subjects(_digits(kind, key)), key if kind == _Kind.SUBJECT else None),
        "shares": {column: publications.shares(column) for column in ("type", "language", "open_access")},
    }
    if kind == _Kind.PERSON:
        found["alike"] = _alike(key, topics)
    if kind == _Kind.UNIT:
        found["collaboration"] = _collaboration(publications)
    return found


def _digits(kind: str, key: int) -> int:
    """Return how many digits the codes of the subjects shown have: groups, or within a group what is narrower."""
    return 5 if kind == _Kind.SUBJECT and len(Subject.objects.get(pk=key).code) > 1 else 3


def _topics(weights: list[tuple[int, int]]) -> list[list]:
    rows = Concept.objects.in_bulk([pk for pk, _ in weights])
    known = [(rows[pk], weight) for pk, weight in weights if pk in rows]
    return [[row.pk, str(row.uuid), row.label, row.language, weight] for row, weight in known]


def _units(counts: list[tuple[int, int]]) -> list[list]:
    rows = Organisation.objects.in_bulk([pk for pk, _ in counts])
    return [[rows[pk].name_en, rows[pk].name_sv, rows[pk].slug, number] for pk, number in counts if pk in rows]


def _subjects(counts: list[tuple[int, int]], without: int | None) -> list[list]:
    rows = Subject.objects.in_bulk([pk for pk, _ in counts if pk != without])
    known = [(rows[pk], number) for pk, number in counts if pk in rows]
    return [[row.edition, row.code, row.name_en, row.name_sv, number] for row, number in known]


def _people(centre: int | None, number: int, publications: Gathering) -> dict:
    """Return the people around as a drawing, with their names and places for these."""
    counts = dict(publications.people())
    shown = {centre: number, **counts} if centre else counts
    rows = Person.objects.in_bulk(shown)
    names = {str(pk): [row.given, row.family, row.slug] for pk, row in rows.items()}
    texts = {pk: initials(row.given, row.family) for pk, row in rows.items()}
    known = {pk: shown[pk] for pk in shown if pk in rows}
    return _drawing(centre, known, publications.ties(list(shown)), {"en": texts, "sv": texts}) | {"names": names}


def _collaboration(publications: Gathering) -> dict:
    """Return the units that publish together as a drawing, with their names, and which are parts of this one."""
    counts = dict(publications.units_around())
    rows = Organisation.objects.in_bulk(counts)
    within = publications.below
    names = {str(pk): [row.name_en, row.name_sv, row.slug, pk in within] for pk, row in rows.items()}
    texts = {"en": {pk: shortened(row.name_en or row.name_sv) for pk, row in rows.items()},
             "sv": {pk: shortened(row.name_sv or row.name_en) for pk, row in rows.items()}}  # fmt: skip
    known = {pk: counts[pk] for pk in counts if pk in rows}
    return _drawing(None, known, publications.joint(list(counts)), texts) | {"names": names}


def _drawing(centre: int | None, counts: dict, ties: list, texts: dict[str, dict[int, str]]) -> dict:
    """Return a drawing with places for the names in each language, and "narrow", the same for phones."""
    network = laid_out(centre, counts, ties)
    narrow = narrowed(network, ties)
    for drawn, sheet in ((network, WIDE), (narrow, NARROW)):
        drawn["labels"] = {code: _labels(drawn, of_code, sheet.width) for code, of_code in texts.items()}
    return network | {"narrow": narrow}


def _labels(network: dict, texts: dict[int, str], width: int) -> list:
    """Return where each name stands, None for those that would cover others."""
    radius = sizes(network)
    points = [(x, y, radius[pk], texts[pk]) for pk, _, x, y in network["nodes"]]
    return placed(points, width, network["height"])


def _alike(person: int, topics: list[tuple[int, int]]) -> list[list]:
    """Return people who write about the same: names, slug, publications together, concepts as uuid, label, language."""
    found = alike(person, topics)
    people = Person.objects.in_bulk([row.person for row in found])
    concepts = Concept.objects.in_bulk({pk for row in found for pk in row.concepts})
    shared = {pk: [str(row.uuid), row.label, row.language] for pk, row in concepts.items()}
    known = [(people[row.person], row) for row in found if row.person in people]
    return [[who.given, who.family, who.slug, row.together, [shared[pk] for pk in row.concepts]] for who, row in known]


def of_many() -> Iterator[tuple[str, int]]:
    """Yield kind and key of what the night draws: all units and subjects, which change with everything, then journals
    and people of more than FEW publications; each kind with those first that have waited longest. 4 queries."""
    names = Contribution.objects.exclude(person=None).order_by().values("person")
    prolific = names.annotate(number=Count("publication", distinct=True)).filter(number__gt=FEW).values("person")
    articles = Publication.objects.public().exclude(journal=None).order_by().values("journal")
    large = articles.annotate(number=Count("pk")).filter(number__gt=FEW).values("journal")
    yield from _longest_waiting(Journal.objects.filter(pk__in=large), Person.objects.filter(pk__in=prolific))


def all_there_are() -> Iterator[tuple[str, int]]:
    """Yield kind and key of everything that has a page of its own with publications, in the order of `of_many`."""
    yield from _longest_waiting(Journal.objects.public(), Person.objects.public())


def _longest_waiting(journals: QuerySet, people: QuerySet) -> Iterator[tuple[str, int]]:
    for kind, rows in (
        (_Kind.UNIT, Organisation.objects.filter(own=True)),
        (_Kind.SUBJECT, Subject.objects.all()),
        (_Kind.JOURNAL, journals),
        (_Kind.PERSON, people),
    ):
        drawn = Subquery(Portrait.objects.filter(kind=kind, key=OuterRef("pk")).values("drawn"))
        oldest = rows.alias(drawn=drawn).order_by(F("drawn").asc(nulls_first=True), "pk")
        for key in oldest.values_list("pk", flat=True).iterator():
            yield kind, key
