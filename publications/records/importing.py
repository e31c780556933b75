"""Lines of CSL-JSON → publications: what import_records, load_demo and make_records share.

Memory does not grow with the number of lines: a batch is read, saved in one transaction, and forgotten.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from formats.csl_json import record_of
from formats.record import Record
from publications.records.saving import Outcome, save_records

BATCH = 500

Report = Callable[[str, str, str], None]  # place, kind ("refused" or "remark"), what is wrong


@dataclass
class Summary:
    """How many records were new, changed, unchanged or refused, and how many of the saved had a remark."""

    counts: Counter = field(default_factory=Counter)

    def __str__(self):
        kinds = ", ".join(f"{self.counts[kind]:,} {kind}" for kind in ("new", "changed", "unchanged", "refused"))
        waiting = self.counts["waiting"]
        told = f"; {waiting:,} fields that staff changed too wait for a decision" if waiting else ""
        return f"{kinds}; {self.counts['remark']:,} with remarks{told}"


def import_items(
    lines: Iterable[tuple[str, str | bytes | dict]],
    *,
    source: str = "",
    status: str = "public",
    report: Report = lambda place, kind, text: None,
    progress: Callable[[int], None] = lambda count: None,
) -> Summary:
    """Save what each line holds, and return the summary.

    A line is a place (such as "file.jsonl:12") and a CSL-JSON item, as text or already read. `report` is called for
    each line that is refused, and for each remark on one that is saved; `progress` after each batch with its number
    of lines.
    `source` names the source of items that name none. `lines` are drawn in another thread: they may not ask the
    database.
    """
    summary = Summary()
    rest = iter(lines)
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(_read, rest, source)
        while batch := coming.result():
            coming = reader.submit(_read, rest, source)  # while the database is at work on this batch
            for place, outcome in _outcomes(batch, status):
                summary.counts["waiting"] += len(outcome.waiting)
                summary.counts[outcome.kind] += 1
                summary.counts["remark"] += bool(outcome.remarks and outcome.kind != "refused")
                for remark in outcome.remarks:
                    report(place, "refused" if outcome.kind == "refused" else "remark", remark)
            progress(len(batch))
    return summary


def _read(lines: Iterator, source: str) -> list[tuple[str, Record | Outcome]]:
    """Return what the next lines hold, each with its place: a Record, or the refusal of a line that has none."""
    return [(place, _record_or_refusal(line, source)) for place, line in islice(lines, BATCH)]


def _record_or_refusal(line: str | bytes | dict, source: str) -> Record | Outcome:
    try:
        return _record(line, source)
    except ValueError as error:
        return Outcome(Record(), "refused", [str(error)])


def _outcomes(batch: list[tuple[str, Record | Outcome]], status: str) -> Iterator[tuple[str, Outcome]]:
    yield from ((place, found) for place, found in batch if isinstance(found, Outcome))
    read = [(place, found) for place, found in batch if isinstance(found, Record)]
    saved = save_records([record for _, record in read], status)
    yield from zip((place for place, _ in read), saved, strict=True)


def _record(line: str | bytes | dict, source: str) -> Record:
    """Return the Record in a line; ValueError with the reason where there is none."""
    record = record_of(line if isinstance(line, dict) else _item(line), source=source)
    if not record.id:
        raise ValueError("It has no id, so it could not be recognised when it is imported again.")
    return record


def _item(line: str | bytes) -> dict:
    try:
        return json.loads(line)
    except RecursionError as error:
        raise ValueError("It is nested too deeply.") from error
    except UnicodeDecodeError as error:
        raise ValueError("It is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"It is not JSON: {error}") from error
