"""Imports that the worker does: handed over inside a transaction, and whether they still wait or run."""

from curation.jobs import is_waiting
from curation.models import Import


def defer(found: Import, by: int | None = None) -> None:
    """Hand an import to the worker, which does one step of it at a time; `by` is who takes it back."""
    from curation.tasks import bring_in  # it needs the steps, which need this package

    bring_in.configure(lock=_lock(found)).defer(import_id=found.pk, by=by)


def is_waited_for(found: Import) -> bool:
    """Return whether a job of an import waits or runs. 1 query."""
    return is_waiting(lock=_lock(found))


def _lock(found: Import) -> str:
    return f"import-{found.pk}"
