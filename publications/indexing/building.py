"""A new index of all that is public, made aside while the one there is serves, and then used in its place.

Each of several processes reads, analyses and writes its share into an index of its own; these are joined to one.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

from django.conf import settings
from django.db import DatabaseError, connection

from publications.indexing.changes import position
from publications.indexing.entries import entries
from publications.indexing.often import often_found
from publications.indexing.rows import Row, rows_between
from publications.indexing.vocabularies import Vocabularies
from publications.models import Publication
from publications.sharing import Share, number_for, shared
from search.folder import Folder, compounds, keep_compounds, keep_names, keep_often, often, tell, touch
from search.joining import join
from search.writing import Writer, keep_bounds

_BATCH = 4000
_WAITING = 2  # batches that the database may be ahead
# Of how many segments a new index consists. Tantivy makes one of so many of a size when whoever follows first commits;
# until then facets take longer to count.
_SEGMENTS = 8
_SWEDISH_TEXTS = """
    SELECT title FROM publications_publication WHERE language = 'swe' AND status = 'public'
    UNION ALL SELECT left(text, 2000) FROM publications_text WHERE language = 'swe' AND kind = 'abstract'
    LIMIT 20000
"""
_SWEDISH_NAMES = """
    SELECT name_sv FROM publications_subject UNION ALL SELECT name_sv FROM publications_organisation
    UNION ALL SELECT term FROM publications_keyword WHERE language = 'swe' LIMIT 50000
"""
_WORD = re.compile(r"\b[a-zåäöé]{4,12}\b")
# Beginnings that make words of their own rather than compounds.
_NO_PARTS = frozenset(
    [
        "under",
        "över",
        "efter",
        "mellan",
        "fram",
        "genom",
        "inom",
        "utan",
        "från",
        "till",
        "inte",
        "eller",
        "samt",
        "sina",
        "sin",
        "enda",
        "andra",
    ]
)


def build(path: Path | None = None, processes: int | None = None) -> Path:
    """Make a new index of all that is public in a folder, settings.INDEX_DIR if not told, and use it; return where.

    Several processes make a part each, if not told as many as is best; the parts are joined in the end.
    """
    folder = Folder(path or settings.INDEX_DIR)
    generation = folder.new()
    keep_compounds(generation, parts_of_compounds())
    keep_often(generation, often_found())
    keep_names(generation, Vocabularies().names())
    start = position()  # what changes from now on is written again by whoever follows
    processes = processes or number_for(Publication.objects.public().estimated())
    shared("publications.indexing.building.build_part", [generation, _starts()], processes)
    join(generation, [_part(generation, number) for number in range(processes)])
    keep_bounds(generation)
    tell(generation, position=start._asdict())
    folder.use(generation)
    folder.clear()
    return generation


def build_part(share: Share, generation: Path, starts: range) -> None:
    """Make the index of a share of all that is public, in a folder within that of the whole."""
    part = _part(generation, share.number)
    part.mkdir()
    keep_compounds(part, compounds(generation))
    keep_often(part, often(generation))
    writer, vocabularies = Writer(part, much=True), Vocabularies()
    gc.disable()  # half a million times the collector would look through words that stay
    try:
        for number, rows in enumerate(_batches(share.part(starts), starts.step), 1):
            writer.add(entries(rows, vocabularies))
            if number % -(-len(starts) // _SEGMENTS) == 0:
                writer.commit()
            touch(generation)
    finally:
        gc.enable()
    writer.commit()
    writer.close()


def _part(generation: Path, number: int) -> Path:
    return generation / f"part-{number}"


def parts_of_compounds() -> list[str]:
    """Return Swedish words into which compounds are cut: those of names, and those that texts often have."""
    names = {word for text in _column(_SWEDISH_NAMES) for word in _WORD.findall(text.lower())}
    texts = _column(_SWEDISH_TEXTS)
    numbers = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    often = max(2, round(len(texts) ** 0.5 / 20))  # texts that have a word which is no slip; of names, one is enough
    return sorted((names | {word for word, number in numbers.items() if number >= often}) - _NO_PARTS)


def _column(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [value for (value,) in cursor.fetchall()]


def _starts() -> range:
    """Return with which keys batches begin."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM publications_publication")
        first, last = cursor.fetchone()
    return range(first or 0, (last or -1) + 1, _BATCH)


def _batches(starts: Iterable[int], batch: int) -> Iterator[list[Row]]:
    """Yield the rows of batches; the database makes the next ones ready meanwhile."""
    queue: Queue = Queue(_WAITING)
    if connection.in_atomic_block:  # what is not committed yet is seen by this connection only
        yield from (rows_between(start, start + batch - 1) for start in starts)
        return
    Thread(target=_read, args=(starts, batch, queue), daemon=True).start()
    while (found := queue.get()) is not None:
        if isinstance(found, Exception):
            raise found
        yield found


def _read(starts: Iterable[int], batch: int, queue: Queue) -> None:
    try:
        for start in starts:
            queue.put(rows_between(start, start + batch - 1))
        queue.put(None)
    except (DatabaseError, ChildProcessError) as error:
        queue.put(error)
    finally:
        connection.close()
