"""Filling an index: documents of one generation deleted by key and added again, committed together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy

from search import folder
from search.analysis import Analysis, Compounds
from search.documents import Documents, Entry
from search.schema import schema

_HEAP = 60_000_000  # bytes, before a segment of the index is written
_MOST_HEAP = 400_000_000


class Writer:
    """Writes to one generation. Only one may at a time: ValueError from Tantivy where another does."""

    def __init__(self, generation: Path, much: bool = False):
        """`much` is for building: more memory, and larger segments."""
        self.generation = generation
        self._index = tantivy.Index(schema(), path=str(generation))
        self._writer = self._index.writer(_MOST_HEAP if much else _HEAP, 1)
        self._documents = Documents(Analysis(Compounds(folder.compounds(generation))), folder.often(generation))

    def add(self, entries: Iterable[Entry]) -> None:
        """Add publications that are not there."""
        for entry in entries:
            self._writer.add_document(self._documents.made(entry))

    def replace(self, keys: Iterable[int], entries: Iterable[Entry]) -> None:
        """Delete the publications with the keys, and add these in their place; some may be gone for good."""
        # By a query: delete_documents_by_term of tantivy 0.27.0 finds no unsigned numbers.
        self._writer.delete_documents_by_query(tantivy.Query.term_set_query(self._index.schema, "key", list(keys)))
        self.add(entries)

    def commit(self, **facts: object) -> None:
        """Let readers see what was written, and then keep facts about how far it goes.

        Should the machine stop between the two, the same changes are written again, which changes nothing.
        """
        self._writer.commit()
        folder.tell(self.generation, **facts)

    def close(self) -> None:
        """Wait until segments that are being merged have been, and give the index free."""
        self._writer.wait_merging_threads()
