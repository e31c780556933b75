"""Whole pages of results, with all facets, from a running portal: how long they take with several visitors at once.

    python -m benchmarks.search_pages http://127.0.0.1:8000 [--visitors 8] [--queries 200]

Sends the queries of benchmarks.search, made of the portal's own database (settings), as addresses of pages: first each
of the broadest alone, then all of them by so many visitors at once, none of whom asks twice for the same. Prints the
median, the 95th percentile and the longest, in milliseconds as a visitor waits for the whole page. Exit status 1 where
a target is missed. The client runs on the same processors: let nothing else run.
"""

import argparse
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from benchmarks.search import _queries

MEDIAN, PERCENTILE_95, ALONE = 40, 100, 150  # milliseconds
BROADEST = ("", "q=study", "q=a*", "q=the+OR+and+OR+och", "type=publication/journal-article")


def main():
    """Print the figures; exit status 1 where a target is missed."""
    wanted = _arguments()
    alone = max(_milliseconds(wanted.portal, [query])[0] for query in BROADEST)
    addresses = [_address(text, chosen, start) for _, text, chosen, start in _queries(wanted.queries)]
    parts = [addresses[number :: wanted.visitors] for number in range(wanted.visitors)]
    with ThreadPoolExecutor(wanted.visitors) as visitors:
        found = visitors.map(lambda part: _milliseconds(wanted.portal, part), parts)
        times = sorted(milliseconds for part in found for milliseconds in part)
    median, late = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"The broadest alone: {alone:.0f} ms (at most {ALONE})")
    print(f"{len(times)} pages, {wanted.visitors} visitors: median {median:.0f} ms (at most {MEDIAN}), 95th percentile")
    print(f"{late:.0f} ms (at most {PERCENTILE_95}), longest {times[-1]:.0f} ms")
    sys.exit(0 if alone <= ALONE and median <= MEDIAN and late <= PERCENTILE_95 else 1)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("portal", help="the address of a running portal")
    parser.add_argument("--visitors", type=int, default=8, help="how many ask at once (default 8)")
    parser.add_argument("--queries", type=int, default=200, help="how many are asked (default 200)")
    return parser.parse_args()


def _address(text, chosen, start):
    pairs = [("q", text)] if text else []
    pairs += [(name, value) for name, values in chosen.items() for value in values]
    return urlencode([*pairs, ("page", start // 25 + 1)])


def _milliseconds(portal, queries):
    """Return how long each page took, on one connection; ValueError where one is not a page."""
    connection = HTTPConnection(urlsplit(portal).netloc, timeout=60)
    times = []
    for query in queries:
        begun = time.perf_counter()
        connection.request("GET", f"/en/publications/?{query}", headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status not in (200, 302):
            raise ValueError(f"{answer.status} for {query}")
    connection.close()
    return times


if __name__ == "__main__":
    main()
