"""Whole pages of results, with all facets, from a running portal: how long they take with several visitors at once.

    python -m benchmarks.search_pages http://127.0.0.1:8000 [--visitors 8] [--queries 200]

Sends the queries of benchmarks.search, made of the portal's own database (settings), as addresses of pages: first each
of the broadest alone, then all of them by so many visitors at once, none of whom asks twice for the same; each asks
for the next page as soon as one has come. Prints the median, the 95th percentile and the longest, in milliseconds as a
visitor waits for the whole page, by kind of query as well; how many SQL queries the pages take, and how the memory of
the web processes grows. Exit status 1 where a target is missed. The client runs on the same processors: let nothing
else run.
"""

import argparse
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import psutil

from benchmarks.search import KINDS, _queries

# Django is set up by now.
from django.db import connection as database  # isort: skip
from django.test import Client  # isort: skip
from django.test.utils import CaptureQueriesContext  # isort: skip

MEDIAN, PERCENTILE_95, ALONE = 40, 100, 150  # milliseconds
SQL, MEMORY = 12, 150  # queries of a page; MB that a web process may grow by
BROADEST = ("", "q=study", "q=a*", "q=the+OR+and+OR+och", "type=publication/journal-article")


def main():
    """Print the figures; exit status 1 where a target is missed."""
    wanted = _arguments()
    asked = [(kind, _address(text, chosen, start)) for kind, text, chosen, start in _queries(wanted.queries)]
    before = _megabytes(wanted.portal)
    alone = max(_milliseconds(wanted.portal, [query])[0] for query in BROADEST)
    parts = [asked[number :: wanted.visitors] for number in range(wanted.visitors)]
    with ThreadPoolExecutor(wanted.visitors) as visitors:
        waits = visitors.map(lambda part: _milliseconds(wanted.portal, [query for _, query in part]), parts)
        found = [
            (kind, took)
            for part, took_of_part in zip(parts, waits, strict=True)
            for (kind, _), took in zip(part, took_of_part, strict=True)
        ]
    after, sql = _megabytes(wanted.portal), _sql([query for _, query in asked[::4]])
    median, late = _print_waits(found, wanted.visitors, alone)
    grown = max((after[process] - before[process] for process in before.keys() & after.keys()), default=0)
    print(f"SQL queries of a page: at most {sql} (at most {SQL})")
    print(f"A web process grew by {grown:.0f} MB (at most {MEMORY}), to {max(after.values(), default=0):.0f} MB")
    good = alone <= ALONE and median <= MEDIAN and late <= PERCENTILE_95 and sql <= SQL and grown <= MEMORY
    sys.exit(0 if good else 1)


def _print_waits(found, visitors, alone):
    """Print how long visitors waited; return the median and the 95th percentile."""
    times = sorted(took for _, took in found)
    median, late = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"The broadest alone: {alone:.0f} ms (at most {ALONE})")
    print(f"{len(times)} pages, {visitors} visitors: median {median:.0f} ms (at most {MEDIAN}), 95th percentile")
    print(f"{late:.0f} ms (at most {PERCENTILE_95}), longest {times[-1]:.0f} ms")
    for kind in KINDS:
        took = [took for other, took in found if other == kind] or [0]
        print(f"  {kind:16} median {statistics.median(took):4.0f}, longest {max(took):4.0f}")
    return median, late


def _megabytes(portal):
    """Return the memory of each process that answers at the portal's port, in MB; nothing where it is elsewhere."""
    port = urlsplit(portal).port
    servers = [one for one in psutil.process_iter(["cmdline"]) if _serves(one.info["cmdline"] or (), port)]
    processes = {one.pid: one for server in servers for one in server.children(recursive=True)}
    return {key: one.memory_info().rss / 2**20 for key, one in processes.items()}


def _serves(command, port):
    return "granian" in command and str(port) in command


def _sql(queries):
    """Return how many SQL queries the page takes that takes most."""
    client, most = Client(headers={"host": "localhost"}), 0
    for query in queries:
        with CaptureQueriesContext(database) as captured:
            client.get(f"/en/publications/?{query}")
        most = max(most, len(captured))
    return most


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
