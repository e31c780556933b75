"""The concepts that the database knows: counted over all publications, and looked up for some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from publications.fingerprint.corpus import Corpus
from publications.fingerprint.texts import Source, sources
from publications.models import Concept, Publication
from publications.models.concept import LONGEST
from search.analysis import ENGLISH, SWEDISH

_MOST_PHRASES = 4_000_000  # counted at once, some 500 MB; beyond, those seen once are forgotten on the way
_SMALL = 50_000  # publications
_INTO = """
    INSERT INTO publications_concept (uuid, key, language, label, frequency, given)
    SELECT gen_random_uuid(), key, language, label, frequency, given FROM counted
    ON CONFLICT (key, language) DO UPDATE
    SET label = EXCLUDED.label, frequency = EXCLUDED.frequency, given = EXCLUDED.given
    WHERE (publications_concept.label, publications_concept.frequency, publications_concept.given)
        IS DISTINCT FROM (EXCLUDED.label, EXCLUDED.frequency, EXCLUDED.given)
"""
_NO_MORE = """
    UPDATE publications_concept concept SET frequency = 0, given = 0
    WHERE frequency + given > 0 AND NOT EXISTS (
        SELECT FROM counted WHERE (counted.key, counted.language) = (concept.key, concept.language)
    )
"""


class Count:
    """Phrases and given terms of all public publications by language, each as it is written most plainly."""

    def __init__(self):
        self.corpora = {language: Corpus() for language in (ENGLISH, SWEDISH)}
        self.labels: dict[str, dict[str, str]] = {language: {} for language in self.corpora}

    def add(self, source: Source) -> None:
        corpus, labels = self.corpora[source.language], self.labels[source.language]
        corpus.add(source.phrases, source.given)
        for name, phrase in source.phrases.items():
            _keep_plainest(labels, name, phrase.written)
        for name, written in source.given.items():
            _keep_plainest(labels, name, written)
        if len(corpus.frequency) > _MOST_PHRASES:
            self._forget_rare(corpus, labels)

    def _forget_rare(self, corpus: Corpus, labels: dict[str, str]) -> None:
        corpus.frequency = Counter({name: number for name, number in corpus.frequency.items() if number > 1})
        for name in labels.keys() - corpus.frequency.keys() - corpus.given.keys():
            del labels[name]

    def rows(self) -> Iterable[tuple[str, str, str, int, int]]:
        """Yield key, language, label, frequency and given of each phrase that is common enough, or was given."""
        least = 2 if sum(corpus.size for corpus in self.corpora.values()) < _SMALL else 3
        for language, corpus in self.corpora.items():
            for name, label in self.labels[language].items():
                if len(name) <= LONGEST and (corpus.frequency[name] >= least or corpus.given[name]):
                    yield name, language, label[:LONGEST], corpus.frequency[name], corpus.given[name]


def _keep_plainest(labels: dict[str, str], name: str, written: str) -> None:
    """Keep the way of writing with the fewest capitals: titles have more than the term."""
    kept = labels.get(name)
    if kept is None or _capitals(written) < _capitals(kept):
        labels[name] = written


def _capitals(text: str) -> int:
    return sum(map(str.isupper, text))


def recount() -> int:
    """Count phrases over all public publications anew; return how many concepts there are. All or nothing."""
    count = Count()
    for source in sources(list(Publication.objects.public().order_by("id").values_list("pk", flat=True))):
        count.add(source)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE counted (key text, language text, label text, frequency int, given int)")
        with cursor.copy("COPY counted FROM STDIN") as copy:
            for row in count.rows():
                copy.write_row(row)
        cursor.execute("CREATE INDEX ON counted (key, language)")
        cursor.execute("ANALYZE counted")
        cursor.execute(_NO_MORE)
        cursor.execute(_INTO)
        cursor.execute("SELECT count(*) FROM counted")
        number = cursor.fetchone()[0]
        cursor.execute("DROP TABLE counted")
    return number


class Vocabulary:
    """What is known of the phrases of some texts. Asks for what it has not seen; remembers the rest."""

    def __init__(self):
        self.corpora = {language: Corpus() for language in (ENGLISH, SWEDISH)}
        self.ids: dict[str, dict[str, int]] = {language: {} for language in self.corpora}
        self._seen: dict[str, set[str]] = {language: set() for language in self.corpora}
        size = Publication.objects.public().count()
        for corpus in self.corpora.values():
            corpus.size = size

    def learn(self, batch: Iterable[Source]) -> None:
        """Look up the phrases and terms of texts. 1 query for each language."""
        for language, seen in self._seen.items():
            names = {
                name for source in batch if source.language == language for name in (*source.phrases, *source.given)
            }
            self._look_up(language, names - seen)
            seen |= names

    def _look_up(self, language: str, names: Iterable[str]) -> None:
        corpus, ids = self.corpora[language], self.ids[language]
        found = Concept.objects.filter(language=language, key__in=list(names))
        for pk, name, frequency, given in found.values_list("pk", "key", "frequency", "given") if names else ():
            ids[name] = pk
            corpus.frequency[name] = frequency
            corpus.given[name] = given

    def add(self, language: str, labels: Mapping[str, str]) -> None:
        """Make concepts of the keys that are none yet, and know their ids. 2 queries, none where all are there."""
        new = {name: label for name, label in labels.items() if name not in self.ids[language]}
        if new:
            rows = [Concept(key=name, language=language, label=label[:LONGEST]) for name, label in sorted(new.items())]
            Concept.objects.bulk_create(rows, ignore_conflicts=True)
            self._look_up(language, new)
