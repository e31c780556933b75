"""What staff have decided about concepts, applied to weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publications.models import ConceptChoice

_Kind = ConceptChoice.Kind
ADDED = 100  # the weight of a concept that staff have added


class Choices:
    """Decisions that hold everywhere, and those of some publications."""

    def __init__(self):
        rows = ConceptChoice.objects.filter(publication=None).values_list("concept", "kind", "target")
        self.hidden = {concept for concept, kind, _ in rows if kind == _Kind.HIDDEN}
        self.joined = {concept: target for concept, kind, target in rows if kind == _Kind.JOINED}
        self.here: dict[int, list[tuple[int, str]]] = {}

    def learn(self, publications: Iterable[int]) -> None:
        """Look up the decisions of publications. 1 query."""
        rows = ConceptChoice.objects.filter(publication__in=list(publications)).order_by("pk")
        self.here = {}
        for publication, concept, kind in rows.values_list("publication", "concept", "kind"):
            self.here.setdefault(publication, []).append((concept, kind))

    def applied(self, publication: int, weights: Mapping[int, int]) -> dict[int, int]:
        """Return weights by concept: joined ones as one, hidden ones left out, added ones first."""
        found: dict[int, int] = {}
        for concept, weight in weights.items():
            concept = self._one(concept)
            found[concept] = max(weight, found.get(concept, 0))
        here = [(self._one(concept), kind) for concept, kind in self.here.get(publication, ())]
        found |= {concept: ADDED for concept, kind in here if kind == _Kind.ADDED}
        hidden = self.hidden | {concept for concept, kind in here if kind == _Kind.HIDDEN}
        return _relative({concept: weight for concept, weight in found.items() if concept not in hidden})

    def _one(self, concept: int) -> int:
        """Return what a concept is joined with in the end; staff may have joined in a circle."""
        seen = set()
        while concept in self.joined and concept not in seen:
            seen.add(concept)
            concept = self.joined[concept]
        return concept


def _relative(weights: dict[int, int]) -> dict[int, int]:
    """Return the weights with the strongest at 100, where the strongest has been hidden."""
    top = max(weights.values(), default=100)
    return {concept: max(1, round(weight * 100 / top)) for concept, weight in weights.items()}
