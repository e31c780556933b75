"""The texts that fingerprints are made of, read from the database in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from formats.richtext import abstract_plain, plain
from publications.fingerprint.corpus import of_authors, terms_of
from publications.fingerprint.phrases import Phrase, phrases
from search.analysis import language_of

BATCH = 1000
_ROWS = """
    SELECT publication.id, publication.updated, publication.title, publication.subtitle, publication.language,
           texts.abstracts, texts.languages, given.terms
    FROM publications_publication publication
    LEFT JOIN LATERAL (
        SELECT array_agg(text ORDER BY position, id) AS abstracts,
            array_agg(language ORDER BY position, id) AS languages
        FROM publications_text WHERE publication_id = publication.id AND kind = 'abstract'
    ) texts ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(keyword.term ORDER BY row.position, row.id) AS terms
        FROM publications_publicationkeyword row JOIN publications_keyword keyword ON keyword.id = row.keyword_id
        WHERE row.publication_id = publication.id
    ) given ON true
    WHERE publication.status = 'public' AND publication.id = ANY(%s)
"""


class Row(NamedTuple):
    """A public publication as the database has it."""

    id: int
    updated: datetime
    title: str
    subtitle: str
    language: str
    abstracts: list[str] | None
    languages: list[str] | None
    terms: list[str] | None


class Source:
    """What the fingerprint of a publication is made of: title, one abstract and the terms its authors gave.

    Of several abstracts the first in English or Swedish is taken, and the title is stemmed as it is.
    """

    def __init__(self, row: Row):
        self.publication, self.version = row.id, row.updated
        self.title = plain(f"{row.title}. {row.subtitle}" if row.subtitle else row.title)
        abstract, code = _best(row)
        self.abstract = abstract_plain(abstract)
        self.language = language_of(f"{self.title} {self.abstract}", code or row.language)
        self._terms = row.terms or ()

    @cached_property
    def phrases(self) -> dict[str, Phrase]:
        return phrases(self.title, self.abstract, self.language)

    @cached_property
    def given(self) -> dict[str, str]:
        """The terms that its authors gave, as keys and as written."""
        return {
            name: written for term in of_authors(self._terms) for name, written in terms_of(term, self.language).items()
        }


def _best(row: Row) -> tuple[str, str]:
    """Return the abstract that is taken, and its language; ("", "") where there is none."""
    there = list(zip(row.abstracts or (), row.languages or (), strict=True))
    known = [pair for pair in there if pair[1] in ("eng", "swe")]
    return next(iter(known or there), ("", ""))


def sources(keys: Iterable[int]) -> Iterator[Source]:
    """Yield the texts of those of the publications that are public, in batches of one query each."""
    keys = list(keys)
    for start in range(0, len(keys), BATCH):
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [keys[start : start + BATCH]])
            rows = [Row(*row) for row in cursor.fetchall()]
        yield from map(Source, rows)
