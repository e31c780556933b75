"""Old UKÄ codes, by the official key between the editions of the classification (data/uka)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from curation.checks.rule import Known, Values
from formats.record import Record
from formats.swepub import UNMIGRATABLE

OLD = "2011"


@cache
def successors() -> dict[str, tuple[str, ...]]:
    """Return the new codes of each old one that has not stayed what it was; several where it was split."""
    found = defaultdict(list)
    path = Path(settings.BASE_DIR) / "data" / "uka" / "successors.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["relation"] in ("replaced", "split"):
                found[row["old_code"]].append(row["new_code"])
    return {code: tuple(new) for code, new in found.items()}


def replaced(record: Record, known: Known) -> Iterator[Values]:
    """A code that another has taken the place of."""
    for code, new in _old(record):
        if len(new) == 1:
            yield {"code": code, "new": new[0]}


def split(record: Record, known: Known) -> Iterator[Values]:
    """A code that became several: somebody has to choose."""
    for code, new in _old(record):
        if len(new) > 1 and code not in UNMIGRATABLE:
            yield {"code": code, "new": ", ".join(new)}


def unmigratable(record: Record, known: Known) -> Iterator[Values]:
    """A code that became several, and that SwePub cannot place under any."""
    for code, new in _old(record):
        if code in UNMIGRATABLE:
            yield {"code": code, "new": ", ".join(new)}


def _old(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    for subject in record.subjects:
        if subject.edition == OLD and subject.code in successors():
            yield subject.code, successors()[subject.code]
