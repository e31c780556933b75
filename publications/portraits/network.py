"""Who publishes with whom, laid out as a drawing: places of nodes and the ties between them. Pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import igraph

_FEW = 8  # nodes; a drawing of so many is lower
MOST_TIES, MOST_NARROW = 150, 12  # ties of a drawing; nodes of one for phones


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on: how wide it is, and how high for few and for many."""

    width: int
    low: int
    high: int
    margin: int


WIDE, NARROW = Sheet(1000, 320, 640, 70), Sheet(460, 380, 560, 60)


def laid_out(
    centre: int | None, people: Mapping[int, int], ties: Sequence[tuple[int, int, int]], sheet: Sheet = WIDE
) -> dict:
    """Return a drawing: {"nodes": [[key, publications, x, y]], "ties": [[from, to, publications]], "height"},
    and "all", the numbers of publications of those who are tied to nobody too.

    `people` are numbers of publications by key; `ties` pairs with theirs, of which the strongest are drawn. The same
    people have the same places each time.
    """
    known = sorted((tie for tie in ties if tie[0] in people and tie[1] in people), key=lambda tie: -tie[2])[:MOST_TIES]
    tied = {key for tie in known for key in tie[:2]}
    keys = [key for key in people if key in tied]
    number = {key: place for place, key in enumerate(keys)}
    graph = igraph.Graph(n=len(keys), edges=[(number[one], number[other]) for one, other, _ in known])
    igraph.set_random_number_generator(random.Random(1))
    weights = [sqrt(count) for _, _, count in known]
    layout = graph.layout_fruchterman_reingold(weights=weights or None, niter=800) if keys else []
    height = sheet.low if len(keys) <= _FEW else sheet.high
    places = _fitted(list(layout), (sheet.width, height), sheet.margin)
    nodes = [[key, people[key], *place] for key, place in zip(keys, places, strict=True)]
    ties = [list(tie) for tie in known]
    return {"centre": centre, "height": height, "nodes": nodes, "ties": ties, "all": list(people.items())}


def narrowed(network: Mapping, ties: Sequence[tuple[int, int, int]]) -> dict:
    """Return the same drawing for a phone: the nodes with most publications only."""
    first = network["nodes"][: MOST_NARROW + (network["centre"] is not None)]
    drawn = laid_out(network["centre"], {key: count for key, count, *_ in first}, ties, NARROW)
    return {name: drawn[name] for name in ("centre", "nodes", "ties", "height")}


def _fitted(places: list[list[float]], size: tuple[int, int], margin: int) -> list[tuple[int, int]]:
    """Return places that fill the drawing, none nearer to its edge than the margin."""
    columns = [_spread([place[axis] for place in places], size[axis], margin) for axis in (0, 1)]
    return list(zip(*columns, strict=True))


def _spread(values: list[float], size: int, margin: int) -> list[int]:
    least, most = min(values, default=0), max(values, default=0)
    width, last = most - least or 1, max(len(values) - 1, 1)
    rank = {number: place for place, number in enumerate(sorted(range(len(values)), key=values.__getitem__))}
    # Half by distance, half by order: one far off would leave the others no room for their names.
    shares = [((value - least) / width + rank[number] / last) / 2 for number, value in enumerate(values)]
    return [round(margin + share * (size - 2 * margin)) for share in shares]


def sizes(network: Mapping) -> dict[int, int]:
    """Return the radius of each node of a drawing: it grows with its publications, but for the centre."""
    most = max((count for key, count, *_ in network["nodes"] if key != network["centre"]), default=1)
    return {
        key: 12 if key == network["centre"] else 4 + round(7 * (count / most) ** 0.5)
        for key, count, *_ in network["nodes"]
    }
