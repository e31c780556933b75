"""The record page beside a constant body and a bare template, in one run on the portal's own web server.

    python -m benchmarks.record_page [--seconds 5] [--rounds 3] [--pages 20]

Uses the database of the settings, which must hold public records: a page is "never seen before" only once, so there
should be some 10,000 of them; `manage.py make_records 500000` makes as many as the target names. See
benchmarks/README.md for what is measured and docs/performance.md for figures.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

import django
import psutil

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.load import free_port, load  # noqa: E402
from portal.prepare import collect_static_files  # noqa: E402
from portal.serve import ROOT, web_server  # noqa: E402
from publications.models import Publication  # noqa: E402

HOST, PORT = "127.0.0.1", free_port()
KINDS = {
    "a": "constant body",
    "b": "template only",
    "c": "record page never seen before",
    "d": "record page seen before",
}
TARGETS = (("c", "b", 0.5), ("d", "a", 0.5))
QUERIES, MEMORY, SIZE = 8, 200, 60_000  # at most: SQL queries of an unseen page, MB of a web process, bytes of HTML


def main():
    """Print the figures; exit status 1 where a target is missed."""
    asked = _arguments()
    collect_static_files()
    print("Requests per second, and milliseconds of processor time that a request takes in a web process")
    typical, fresh = _paths(asked.pages)
    sizes, queries = _sizes_and_queries(typical)
    with _server() as server:
        rates, repeated = _rates(asked, typical, fresh, server)
        memory = [process.memory_info().rss / 2**20 for process in server.children(recursive=True)]
    good = [_row(rates, *target) for target in TARGETS]
    print(f"HTML: {statistics.mean(sizes):,.0f} bytes on average, at most {max(sizes):,}; SQL queries: {queries}")
    print(f"Memory of each web process after load: {', '.join(f'{size:.0f} MB' for size in memory)}")
    if repeated:
        print(f"(c) is too good: there were too few records, {repeated:,} pages had been seen already.")
    small = statistics.mean(sizes) < SIZE and queries[0] <= QUERIES and max(memory) < MEMORY
    sys.exit(0 if all(good) and small else 1)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement (default 5)")
    parser.add_argument(
        "--rounds", type=int, default=3, help="measurements of each kind; the median counts (default 3)"
    )
    parser.add_argument("--pages", type=int, default=20, help="typical pages for a, b and d (default 20)")
    return parser.parse_args()


def _paths(pages):
    """Return slugs of typical records and of many others, in random order, the same in each run."""
    found = list(Publication.objects.public().order_by("pk").values_list("slug", flat=True)[:200_000])
    if len(found) <= pages:
        raise SystemExit(f"There are only {len(found)} public records: run make_records first.")
    random.Random(1).shuffle(found)
    return found[:pages], found[pages:]


def _address(slug, kind="publications"):
    return f"/en/{kind}/{slug}/"


def _sizes_and_queries(slugs):
    """Return the sizes of some pages, and the most queries of one, (unseen, seen)."""
    client, sizes, counts = Client(headers={"Host": "localhost"}), [], []
    client.get(_address(slugs[0]))
    for slug in slugs:
        took = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                sizes.append(len(client.get(_address(slug)).content))
            took.append(len(queries))
        counts.append(took)
        bare = len(client.get(_address(slug, "rendered")).content)
        assert abs(bare - sizes[-1]) < 200, "(b) is not the same page"  # addresses and the menu differ a little
    return sizes, tuple(map(max, zip(*counts[1:], strict=True)))


@contextmanager
def _server():
    """Start the web server as script/server does, and yield its process."""
    command = web_server(HOST, PORT)
    started = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"SITE_URL": f"http://{HOST}:{PORT}"})
    try:
        _wait()
        yield psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait(30)


def _wait():
    for _ in range(300):
        try:
            return urllib.request.urlopen(f"http://{HOST}:{PORT}/health").read()
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The web server does not answer.")


def _rates(asked, typical, fresh, server):
    """Return the rates of each kind, a list with one for each round, and how many unseen pages were no longer so."""
    paths = {
        "a": [_address(typical[0], "constant")],
        "b": [_address(slug, "rendered") for slug in typical],
        "d": [_address(slug) for slug in typical],
    }
    rates, place, repeated = {kind: [] for kind in KINDS}, 0, 0
    for kind in ("a", "b", "d"):
        load(HOST, PORT, paths[kind], 2)
    for number in range(1, asked.rounds + 1):
        for kind in KINDS:
            unseen = [_address(slug) for slug in fresh[place:] or fresh]
            before = _processor_time(server)
            done = load(HOST, PORT, paths.get(kind, unseen), asked.seconds)
            each = (_processor_time(server) - before) / max(done.requests, 1) * 1000
            if done.failed:
                raise SystemExit(f"{done.failed} requests failed.")
            if kind == "c":
                place += done.requests + 100  # and those under way at the end
                repeated = max(0, place - len(fresh))
            rates[kind].append(done.rate)
            print(f"round {number}  ({kind}) {KINDS[kind]:30} {done.rate:8,.0f} requests/s {each:7.2f} ms", flush=True)
    return rates, repeated


def _processor_time(server):
    """Return the seconds of processor time that the web processes have taken: what a busy machine does not distort."""
    return sum(sum(process.cpu_times()[:2]) for process in server.children(recursive=True))


def _row(rates, kind, other, least):
    ratio = statistics.median(rates[kind]) / statistics.median(rates[other])
    print(f"({kind}) / ({other}): {ratio:.2f}, to be at least {least}: {'reached' if ratio >= least else 'MISSED'}")
    return ratio >= least


if __name__ == "__main__":
    main()
