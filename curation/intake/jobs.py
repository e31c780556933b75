"""Imports that the worker does: handed over inside a transaction, and whether they still wait or run."""

from procrastinate.contrib.django.models import ProcrastinateJob

from curation.models import Import


def defer(found: Import, by: int | None = None) -> None:
    """Hand an import to the worker, which does one step of it at a time; `by` is who takes it back."""
    from curation.tasks import bring_in  # it needs the steps, which need this package

    bring_in.configure(lock=f"import-{found.pk}").defer(import_id=found.pk, by=by)


def is_waited_for(found: Import) -> bool:
    """Return whether a job of an import waits or runs. 1 query."""
    waiting = ProcrastinateJob.objects.filter(lock=f"import-{found.pk}", status__in=("todo", "doing"))
    return waiting.exists()
