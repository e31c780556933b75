"""How many of what a query finds have each value of a facet: always exactly, and as quickly as that can be.

Tantivy counts by looking at each value of each hit. So what a page does not show is not looked at where that is
possible: of a tree the upper levels are enough as long as nothing in it is chosen, and of a facet with very many values
those that most publications have, where it is certain that none of the others is among the first. Each facet has a
few ways to be counted, the quickest first; where one does not tell for certain, the next is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from tantivy import Occur, Query, Schema, Searcher

from search.facets import ALL, FACETS, SHOWN, condition
from search.folder import Bounds
from search.keywords import term_in, term_of
from search.schema import CODES, LEVELS, NONE, OFTEN, RANKED, TOP

Rows = list[tuple[str, int]]
_CANDIDATES = 30
# Values that each part of an index names; what others have is at most the error that Tantivy tells. Of few hits all are
# named: that is quicker than counting those one by one of which it is not certain whether they are among the first.
_COMPARED = 15_000
_MANY = 30_000
_MOST_BUCKETS = 60_000  # Tantivy's limit is 65,000
# What stands where a publication has no value.
_FILLERS = dict.fromkeys((*LEVELS, *CODES), NONE)
_FILLERS |= {field: "0" for ranked in RANKED.values() if ranked.one for field in (ranked.top, ranked.often)}
# Values of long facets that are named for a page: from these the first are chosen.
_SIZES = {facet.field: _CANDIDATES for facet in FACETS.values() if facet.size < _CANDIDATES}
_SIZES |= {field: _CANDIDATES for ranked in RANKED.values() for field in (ranked.top, ranked.often)}


class _Answer(NamedTuple):
    """What Tantivy says of a field: values and counts, by how much these may be too low, whether some are left out."""

    rows: Rows
    error: int
    cut: bool

    def names_first(self, size: int) -> bool:
        """Return whether what has most is certainly among the values that are named."""
        return not self.error or len(self.rows) <= size or self.rows[-1][1] + self.error < self.rows[size - 1][1]


class Counting:
    """Counts for one state of an index.

    `often` are the values that most publications have, most first, by facet; `before` is what was known of facets
    before the last round of writing (search/folder.py): where that is not known, all is counted.
    """

    few = 2_000  # hits, of which everything is counted

    def __init__(self, schema: Schema, searcher: Searcher, often: Mapping[str, Sequence], before: Bounds | None = None):
        self.schema, self.searcher, self.often = schema, searcher, often
        self._before = before or Bounds()

    def counted(
        self,
        query: Query,
        names: Iterable[str],
        hits: int,
        chosen: Mapping[str, tuple[str, ...]] | None = None,
        upper: Collection[str] = (),
    ) -> dict[str, Rows]:
        """Return the values of facets with their counts among what a query finds, most first; chosen ones in any case,
        but for ranges of years, which are no values.

        `hits` is how many it finds, and matters for those of RANKED only. `upper` names trees of which only the upper
        levels are wanted: the first one on which there is more than one value, and those above it.
        """
        ways, found = {name: self._ways(name, hits, upper) for name in names}, {}
        while ways:
            fields = [field for way, *_ in ways.values() for field in way]
            answers = self._asked(query, fields, _MOST_BUCKETS if hits < _MANY else _COMPARED)
            for name, (way, *others) in ways.items():
                rows = [answers[field] for field in way]
                found[name] = self._quickly(name, way, rows) if others else self._exactly(query, name, rows[0])
            ways = {name: others for name, (_, *others) in ways.items() if found[name] is None}
        found = {name: self._named(name, rows) for name, rows in found.items()}
        for name, values in (chosen or {}).items():
            missing = {value for value in values if "-" not in value or name != "year"} - dict(found[name]).keys()
            found[name] += [(value, self._count(query, name, value)) for value in sorted(missing)]
        return found

    def all_counted(self, query: Query, name: str) -> Rows:
        """Return all values of a facet with their counts among what a query finds, most first; never cut off."""
        facet = FACETS[name]
        if facet.terms:
            rows = self.searcher.terms_with_prefix(facet.terms, "", query)
            return _in_order((term_in(name), count) for name, count in rows) if facet.named else rows
        return self._asked(query, [facet.field], _MOST_BUCKETS, _MOST_BUCKETS)[facet.field].rows

    def _ways(self, name: str, hits: int, upper: Collection[str]) -> list[tuple[str, ...]]:
        """Return by which fields a facet may be counted, the quickest way first; the last one always works."""
        facet = FACETS[name]
        if name in upper:
            return [facet.levels, (facet.field,)]
        if hits <= self.few or name not in RANKED:
            return [(facet.field,)]
        quick = zip((RANKED[name].top, RANKED[name].often), self.known.most[name], strict=True)
        return [*((field,) for field, bound in quick if self._is_likely(name, bound, hits)), (facet.field,)]

    def _is_likely(self, name: str, bound: int, hits: int) -> bool:
        """Return whether so many hits would have more than a bound of the first values if they were like all."""
        return hits * self.known.last[name] >= bound * self.searcher.num_docs

    def _quickly(self, name: str, way: tuple[str, ...], answers: list[_Answer]) -> Rows | None:
        """Return the values of a facet by its quick fields, None where these do not tell all that is to be shown."""
        facet = FACETS[name]
        if facet.levels:
            cut = any(answer.cut for answer in answers)
            return None if cut else _from_above([_apart(answer.rows) for answer in answers])
        rows, error, _ = answers[0]
        bound = self.known.most[name][way == (RANKED[name].often,)]
        if error or len(rows) < facet.size or rows[facet.size - 1][1] < bound:
            return None
        return _in_order((str(self.often[name][int(rank) - 1]), count) for rank, count in rows)

    @cached_property
    def known(self) -> Bounds:
        """Return what is known of facets: what was before, and what may have come with publications written since."""
        is_new = self._before.most.keys() != RANKED.keys()
        asked = Query.all_query() if is_new else self._written_later()
        answers = self._asked(asked, [ranked.field for ranked in RANKED.values()], _COMPARED, OFTEN + 1)
        most, last = {}, {}
        for name, ranked in RANKED.items():
            answer, before = answers[ranked.field], (0, 0) if is_new else self._before.most[name]
            most[name] = [sum(pair) for pair in zip(before, self._most_of_others(name, answer), strict=True)]
            last[name] = answer.rows[:SHOWN][-1][1] if answer.rows else 0
        return self._before._replace(most=most, last=last if is_new else self._before.last)

    def _most_of_others(self, name: str, answer: _Answer) -> list[int]:
        """Return how many at most have a value that is not among the TOP first of a facet, and the OFTEN first."""
        values = list(map(str, self.often.get(name, ())))
        return [_first_count(answer.rows, set(values[:size])) + answer.error for size in (TOP, OFTEN)]

    def _written_later(self) -> Query:
        """Return the query for publications that were written again since the round before."""
        rounds = (number for number, _ in self.searcher.terms_with_prefix("round", ""))
        later = [number for number in rounds if int(number) >= self._before.round]
        return Query.term_set_query(self.schema, "round", later) if later else Query.empty_query()

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


def _answer(found: dict, filler: str, several: bool) -> _Answer:
    """Return what Tantivy says. Where the index is one segment, the counts of what that names are right."""
    rows = [(_text(row["key"]), row["doc_count"]) for row in found["buckets"]]
    error = found.get("doc_count_error_upper_bound") or 0 if several else 0
    others = found.get("sum_other_doc_count") or 0
    rows = [row for row in rows if row[0] != filler] if filler else rows
    return _Answer(_in_order(rows), error, others > 0)


def _first_count(rows: Rows, besides: Collection[str]) -> int:
    return next((count for value, count in rows if value not in besides), 0)


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
