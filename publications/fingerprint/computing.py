"""The fingerprints of publications, computed and written: of those that have changed, or of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Func, Q
from django.utils import timezone

from publications.fingerprint.choices import Choices
from publications.fingerprint.texts import BATCH, Source, sources
from publications.fingerprint.vocabulary import Vocabulary, recount
from publications.fingerprint.weighing import Weighed, weigh
from publications.models import Concept, ConceptChoice, Fingerprint, Publication
from publications.models.concept import LONGEST

_LATELY = timedelta(days=1)
# A publication that has been deleted meanwhile has no fingerprint any more.
_WRITE = """
    INSERT INTO publications_fingerprint (publication_id, concepts, weights, version)
    SELECT id, %s, %s, %s FROM publications_publication WHERE id = %s FOR KEY SHARE
    ON CONFLICT (publication_id) DO UPDATE
    SET concepts = EXCLUDED.concepts, weights = EXCLUDED.weights, version = EXCLUDED.version
"""


def compute_all() -> int:
    """Count all phrases anew, then compute every fingerprint; return how many. Concepts of none are deleted."""
    recount()
    number = compute(Publication.objects.public().order_by("id").values_list("pk", flat=True))
    _delete_unused()
    return number


def compute_changed() -> int:
    """Compute the fingerprints of what has changed within a day; return how many. The night sees to the rest."""
    if not Concept.objects.exists():
        return compute_all()
    return compute(changed_since(timezone.now() - _LATELY).values_list("pk", flat=True))


def changed_since(moment) -> Iterable[Publication]:
    """Return public publications that have changed since a moment, and since their fingerprint was computed."""
    old = Q(fingerprint__isnull=True) | ~Q(fingerprint__version=F("updated"))
    return Publication.objects.public().filter(old, updated__gte=moment)


def compute_with(concepts: Iterable[int]) -> int:
    """Compute the fingerprints that have one of the concepts, or that staff have given one; return how many."""
    concepts = list(concepts)
    having = set(Fingerprint.objects.filter(concepts__overlap=concepts).values_list("pk", flat=True))
    chosen = ConceptChoice.objects.filter(concept__in=concepts, publication__isnull=False)
    return compute(sorted(having | set(chosen.values_list("publication", flat=True))))


def compute(keys: Iterable[int]) -> int:
    """Compute the fingerprints of those of the publications that are public; return how many."""
    vocabulary, choices, number, keys = Vocabulary(), Choices(), 0, list(keys)
    for start in range(0, len(keys), BATCH):
        batch = list(sources(keys[start : start + BATCH]))
        vocabulary.learn(batch)
        _write(batch, vocabulary, choices)
        number += len(batch)
    return number


def _write(batch: list[Source], vocabulary: Vocabulary, choices: Choices) -> None:
    """Weigh and write the fingerprints of a batch, in one transaction."""
    weighed = {source: weigh(source.phrases, vocabulary.corpora[source.language], source.given) for source in batch}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for source, concepts in weighed.items():
        labels[source.language] |= {concept.key: concept.written for concept in concepts if len(concept.key) <= LONGEST}
    with transaction.atomic(), connection.cursor() as cursor:
        for language, of_language in labels.items():
            vocabulary.add(language, of_language)
        choices.learn([source.publication for source in batch])
        cursor.executemany(_WRITE, _rows(weighed, vocabulary, choices))


def _rows(weighed: dict[Source, list[Weighed]], vocabulary: Vocabulary, choices: Choices) -> Iterator[tuple]:
    for source, concepts in weighed.items():
        ids = vocabulary.ids[source.language]
        weights = {ids[concept.key]: round(100 * concept.weight) for concept in concepts if concept.key in ids}
        decided = choices.applied(source.publication, weights)
        ranked = sorted(
            ((weight, concept) for concept, weight in decided.items() if weight), key=lambda row: (-row[0], row[1])
        )
        yield [concept for _, concept in ranked], [weight for weight, _ in ranked], source.version, source.publication


def _delete_unused() -> None:
    """Delete concepts that no text has any more and that no publication or decision needs."""
    used = Fingerprint.objects.annotate(concept=Func(F("concepts"), function="unnest")).values("concept")
    decided = ConceptChoice.objects
    (
        Concept.objects.filter(frequency=0, given=0)
        .exclude(pk__in=used)
        .exclude(pk__in=decided.values("concept"))
        .exclude(pk__in=decided.filter(target__isnull=False).values("target"))
        .delete()
    )
