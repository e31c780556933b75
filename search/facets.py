"""Facets: by what results are narrowed. How many of them have each value: search/counting.py.

Values within a facet widen, facets narrow, and each facet is counted under all the others. Values are text: keys of
rows, codes, years; a keyword is its term in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query, Schema

from search.keywords import number_of
from search.orders import bounds

SHOWN = 10  # values of a long facet that are counted for a page; `Index.values` gives all
ALL = 5000


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the field that holds it, and how many values a page gets. Trees and short lists come whole.

    One that is not `listed` narrows, and is counted only where it is asked for by name. Of a facet with more values
    than Tantivy counts at once, `terms` is the field that has them as text. `levels` are the fields of the upper levels
    of a tree. Values that are `named` are texts, for which numbers stand in the index (search/keywords.py).
    """

    field: str
    size: int = ALL
    number: bool = False
    named: bool = False
    terms: str = ""
    levels: tuple[str, ...] = ()
    listed: bool = True


FACETS = {
    "year": Facet("year", number=True),
    "type": Facet("type"),
    "content": Facet("content"),
    "subject": Facet("subject_code", number=True, levels=("subject_0",)),
    "unit": Facet("unit_key", number=True, levels=("unit_0", "unit_1")),
    "person": Facet("person_key", SHOWN, number=True, terms="person_value"),
    "journal": Facet("journal_key", SHOWN, number=True),
    "language": Facet("language"),
    "keyword": Facet("keyword_key", SHOWN, number=True, named=True, terms="keyword_name"),
    "access": Facet("access"),
    "status": Facet("status"),
    "ours": Facet("ours"),
    "concept": Facet("concept_key", SHOWN, number=True, listed=False),
}


def condition(schema: Schema, name: str, values: Iterable[str]) -> Query:
    """Return the query for publications with one of the values of a facet; a year may be a range, "2019-2024"."""
    facet = FACETS[name]
    if name == "year":
        return _any(_years(schema, value) for value in values)
    if facet.named:
        return Query.term_set_query(schema, facet.field, [number_of(value) for value in values])
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
