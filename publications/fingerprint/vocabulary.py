"""The concepts that the database knows: counted over all publications, and looked up for some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.db.models import QuerySet

from publications.fingerprint.corpus import Corpus
from publications.fingerprint.counting import counted, put_aside
from publications.fingerprint.texts import Source
from publications.models import Concept, Publication, Recount
from publications.models.concept import LONGEST
from search.analysis import ENGLISH, SWEDISH

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
_COUNTED = (
    "CREATE INDEX ON counted (key, language)", "ANALYZE counted", _NO_MORE, _INTO, "DROP TABLE counted",
)  # fmt: skip
# In the order of their keys: two processes that add the same do not wait for each other in a circle.
_ADD = """
    INSERT INTO publications_concept (uuid, key, language, label, frequency, given)
    SELECT gen_random_uuid(), key, %(language)s, label, 0, 0
    FROM unnest(%(keys)s::text[], %(labels)s::text[]) WITH ORDINALITY row (key, label, place) ORDER BY place
    ON CONFLICT DO NOTHING
"""
_IDS = "SELECT key, id FROM publications_concept WHERE language = %s AND key = ANY(%s)"


def recount(processes: int | None = None) -> Recount:
    """Count phrases over all public publications anew, all or nothing; return what remembers how far computing is."""
    with TemporaryDirectory(prefix="counted-") as folder:
        put_aside(folder, processes)
        rows = counted(folder)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE counted (key text, language text, label text, frequency int, given int)")
            with cursor.copy("COPY counted FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            for query in _COUNTED:
                cursor.execute(query)
            Recount.objects.all().delete()
            return Recount.objects.create()


class Vocabulary:
    """What is known of the phrases of some texts. Asks for what it has not seen; remembers the rest."""

    def __init__(self, whole: bool = False):
        """With `whole`, all that is known is looked up at once: some 250 MB for a million concepts. 2 queries."""
        self.corpora = {language: Corpus() for language in (ENGLISH, SWEDISH)}
        self.ids: dict[str, dict[str, int]] = {language: {} for language in self.corpora}
        self._seen: dict[str, set[str]] = {language: set() for language in self.corpora}
        self._whole = whole
        size = Publication.objects.public().count()
        for corpus in self.corpora.values():
            corpus.size = size
        if whole:
            self._keep(Concept.objects.exclude(frequency=0, given=0))

    def learn(self, batch: Iterable[Source]) -> None:
        """Look up the phrases and terms of texts. 1 query for each language, none where the whole is known."""
        for language, seen in self._seen.items() if not self._whole else ():
            names = {
                name for source in batch if source.language == language for name in (*source.phrases, *source.given)
            }
            if names - seen:
                self._keep(Concept.objects.filter(language=language, key__in=list(names - seen)))
            seen |= names

    def _keep(self, concepts: QuerySet) -> None:
        rows = concepts.values_list("pk", "key", "language", "frequency", "given")
        for pk, name, language, frequency, given in rows.iterator(10_000):
            self.ids[language][name] = pk
            self.corpora[language].frequency[name] = frequency
            if given:
                self.corpora[language].given[name] = given

    def ids_of(self, language: str, labels: Mapping[str, str]) -> Mapping[str, int]:
        """Return the ids of keys with their labels; what is no concept yet becomes one. 2 queries where some are."""
        known = self.ids[language]
        new = {name: label[:LONGEST] for name, label in sorted(labels.items()) if name not in known}
        if not new:
            return known
        with connection.cursor() as cursor:
            cursor.execute(_ADD, {"language": language, "keys": list(new), "labels": list(new.values())})
            cursor.execute(_IDS, [language, list(new)])
            return {name: known[name] for name in labels if name in known} | dict(cursor.fetchall())
