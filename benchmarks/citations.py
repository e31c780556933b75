"""How fast references are made, and how much memory styles take.

    python -m benchmarks.citations [--records 1000] [--everything]

Made-up records, the same each time; processor time of one process, the best of some rounds. With --everything each of
the 10,844 styles is loaded and renders some of the records. Exit status 1 where a bound is not kept.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context

import psutil

import citations
from citations import documents
from formats.csl_json.reading import record_of
from publications.invention.items import World

LOAD, RECORD, MEMORY, LIST = 20, 0.6, 100, 1000  # ms, ms, MB, ms for a thousand
LARGE = ("chicago-notes-bibliography", "chicago-author-date", "turabian-fullnote-bibliography", "apa")
COMMON = (
    *LARGE, "harvard-cite-them-right", "nlm-citation-sequence", "modern-language-association", "ieee", "nature",
    "american-medical-association", "elsevier-vancouver", "american-chemical-society", "elsevier-harvard", "plos",
    "springer-basic-author-date", "springer-vancouver-brackets", "cell", "american-sociological-association",
    "american-political-science-association", "turabian-author-date", "turabian-notes-bibliography", "bmj",
    "the-lancet", "american-physics-society", "pure-standard",
)  # fmt: skip
LOCALES = ("en-US", "sv-SE", "en-GB")


def main():
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--records", type=int, default=1000, help="in a list (default 1000)")
    asked.add_argument("--everything", action="store_true", help="load every style once")
    asked = asked.parse_args()
    records = _records(asked.records)
    styles = [name for name in COMMON if _exists(name)]
    good = [_loads(styles), _references(records), _lists(records)]
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        good.append(apart.submit(_memory, styles).result())
    if asked.everything:
        good.append(_everything(records))
    sys.exit(0 if all(good) else 1)


def _loads(styles: list[str]) -> bool:
    """Print how long styles take to load, with what the first reference needs of them."""
    from citations import loading

    citations.render({}, "apa")  # imports the libraries
    gc.disable()
    times = {}
    for style in styles:
        for locale in LOCALES:
            times[style, locale] = _best(lambda: (loading.load_file.cache_clear(), citations.render({}, style, locale)))  # noqa: B023
    gc.enable()
    ordered = sorted(times, key=times.get)
    slowest, middle = ordered[-1], ordered[len(ordered) // 2]
    print(f"loading a style: median {times[middle]:.1f} ms, at most {times[slowest]:.1f} ms ({' '.join(slowest)})")
    return times[slowest] <= LOAD


def _references(records: list) -> bool:
    worst = 0.0
    for style in ("apa", "chicago-author-date", "chicago-notes-bibliography", "ieee", "nature"):
        each = _best(lambda: [citations.cite(record, style) for record in records], rounds=3) / len(records)  # noqa: B023
        print(f"a reference in {style}: {each:.2f} ms")
        worst = max(worst, each)
    return worst <= RECORD


def _lists(records: list) -> bool:
    worst = 0.0
    for style in ("apa", "chicago-author-date", "ieee"):
        took = _best(lambda: citations.bibliography(records, style), rounds=3)  # noqa: B023
        print(f"a bibliography of {len(records):,} in {style}: {took:.0f} ms")
        worst = max(worst, took * 1000 / len(records))
    section = documents.Section(references=citations.bibliography(records, "apa"))
    document = documents.Document(title="List", language="en", sections=[section], hanging=True)
    for suffix in documents.SUFFIXES:
        form = import_module(f"citations.documents.{suffix}")
        print(f"writing it as .{suffix}: {_best(lambda: form.write(document), rounds=3):.0f} ms")  # noqa: B023
    return worst <= LIST


def _memory(styles: list[str]) -> bool:
    """Print what 50 styles take that have been used, with the libraries, in a process that does nothing else."""
    records, before = _records(100), _megabytes()
    used = [(style, locale) for locale in LOCALES for style in styles][:50]
    for style, locale in used:
        for record in records:
            citations.cite(record, style, locale)
    gc.collect()
    taken = _megabytes() - before
    print(f"{len(used)} styles loaded and used, with the libraries: {taken:.0f} MB")
    return taken <= MEMORY


def _records(count: int) -> list:
    return [record_of(item) for item in World(1).items(0, count)]


def _everything(records: list) -> bool:
    some, started = records[:10], time.monotonic()
    for at, style in enumerate(citations.styles()):
        locale = LOCALES[at % len(LOCALES)]
        if citations.style_entry(style).parent:
            citations.cite(some[at % 10], style, locale)
        else:
            for record in some:
                citations.cite(record, style, locale).__html__()
    print(f"every one of {len(citations.styles()):,} styles rendered, in {time.monotonic() - started:.0f} s")
    return True


def _exists(style: str) -> bool:
    try:
        return bool(citations.style_entry(style))
    except ValueError:
        return False


def _best(call: Callable, rounds: int = 5) -> float:
    """Return the shortest processor time of some calls, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def _megabytes() -> float:
    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    main()
