"""Which portraits a change of records has made old: those of the people, units and journals that are on them, or were.

Histories tell who was: a name that staff take from a record leaves the portrait of a person too. An import of thousands
touches nearly all; that is for the night.
"""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from django.db import connection

from publications.portraits.drawing import draw

_LATELY, MOST = timedelta(hours=1), 2000  # changed publications
# A portrait rests between two drawings: a minute, and longer if it is of many publications and so takes long.
_RESTS, _RESTS_EACH = timedelta(minutes=1), timedelta(milliseconds=20)
FOR = 45  # seconds; what is not drawn by then is drawn the next minute
_CHANGED = """
    SELECT key, max(at) FROM publications_change
    WHERE kind = 'publication' AND at > now() - %(lately)s GROUP BY key LIMIT %(most)s + 1
"""
_TOUCHED = """
    WITH RECURSIVE changed AS MATERIALIZED (
        SELECT * FROM unnest(%(keys)s::bigint[], %(times)s::timestamptz[]) row (publication, at)
    ), names AS MATERIALIZED (
        SELECT name.id, name.person_id, changed.at
        FROM changed JOIN publications_contribution name ON name.publication_id = changed.publication
        UNION
        SELECT was.pgh_obj_id, was.person_id, changed.at
        FROM changed JOIN publications_contributionevent was ON was.publication_id = changed.publication
    ), units AS (
        SELECT place.organisation_id AS id, names.at
        FROM names JOIN publications_contributionaffiliation place ON place.contribution_id = names.id
        UNION
        SELECT was.organisation_id, names.at
        FROM names JOIN publications_contributionaffiliationevent was ON was.contribution_id = names.id
        UNION
        SELECT unit.parent_id, units.at FROM units JOIN publications_organisation unit ON unit.id = units.id
    ), journals AS (
        SELECT publication.journal_id AS id, changed.at
        FROM changed JOIN publications_publication publication ON publication.id = changed.publication
        UNION
        SELECT was.journal_id, changed.at
        FROM changed JOIN publications_publicationevent was ON was.pgh_obj_id = changed.publication
    ), touched AS (
        SELECT 'person' AS kind, person_id AS key, at FROM names
        UNION ALL SELECT 'unit', id, at FROM units UNION ALL SELECT 'journal', id, at FROM journals
    )
    SELECT portrait.kind, portrait.key
    FROM (SELECT kind, key, max(at) AS at FROM touched GROUP BY 1, 2) latest
    JOIN publications_portrait portrait ON portrait.kind = latest.kind AND portrait.key = latest.key
    WHERE portrait.drawn < latest.at
    AND portrait.drawn + %(rests)s + (portrait.data ->> 'publications')::int * %(rests_each)s < now()
    ORDER BY (portrait.data ->> 'publications')::int, 1, 2
"""


def touched() -> list[tuple[str, int]]:
    """Return kind and key of the portraits that changes of the last hour have made old and that have rested, the
    quickest to draw first; none where more than MOST publications have changed. 2 queries."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, {"lately": _LATELY, "most": MOST})
        changed = cursor.fetchall()
        if not 0 < len(changed) <= MOST:
            return []
        keys, times = zip(*changed, strict=True)
        rests = {"rests": _RESTS, "rests_each": _RESTS_EACH}
        cursor.execute(_TOUCHED, {"keys": list(keys), "times": list(times), **rests})
        return cursor.fetchall()


def redraw() -> int:
    """Draw what has been touched anew, for FOR seconds at most; return how many."""
    ends, number = monotonic() + FOR, 0
    for kind, key in touched():
        if monotonic() > ends:
            break
        draw(kind, key)
        number += 1
    return number
