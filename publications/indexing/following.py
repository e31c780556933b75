"""Keeping the index of this machine up: what has changed is written again within a second of its commit.

A position is kept with the index after each commit of it. Whatever is killed, and whenever: what was not committed is
read again, and a publication is always deleted before it is added, so nothing is lost and nothing is there twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from publications.indexing.building import build
from publications.indexing.changes import Position, changed_since, follows, forget, lag, showing
from publications.indexing.entries import entries
from publications.indexing.rows import rows_of
from publications.indexing.vocabularies import Vocabularies
from search.folder import Folder, about, keep_names
from search.writing import Writer, keep_bounds

POLL = 0.3  # seconds between looks at what has changed
REST = 1.0  # seconds after something went wrong
_BATCH = 1000
_KEEP_POSITION = 600  # seconds after which a position is kept although nothing has changed
log = logging.getLogger(__name__)


def position_of(generation: Path | None) -> Position | None:
    """Return how far a generation goes, None where there is none or it does not say."""
    kept = about(generation).get("position") if generation else None
    return Position(**kept) if kept and kept.keys() == set(Position._fields) else None


def behind() -> float | None:
    """Return for how many seconds the oldest change that the index of this machine lacks has waited; None without
    an index. 1 query."""
    seen = position_of(Folder(settings.INDEX_DIR).current())
    return None if seen is None else lag(seen)


class Follower:
    """Follows the changes, with the only writer of an index. Makes it where there is none that can be followed."""

    def __init__(self):
        self.folder = Folder(settings.INDEX_DIR)
        self.writer: Writer | None = None
        self.seen: Position | None = None

    def run(self, ends: Callable[[], bool] = lambda: False) -> None:
        """Follow until told to stop. What goes wrong with database or disk is logged, and tried again."""
        while not ends():
            try:
                self.step()
                time.sleep(POLL)
            except (Error, OSError, ValueError) as error:
                log.warning("The index is not followed: %s", error)
                self._let_go()
                connection.close()
                time.sleep(REST)

    def step(self) -> int:
        """Write what has changed; return the number of publications. An index is made first where it has to be."""
        self._take()
        now, changed = changed_since(self.seen)
        keys = showing(changed) if changed else []
        vocabularies = Vocabularies() if keys else None
        if vocabularies:
            keep_names(self.writer.generation, vocabularies.names())
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            self.writer.replace(batch, entries(rows_of(batch), vocabularies))
        if keys or now.at - self.seen.at > _KEEP_POSITION:
            self.writer.commit(position=now._asdict())
            keep_bounds(self.writer.generation)
            self.seen = now
            forget()
        return len(keys)

    def _take(self) -> None:
        """Hold the writer of the generation in use, and make a new one where there is none that can be followed."""
        generation = self.folder.current()
        if self.writer and self.writer.generation == generation:
            return
        self._let_go()
        seen = position_of(generation)
        if seen is None or not follows(seen):
            log.warning("The index is made anew.")
            generation = build()
            seen = position_of(generation)
        self.writer, self.seen = Writer(generation), seen
        self.writer.commit(position=seen._asdict())  # lets Tantivy merge segments of a new index
        self.folder.clear()

    def _let_go(self) -> None:
        if self.writer:
            self.writer.close()
        self.writer = self.seen = None
