"""What the index holds of publications, read from the database: one row each, small parts joined to text there.

Half a million rows are read for a new index, so the database does the joining and Python gets few, long values. Each
part is grouped for all publications of a batch at once, which is much quicker than asking for each publication.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection, transaction

_PRINTED = "concat_ws(' ', name.given, name.family, name.suffix, name.literal)"
# A name as printed, then what else is known of the person: a line begins with the role, of three letters.
_NAME = f"""
    name.role || {_PRINTED} || CASE WHEN person.id IS NULL THEN '' ELSE concat_ws(
        ' ', '', nullif(concat_ws(' ', person.given, person.family), {_PRINTED}), person.orcid, person.slug, (
            SELECT string_agg(concat_ws(' ', other.given, other.family), ' ')
            FROM publications_personname other WHERE other.person_id = person.id
        )
    ) END
"""
_PARTS = {
    "names": f"""
        SELECT publication_id AS id,
            string_agg(translate({_NAME}, E'\\n', ' '), E'\\n' ORDER BY name.position) AS names,
            (array_agg(concat_ws(' ', name.family, name.given, name.literal) ORDER BY name.position))[1] AS first_name,
            array_agg(person.id) FILTER (WHERE person.id IS NOT NULL) AS people,
            array_agg(person.orcid) FILTER (WHERE person.orcid IS NOT NULL) AS orcids,
            array_agg(concat_ws(' ', person.given, person.family)) FILTER (WHERE person.id IS NOT NULL) AS called
        FROM publications_contribution name LEFT JOIN publications_person person ON person.id = name.person_id
        WHERE publication_id {{keys}} GROUP BY publication_id
    """,
    "places": """
        SELECT publication_id AS id,
            array_agg(DISTINCT organisation_id) FILTER (WHERE organisation_id IS NOT NULL) AS units,
            string_agg(DISTINCT name, E'\\n') FILTER (WHERE name <> '') AS places
        FROM publications_contribution contribution
        JOIN publications_contributionaffiliation place ON place.contribution_id = contribution.id
        WHERE publication_id {keys} GROUP BY publication_id
    """,
    "texts": """
        SELECT publication_id AS id,
            array_agg(text ORDER BY position) FILTER (WHERE kind = 'title') AS titles,
            array_agg(language ORDER BY position) FILTER (WHERE kind = 'title') AS title_languages,
            array_agg(text ORDER BY position) FILTER (WHERE kind = 'abstract') AS abstracts,
            array_agg(language ORDER BY position) FILTER (WHERE kind = 'abstract') AS abstract_languages
        FROM publications_text WHERE publication_id {keys} GROUP BY publication_id
    """,
    "identifiers": """
        SELECT publication_id AS id, array_agg(scheme) AS schemes, array_agg(value) AS numbers
        FROM publications_identifier WHERE publication_id {keys} AND problem = '' GROUP BY publication_id
    """,
    "sources": """
        SELECT publication_id AS id, array_agg(source_id) AS sources
        FROM publications_sourcerecord WHERE publication_id {keys} GROUP BY publication_id
    """,
    "subjects": """
        SELECT publication_id AS id, array_agg(subject_id) AS subjects
        FROM publications_classification WHERE publication_id {keys} GROUP BY publication_id
    """,
    "keywords": """
        SELECT publication_id AS id, array_agg(term) AS keywords, array_agg(language) AS keyword_languages
        FROM publications_publicationkeyword given JOIN publications_keyword keyword ON keyword.id = given.keyword_id
        WHERE publication_id {keys} GROUP BY publication_id
    """,
    "topics": """
        SELECT publication_id AS id,
            concepts[1 : (SELECT count(*) FROM unnest(weights) weight WHERE weight >= 20)::int] AS concepts
        FROM publications_fingerprint WHERE publication_id {keys}
    """,
    "funding": """
        SELECT publication_id AS id, string_agg(concat_ws(' ', funder, award, title), E'\\n') AS funding
        FROM publications_funding WHERE publication_id {keys} GROUP BY publication_id
    """,
}


class Row(NamedTuple):
    """A public publication; lists are None where they are empty."""

    id: int
    uuid: object
    title: str
    subtitle: str
    language: str
    type: str
    content_type: str
    publication_status: str
    open_access: str
    ours: bool | None
    year: int | None
    issued: str
    defended: str
    created: str
    updated: str
    sort_title: str
    journal_id: int | None
    journal: str
    issns: list[str]
    publisher: str
    series: str
    conference: str
    volume: str
    issue: str
    page: str
    numbers_printed: list[str]
    names: str | None
    first_name: str | None
    people: list[int] | None
    orcids: list[str] | None
    called: list[str] | None
    units: list[int] | None
    places: str | None
    titles: list[str] | None
    title_languages: list[str] | None
    abstracts: list[str] | None
    abstract_languages: list[str] | None
    schemes: list[str] | None
    numbers: list[str] | None
    sources: list[str] | None
    subjects: list[int] | None
    keywords: list[str] | None
    keyword_languages: list[str] | None
    funding: str | None
    concepts: list[int] | None  # those that a page shows at once


_OWN = {
    "created": "to_char(publication.created AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')",
    "updated": "to_char(publication.updated AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')",
    "journal": "concat_ws(E'\\n', journal.title, nullif(journal.abbreviation, ''), nullif(container_title, ''))",
    "issns": "array_remove(array[publication.issn, publication.eissn, journal.issn, journal.eissn]::text[], NULL)",
    "publisher": "concat_ws(' ', publisher.name, nullif(publisher_place, ''))",
    "series": "concat_ws(' ', nullif(collection_title, ''), nullif(collection_number, ''))",
    "conference": "concat_ws(' ', nullif(event_title, ''), nullif(event_place, ''))",
    "first_name": "publications_sort_key(first_name)",
    "numbers_printed": "array[article_number, number, collection_number]",
}
_COLUMNS = ", ".join(
    _OWN.get(name, name if position > Row._fields.index("numbers_printed") else f"publication.{name}")
    for position, name in enumerate(Row._fields)
)
_JOINS = "\n".join(f"LEFT JOIN ({part}) {name} ON {name}.id = publication.id" for name, part in _PARTS.items())
_QUERY = f"""
    SELECT {_COLUMNS}
    FROM publications_publication publication
    LEFT JOIN publications_journal journal ON journal.id = publication.journal_id
    LEFT JOIN publications_publisher publisher ON publisher.id = publication.publisher_id
    {_JOINS}
    WHERE publication.id {{keys}} AND publication.status = 'public'
    ORDER BY publication.id
"""


def rows_of(keys: list[int]) -> list[Row]:
    """Return the public ones among the publications with the keys. 1 query."""
    return _rows("= ANY(%(keys)s)", {"keys": keys})


def rows_between(first: int, last: int) -> list[Row]:
    """Return the public publications whose keys lie between these, both included. 1 query."""
    return _rows("BETWEEN %(first)s AND %(last)s", {"first": first, "last": last})


def _rows(condition: str, parameters: dict) -> list[Row]:
    with transaction.atomic(), connection.cursor() as cursor:
        # For a batch the planner would read whole tables, which a batch has a hundredth of.
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off"
        )
        cursor.execute(_QUERY.format(keys=condition), parameters)
        return [Row(*row) for row in cursor.fetchall()]
