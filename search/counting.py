"""How many of what a query finds have each value of a facet: always exactly, and as quickly as that can be.

Tantivy counts by looking at each value of each hit. So what a page does not show is not looked at where that is
possible: of a tree the upper levels are enough as long as nothing in it is chosen, and of a facet with very many values
those that many publications have, where it is certain that none of the others is among the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tantivy import Occur, Query, Schema, Searcher

from search.facets import ALL, FACETS, condition
from search.keywords import term_in, term_of
from search.schema import CODES, LEVELS, NONE

Rows = list[tuple[str, int]]
_CANDIDATES = 30
# Values that each part of an index names; what others have is at most the error that Tantivy tells. Of few hits all are
# named: that is quicker than counting those one by one of which it is not certain whether they are among the first.
_COMPARED = 15_000
_FEW = 30_000
_MOST_BUCKETS = 60_000  # Tantivy's limit is 65,000
_EACH = 40  # hits for each publication that a seldom value may have; of fewer, seldom values are among the first
# What stands where a publication has no value.
_FILLERS = {**dict.fromkeys((*LEVELS, *CODES), NONE), "journal_often": "0"}
# Values of long facets that are named for a page: from these the first are chosen.
_SIZES = {facet.field: _CANDIDATES for facet in FACETS.values() if facet.size < _CANDIDATES}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Tantivy says of a field: values and counts, by how much these may be too low, whether some are left out."""

    rows: Rows
    error: int
    cut: bool

    def names_first(self, size: int) -> bool:
        """Return whether what has most is certainly among the values that are named."""
        return not self.error or len(self.rows) <= size or self.rows[-1][1] + self.error < self.rows[size - 1][1]


