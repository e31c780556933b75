"""Fingerprints as pages show them: a publication's, why it has them, and what a concept is found in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from publications.fingerprint.corpus import terms_of
from publications.fingerprint.phrases import sentences
from publications.fingerprint.texts import Source, sources
from publications.fingerprint.words import normal, spans
from publications.models import Concept, ConceptChoice, Fingerprint, Keyword
from publications.models.addresses import address
from publications.questions import ask

_LANGUAGES = {"eng": "en", "swe": "sv"}
FOLDED = 20  # per cent; weaker concepts are folded away
_SHOWN = """
    SELECT concept.id, concept.uuid, concept.label, concept.language, row.weight
    FROM publications_fingerprint fingerprint,
        unnest(fingerprint.concepts, fingerprint.weights) WITH ORDINALITY row (concept, weight, place)
    JOIN publications_concept concept ON concept.id = row.concept
    WHERE fingerprint.publication_id = %s ORDER BY row.place
"""
Piece = tuple[str, bool]  # text, and whether it is the concept


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept with its weight in per cent of the strongest."""

    pk: int
    uuid: UUID
    label: str
    language: str
    weight: int

    @property
    def address(self) -> str:
        return address("concept", self.uuid)


@dataclass(frozen=True, slots=True)
class Topics:
    """The concepts of something: those that are seen at once, and weaker ones."""

    strong: tuple[Topic, ...]
    weak: tuple[Topic, ...]

    def __bool__(self) -> bool:
        return bool(self.strong)


def topics_of(rows: Iterable[tuple]) -> Topics:
    """Return topics of rows of id, uuid, label, language and weight, strongest first."""
    found = [Topic(*row) for row in rows]
    strong = [topic.weight >= FOLDED for topic in found].count(True)
    return Topics(tuple(found[:strong]), tuple(found[strong:]))


def topics(publication: int) -> Topics:
    """Return the concepts of a publication. 1 query."""
    return topics_of(ask(_SHOWN, publication))


def concepts_of(keyword: Keyword) -> list[Concept]:
    """Return the concepts that a keyword is, in its language or in both: those that publications have. 2 queries."""
    languages = [_LANGUAGES[keyword.language]] if keyword.language in _LANGUAGES else _LANGUAGES.values()
    same = Q()
    for language in languages:
        same |= Q(key__in=list(terms_of(keyword.term, language)), language=language)
    found = {row.pk: row for row in Concept.objects.filter(same)}
    return [row for row in found.values() if Fingerprint.objects.filter(concepts__contains=[row.pk]).exists()]


@dataclass(frozen=True, slots=True)
class Reason:
    """A concept of a publication, and the sentences of title and abstract that have it; none: its authors gave it."""

    topic: Topic
    sentences: tuple[tuple[Piece, ...], ...]
    given: bool


def reasons(publication: int, found: Topics) -> list[Reason]:
    """Return why a publication has its concepts. 2 queries."""
    source = next(sources([publication]), None)
    if source is None:
        return []
    every = [*found.strong, *found.weak]
    keys = _keys([topic.pk for topic in every])
    return [_reason(topic, keys.get(topic.pk, set()), source) for topic in every]


def _keys(concepts: list[int]) -> dict[int, set[str]]:
    """Return the keys of concepts, with those of the concepts that staff have joined with them. 1 query."""
    own = Concept.objects.filter(pk__in=concepts).values_list("pk", "key")
    joined = ConceptChoice.objects.filter(target__in=concepts).values_list("target", "concept__key")
    found: dict[int, set[str]] = {}
    for concept, name in own.union(joined, all=True):
        found.setdefault(concept, set()).add(name)
    return found


def _reason(topic: Topic, keys: set[str], source: Source) -> Reason:
    marked = [_marked(text, keys, source.language) for text in (source.title, *sentences(source.abstract))]
    found = tuple(pieces for pieces in marked if any(hit for _, hit in pieces))
    return Reason(topic, found, bool(keys & source.given.keys()))


def _marked(text: str, keys: set[str], language: str) -> tuple[Piece, ...]:
    """Return a sentence in pieces, with the phrases marked that have one of the keys."""
    words = spans(text)
    forms = [normal(text[start:end], language) for start, end in words]
    wanted = {tuple(name.split(" ")) for name in keys}
    pieces, place, number = [], 0, 0
    while number < len(words):
        length = _length(forms, number, wanted)
        if length:
            start, end = words[number][0], words[number + length - 1][1]
            pieces += [(text[place:start], False), (text[start:end], True)]
            place = end
        number += length or 1
    return (*(piece for piece in pieces if piece[0]), (text[place:], False))


def _length(forms: list[str], start: int, wanted: set[tuple[str, ...]]) -> int:
    """Return how many words from a place on are a phrase that is wanted, 0 where none is."""
    for length in range(min(6, len(forms) - start), 0, -1):
        if tuple(" ".join(forms[start : start + length]).split(" ")) in wanted:
            return length
    return 0
