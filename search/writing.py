"""Filling an index: documents of one generation deleted by key and added again, committed together.

How many publications at most have a value that is counted with all others is known of a new index, and grows with the
publications that are written again. These have the number of a round; when a bound has grown much, all are counted
anew, and the next round begins (search/counting.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy

from search import folder
from search.analysis import Analysis, Compounds
from search.counting import Counting
from search.documents import Documents, Entry
from search.schema import schema

_HEAP = 60_000_000  # bytes, before a segment of the index is written
_MOST_HEAP = 400_000_000
_GROWN = 1.25  # times what it was, and a bound is counted anew


class Writer:
    """Writes to one generation. Only one may at a time: ValueError from Tantivy where another does."""

    def __init__(self, generation: Path, much: bool = False):
        """`much` is for building: more memory, and larger segments."""
        self.generation = generation
        self._index = tantivy.Index(schema(), path=str(generation))
        self._writer = self._index.writer(_MOST_HEAP if much else _HEAP, 1)
        self._documents = Documents(Analysis(Compounds(folder.compounds(generation))), folder.often(generation))

    def add(self, entries: Iterable[Entry]) -> None:
        """Add publications to a new index."""
        for entry in entries:
            self._writer.add_document(self._documents.made(entry))

    def replace(self, keys: Iterable[int], entries: Iterable[Entry]) -> None:
        """Delete the publications with the keys, and add these in their place; some may be gone for good."""
        # By a query: delete_documents_by_term of tantivy 0.27.0 finds no unsigned numbers.
        self._writer.delete_documents_by_query(tantivy.Query.term_set_query(self._index.schema, "key", list(keys)))
        round_ = str(folder.bounds(self.generation)[0])
        for entry in entries:
            document = self._documents.made(entry)
            document.add_text("round", round_)
            self._writer.add_document(document)

    def commit(self, **facts: object) -> None:
        """Let readers see what was written, and then keep facts about how far it goes.

        Should the machine stop between the two, the same changes are written again, which changes nothing.
        """
        self._writer.commit()
        folder.tell(self.generation, **facts)

    def close(self) -> None:
        """Wait until segments that are being merged have been, and give the index free."""
        self._writer.wait_merging_threads()


def keep_bounds(generation: Path) -> None:
    """Count the bounds of an index anew where they have grown, or were never counted, and keep them."""
    index = tantivy.Index(schema(), path=str(generation))
    searcher, often, before = index.searcher(), folder.often(generation), folder.bounds(generation)
    if searcher.num_docs <= Counting.few:
        return
    now = Counting(index.schema, searcher, often, before).known
    if not before.most or any(now.most[name][-1] > before.most[name][-1] * _GROWN for name in now.most):
        counted = now if not before.most else Counting(index.schema, searcher, often).known
        folder.keep_bounds(generation, counted._replace(round=before.round + 1))
