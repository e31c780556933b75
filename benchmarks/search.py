"""The index of the search: how long it takes to make, how large it is, and how quickly it answers.

    python -m benchmarks.search [--index FOLDER] [--queries 200] [--postgres]

Makes the index of the database of the settings in a folder of its own (or takes the one in FOLDER), and asks it 200
queries as readers ask them: rare words, common words, phrases, fields, broad facets, deep pages, all there is. Each is
asked once, with all facets, by a fresh process with nothing kept. With --postgres, the same is then asked of
PostgreSQL's full text, in a temporary table made for it, which takes some minutes for half a million publications.
Exit status 1 where a target is missed. The index only; whole pages: benchmarks/search_pages.py.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.db import connection  # noqa: E402

from benchmarks.full_text import FullText  # noqa: E402
from publications.indexing.building import build  # noqa: E402
from search.analysis import STOP_WORDS, words  # noqa: E402
from search.index import Index  # noqa: E402
from search.parsing import asked  # noqa: E402
from search.query import All  # noqa: E402

MINUTES, MEMORY = 3, 150  # for 500,000 publications; MB that a process may grow by
SEED = 7


def main():
    """Print the figures; exit status 1 where a target is missed."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory() as aside:
        folder = wanted.index or Path(aside)
        good = wanted.index is not None or _built(folder)
        queries = list(_queries(wanted.queries))
        with get_context("spawn").Pool(1) as pool:  # a process that has made nothing
            times, grown = pool.apply(_asked, (folder, queries))
        _print_times("Tantivy", times, queries)
        print(f"Reading made a process grow by {grown[0]:.0f} MB of its own, {grown[1]:.0f} MB of mapped files")
        if wanted.postgres:
            _compare(times, queries)
    sys.exit(0 if good and sum(grown) <= MEMORY else 1)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--index", type=Path, metavar="FOLDER", help="an index that is there, instead of a new one")
    parser.add_argument("--queries", type=int, default=200, help="how many are asked (default 200)")
    parser.add_argument("--postgres", action="store_true", help="ask PostgreSQL's full text the same")
    return parser.parse_args()


def _built(folder):
    """Make the index; say how long it took, and whether that is in time."""
    begin = time.monotonic()
    generation = build(folder)
    took = time.monotonic() - begin
    size = sum(file.stat().st_size for file in generation.iterdir())
    number = Index(folder).count(All())
    each = took / max(number, 1)
    print(
        f"{number:,} publications in {took:.0f} s ({each * 500_000:.0f} s for 500,000), {size / 2**20:,.0f} MB on disk"
    )
    return each * 500_000 <= MINUTES * 60


def _queries(count):
    """Yield (kind, text, chosen, start), made of the titles, names and terms of publications picked at random."""
    picked = random.Random(SEED)
    kinds = list(KINDS)
    for number, row in enumerate(_rows(count)):
        kind = kinds[number % len(kinds)]
        yield kind, *KINDS[kind](row, picked)


def _rows(count):
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(
            "SELECT title, coalesce((SELECT family FROM publications_contribution name WHERE name.publication_id ="
            " publication.id AND family <> '' ORDER BY position LIMIT 1), 'berg'), coalesce(year, 2020), type"
            " FROM publications_publication publication TABLESAMPLE SYSTEM (2) REPEATABLE (1)"
            " WHERE status = 'public' ORDER BY random() LIMIT %s",
            [count],
        )
        return cursor.fetchall()


def _good(row):
    return [word for word in words(row[0]) if len(word) > 3 and word not in STOP_WORDS] or ["study"]


def _phrase(row, picked):
    found = _good(row)
    start = picked.randrange(max(1, len(found) - 1))
    return f'"{" ".join(found[start : start + 2])}"', {}, 0


KINDS = {
    "rare words": lambda row, picked: (" ".join(sorted(_good(row), key=len)[-2:]), {}, 0),
    "one word": lambda row, picked: (picked.choice(_good(row)), {}, 0),
    "common words": lambda row, picked: (picked.choice(["study", "analysis", "sweden", "new model", "health"]), {}, 0),
    "whole title": lambda row, picked: (row[0].replace('"', " "), {}, 0),
    "phrase": _phrase,
    "author and year": lambda row, picked: (f"{row[1]} {row[2]}", {}, 0),
    "field": lambda row, picked: (f"author:{row[1]} year:{row[2] - 3}-{row[2]}", {}, 0),
    "beginning": lambda row, picked: (f"{picked.choice(_good(row))[:4]}*", {}, 0),
    "broad facets": lambda row, picked: ("", {"type": (row[3],), "year": (f"{row[2] - 5}-{row[2]}",)}, 0),
    "deep page": lambda row, picked: (picked.choice(_good(row)), {}, 20 * picked.randrange(50)),
    "all there is": lambda row, picked: ("", {}, 20 * picked.randrange(100)),
}


def _asked(folder, queries):
    """Return the milliseconds that each query took, and the MB that this process grew by: its own, and of files."""
    index, begin = Index(folder), _memory()
    index.view()
    times = []
    for _, text, chosen, start in queries:
        index.view().kept.clear()
        before = time.perf_counter()
        index.run(asked(text).query, chosen, "relevance" if text else "newest", start)
        times.append((time.perf_counter() - before) * 1000)
    now = _memory()
    return times, (now[0] - begin[0], now[1] - begin[1])


def _memory():
    """Return the MB of memory that is this process's own, and those of mapped files, which it shares with others."""
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    found = {line[0]: int(line[1]) / 1024 for line in lines if line[0] in ("RssAnon:", "RssFile:")}
    return found["RssAnon:"], found["RssFile:"]


def _compare(times, queries):
    with FullText() as full_text:
        print(f"PostgreSQL's full text took {full_text.took:.0f} s to make")
        theirs = [full_text.milliseconds(text, chosen, start) for _, text, chosen, start in queries]
    _print_times("PostgreSQL", theirs, queries)
    ratios = [his / ours for his, ours in zip(theirs, times, strict=True)]
    print(
        f"PostgreSQL takes {statistics.median(ratios):.0f} times as long in the median, "
        f"{sum(theirs) / sum(times):.0f} times for all together"
    )


def _print_times(name, times, queries):
    print(f"{name}, milliseconds: {_figures(times)}")
    for kind in KINDS:
        found = [took for took, query in zip(times, queries, strict=True) if query[0] == kind]
        print(f"  {kind:16} {_figures(found)}")


def _figures(times):
    ordered = sorted(times)
    share = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))] if ordered else 0
    return (
        f"median {statistics.median(ordered or [0]):6.1f}, 95 % within {share:6.1f}, longest {max(ordered or [0]):6.1f}"
    )


if __name__ == "__main__":
    main()