class Counting:
    """Counts for one state of an index.

    `often` are the values that many publications have, `bounds` how many have one of the others, since a round of
    writing (search/folder.py); where these are not known, they are counted.
    """

    many = 10_000  # hits; of fewer, everything is counted

    def __init__(
        self,
        schema: Schema,
        searcher: Searcher,
        often: Mapping[str, Collection],
        bounds: tuple[int, Mapping[str, int]] = (0, {}),
    ):
        self.schema, self.searcher, self.often = schema, searcher, often
        later = written_since(searcher, bounds[0])
        self._bounds = {name: most + later for name, most in bounds[1].items()}

    def counted(
        self,
        query: Query,
        names: Iterable[str],
        hits: int,
        chosen: Mapping[str, tuple[str, ...]] | None = None,
        upper: Collection[str] = (),
    ) -> dict[str, Rows]:
        """Return the values of facets with their counts among what a query finds, most first; chosen ones in any case.

        `hits` is how many it finds. `upper` names trees of which only the upper levels are wanted: the first one on
        which there is more than one value, and those above it.
        """
        quick = {name: self._quick_fields(name, hits, upper) for name in names}
        compared = _MOST_BUCKETS if hits < _FEW else _COMPARED
        fields = [field for name in quick for field in quick[name] or (FACETS[name].field,)]
        answers = self._asked(query, fields, compared)
        found = {name: self._quickly(name, [answers[field] for field in quick[name]]) for name in quick}
        left = [name for name, rows in found.items() if rows is None]
        answers |= self._asked(query, [FACETS[name].field for name in left if quick[name]], compared)
        found |= {name: self._exactly(query, name, answers[FACETS[name].field]) for name in left}
        found = {name: self._named(name, rows) for name, rows in found.items()}
        for name, values in (chosen or {}).items():
            missing = set(values) - {value for value, _ in found[name]}
            found[name] += [(value, self._count(query, name, value)) for value in sorted(missing)]
        return found

    def bounds(self) -> dict[str, int]:
        """Return how many publications at most have a value that is not among those of many, by facet."""
        return {name: self._bound(name) for name, facet in FACETS.items() if facet.often}

    def all_counted(self, query: Query, name: str) -> Rows:
        """Return all values of a facet with their counts among what a query finds, most first; never cut off."""
        facet = FACETS[name]
        if facet.terms:
            rows = self.searcher.terms_with_prefix(facet.terms, "", query)
            return _in_order((term_in(name), count) for name, count in rows) if facet.named else rows
        return self._asked(query, [facet.field], _MOST_BUCKETS, _MOST_BUCKETS)[facet.field].rows

    def _quick_fields(self, name: str, hits: int, upper: Collection[str]) -> tuple[str, ...]:
        """Return the fields by which a facet may be counted quickly, none where it cannot be."""
        facet = FACETS[name]
        if name in upper:
            return facet.levels
        if facet.often and hits >= self.many and hits >= _EACH * self._bound(name):
            return (facet.often,)
        return ()

    def _quickly(self, name: str, answers: list[_Answer]) -> Rows | None:
        """Return the values of a facet by its quick fields, None where these do not tell all that is to be shown."""
        if not answers or any(answer.cut for answer in answers):
            return None
        if FACETS[name].levels:
            return _from_above([_apart(answer.rows) for answer in answers])
        size, rows = FACETS[name].size, answers[0].rows
        return rows if len(rows) >= size and rows[size - 1][1] >= self._bound(name) else None

    def _bound(self, name: str) -> int:
        """Return how many publications at most have a value of a facet that is not among those of many."""
        if name not in self._bounds:
            known = set(map(str, self.often.get(FACETS[name].often, ())))
            size = len(known) + 1
            field = FACETS[name].field
            answer = self._asked(Query.all_query(), [field], _COMPARED, size)[field]
            others = (count for value, count in answer.rows if value not in known)
            self._bounds[name] = next(others, 0) + answer.error
        return self._bounds[name]

    def _exactly(self, query: Query, name: str, found: _Answer) -> Rows:
        """Return the first values of a facet with exact counts.

        Each part of the index names the values it has most of. A value that one part does not name may have more than
        was counted, by the error at most: those that may so be among the first are counted one by one.
        """
        facet = FACETS[name]
        if not found.names_first(facet.size):
            found = self._asked(query, [facet.field], _MOST_BUCKETS, max(facet.size, _CANDIDATES))[facet.field]
        if not found.error or len(found.rows) <= facet.size:
            return found.rows
        near = [value for value, count in found.rows if count + found.error >= found.rows[facet.size - 1][1]]
        return _in_order((value, self._count(query, name, self._name(name, value))) for value in near)

    def _named(self, name: str, rows: Rows) -> Rows:
        """Return the first of what was counted, by its names where numbers stand in the index."""
        facet = FACETS[name]
        if facet.named:
            least = rows[: facet.size][-1][1] if rows else 0  # of those that have as many, names tell which are first
            rows = _in_order((self._name(name, value), count) for value, count in rows if count >= least)
        return rows[: facet.size]

    def _name(self, name: str, value: str) -> str:
        return term_of(self.searcher, value) if FACETS[name].named else value

    def _count(self, query: Query, name: str, value: str) -> int:
        within = condition(self.schema, name, [value])
        return self.searcher.search(Query.boolean_query([(Occur.Must, query), (Occur.Must, within)]), 1).count

    def _asked(self, query: Query, fields: Iterable[str], compared: int, size: int = 0) -> dict[str, _Answer]:
        """Return what Tantivy says of fields, all in one go. Each part of an index names so many values to compare."""
        asked, several = {}, self.searcher.num_segments > 1
        for field in fields:
            named = size or _SIZES.get(field, ALL)
            looked_at = max(named, compared) if several else named
            asked[field] = {"terms": {"field": field, "size": named, "segment_size": looked_at}}
        found = self.searcher.aggregate(query, asked) if asked else {}
        return {field: _answer(found[field], _FILLERS.get(field, ""), several) for field in asked}


def written_since(searcher: Searcher, round_: int) -> int:
    """Return how many publications were written again in a round or later; some, that are gone, may count too."""
    rounds = searcher.terms_with_prefix("round", "")
    return sum(count for number, count in rounds if int(number) >= round_)


def _answer(found: dict, filler: str, several: bool) -> _Answer:
    """Return what Tantivy says. Where the index is one segment, the counts of what that names are right."""
    rows = [(_text(row["key"]), row["doc_count"]) for row in found["buckets"]]
    error = found.get("doc_count_error_upper_bound") or 0 if several else 0
    others = found.get("sum_other_doc_count") or 0
    rows = [row for row in rows if row[0] != filler] if filler else rows
    return _Answer(_in_order(rows), error, others > 0)


def _in_order(rows: Iterable[tuple[str, int]]) -> Rows:
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _from_above(levels: list[Rows]) -> Rows | None:
    """Return the values down to the first level that has not just one; None where each level has one."""
    found: Rows = []
    for rows in levels:
        found = found + rows
        if len(rows) != 1:
            return found
    return None


def _apart(rows: Rows) -> Rows:
    """Return the values of a level, of which each publication has all its own in one text; most first."""
    counts: Counter[str] = Counter()
    for values, count in rows:
        for value in values.split():
            counts[value] += count
    return counts.most_common()


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else str(int(value))
