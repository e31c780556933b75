"""How fast a list is written in each format, from the database to the bytes, and how much memory that takes.

    python -m benchmarks.exports [--records 10000] [FORMAT ...]

The newest public publications of the database are written, in a process of its own for each format; "reading" makes
the Records and writes nothing. Seconds are those of one processor, this process's and its PostgreSQL's together: then
others on the machine count less. Where the database is elsewhere, they are those that passed. Memory is what a process
takes more after all records than after the first 500. Exit status 1 where a format writes fewer than 2,000 a second.
"""

import argparse
import gc
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context

import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

SPEED = 2000  # records a second
FIRST = 500
RUNS = 3  # of which the best counts: what others on the machine do only adds


def main():
    """Print a line for each format."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("formats", nargs="*", metavar="FORMAT")
    asked.add_argument("--records", type=int, default=10_000)
    asked = asked.parse_args()
    print("| Format | Records a second | as many as reading | kB a record | MB more | Seconds that passed |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    [reading, *others] = [_alone(name, asked.records) for name in ("reading", *(asked.formats or _names()))]
    print(_line("reading", reading, reading))
    slow = [
        name for name, found in zip(asked.formats or _names(), others, strict=True) if not _print(name, found, reading)
    ]
    sys.exit(1 if slow else 0)


def _names():
    from formats import WRITERS

    return list(WRITERS)


def _print(name, found, reading):
    print(_line(name, found, reading), flush=True)
    return found["records"] / found["seconds"] >= SPEED


def _line(name, found, reading):
    speed, alone = found["records"] / found["seconds"], reading["records"] / reading["seconds"]
    size = found["bytes"] / found["records"] / 1000
    return f"| {name} | {speed:,.0f} | {speed / alone:.2f} | {size:.1f} | {found['more']:.0f} | {found['passed']:.1f} |"


def _alone(name, count):
    """Return what was measured of a format, in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, name, count).result()


def _measured(name, count):
    import django
    from django.conf import settings
    from django.db import connection

    django.setup()
    from formats import WRITERS
    from publications.models import Publication
    from publications.records.streaming import records_in_order

    gc.set_threshold(10_000, 20, 50)  # as in the web server's processes (portal/wsgi.py)
    keys = list(Publication.objects.public().order_by("-issued", "-id").values_list("pk", flat=True)[:count])
    write = WRITERS[name].write if name in WRITERS else (lambda records: ("" for _ in records))
    _written(write(records_in_order(keys[:FIRST], settings.SITE_URL)))
    memory, runs = _memory(), []
    for _ in range(RUNS):
        passed, used = time.perf_counter(), processor_time(connection)
        size = _written(write(records_in_order(keys, settings.SITE_URL)))
        passed = time.perf_counter() - passed
        runs.append({"seconds": (processor_time(connection) - used) or passed, "passed": passed, "bytes": size})
    best = min(runs, key=lambda run: run["seconds"])
    return best | {"records": len(keys), "more": _memory() - memory}


def _written(pieces):
    return sum(len(piece if isinstance(piece, bytes) else piece.encode()) for piece in pieces)


def processor_time(connection):
    """Return the seconds of a processor that this process and its server process have used; 0 if that is elsewhere."""
    with suppress(psutil.Error):
        server = psutil.Process(connection.connection.info.backend_pid)
        if "postgres" in server.name():
            times = server.cpu_times()
            return time.process_time() + times.user + times.system
    return 0.0


def _memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kB on Linux


if __name__ == "__main__":
    main()
