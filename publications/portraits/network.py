"""Who publishes with whom, laid out as a drawing: places of nodes and the ties between them. Pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import sqrt

import igraph

WIDTH, MARGIN = 1000, 70
_FEW, _LOW, _HIGH = 8, 320, 640  # a drawing of few is lower
MOST_TIES = 150


def laid_out(centre: int | None, people: Mapping[int, int], ties: Sequence[tuple[int, int, int]]) -> dict:
    """Return a drawing 1000 wide: {"nodes": [[key, publications, x, y]], "ties": [[from, to, publications]], "height"}.

    `people` are numbers of publications by key; `ties` pairs with theirs, of which the strongest are drawn. The same
    people have the same places each time.
    """
    keys = list(people)
    number = {key: place for place, key in enumerate(keys)}
    known = sorted((tie for tie in ties if tie[0] in number and tie[1] in number), key=lambda tie: -tie[2])[:MOST_TIES]
    graph = igraph.Graph(n=len(keys), edges=[(number[one], number[other]) for one, other, _ in known])
    igraph.set_random_number_generator(random.Random(1))
    weights = [sqrt(count) for _, _, count in known]
    layout = graph.layout_fruchterman_reingold(weights=weights or None, niter=800) if keys else []
    height = _LOW if len(keys) <= _FEW else _HIGH
    nodes = [[key, people[key], *place] for key, place in zip(keys, _fitted(list(layout), height), strict=True)]
    return {"centre": centre, "height": height, "nodes": nodes, "ties": [list(tie) for tie in known]}


def _fitted(places: list[list[float]], height: int) -> list[tuple[int, int]]:
    """Return places that fill the drawing, none nearer to its edge than the margin."""
    columns = [_spread([place[axis] for place in places], size) for axis, size in ((0, WIDTH), (1, height))]
    return list(zip(*columns, strict=True))


def _spread(values: list[float], size: int) -> list[int]:
    least, most = min(values, default=0), max(values, default=0)
    width = most - least or 1
    return [round(MARGIN + (value - least) / width * (size - 2 * MARGIN)) for value in values]
