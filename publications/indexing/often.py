"""Values of facets with very many values that many publications have: the index counts these apart, which is quick."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from publications.indexing.entries import keyword_value
from publications.models import Publication
from search.keywords import number_of

_LEAST, _SHARE = 20, 2000  # publications that have a value, and of how many one must have it
_VALUES = {
    "person_often": "SELECT person_id FROM publications_contribution WHERE person_id IS NOT NULL",
    "journal_often": "SELECT journal_id FROM publications_publication WHERE journal_id IS NOT NULL",
    "keyword_often": "SELECT keyword_id FROM publications_publicationkeyword",
}


def often_found() -> dict[str, Iterable]:
    """Return the values that many publications have, by the names of search/schema.py's OFTEN. 5 queries."""
    least = max(_LEAST, Publication.objects.public().estimated() // _SHARE)
    found = {
        name: [row[0] for row in _rows(f"{query} GROUP BY 1 HAVING count(*) >= %s", least)]
        for name, query in _VALUES.items()
    }
    terms = _rows("SELECT term FROM publications_keyword WHERE id = ANY(%s)", found["keyword_often"])
    return found | {"keyword_often": {number_of(keyword_value(term)) for (term,) in terms}}


def _rows(query: str, value: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, [value])
        return cursor.fetchall()
