"""Records that somebody edits at once: which ones, what is wanted, and how far it has come."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.models.operation import Operation


class Batch(models.Model):
    """Chosen records, in the order of their list. `wanted` is what an uploaded spreadsheet wants of each.

    `edit` is the edit that was confirmed: its name and value, or for a spreadsheet what was decided of conflicts.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Not done yet")
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    keys = ArrayField(models.BigIntegerField())
    wanted = models.JSONField(null=True)
    edit = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    done = models.PositiveIntegerField(default=0, help_text="Records that have been looked at")
    problem = models.TextField(blank=True)
    operation = models.OneToOneField(Operation, models.CASCADE, null=True, related_name="batch")

    def __str__(self):
        return f"{len(self.keys)}"
