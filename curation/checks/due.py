"""Which publications are to be checked: those that changed since they were, and those that what changed concerns.

A change of a publication or its parts moves its `updated`. Beside it, findings rest on the ISSNs of its journal, on the
names of the people of the house, on the day, and on the DOI prefixes of others.
"""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from curation.checks.running import BATCH, check, edition, forget
from curation.models import CheckRun

LONGEST = timedelta(hours=1)  # of a transaction: what it changed is dated at its beginning, and seen at its end
LONGEST_RUN = timedelta(days=1)  # one that began earlier was given up
KEPT = timedelta(days=7)  # changes are kept for so long
OF_THE_DAY = ["date-to-come", "doi-prefix-unknown"]  # rules whose findings may go without a change of the record
_CHANGED = """
    SELECT publication.id FROM publications_publication publication
    LEFT JOIN curation_checked checked ON checked.publication_id = publication.id
    WHERE checked.version IS DISTINCT FROM publication.updated OR checked.edition <> %(edition)s
"""
_RECENT = f"""
    {_CHANGED} AND publication.id IN (
        SELECT key FROM publications_change WHERE kind = 'publication' AND at >= %(since)s
    )
"""
_OF_THE_DAY = "SELECT publication_id FROM curation_finding WHERE rule = ANY(%(rules)s)"
_OF_JOURNALS = """
    SELECT id FROM publications_publication WHERE journal_id IN (
        SELECT key FROM publications_change WHERE kind = 'journal' AND at >= %(since)s
    )
"""
# Names without a person that are a name of somebody who was changed, got another form of the name or a place.
_OF_PEOPLE = """
    WITH changed AS (
        SELECT key AS id FROM publications_change WHERE kind = 'person' AND at >= %(since)s
        UNION SELECT person_id FROM publications_affiliationevent WHERE pgh_created_at >= %(since)s
    ), named AS (
        SELECT family FROM publications_person JOIN changed USING (id)
        UNION SELECT family FROM publications_personname JOIN changed ON changed.id = person_id
    )
    SELECT publication_id FROM publications_contribution
    WHERE person_id IS NULL AND lower(family) IN (SELECT lower(family) FROM named)
    UNION
    SELECT publication_id FROM curation_finding
    WHERE rule IN ('author-not-linked', 'author-perhaps-ours') AND EXISTS (SELECT FROM changed)
"""


def check_all(seconds: float | None = None) -> bool:
    """Check all that is due, for some seconds at most; return whether something is left for the next call.

    After a week without a run, all publications are due.
    """
    until = None if seconds is None else time.monotonic() + seconds
    run = CheckRun.objects.filter(ended=None, started__gt=timezone.now() - LONGEST_RUN).first()
    run = run or _begun()
    left = _keys(_CHANGED, edition=edition())
    while left and (until is None or time.monotonic() < until):
        run.checked += check(left[:BATCH])
        run.save()
        del left[:BATCH]
    if not left:
        run.ended = timezone.now()
        run.save()
    return bool(left)


def _begun() -> CheckRun:
    """Return a new run, with all forgotten that has to be checked though it did not change."""
    last = CheckRun.objects.exclude(ended=None).first()
    run = CheckRun.objects.create(started=timezone.now())
    CheckRun.objects.filter(started__lt=run.started - 4 * KEPT).delete()
    if last and run.started - last.started > KEPT:
        forget()
    elif last:
        since = last.started - LONGEST
        of_others = _keys(_OF_JOURNALS, since=since) + _keys(_OF_PEOPLE, since=since)
        forget(of_others + _keys(_OF_THE_DAY, rules=OF_THE_DAY))
    return run


def check_recent() -> int:
    """Check what was changed in the last hour and has not been checked since; return how much that was."""
    return check(_keys(_RECENT, since=timezone.now() - LONGEST, edition=edition()))


def _keys(query: str, **parameters) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [key for (key,) in cursor.fetchall()]
