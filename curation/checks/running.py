"""Publications are checked, and what was found is kept: what changed is checked again, all else is left alone.

A batch is read, checked and written. What somebody changes between reading and writing is not written, but remains due.
Whatever kills a run, it leaves whole publications checked, and the next one goes on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from curation.checks import Finding, findings
from curation.checks.knowing import known_of
from curation.models import Checked
from curation.models import Finding as FindingRow
from publications.models import Publication
from publications.querysets import given_keys
from publications.records.bulk import copy_in
from publications.records.streaming import ALL, BATCH, records_in_order

COLUMNS = ("publication_id", "rule", "digest", "values", "since")
_STILL_SO = """
    SELECT id, updated, status FROM publications_publication WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE
"""
_NOTE = """
    INSERT INTO curation_checked (publication_id, version, edition)
    SELECT key, version, %s FROM unnest(%s::bigint[], %s::timestamptz[]) AS checked(key, version)
    ON CONFLICT (publication_id) DO UPDATE SET version = EXCLUDED.version, edition = EXCLUDED.edition
"""


@cache
def edition() -> str:
    """Return what tells these rules from others: with an upgrade that changes one, all is checked again."""
    texts = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.md5(b"".join(texts), usedforsecurity=False).hexdigest()[:8]


def check(keys: Iterable[int]) -> int:
    """Check publications and keep what is found; return how many were checked. About 22 queries for each 500."""
    rest, number = iter(keys), 0
    while batch := list(islice(rest, BATCH)):
        number += _check(batch)
    return number


def brought_up_to_date(publication: Publication) -> None:
    """Check a publication if it was not since it changed. 1 query where it was."""
    now = Checked.objects.filter(publication=publication, version=publication.updated, edition=edition())
    if not now.exists():
        check([publication.pk])


def _check(batch: list[int]) -> int:
    keys_of = {str(uuid): key for key, uuid in Publication.objects.filter(pk__in=batch).values_list("pk", "uuid")}
    records = list(records_in_order(keys_of.values(), rows=ALL))
    keys = [keys_of[record.id] for record in records]
    known = known_of(records, keys)
    found = {key: findings(record, beside) for key, record, beside in zip(keys, records, known, strict=True)}
    return _keep(found, {key: record.updated for key, record in zip(keys, records, strict=True)})


@transaction.atomic
def _keep(found: dict[int, list[Finding]], versions: dict[int, datetime]) -> int:
    """Write what was found in publications that are still as they were read; return how many.

    They are locked first, so that none is deleted meanwhile, then noted: who else checks the same waits there.
    """
    rows = _run(_STILL_SO, [sorted(found)])
    same = {key: status for key, updated, status in rows if versions[key] == updated}
    withdrawn = Publication.Status.WITHDRAWN
    wanted = {
        (key, finding.rule, _digest(finding)): finding.values
        for key, status in same.items()
        for finding in (found[key] if status != withdrawn else ())
    }
    _run(_NOTE, [edition(), list(same), [versions[key] for key in same]])
    _bring_to(list(same), wanted)
    return len(same)


def _bring_to(keys: list[int], wanted: dict[tuple[int, str, str], dict]) -> None:
    """Delete the findings that are no more and write the new ones; those that stay keep when they began, and who said
    that they are right. 3 queries."""
    kept = FindingRow.objects.filter(publication__in=keys).values_list("pk", "publication_id", "rule", "digest")
    there = {tuple(row): key for key, *row in kept}
    FindingRow.objects.filter(pk__in=[key for row, key in there.items() if row not in wanted]).delete()
    now = timezone.now()
    new = [(*row, json.dumps(values), now) for row, values in wanted.items() if row not in there]
    copy_in(FindingRow, COLUMNS, new)


def _digest(finding: Finding) -> str:
    return hashlib.md5(json.dumps(finding.values, sort_keys=True).encode(), usedforsecurity=False).hexdigest()


def _run(query: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall() if cursor.description else []


def forget(keys: list[int] | None = None) -> None:
    """Forget that publications were checked, all for None, so that they are due; findings stay until then."""
    rows = Checked.objects.all() if keys is None else Checked.objects.filter(pk__in=given_keys(keys))
    rows.delete()
