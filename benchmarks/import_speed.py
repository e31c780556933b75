"""How fast records are imported, and whether memory depends on how many a file holds.

    python -m benchmarks.import_speed [--records 5000] [--again] [FILE ...]

Files of one line of CSL-JSON for each record are imported with import_records into a database of its own, made for
this and deleted afterwards. Without a file, made-up records are written to two: the second has four times as many.
With --again each file is imported twice more, each time with other values of every record: its place in the journal and
its abstract; then a keyword more and the last author's given name. Processor time of Python and PostgreSQL together.
Exit status 1 where fewer than 1,000 records a second are imported, or the larger file takes notably more memory.
"""

import argparse
import gzip
import json
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from io import StringIO
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.exports import processor_time  # noqa: E402
from publications.invention.items import World  # noqa: E402
from publications.models import Publication  # noqa: E402

SPEED, MORE_MEMORY = 1000, 30  # records a second, at least; MB more for the larger file, at most


def main():
    """Print a line for each file."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("files", nargs="*", type=Path, metavar="FILE")
    asked.add_argument("--records", type=int, default=5000, help="in the smaller made-up file (default 5000)")
    asked.add_argument("--again", action="store_true", help="import changed records too")
    asked = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = asked.files or [_written(Path(folder), count) for count in (asked.records, 4 * asked.records)]
        results = [_measured(file, asked.again) for file in files]
    fast = all(speed >= SPEED for speed, _ in results)
    flat = bool(asked.files) or results[1][1] - results[0][1] <= MORE_MEMORY
    sys.exit(0 if fast and flat else 1)


def _written(folder, count):
    file = folder / f"made-{count}.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as lines:
        lines.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in World(1).items(0, count))
    return file


def _measured(file, again):
    """Import a file into an empty database; return records a second and the most memory in MB."""
    own = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "benchmark_import"
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            count, seconds, memory = process.submit(_import, file, name, again).result()
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)
    print(f"{file.name}: {count:,} records, {count / seconds:,.0f} a second, {memory:.0f} MB at most", flush=True)
    return count / seconds, memory


def _again(file):
    """Import a file with changed records, and print how many a second of processor time."""
    for change in (_of_itself, _of_parts):
        with (
            gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines,
            tempfile.TemporaryDirectory() as new,
        ):
            changed = Path(new) / "changed.jsonl"
            changed.write_text("".join(json.dumps(change(json.loads(line))) + "\n" for line in lines))
            told, before = StringIO(), processor_time(connection)
            call_command("import_records", changed, stdout=told)
            number, spent = Publication.objects.count(), processor_time(connection) - before
            print(f"{change.__name__}: {number / spent:,.0f} changed a second of processor; {told.getvalue().strip()}")


def _of_itself(item):
    return item | {"volume": "77", "page": "1-9", "abstract": f"{item.get('abstract', '')} Corrected."}


def _of_parts(item):
    item = _of_itself(item) | {"keyword": f"{item.get('keyword', '')}, again".strip(", ")}
    if authors := item.get("author"):
        authors[-1]["given"] = f"{authors[-1].get('given', '')} Q."
    return item


def _import(file, name, again):
    connection.settings_dict["NAME"] = name
    call_command("load_subjects", stdout=StringIO())
    began = time.monotonic()
    call_command("import_records", file, stdout=StringIO())
    seconds = time.monotonic() - began
    if again:
        _again(file)
    return Publication.objects.count(), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
