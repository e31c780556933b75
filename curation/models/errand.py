"""A merge or an undo that the worker does, since it touches many rows: what was asked, how far it is, how it ended."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.models.operation import Operation


class Errand(models.Model):
    """`given` is what the form of its page said. `operation` is what was done, in the same transaction as all it did.

    `undoes` is set for an undo; a merge has the name of its `model` instead. `done` of `total` rows are written.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=7, help_text="Of the page on which it was asked for")
    model = models.CharField(max_length=40, blank=True)
    given = models.JSONField(default=dict)
    undoes = models.ForeignKey(Operation, models.CASCADE, null=True, related_name="errands")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    operation = models.OneToOneField(Operation, models.CASCADE, null=True, related_name="errand")

    class Meta:
        indexes = [models.Index(fields=["made"], name="errand_waiting", condition=models.Q(state="waiting"))]

    def __str__(self):
        return f"{self.model or self.undoes} {self.state}"

    @property
    def lock(self) -> str:
        """The lock of its job."""
        return f"errand-{self.pk}"
