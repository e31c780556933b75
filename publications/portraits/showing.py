"""A portrait as a page shows it: topics, years, people and units around as drawings and tables. Reads what is kept."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language
from procrastinate.exceptions import AlreadyEnqueued

from publications.fingerprint.showing import Topics, topics_of
from publications.models import Portrait, Subject
from publications.models.addresses import address
from publications.models.wording import in_language, other_language
from publications.portraits.drawing import FEW, draw
from publications.portraits.labels import initials, shortened
from publications.portraits.network import NARROW, WIDE, sizes
from publications.portraits.pictures import Column, Shares, columns, shares
from publications.search import PublicationSearch
from publications.treemap import Treemap, treemaps

LEAST_NODES = 3  # for a drawing
LEAST_WIDEST = 5  # publications together of the widest line
MOST_PLACES = 15
# How long a portrait of few publications is shown: whatever has changed; and where there are more or fewer of them now.
FRESH_FOR, RESTS = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Node:
    """A person or unit in a drawing, with a label that may have no room; `mark` is "centre", "within" or ""."""

    name: str
    label: str
    address: str
    count: int
    x: int
    y: int
    size: int
    mark: str
    place: tuple[int, int, str] | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two nodes; `width` grows with the publications that both are on."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: float


@dataclass(frozen=True, slots=True)
class Place:
    """A person, a unit, or an organisation outside, which may have no page; and the number of publications. `language`
    is that of the name where it is not that of the page."""

    name: str
    address: str
    count: int
    language: str = ""


@dataclass(frozen=True)
class Network:
    """A drawing of who publishes with whom; `around` are all, with most in common first, also those tied to nobody;
    `narrow` is a drawing of fewer, for phones."""

    nodes: list[Node]
    ties: list[Tie]
    around: list[Place]
    height: int
    width: int = WIDE.width
    narrow: Network | None = None

    @property
    def is_drawn(self) -> bool:
        return len(self.nodes) >= LEAST_NODES and bool(self.ties)


@dataclass(frozen=True, slots=True)
class Alike:
    """A person who writes about the same: their publications together, and concepts of both."""

    name: str
    address: str
    together: int
    concepts: list[tuple[str, str, str]]  # address, label, language


@dataclass(frozen=True)
class Shown:
    """What a page shows of a portrait, and when it was drawn."""

    drawn: datetime
    publications: int
    topics: Topics
    people: Network
    units: list[Place]
    outside: list[Place]
    years: list[Column]
    shares: list[Shares]
    subjects: Treemap
    collaboration: Network
    alike: list[Alike]

    @property
    def together(self) -> list[Alike]:
        """Return similar people with whom there are publications."""
        return [row for row in self.alike if row.together]

    @property
    def apart(self) -> list[Alike]:
        """Return similar people with whom there are none."""
        return [row for row in self.alike if not row.together]


def portrait(kind: str, row: Model, search: PublicationSearch) -> Shown | None:
    """Return the portrait of something whose publications a search is within; None where the worker has yet to draw it.

    1 query. One of FEW publications that is missing, of other publications or a day old is drawn here and now, with
    about 20 more; one of many is ordered, with 3 more.
    """
    kept = Portrait.objects.filter(kind=kind, key=row.pk).first()
    if search.size <= FEW and (kept is None or _is_old(kept, search.size)):
        kept = _drawn(kind, row.pk) or kept
    if kept is None:
        _order(kind, row.pk)
        return None
    data = kept.data
    return Shown(
        drawn=kept.drawn,
        publications=data["publications"],
        topics=topics_of((pk, UUID(uuid), *others) for pk, uuid, *others in data["topics"]),
        people=_network(data["network"], _person),
        units=[_place(*place) for place in data["units"]],
        outside=[_place(*place) for place in data["outside"][:MOST_PLACES]],
        years=columns(data["years"]),
        shares=shares(data["shares"]),
        subjects=treemaps(_subject(*subject) for subject in data["subjects"]),
        collaboration=_network(data["collaboration"], _unit) if "collaboration" in data else Network([], [], [], 0),
        alike=[_alike(*others) for others in data.get("alike", ())],
    )


def _is_old(kept: Portrait, publications: int) -> bool:
    age = timezone.now() - kept.drawn
    return age > FRESH_FOR or age > RESTS and publications != kept.data["publications"]


def _drawn(kind: str, key: int) -> Portrait | None:
    """Return a portrait drawn now; None where the database takes too long."""
    try:
        draw(kind, key)
    except OperationalError:
        return None
    return Portrait.objects.get(kind=kind, key=key)


def _order(kind: str, key: int) -> None:
    from publications.tasks import one_portrait

    with suppress(AlreadyEnqueued), transaction.atomic():
        one_portrait.configure(queueing_lock=f"portrait {kind} {key}").defer(kind=kind, key=key)


def _place(*place) -> Place:
    """Return a place of names in two languages, slug and number; or of a name as printed and a number."""
    if len(place) == 2:
        return Place(place[0], "", place[1])
    name_en, name_sv, slug, count = place
    return Place(in_language(name_en, name_sv), address("unit", slug), count, other_language(name_en, name_sv))


def _subject(edition: str, code: str, name_en: str, name_sv: str, count: int) -> tuple[Subject, int]:
    return Subject(edition=edition, code=code, name_en=name_en, name_sv=name_sv), count


def _alike(given: str, family: str, slug: str, together: int, concepts: list) -> Alike:
    shared = [(address("concept", UUID(uuid)), label, language) for uuid, label, language in concepts]
    return Alike(f"{given} {family}".strip(), address("person", slug), together, shared)


def _person(given: str, family: str, slug: str) -> tuple[str, str, str, str]:
    return f"{given} {family}".strip(), initials(given, family), address("person", slug), ""


def _unit(name_en: str, name_sv: str, slug: str, within: bool) -> tuple[str, str, str, str]:
    name = in_language(name_en, name_sv)
    return name, shortened(name), address("unit", slug), "within" if within else ""


def _network(network: dict, described) -> Network:
    """Return a drawing; `described` makes name, label, address and mark of what is kept of a node."""
    known = {int(key): described(*names) for key, names in network["names"].items()}
    centre, narrow = network["centre"], network.get("narrow")  # which those drawn by an earlier release lack
    around = [Place(known[key][0], known[key][2], count) for key, count in network["all"] if key != centre]
    of_phones = Network(_nodes(narrow, known), _ties(narrow), [], narrow["height"], NARROW.width) if narrow else None
    return Network(_nodes(network, known), _ties(network), around, network["height"], narrow=of_phones)


def _nodes(network: dict, known: dict[int, tuple[str, str, str, str]]) -> list[Node]:
    radius, nodes = sizes(network), []
    labels = network["labels"]["sv" if get_language() == "sv" else "en"]
    for (key, count, x, y), place in zip(network["nodes"], labels, strict=True):
        name, label, page, mark = known[key]
        mark = "centre" if key == network["centre"] else mark
        nodes.append(Node(name, label, page, count, x, y, radius[key], mark, place))
    return nodes


def _ties(network: dict) -> list[Tie]:
    places = {key: (x, y) for key, _, x, y in network["nodes"]}
    most = max((LEAST_WIDEST, *(count for *_, count in network["ties"])))
    return [Tie(*places[one], *places[other], round(1 + 4 * count / most, 1)) for one, other, count in network["ties"]]
