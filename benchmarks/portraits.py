"""The pages of people, units, journals, subjects and concepts: SQL queries and time, as they are made anew.

    python -m benchmarks.portraits [--pages 40] [--processor]
    python -m benchmarks.portraits --prolific

Asks for pages of each kind in this process, through all middleware, with nothing kept: the one with most publications,
which is shown apart too, and others by chance, the same each time; first once each, so that their portraits are drawn
and the process is warm. Prints the most queries, the median, the 95th percentile and the longest, in milliseconds at
the server; `--processor` counts the processor time of this process and of PostgreSQL's instead, where the machine has
other work. Exit status 1 where a target is missed. Needs a database with public records, fingerprints and the index.

`--prolific` gives the person with most publications 3,000, by taking over names of others, and follows with the index:
for a database of made-up records.
"""

import argparse
import os
import random
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

import psutil  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from portal.prepare import collect_static_files  # noqa: E402
from publications import kept  # noqa: E402
from publications.indexing.following import Follower  # noqa: E402
from publications.models import Concept, Journal, Organisation, Person, Portrait, Subject  # noqa: E402
from publications.portraits.drawing import draw  # noqa: E402

QUERIES, MEDIAN, PERCENTILE_95 = 12, 60, 150  # milliseconds
PROLIFIC = 3000
# Keys, those with most publications first.
KINDS = {
    "person": (Person, "SELECT person_id FROM publications_contribution WHERE person_id IS NOT NULL"
               " GROUP BY 1 ORDER BY count(DISTINCT publication_id) DESC, 1"),
    "unit": (Organisation, "SELECT key FROM publications_portrait WHERE kind = 'unit'"
             " ORDER BY (data ->> 'publications')::int DESC, 1"),
    "journal": (Journal, "SELECT journal_id FROM publications_publication WHERE journal_id IS NOT NULL AND"
                " status = 'public' GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "subject": (Subject, "SELECT subject.id FROM publications_subject subject JOIN publications_portrait portrait ON"
                " portrait.kind = 'subject' AND portrait.key = subject.id WHERE subject.edition = '2025'"
                " ORDER BY (data ->> 'publications')::int DESC, 1"),
    "concept": (Concept, "SELECT concept FROM publications_fingerprint, unnest(concepts, weights) row (concept, weight)"
                " WHERE weight >= 20 GROUP BY 1 ORDER BY count(*) DESC, 1"),
}  # fmt: skip
DRAWN = (Organisation.objects.filter(own=True), "unit"), (Subject.objects.filter(edition="2025"), "subject")


def main() -> None:
    """Print the figures; exit status 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=40, help="how many of each kind (default 40)")
    parser.add_argument("--processor", action="store_true", help="processor time instead of the clock")
    parser.add_argument("--prolific", action="store_true", help=f"give one person {PROLIFIC:,} publications first")
    wanted = parser.parse_args()
    collect_static_files()
    if wanted.prolific:
        _make_prolific()
    good = [_measured(kind, wanted.pages, wanted.processor) for kind in KINDS]
    sys.exit(0 if all(good) else 1)


def _keys(query: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [key for (key,) in cursor.fetchall()]


def _make_prolific() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        person = _keys(KINDS["person"][1])[0]
        cursor.execute(
            """
            WITH others AS (
                SELECT DISTINCT ON (publication_id) id FROM publications_contribution name
                WHERE person_id IS NOT NULL AND NOT EXISTS (
                    SELECT FROM publications_contribution mine
                    WHERE mine.publication_id = name.publication_id AND mine.person_id = %(person)s
                ) ORDER BY publication_id, id LIMIT greatest(%(wanted)s - (
                    SELECT count(DISTINCT publication_id) FROM publications_contribution WHERE person_id = %(person)s
                ), 0)
            )
            UPDATE publications_contribution SET person_id = %(person)s WHERE id IN (SELECT id FROM others)
            """,
            {"person": person, "wanted": PROLIFIC},
        )
    print(f"{cursor.rowcount:,} names taken over by person {person}; {Follower().step():,} publications indexed")
    draw("person", person)


def _measured(kind: str, pages: int, processor: bool) -> bool:
    """Measure one kind of page, print it, and return whether it keeps to the targets."""
    model, query = KINDS[kind]
    _draw_missing(kind)
    keys = _keys(query)
    chosen = [keys[0], *random.Random(1).sample(keys[1:], min(pages, len(keys)) - 1)]
    addresses = [row.get_absolute_url() for key in chosen for row in model.objects.filter(pk=key)]
    client = Client(headers={"host": "localhost"})
    for key, address in zip(chosen, addresses, strict=True):
        if kind != "concept" and not Portrait.objects.filter(kind=kind, key=key).exists():
            draw(kind, key)
        _asked(client, address)
    found = [_timed(client, address, processor) for address in addresses]
    return _told(kind, found, max(_queries(client, address) for address in addresses))


def _draw_missing(kind: str) -> None:
    """Draw the units or subjects that lack a portrait: they are chosen by what it says."""
    for rows, drawn in DRAWN:
        known = Portrait.objects.filter(kind=kind).values("key")
        for key in rows.exclude(pk__in=known).values_list("pk", flat=True) if kind == drawn else ():
            draw(kind, key)


def _asked(client: Client, address: str):
    kept.STORE.clear()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def _timed(client: Client, address: str, processor: bool) -> float:
    """Return the milliseconds that a page takes."""
    server = psutil.Process(connection.connection.info.backend_pid)
    spent = (lambda: time.process_time() + sum(server.cpu_times()[:2])) if processor else time.perf_counter
    begun = spent()
    _asked(client, address)
    return 1000 * (spent() - begun)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        _asked(client, address)
    return len(queries)


def _told(kind: str, found: list[float], queries: int) -> bool:
    times = sorted(found)
    median, late = statistics.median(times), times[int(len(times) * 0.95)]
    good = queries <= QUERIES and median <= MEDIAN and late <= PERCENTILE_95
    print(f"{kind:8} {len(times):4} pages: {queries} queries (at most {QUERIES}), median {median:.0f} ms ({MEDIAN}),"
          f" 95th percentile {late:.0f} ms ({PERCENTILE_95}), longest {times[-1]:.0f} ms,"
          f" most publications {found[0]:.0f} ms{'' if good else '  MISSED'}", flush=True)  # fmt: skip
    return good


if __name__ == "__main__":
    main()
