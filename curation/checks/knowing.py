"""What the rules may know beside the record, asked of the database for many records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from curation.checks.identifiers import known_prefixes, prefix_of
from curation.checks.people import may_be_somebody, name_of
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
# Whose name is printed: by the main form of a name or another, without regard to case and accents.
_NAMESAKES = """
    WITH wanted AS (SELECT name, publications_sort_key(key) AS key FROM unnest(%s::text[], %s::text[]) AS w(name, key)),
    named AS (
        SELECT wanted.name, person.id FROM wanted JOIN publications_person person ON person.sort_name = wanted.key
        UNION
        SELECT wanted.name, form.person_id FROM wanted JOIN publications_personname form
            ON publications_sort_key(form.family || ' ' || form.given) = wanted.key
    )
    SELECT name, count(*) FROM named
    WHERE EXISTS (
        SELECT FROM publications_affiliation place
        JOIN publications_organisation unit ON unit.id = place.organisation_id
        WHERE place.person_id = named.id AND unit.own
    ) OR EXISTS (SELECT FROM publications_contribution own WHERE own.person_id = named.id AND own.ours)
    GROUP BY name
"""
_PREFIXES = """
    SELECT split_part(value, '/', 1) FROM publications_identifier WHERE scheme = 'doi' AND problem = ''
    GROUP BY 1 HAVING count(*) > 1
"""


def known_of(records: Sequence[Record], keys: Sequence[int | None] = ()) -> list[Known]:
    """Return what is known of each record; `keys` are those of their publications, where they are stored. 5 queries."""
    keys = keys or [None] * len(records)
    stored = [key for key in keys if key is not None]
    journals, people, prefixes, today = _journals(stored), _people(stored), _prefixes(records), timezone.localdate()
    rows = list(zip(records, keys, strict=True))
    titles = _of_titles(record.container_title for record, key in rows if key not in journals)
    pairs = [(record, people.get(key) or (None,) * len(record.contributors)) for record, key in rows]
    namesakes = _namesakes(pairs)
    return [
        Known(
            today=today,
            people=linked,
            namesakes=namesakes,
            prefixes=prefixes,
            **(journals.get(key) or titles.get(record.container_title) or {}),
        )
        for (record, linked), key in zip(pairs, keys, strict=True)
    ]


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


def _namesakes(pairs: list[tuple[Record, tuple[int | None, ...]]]) -> dict[str, int]:
    """Return how many people of the house have each name that is linked to nobody."""
    names = {
        name_of(one): f"{one.family} {one.given}"
        for record, people in pairs
        for one, person in zip(record.contributors, people, strict=True)
        if person is None and may_be_somebody(one)
    }
    return dict(_rows(_NAMESAKES, [list(names), list(names.values())])) if names else {}


def _prefixes(records: Sequence[Record]) -> frozenset[str]:
    """Return the prefixes that several publications have, if a record has one that is not in our table."""
    if all(prefix_of(record.doi) in known_prefixes() for record in records if record.doi):
        return frozenset()
    return cache.get_or_set(
        "checks-doi-prefixes", lambda: frozenset(prefix for (prefix,) in _rows(_PREFIXES)), PREFIXES_KEPT
    )


def _rows(query: str, parameters: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
