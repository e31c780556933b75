"""The look for duplicates, asked for by staff instead of waiting for the night."""

import time

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from curation.jobs import is_waiting

LOOKING = ("curation.tasks.look_for_duplicates", "curation.tasks.go_on_looking")


def look_now() -> bool:
    """Let the worker look for duplicates; False where it is doing so already."""
    from curation.tasks import look_for_duplicates  # it needs what this package does

    if is_looking():
        return False
    try:
        with transaction.atomic():
            look_for_duplicates.defer(timestamp=int(time.time()))
    except AlreadyEnqueued:  # somebody was quicker
        return False
    return True


def is_looking() -> bool:
    """Return whether the worker looks for duplicates, or is about to. 1 query."""
    return is_waiting(task_name__in=LOOKING)
