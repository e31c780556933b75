"""How well duplicates are told: python -m benchmarks.duplicates, with SHARED_DIR beside the project.

Pairs of records of which it is known whether they are one (data/records/duplicates.jsonl): precision and recall of the
comparison on those of confidence high and medium, for the half on which the points were weighed and for the other half.
People (author_truth.jsonl.gz): each printed name of an author is a person; which are one? Pairwise precision and
recall, and B-cubed. Ends with status 1 where a target is missed. Needs no database.

--speed N: time to find the candidates of N publications of the database, of the processor (PostgreSQL's, which must run
on this machine, a Linux, and Python's).
"""

import argparse
import gzip
import json
import os
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from zlib import crc32

SHARED = Path(os.environ.get("SHARED_DIR", "../shared"))
RECORDS = SHARED / "data" / "records"
PRECISION, RECALL = 0.97, 0.93
MOST = 50  # milliseconds


def main() -> int:
    """Print the figures; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speed", type=int, default=0, metavar="N")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    if options.speed:
        return _speed(options.speed)
    if not RECORDS.exists():
        print(f"{RECORDS} is not there (SHARED_DIR): nothing was measured.")
        return 0
    good = _publications()
    _people()
    return 0 if good else 1


def _half(clusters: list[set], key) -> dict:
    """Return 0 or 1 for each member: one cluster lies in one half, so that nothing tested was seen while weighing."""
    return {member: crc32(str(min(cluster, key=key)).encode()) % 2 for cluster in clusters for member in cluster}


def _clusters(pairs) -> list[set]:
    """Return sets of what pairs join."""
    of: dict = {}
    for one, other in pairs:
        joined = of.get(one, {one}) | of.get(other, {other})
        of |= dict.fromkeys(joined, joined)
    return list({id(cluster): cluster for cluster in of.values()}.values())


def _publications() -> bool:
    from curation.duplicates.comparing import compare
    from curation.duplicates.work import work_of
    from formats.csl_json import record_of

    lines = (RECORDS / "duplicates.jsonl").read_text().splitlines()
    rows = [row for row in map(json.loads, lines) if row["confidence"] in ("high", "medium")]
    rows = [row for row in rows if row["label"] in ("duplicate", "not_duplicate")]
    half = _half(_clusters((row["a"]["id"], row["b"]["id"]) for row in rows), str)
    counts = {name: Counter() for name in ("all", "weighed", "tested")}
    for row in rows:
        told = compare(*(work_of(record_of(row[side])) for side in "ab")).asks
        for name in ("all", ("weighed", "tested")[half[row["a"]["id"]]]):
            counts[name][row["label"] == "duplicate", told] += 1
    figures = {name: _figures(name, *(count[key] for key in KEYS)) for name, count in counts.items()}
    return all(precision >= PRECISION and recall >= RECALL for precision, recall in figures.values())


KEYS = ((True, True), (False, True), (True, False))


def _figures(name: str, right: int, wrong: int, missed: int) -> tuple[float, float]:
    precision, recall = right / (right + wrong), right / (right + missed)
    print(f"{name:16} precision {precision:.3f}  recall {recall:.3f}  ({right} right, {wrong} wrong, {missed} missed)")
    return precision, recall


def _people() -> None:
    from curation.duplicates.names import crowd, name_of
    from curation.duplicates.people import compare

    records, people, families = _authors()
    crowds = {key: crowd(name_of(key[2], key[1]), _family(families, name_of(key[2], key[1]))) for key in people}
    profiles = {key: _profile(key, places, records) for key, places in people.items()}
    counts, joined = Counter(), []
    for one, other in combinations(sorted(people), 2):
        if set(profiles[one].names[0].family) & set(profiles[other].names[0].family):
            told = compare(profiles[one], profiles[other], crowd=max(crowds[one], crowds[other])).asks
            counts[one[0] == other[0], told] += 1
            joined += [(one, other)] if told else []
    pairs = sum(number * (number - 1) // 2 for number in Counter(key[0] for key in people).values())
    right, wrong = counts[True, True], counts[False, True]
    _figures("people", right, wrong, pairs - right)
    _b_cubed(list(people), _clusters([*joined, *((key, key) for key in people)]))


def _b_cubed(people: list[tuple], clusters: list[set]) -> None:
    sizes = Counter(key[0] for key in people)
    pure = [sum(other[0] == key[0] for other in cluster) for cluster in clusters for key in cluster]
    whole = [(len(cluster), sizes[key[0]]) for cluster in clusters for key in cluster]
    precision = statistics.mean(same / size for same, (size, _) in zip(pure, whole, strict=True))
    recall = statistics.mean(same / size for same, (_, size) in zip(pure, whole, strict=True))
    print(f"{'people, B-cubed':16} precision {precision:.3f}  recall {recall:.3f}  ({len(people)} printed names)")


def _authors() -> tuple[dict, dict, dict]:
    """Return the records by id; the places (record, index) of each (person, given, family); the names of families."""
    from curation.duplicates.names import name_of

    with gzip.open(RECORDS / "articles.jsonl.gz", "rt") as file:
        records = {item["id"]: item for item in map(json.loads, file)}
    people, families = defaultdict(list), defaultdict(set)
    with gzip.open(RECORDS / "author_truth.jsonl.gz", "rt") as file:
        for row in map(json.loads, file):
            if row["record"] in records:
                people[row["person"], row["given"], row["family"]].append((row["record"], row["author_index"]))
    for item in records.values():
        for author in item.get("author", []):
            name = name_of(author.get("family", ""), author.get("given", ""))
            for word in name.family:
                families[word].add(name)
    return records, people, families


def _family(families: dict, name) -> set:
    return set().union(*(families[word] for word in name.family))


def _profile(key: tuple, places: list[tuple], records: dict):
    from curation.duplicates.names import called, name_of
    from curation.duplicates.people import Profile

    items = [records[record] for record, _ in places]
    years = [part[0][0] for item in items if (part := item.get("issued", {}).get("date-parts"))]
    others = [
        author
        for record, index in places
        for place, author in enumerate(records[record].get("author", []))
        if place != index and author.get("family")
    ]
    return Profile(
        names=(name_of(key[2], key[1]),),
        publications=frozenset(record for record, _ in places),
        colleagues=frozenset(called(name_of(author["family"], author.get("given", ""))) for author in others),
        journals=frozenset(item["container-title"] for item in items if item.get("container-title")),
        years=(min(years), max(years)) if years else (),
    )


def _speed(number: int) -> int:
    from django.db import connection

    from curation.duplicates.finding import candidates_for, works
    from publications.models import Publication

    keys = list(Publication.objects.order_by("pk").values_list("pk", flat=True))
    found = works(random.Random(1).sample(keys, min(number, len(keys))))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (database,) = cursor.fetchone()
    spent, sql = [], 0.0
    for work in found.values():
        python, before = time.process_time(), _on_processor(database)
        candidates_for(work)
        python, theirs = time.process_time() - python, _on_processor(database) - before
        spent.append(1000 * (python + theirs))
        sql += 1000 * theirs
    last = sorted(spent)[int(len(spent) * 0.95)]
    print(f"{len(found)} of {len(keys):,} publications")
    print(f"processor: median {statistics.median(spent):.1f} ms, 95 % within {last:.1f} ms, most {max(spent):.1f} ms")
    print(f"mean {statistics.mean(spent):.1f} ms, of these {sql / len(found):.1f} ms PostgreSQL's")
    return 0 if last <= MOST else 1


def _on_processor(process: int) -> float:
    """Return the seconds that a process has been on a processor, to the nanosecond (Linux)."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


if __name__ == "__main__":
    sys.exit(main())
