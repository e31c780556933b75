"""The fingerprints of publications, computed and written: of those that have changed, or of all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from publications.fingerprint.choices import Choices
from publications.fingerprint.counting import starts
from publications.fingerprint.texts import BATCH, Source, sources
from publications.fingerprint.vocabulary import Vocabulary, recount
from publications.fingerprint.weighing import Weighed, weigh
from publications.models import Concept, ConceptChoice, Fingerprint, Publication, Recount
from publications.models.concept import LONGEST
from publications.sharing import Share, number_for, shared

_LATELY = timedelta(days=1)
# A publication that has been deleted meanwhile has no fingerprint any more. What is the same is not written again.
_WRITE = """
    INSERT INTO publications_fingerprint AS old (publication_id, concepts, weights, version)
    SELECT publication.id, row.concepts, row.weights, row.version
    FROM json_to_recordset(%s::json)
        AS row (publication bigint, concepts bigint[], weights smallint[], version timestamptz)
    JOIN publications_publication publication ON publication.id = row.publication
    ORDER BY publication.id FOR KEY SHARE OF publication
    ON CONFLICT (publication_id) DO UPDATE
    SET concepts = EXCLUDED.concepts, weights = EXCLUDED.weights, version = EXCLUDED.version
    WHERE (old.concepts, old.weights, old.version) IS DISTINCT FROM
        (EXCLUDED.concepts, EXCLUDED.weights, EXCLUDED.version)
"""
_DONE = "UPDATE publications_recount SET done = array_append(done, %s) WHERE id = %s"
_UNUSED = """
    DELETE FROM publications_concept concept
    WHERE frequency = 0 AND given = 0
    AND NOT EXISTS (
        SELECT FROM (SELECT DISTINCT unnest(concepts) AS id FROM publications_fingerprint) used
        WHERE used.id = concept.id
    ) AND NOT EXISTS (
        SELECT FROM publications_conceptchoice choice WHERE concept.id IN (choice.concept_id, choice.target_id)
    )
"""


def compute_all(processes: int | None = None) -> int:
    """Count all phrases anew, then compute every fingerprint; return how many. Concepts of none are deleted.

    What was stopped after counting, within a day, goes on where it was stopped.
    """
    counted = Recount.objects.filter(finished=False, begun__gte=timezone.now() - _LATELY).last() or recount(processes)
    number, whole = Publication.objects.public().count(), starts()
    left = sorted(set(whole) - set(counted.done))
    arguments = [counted.pk, left, whole.step]
    shared("publications.fingerprint.computing.compute_share", arguments, processes or number_for(number))
    with connection.cursor() as cursor:
        cursor.execute(_UNUSED)
    Recount.objects.filter(pk=counted.pk).update(finished=True)
    return number


def compute_share(share: Share, recount: int, starts: list[int], batch: int) -> None:
    """Compute the fingerprints of a share of the batches that begin so."""
    vocabulary, choices = Vocabulary(whole=True), Choices()
    for start in share.part(starts):
        with transaction.atomic(), connection.cursor() as cursor:
            _compute(range(start, start + batch), vocabulary, choices)
            cursor.execute(_DONE, [start, recount])  # last, as another process may wait for it


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
    vocabulary, choices, keys = Vocabulary(), Choices(), list(keys)
    return sum(_compute(keys[start : start + BATCH], vocabulary, choices) for start in range(0, len(keys), BATCH))


def _compute(keys: Iterable[int], vocabulary: Vocabulary, choices: Choices) -> int:
    """Weigh and write the fingerprints of a batch, in one transaction; return how many."""
    batch = list(sources(keys))
    vocabulary.learn(batch)
    weighed = {source: weigh(source.phrases, vocabulary.corpora[source.language], source.given) for source in batch}
    labels: dict[str, dict[str, str]] = {language: {} for language in vocabulary.ids}
    for source, concepts in weighed.items():
        labels[source.language] |= {concept.key: concept.written for concept in concepts if len(concept.key) <= LONGEST}
    with transaction.atomic(), connection.cursor() as cursor:
        ids = {language: vocabulary.ids_of(language, of_language) for language, of_language in labels.items()}
        choices.learn([source.publication for source in batch])
        cursor.execute(_WRITE, [json.dumps(list(_rows(weighed, ids, choices)))])
    return len(batch)


def _rows(weighed: dict[Source, list[Weighed]], ids: dict, choices: Choices) -> Iterator[dict]:
    for source, concepts in weighed.items():
        known = ids[source.language]
        weights = {known[concept.key]: round(100 * concept.weight) for concept in concepts if concept.key in known}
        decided = choices.applied(source.publication, weights)
        ranked = sorted(
            ((weight, concept) for concept, weight in decided.items() if weight), key=lambda row: (-row[0], row[1])
        )
        yield {
            "publication": source.publication,
            "concepts": [concept for _, concept in ranked],
            "weights": [weight for weight, _ in ranked],
            "version": source.version.isoformat(),
        }
