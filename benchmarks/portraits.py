"""The pages of people, units, journals, subjects and concepts: SQL queries and time, as they are made anew.

    python -m benchmarks.portraits [--pages 40] [--processor] [--first]
    python -m benchmarks.portraits --prolific
    python -m benchmarks.portraits --night 100

Asks for pages of each kind in this process, through all middleware, with nothing kept: the one with most publications,
which is shown apart too, and others by chance, the same each time; first once each, so that their portraits are drawn
and the process is warm. Prints the most queries, the median, the 95th percentile and the longest, in milliseconds at
the server; `--processor` counts the processor time of this process and of PostgreSQL's instead, where the machine has
other work. `--first` takes away portraits of few publications before each page, as when it is first asked for; these
queries are not counted. Exit status 1 where a target is missed. Needs a database with public records, fingerprints
and the index.

`--prolific` gives the person with most publications 3,000, by taking over names of others, and follows with the index:
for a database of made-up records. `--night` draws so many of the portraits of each kind that the night draws, the same
each time, and tells what all of them would take, in processor time.
"""

import argparse
import os
import random
import statistics
import sys
import time
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.exports import processor_time  # noqa: E402
from portal.prepare import collect_static_files  # noqa: E402
from publications import kept  # noqa: E402
from publications.indexing import index  # noqa: E402
from publications.indexing.following import Follower  # noqa: E402
from publications.models import Concept, Journal, Organisation, Person, Portrait, Subject  # noqa: E402
from publications.portraits.drawing import FEW, draw, of_many  # noqa: E402

QUERIES, MEDIAN, PERCENTILE_95 = 12, 60, 150  # milliseconds
PROLIFIC = 3000
# Keys, those with most publications first.
KINDS = {
    "person": (Person, "SELECT person_id FROM publications_contribution WHERE person_id IS NOT NULL"
               " GROUP BY 1 ORDER BY count(DISTINCT publication_id) DESC, 1"),
    "unit": (Organisation, "WITH RECURSIVE below AS (SELECT id AS top, id FROM publications_organisation WHERE own"
             " UNION ALL SELECT below.top, part.id FROM below JOIN publications_organisation part"
             " ON part.parent_id = below.id) SELECT top FROM below GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "journal": (Journal, "SELECT journal_id FROM publications_publication WHERE journal_id IS NOT NULL AND"
                " status = 'public' GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "subject": (Subject, "WITH given AS (SELECT subject_id, count(*) FROM publications_classification GROUP BY 1)"
                " SELECT subject.id FROM given JOIN publications_subject named ON named.id = given.subject_id"
                " JOIN publications_subject subject ON starts_with(named.code, subject.code)"
                " WHERE subject.edition = '2025' GROUP BY 1 ORDER BY sum(count) DESC, 1"),
    "concept": (Concept, "SELECT concept FROM publications_fingerprint, unnest(concepts, weights) row (concept, weight)"
                " WHERE weight >= 20 GROUP BY 1 ORDER BY count(*) DESC, 1"),
}  # fmt: skip


def main() -> None:
    """Print the figures; exit status 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=40, help="how many of each kind (default 40)")
    parser.add_argument("--processor", action="store_true", help="processor time instead of the clock")
    parser.add_argument("--prolific", action="store_true", help=f"give one person {PROLIFIC:,} publications first")
    parser.add_argument("--night", type=int, default=0, help="draw so many of each kind, and tell what all would take")
    parser.add_argument("--first", action="store_true", help="without portraits of few publications")
    wanted = parser.parse_args()
    collect_static_files()
    if wanted.prolific:
        _make_prolific()
    if wanted.night:
        _night(wanted.night)
        return
    good = [_measured(kind, wanted.pages, wanted.processor, wanted.first) for kind in KINDS]
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
        taken = cursor.rowcount
    print(f"{taken:,} names taken over by person {person}; {Follower().step():,} publications indexed")
    draw("person", person)


def _night(number: int) -> None:
    """Print what drawing the portraits of the night takes, by some of each kind."""
    found: dict[str, list[int]] = {}
    for kind, key in of_many():
        found.setdefault(kind, []).append(key)
    for kind, keys in found.items():
        chosen = random.Random(1).sample(keys, min(number, len(keys)))
        begun = processor_time(connection)
        for key in chosen:
            draw(kind, key)
        each = (processor_time(connection) - begun) / len(chosen)
        print(f"{kind:8} {len(keys):8,} portraits, {1000 * each:.0f} ms each: {each * len(keys) / 60:.1f} minutes")


def _measured(kind: str, pages: int, processor: bool, first: bool) -> bool:
    """Measure one kind of page, print it, and return whether it keeps to the targets."""
    model, query = KINDS[kind]
    keys = _keys(query)
    chosen = [keys[0], *random.Random(1).sample(keys[1:], min(pages, len(keys)) - 1)]
    addresses = [row.get_absolute_url() for key in chosen for row in model.objects.filter(pk=key)]
    client = Client(headers={"host": "localhost"})
    for key, address in zip(chosen, addresses, strict=True):
        if kind != "concept" and not Portrait.objects.filter(kind=kind, key=key).exists():
            draw(kind, key)
        _asked(client, address)
    found = []
    for key, address in zip(chosen, addresses, strict=True):
        if first:
            Portrait.objects.filter(kind=kind, key=key, data__publications__lte=FEW).delete()
        found.append(_timed(client, address, processor))
    return _told(kind, found, max(_queries(client, address) for address in addresses))


def _asked(client: Client, address: str):
    kept.STORE.clear()
    index().view().kept.clear()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def _timed(client: Client, address: str, processor: bool) -> float:
    """Return the milliseconds that a page takes."""
    spent = partial(processor_time, connection) if processor else time.perf_counter
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
