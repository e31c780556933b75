"""What the rules may know beside the record, asked of the database for many records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from curation.checks.house import names_of_the_house, namesakes, perhaps
from curation.checks.identifiers import known_prefixes, prefix_of
from curation.checks.rule import Known
from formats.record import Record

PREFIXES_KEPT = 3600  # seconds
_JOURNALS = """
    SELECT publication.id, publication.issn, publication.eissn, journal.title, journal.issn, journal.eissn
    FROM publications_publication publication JOIN publications_journal journal ON journal.id = publication.journal_id
    WHERE publication.id = ANY(%s)
"""
_TITLES = """
    SELECT wanted.text, min(journal.issn), min(journal.eissn)
    FROM unnest(%s::text[]) AS wanted(text)
    JOIN publications_journal journal ON md5(lower(journal.title)) = md5(lower(wanted.text))
    GROUP BY wanted.text HAVING count(*) = 1
"""
_PEOPLE = """
    SELECT publication_id, person_id FROM publications_contribution WHERE publication_id = ANY(%s)
    ORDER BY publication_id, position, id
"""
_PREFIXES = """
    SELECT split_part(value, '/', 1) FROM publications_identifier WHERE scheme = 'doi' AND problem = ''
    GROUP BY 1 HAVING count(*) > 1
"""
_OF_JOURNALS = """
    SELECT journal.title, split_part(doi.value, '/', 1) FROM publications_journal journal
    JOIN publications_publication publication ON publication.journal_id = journal.id
    JOIN publications_identifier doi ON doi.publication_id = publication.id AND doi.scheme = 'doi' AND doi.problem = ''
    WHERE md5(lower(journal.title)) IN (SELECT md5(lower(wanted.text)) FROM unnest(%s::text[]) AS wanted(text))
    GROUP BY 1, 2 HAVING count(*) > 2
"""


def known_of(records: Sequence[Record], keys: Sequence[int | None] = ()) -> list[Known]:
    """Return what is known of each record; `keys` are those of their publications, where they are stored.

    At most 8 queries.
    """
    keys = keys or [None] * len(records)
    stored = [key for key in keys if key is not None]
    journals, people, prefixes, today = _journals(stored), _people(stored), _prefixes(records), timezone.localdate()
    rows = list(zip(records, keys, strict=True))
    titles = _of_titles(record.container_title for record, key in rows if key not in journals)
    pairs = [(record, people.get(key) or (None,) * len(record.contributors)) for record, key in rows]
    beside = [journals.get(key) or titles.get(record.container_title) or {} for record, key in rows]
    of_journals = _of_journals(records, beside, prefixes)
    shared = {"today": today, "house": names_of_the_house(), "prefixes": prefixes}
    shared |= {"namesakes": namesakes(pairs), "perhaps": perhaps(pairs)}
    return [
        Known(people=linked, journal_prefixes=of_journals.get(_title(journal), ()), **journal, **shared)
        for (_record, linked), journal in zip(pairs, beside, strict=True)
    ]


def _title(journal: dict) -> str:
    return journal["journal"][0] if journal else ""


def _journals(keys: list[int]) -> dict[int, dict]:
    return {
        key: {"journal": (title, own or "", electronic or ""), "printed": tuple(filter(None, printed))}
        for key, *printed, title, own, electronic in _rows(_JOURNALS, [keys])
    }


def _of_titles(titles: Iterable[str]) -> dict[str, dict]:
    """Return the journal of each title that exactly one has."""
    wanted = list({title for title in titles if title})
    return {title: {"journal": (title, issn or "", eissn or "")} for title, issn, eissn in _rows(_TITLES, [wanted])}


def _people(keys: list[int]) -> dict[int, tuple[int | None, ...]]:
    found = defaultdict(list)
    for key, person in _rows(_PEOPLE, [keys]):
        found[key].append(person)
    return {key: tuple(people) for key, people in found.items()}


def _prefixes(records: Sequence[Record]) -> frozenset[str]:
    """Return the prefixes that several publications have, if a record has one that is not in our table."""
    if all(prefix_of(record.doi) in known_prefixes() for record in records if record.doi):
        return frozenset()
    return cache.get_or_set(
        "checks-doi-prefixes", lambda: frozenset(prefix for (prefix,) in _rows(_PREFIXES)), PREFIXES_KEPT
    )


def _of_journals(records: Sequence[Record], beside: list[dict], prefixes: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the prefixes of three DOIs or more, by the titles of journals in which a DOI has one that nobody knows."""
    known, pairs = known_prefixes() | prefixes, zip(records, beside, strict=True)
    wanted = {_title(journal) for record, journal in pairs if record.doi and prefix_of(record.doi) not in known} - {""}
    found = defaultdict(set)
    for title, prefix in _rows(_OF_JOURNALS, [list(wanted)]) if wanted else ():
        found[title].add(prefix_of(prefix))
    return {title: tuple(sorted(own)) for title, own in found.items()}


def _rows(query: str, parameters: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
