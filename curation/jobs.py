"""What is asked of the worker's jobs, whatever they do."""

from procrastinate.contrib.django.models import ProcrastinateJob


def is_waiting(**which) -> bool:
    """Return whether a job waits or runs, such as one with a `lock` or a `task_name`. 1 query."""
    return ProcrastinateJob.objects.filter(status__in=("todo", "doing"), **which).exists()
