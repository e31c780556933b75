"""Lines of CSL-JSON → publications: what import_records, load_demo and make_records share.

Memory does not grow with the number of lines: a batch is read, saved in one transaction, and forgotten.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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
        return f"{kinds}; {self.counts['remark']:,} with remarks"


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
    `source` names the source of items that name none.
    """
    summary = Summary()
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        for place, outcome in _outcomes(batch, source, status):
            summary.counts[outcome.kind] += 1
            summary.counts["remark"] += bool(outcome.remarks and outcome.kind != "refused")
            for remark in outcome.remarks:
                report(place, "refused" if outcome.kind == "refused" else "remark", remark)
        progress(len(batch))
    return summary


def _outcomes(batch: list, source: str, status: str) -> Iterator[tuple[str, Outcome]]:
    records, places = [], []
    for place, line in batch:
        try:
            records.append(_record(line, source))
            places.append(place)
        except ValueError as error:
            yield place, Outcome(Record(), "refused", [str(error)])
    yield from zip(places, save_records(records, status), strict=True)


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
