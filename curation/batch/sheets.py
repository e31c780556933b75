"""Records as a spreadsheet, and what was changed in one.

Each row has the uuid of its record, the fields that can be edited, and in `state` what they were when it was written: a
few digits of a digest for each. So it is known which cells somebody has changed, and which records others have changed
meanwhile, without keeping the file. Only changed cells are looked at.
"""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from curation.batch.fields import columns
from curation.batch.outcomes import AT_ONCE, Asked, Conflict
from curation.batch.parts import Keywords, Subjects
from curation.models import Batch
from curation.wording import told
from formats.encodings import text_of
from formats.tables import as_csv, as_xlsx
from publications.models import Publication

MOST = 10_000  # records
LARGEST = 20 * 2**20  # bytes of a file
DIGITS = 6  # of the digest of a cell
KEY, STATE = "uuid", "state"
FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def fields() -> list:
    """Return the fields that a spreadsheet has, in their order."""
    return [*columns(), Subjects(), Keywords()]


def written(keys: list[int], suffix: str) -> Iterator[str | bytes]:
    """Yield a spreadsheet of records in pieces. About 6 queries for 500 records."""
    shown = fields()
    names = [KEY, *(one.name for one in shown), STATE]
    return (as_csv.table if suffix == "csv" else as_xlsx.workbook)(names, _rows(keys, shown))


def _rows(keys: list[int], shown: list) -> Iterator[list[str]]:
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        uuids = dict(Publication.objects.filter(pk__in=some).order_by().values_list("pk", "uuid"))
        values = [one.current(some) for one in shown]
        for key in some:
            if key in uuids:
                cells = [one.text(found[key]) for one, found in zip(shown, values, strict=True)]
                yield [str(uuids[key]), *cells, "v" + "".join(map(_digest, cells))]


def _digest(cell: str) -> str:
    return sha256(_normal(cell).encode()).hexdigest()[:DIGITS]


def _normal(cell: str) -> str:
    return "\n".join(line.strip() for line in cell.strip().splitlines())


def read(data: bytes) -> dict:
    """Return what an uploaded spreadsheet holds, to be kept in Batch.wanted; ValueError with the reason for none.

    `rows` are dicts with the number of the `row`, the `key` of the record, its `cells` by name and its `state`;
    `refused` has number and reason of rows that cannot be used; `ignored` names columns that are not known. 1 query
    for 500 rows.
    """
    refused: list[dict] = []
    names, lines = _table(data, refused)
    known = [one.name for one in fields()]
    rows, seen = [], set()
    for number, cells in lines:
        cells = dict(zip(names, cells, strict=False))
        identity = _uuid(cells.get(KEY, ""))
        if identity is None or identity in seen:
            reason = _("It has no uuid of a record.") if identity is None else _("The same record stands above.")
            refused.append({"row": number, "reason": reason})
            continue
        seen.add(identity)
        values = {name: cells[name] for name in known if name in cells}
        rows.append({"row": number, "uuid": str(identity), "cells": values, "state": cells.get(STATE, "")})
    ignored = [name for name in names if name and name not in (*known, KEY, STATE)]
    return {"rows": _with_keys(rows, refused), "refused": refused, "ignored": ignored}


def _table(data: bytes, refused: list[dict]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the names of columns and the rows with something in them."""
    if len(data) > LARGEST:
        raise ValueError(_("The file is larger than %d MB.") % (LARGEST // 2**20))
    rows = as_xlsx.sheet_rows(data) if data.startswith(b"PK") else list(_lines(data, refused))
    names = [name.strip().lower() for name in rows[0][1]] if rows else []
    if KEY not in names or not {one.name for one in fields()} & set(names):
        raise ValueError(_("The first row does not name the columns of an export, “uuid” among them."))
    rows = [(number, list(map(as_csv.as_given, cells))) for number, cells in rows[1:] if any(map(str.strip, cells))]
    if len(rows) > MOST:
        raise ValueError(_("It has more than %d rows.") % MOST)
    return names, rows


def _lines(data: bytes, refused: list[dict]) -> Iterator[tuple[int, list[str]]]:
    text = text_of(data)[0].removeprefix("\ufeff")
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    head = text.partition("\n")[0].lower()
    delimiter = max(",;\t|", key=head.count)
    broken: list = []
    yield from as_csv.table_rows(text, delimiter, broken)
    refused += [{"row": one.position, "reason": told(one.reason)} for one in broken]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def _with_keys(rows: list[dict], refused: list[dict]) -> list[dict]:
    """Return rows with the keys of their records; those of no record are added to what is refused."""
    found = {}
    for start in range(0, len(rows), AT_ONCE):
        some = Publication.objects.filter(uuid__in=[row["uuid"] for row in rows[start : start + AT_ONCE]])
        found |= {str(uuid): key for uuid, key in some.values_list("uuid", "pk")}
    refused += [
        {"row": row["row"], "reason": _("No record has this uuid.")} for row in rows if row["uuid"] not in found
    ]
    return [row | {"key": found[row["uuid"]]} for row in rows if row["uuid"] in found]


def wanted_of_sheet(batch: Batch):
    """Return the function that says what a spreadsheet wants of records, with what was decided of conflicts."""
    by_key = {row["key"]: row for row in batch.wanted["rows"]}
    shown = fields()
    names = [one.name for one in shown]

    def wanted(keys: list[int]) -> dict[int, Asked]:
        used = [one for one in shown if any(one.name in by_key[key]["cells"] for key in keys)]
        before = {one: one.current(keys) for one in used}
        return {key: _asked(by_key[key], {one: before[one][key] for one in used}, names, batch.edit) for key in keys}

    return wanted


def _asked(row: dict, before: dict, names: list[str], decided: dict) -> Asked:
    asked, wrong = Asked(), []
    for one, value in before.items():
        if one.name not in row["cells"]:
            continue
        cell, now = _normal(row["cells"][one.name]), _normal(one.text(value))
        was = _was(row["state"], names.index(one.name), len(names))
        if cell == now or _digest(cell) == was:
            continue
        try:
            wanted = one.parse(cell)
        except ValidationError as error:
            wrong.append(f"{one.label}: {' '.join(error.messages)}")
            continue
        key = f"{row['key']}-{one.name}"
        choice = "mine" if _digest(now) == was else decided.get(key) or decided.get("rest")
        if choice == "mine":
            asked.values[one] = value, wanted
        elif choice is None and wanted != value:
            asked.conflicts.append(Conflict(key, one.label, now, cell))
    if wrong:
        asked.reason = " ".join([_("Row %d:") % row["row"], *wrong])
    return asked


def _was(state: str, place: int, number: int) -> str:
    """Return the digest of what a cell was, "" where the state was lost: then every difference is a conflict."""
    if len(state) != 1 + number * DIGITS:
        return ""
    return state[1 + place * DIGITS :][:DIGITS]
