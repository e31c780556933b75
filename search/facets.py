"""Facets: by what results are narrowed, and how many of them have each value.

Values within a facet widen, facets narrow, and each facet is counted under all the others. Values are text: keys of
rows, codes, years; a keyword is its term in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search.orders import bounds

SHOWN = 10  # values of a long facet that are counted for a page; `Index.values` gives all
ALL = 5000
_MOST_BUCKETS = 60_000  # Tantivy's limit is 65,000


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the field that holds it, and how many values a page gets. Trees and short lists come whole.

    One that is not `listed` narrows, and is counted only where it is asked for by name. Of a facet with more values
    than Tantivy counts at once, `terms` is the field that has them as text.
    """

    field: str
    size: int = ALL
    number: bool = False
    terms: str = ""
    listed: bool = True


FACETS = {
    "year": Facet("year", number=True),
    "type": Facet("type"),
    "content": Facet("content"),
    "subject": Facet("subject_code", number=True),
    "unit": Facet("unit_key", number=True),
    "person": Facet("person_key", SHOWN, number=True, terms="person_value"),
    "journal": Facet("journal_key", SHOWN, number=True),
    "language": Facet("language"),
    "keyword": Facet("keyword_term", SHOWN, terms="keyword_term"),
    "access": Facet("access"),
    "status": Facet("status"),
    "ours": Facet("ours"),
    "concept": Facet("concept_key", SHOWN, number=True, listed=False),
}
_CANDIDATES = 30  # values of a long facet of which the first are chosen
_COMPARED = 5000  # values that each part of an index names; what others have is at most the error that Tantivy tells


def condition(schema: Schema, name: str, values: Iterable[str]) -> Query:
    """Return the query for publications with one of the values of a facet; a year may be a range, "2019-2024"."""
    facet = FACETS[name]
    if name == "year":
        return _any(_years(schema, value) for value in values)
    if facet.number:
        numbers = [int(value) for value in values if value.isdecimal() and len(value) < 19]
        return Query.term_set_query(schema, facet.field, numbers) if numbers else Query.empty_query()
    return Query.term_set_query(schema, facet.field, list(values))


def _years(schema: Schema, value: str) -> Query:
    first, dash, last = value.partition("-")
    found = bounds("year", first, last if dash else first)
    if not value.strip("- ") or found is None:
        return Query.empty_query()
    return Query.range_query(schema, "year", FieldType.Unsigned, *found)


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def counted(
    schema: Schema,
    searcher: Searcher,
    query: Query,
    names: Iterable[str],
    chosen: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, list[tuple[str, int]]]:
    """Return the values of facets with their counts among what a query finds, most first; chosen ones in any case."""
    names = list(names)
    asked = {name: {"terms": _terms(FACETS[name], _COMPARED)} for name in names}
    found = searcher.aggregate(query, asked) if names else {}
    result = {}
    for name in names:
        rows = _exactly(schema, searcher, query, name, found[name])
        missing = set((chosen or {}).get(name, ())) - {value for value, _ in rows}
        result[name] = rows + [(value, _count(schema, searcher, query, name, value)) for value in sorted(missing)]
    return result


def all_counted(searcher: Searcher, query: Query, name: str) -> list[tuple[str, int]]:
    """Return all values of a facet with their counts among what a query finds, most first; never cut off."""
    facet = FACETS[name]
    if facet.terms:
        return searcher.terms_with_prefix(facet.terms, "", query)
    return _rows(searcher.aggregate(query, {name: {"terms": _terms(facet, _MOST_BUCKETS, _MOST_BUCKETS)}})[name])


def _exactly(schema: Schema, searcher: Searcher, query: Query, name: str, found: dict) -> list[tuple[str, int]]:
    """Return the first values of a facet with exact counts.

    Each part of the index names the values it has most of. A value that one part does not name may have more than was
    counted, by the error at most: those that may so be among the first are counted one by one.
    """
    size, rows, error = FACETS[name].size, _rows(found), found.get("doc_count_error_upper_bound") or 0
    if not error or len(rows) <= size:
        return rows[:size]
    if rows[-1][1] + error >= rows[size - 1][1]:  # one that is not even named may be
        asked = {name: {"terms": _terms(FACETS[name], _MOST_BUCKETS)}}
        return _rows(searcher.aggregate(query, asked)[name])[:size]
    near = [value for value, count in rows if count + error >= rows[size - 1][1]]
    counts = [(value, _count(schema, searcher, query, name, value)) for value in near]
    return sorted(counts, key=lambda row: -row[1])[:size]


def _rows(found: dict) -> list[tuple[str, int]]:
    return [(_text(row["key"]), row["doc_count"]) for row in found["buckets"]]


def _count(schema: Schema, searcher: Searcher, query: Query, name: str, value: str) -> int:
    within = condition(schema, name, [value])
    return searcher.search(Query.boolean_query([(Occur.Must, query), (Occur.Must, within)]), 1).count


def _terms(facet: Facet, compared: int, size: int = 0) -> dict:
    return {"field": facet.field, "size": size or max(facet.size, _CANDIDATES), "segment_size": compared}


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else str(int(value))
