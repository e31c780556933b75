"""A portrait as a page shows it: topics, people around as a drawing and a table, places. Reads what is kept."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from procrastinate.exceptions import AlreadyEnqueued

from publications.fingerprint.showing import Topics, topics_of
from publications.models import Portrait
from publications.models.addresses import address
from publications.models.wording import in_language
from publications.portraits.network import WIDTH

LEAST_PEOPLE = 3  # for a drawing
MOST_PLACES = 15


@dataclass(frozen=True, slots=True)
class Node:
    """A person in the drawing; `anchor` says on which side of the point the name stands."""

    given: str
    family: str
    address: str
    count: int
    x: int
    y: int
    size: int
    centre: bool

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def label(self) -> str:
        """Return the name as the drawing has room for: initials and family name."""
        initials = " ".join(f"{part[0]}." for part in self.given.split())
        return f"{initials} {self.family}".strip()

    @property
    def label_y(self) -> int:
        return self.y - self.size - 7

    @property
    def anchor(self) -> str:
        """Return where the name begins so that it stays within the drawing."""
        return "start" if self.x < WIDTH * 0.25 else "end" if self.x > WIDTH * 0.75 else "middle"


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two people; `width` grows with the publications that both are on."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: float


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or an organisation outside, which may have no page; and the number of publications."""

    name: str
    address: str
    count: int


@dataclass(frozen=True)
class Shown:
    """What a page shows of a portrait, and when it was drawn."""

    drawn: datetime
    publications: int
    topics: Topics
    nodes: list[Node]
    ties: list[Tie]
    units: list[Place]
    outside: list[Place]
    height: int
    width: int = WIDTH

    @property
    def people(self) -> list[Node]:
        """Return the people around, those with most in common first."""
        return sorted((node for node in self.nodes if not node.centre), key=lambda node: (-node.count, node.family))

    @property
    def has_network(self) -> bool:
        return len(self.nodes) >= LEAST_PEOPLE


def portrait(kind: str, row: Model) -> Shown | None:
    """Return the portrait of something; None where the worker has yet to draw it. 1 query, 3 more to ask for it."""
    kept = Portrait.objects.filter(kind=kind, key=row.pk).first()
    if kept is None:
        _order(kind, row.pk)
        return None
    data = kept.data
    return Shown(
        drawn=kept.drawn,
        publications=data["publications"],
        topics=topics_of((pk, UUID(uuid), *others) for pk, uuid, *others in data["topics"]),
        nodes=_nodes(data["network"]),
        ties=_ties(data["network"]),
        units=[_place(*place) for place in data["units"]],
        outside=[_place(*place) for place in data["outside"][:MOST_PLACES]],
        height=data["network"]["height"],
    )


def _order(kind: str, key: int) -> None:
    from publications.tasks import one_portrait

    with suppress(AlreadyEnqueued), transaction.atomic():
        one_portrait.configure(queueing_lock=f"portrait {kind} {key}").defer(kind=kind, key=key)


def _place(*place) -> Place:
    """Return a place of names in two languages, slug and number; or of a name as printed and a number."""
    if len(place) == 2:
        return Place(place[0], "", place[1])
    name_en, name_sv, slug, count = place
    return Place(in_language(name_en, name_sv), address("unit", slug), count)


def _nodes(network: dict) -> list[Node]:
    centre, names = network["centre"], network["names"]
    most = max((count for key, count, *_ in network["nodes"] if key != centre), default=1)
    found = []
    for key, count, x, y in network["nodes"]:
        if str(key) in names:
            given, family, slug = names[str(key)]
            size = 12 if key == centre else 4 + round(7 * (count / most) ** 0.5)
            found.append(Node(given, family, address("person", slug), count, x, y, size, key == centre))
    return found


def _ties(network: dict) -> list[Tie]:
    places = {key: (x, y) for key, _, x, y in network["nodes"]}
    most = max((count for *_, count in network["ties"]), default=1)
    return [Tie(*places[one], *places[other], round(1 + 4 * count / most, 1)) for one, other, count in network["ties"]]
