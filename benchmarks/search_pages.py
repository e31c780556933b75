"""Whole pages of results, with all facets, from a running portal: how long they take with several visitors at once.

    python -m benchmarks.search_pages http://127.0.0.1:8000 [--visitors 8] [--queries 200]

Sends the queries of benchmarks.search, made of the portal's own database (settings), as addresses of pages: first as
many others, which are not measured, as to a portal that has been running for a while; then each of the broadest
alone, then all of them by so many visitors at once, none of whom asks twice for the same; each asks for the next page
as soon as one has come. Prints the median, the 95th percentile and the longest, in milliseconds as a visitor waits
for the whole page, by kind of query as well; how many SQL queries the pages take, and how the memory of the web
processes grows. Exit status 1 where a target is missed. The client runs on the same processors: let nothing else run.
Processor time a page, of the web processes, of this database on this machine and of this client, tells the same
whatever else runs: so many visitors wait for as much of it as there are of them, divided by the processors.
"""

import argparse
import re
import socket
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlencode, urlsplit

import psutil

from benchmarks.search import KINDS, _queries

# Django is set up by now.
from django.db import connection as database  # isort: skip
from django.test import Client  # isort: skip
from django.test.utils import CaptureQueriesContext  # isort: skip

MEDIAN, PERCENTILE_95, ALONE = 40, 100, 150  # milliseconds
SQL, MEMORY = 12, 150  # queries of a page; MB that a web process may grow by
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
BROADEST = ("", "q=study", "q=a*", "q=the+OR+and+OR+och", "type=publication/journal-article")


def main():
    """Print the figures; exit status 1 where a target is missed."""
    wanted = _arguments()
    before = _megabytes(wanted.portal)
    asked = _warmed(wanted)
    alone = max(_milliseconds(wanted.portal, [query])[0] for query in BROADEST)
    used = _seconds(wanted.portal)
    found = _asked(wanted.portal, asked, wanted.visitors)
    used = {whose: seconds - used[whose] for whose, seconds in _seconds(wanted.portal).items()}
    after, sql = _megabytes(wanted.portal), _sql([query for _, query in asked[::4]])
    median, late = _print_waits(found, wanted.visitors, alone)
    each = ", ".join(f"{whose} {seconds * 1000 / len(found):.1f} ms" for whose, seconds in used.items())
    print(f"Processor time a page: {each}")
    grown = max((after[process] - before[process] for process in before.keys() & after.keys()), default=0)
    print(f"SQL queries of a page: at most {sql} (at most {SQL})")
    print(f"A web process grew by {grown:.0f} MB (at most {MEMORY}), to {max(after.values(), default=0):.0f} MB")
    good = alone <= ALONE and median <= MEDIAN and late <= PERCENTILE_95 and sql <= SQL and grown <= MEMORY
    sys.exit(0 if good else 1)


def _warmed(wanted):
    """Return the queries to measure; others have been asked, as of a portal that has been running for a while."""
    every = [(kind, _address(text, chosen, start)) for kind, text, chosen, start in _queries(2 * wanted.queries)]
    asked = list(dict.fromkeys(every[: wanted.queries]))
    _asked(wanted.portal, list(set(every[wanted.queries :]) - set(asked)), wanted.visitors)
    return asked


def _asked(portal, asked, visitors):
    """Return the kind of each query, and how long its page took for so many visitors at once."""
    parts = [asked[number::visitors] for number in range(visitors)]
    with ThreadPoolExecutor(visitors) as pool:
        waits = pool.map(lambda part: _milliseconds(portal, [query for _, query in part]), parts)
        together = zip(parts, waits, strict=True)
        return [(kind, took) for part, times in together for (kind, _), took in zip(part, times, strict=True)]


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
    return {one.pid: one.memory_info().rss / 2**20 for one in _web(portal)}


def _web(portal):
    port = urlsplit(portal).port
    servers = [one for one in psutil.process_iter(["cmdline"]) if _serves(one.info["cmdline"] or (), port)]
    return [process for server in servers for process in server.children(recursive=True)]


def _serves(command, port):
    return "granian" in command and str(port) in command


def _seconds(portal):
    """Return the processor time that web processes, those of the database on this machine and this one have used."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        there = [process for (pid,) in cursor for process in _postgres(pid)]
    whose = {"web": _web(portal), "database": there, "client": [psutil.Process()]}
    return {name: sum(sum(one.cpu_times()[:2]) for one in processes) for name, processes in whose.items()}


def _postgres(pid):
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        if "postgres" in process.name():
            yield process


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
    host = urlsplit(portal)
    times = []
    with socket.create_connection((host.hostname, host.port or 80), timeout=60) as connection:
        for query in queries:
            head = f"GET /en/publications/?{query} HTTP/1.1\r\nHost: {host.netloc}\r\nAccept: text/html\r\n\r\n"
            begun = time.perf_counter()
            connection.sendall(head.encode())
            status = _status(connection)
            times.append((time.perf_counter() - begun) * 1000)
            if status not in (200, 302):
                raise ValueError(f"{status} for {query}")
    return times


def _status(connection):
    """Read an answer whole, and return its status: http.client would take a millisecond of the same processors."""
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection, 2**17)
    left = end + 4 + int(_LENGTH.search(received)[1]) - len(received)
    while left > 0:
        left -= len(_more(connection, left))
    return int(received[9:12])


def _more(connection, most):
    if not (found := connection.recv(most)):
        raise ConnectionError("The portal has closed the connection.")
    return found


if __name__ == "__main__":
    main()
