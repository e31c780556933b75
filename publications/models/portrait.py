"""What the page of a person, unit, journal or subject shows of all its publications together, kept ready."""

from django.db import models
from django.utils import timezone


class Portrait(models.Model):
    """Topics, people around, shares: computed by the worker (publications/portraits/), only read by pages."""

    class Kind(models.TextChoices):
        PERSON = "person"
        UNIT = "unit"
        JOURNAL = "journal"
        SUBJECT = "subject"

    kind = models.CharField(max_length=7, choices=Kind)
    key = models.BigIntegerField()
    data = models.JSONField()
    drawn = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_portrait_of_each")]

    def __str__(self):
        return f"{self.kind} {self.key}"
