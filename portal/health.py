"""Whether the portal can do its work, for load balancers and monitoring: /health."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from publications.indexing.following import behind

LATE = 60  # seconds that a change may wait before monitoring hears of it


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Return what works as JSON, with 200 where all does and 503 where not. It names no hosts, versions or errors."""
    try:
        missing = _migrations() - MigrationRecorder(connection).applied_migrations().keys()
        found = {"database": "ok", "migrations": "missing" if missing else "ok"}
        waiting = None if missing else behind()
    except DatabaseError:
        found, waiting = {"database": "unreachable", "migrations": "unknown"}, None
    well = set(found.values()) == {"ok"}
    answer = {"status": "ok" if well else "failing"} | found | {"search": _search(waiting)}
    return JsonResponse(answer, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def _search(waiting: float | None) -> dict:
    """Return how far the index of this machine is behind the database, in seconds: what waits, and since when.

    An old index finds nearly all, and none is shown as such: neither keeps the portal from its work.
    """
    if waiting is None:
        return {"index": "missing"}
    return {"index": "ok" if waiting < LATE else "late", "seconds_behind": round(waiting, 1)}


@cache
def _migrations() -> set[tuple[str, str]]:
    """Return the app and name of each migration in the code, those that others replace apart."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {name for migration in loader.replacements.values() for name in migration.replaces}
    return set(loader.disk_migrations) - replaced
