"""Known-item searches: what people type who look for one publication, and which one that is.

known_items.json holds the queries, and of the publications only bibliographic facts: title, names, year, source.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path

from publications.models import Publication
from search.index import Index
from search.parsing import asked

FILE = Path(__file__).parent / "known_items.json"
SEEN = 10  # results that readers look at


@cache
def known_items() -> dict:
    return json.loads(FILE.read_text("utf-8"))


def found(index: Index, text: str) -> list[int]:
    """Return the keys of the first results, as pages show them: with the nearest spellings where nothing is found."""
    query = asked(text).query
    keys = index.run(query, size=SEEN, facets=()).keys
    return keys or index.run(index.respelt(query)[0], size=SEEN, facets=()).keys


def places(index: Index) -> list[tuple[dict, int]]:
    """Return each query with the place of its publication among the results, 0 where it is not among the first."""
    titles = dict(Publication.objects.public().values_list("pk", "title"))
    result = []
    for item in known_items()["queries"]:
        names = [titles.get(key) for key in found(index, item["query"])]
        result.append((item, names.index(item["title"]) + 1 if item["title"] in names else 0))
    return result


def report(result: list[tuple[dict, int]]) -> str:
    """Return lines with the shares found first and among the first ten, by kind of query, and what was not found."""
    kinds = Counter(item["kind"] for item, _ in result)
    first = Counter(item["kind"] for item, place in result if place == 1)
    seen = Counter(item["kind"] for item, place in result if place)
    lines = [f"{kind}: {first[kind]} first and {seen[kind]} among the first {SEEN}, of {kinds[kind]}" for kind in kinds]
    lines.append(f"all: {share(result, 1):.1%} first, {share(result, SEEN):.1%} among the first {SEEN}")
    return "\n".join(lines + [f"{place or '-'}: {item['query']}" for item, place in result if place != 1])


def share(result: list[tuple[dict, int]], last: int) -> float:
    return sum(0 < place <= last for _, place in result) / len(result)
