"""A page of what a query finds, in an order: the keys of its publications, and how many there are in all."""

from __future__ import annotations

from tantivy import FieldType, Occur, Order, Query, Schema, Searcher

RELEVANCE, NEWEST = "relevance", "newest"
# Field and direction of each order, relevance apart.
SORTS = {
    NEWEST: ("issued", Order.Desc),
    "oldest": ("issued", Order.Asc),
    "title": ("title", Order.Asc),
    "author": ("author", Order.Asc),
    "added": ("created", Order.Desc),
    "changed": ("updated", Order.Desc),
}
_ALPHABETS = ("title", "author")


def page(
    searcher: Searcher, schema: Schema, asked: Query, sort: str, start: int, size: int
) -> tuple[list[int], int | None]:
    """Return the keys, and the number of all, which Tantivy counts meanwhile at no cost; None where it does not."""
    if sort == RELEVANCE:
        options = {"weight_by_field": "weight"}
    else:
        name, order = SORTS.get(sort, SORTS[NEWEST])
        if name in _ALPHABETS:
            return _alphabetical(searcher, schema, asked, name, order, start, size), None
        options = {"order_by_field": name, "order": order}
    found = searcher.search(asked, size, offset=start, **options)
    return keys_at(searcher, found.hits), found.count


def keys_of(searcher: Searcher, asked: Query, size: int, start: int, **options: object) -> list[int]:
    """Return the keys of so many of what a query finds, in the order of the options."""
    return keys_at(searcher, searcher.search(asked, size, count=False, offset=start, **options).hits)


def _alphabetical(
    searcher: Searcher, schema: Schema, asked: Query, name: str, order: Order, start: int, size: int
) -> list[int]:
    """Return a page in alphabetical order.

    Tantivy sorts numbers quickly at any depth, texts only near the beginning. So the number made of the first letters
    finds between which two the page lies, and only what lies there is sorted by its text.
    """
    number = f"{name}_start"
    hits = searcher.search(asked, size, count=False, offset=start, order_by_field=number, order=order).hits
    if not hits:
        return []
    first, last = hits[0][0], hits[-1][0]
    before = _between(searcher, schema, asked, number, 0, first - 1) if first else 0
    within = Query.boolean_query([(Occur.Must, asked), (Occur.Must, _range(schema, number, first, last))])
    return keys_of(searcher, within, size, start - before, order_by_field=f"{name}_order", order=order)


def _between(searcher: Searcher, schema: Schema, asked: Query, name: str, first: int, last: int) -> int:
    within = Query.boolean_query([(Occur.Must, asked), (Occur.Must, _range(schema, name, first, last))])
    return searcher.search(within, 1).count


def _range(schema: Schema, name: str, first: int, last: int) -> Query:
    return Query.range_query(schema, name, FieldType.Unsigned, first, last)


def keys_at(searcher: Searcher, hits: list) -> list[int]:
    """Return the keys of hits."""
    return searcher.fast_field_values("key", [address for _, address in hits])
