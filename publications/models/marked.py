"""Lists of publications that visitors make: what one has marked, and what one has shared."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

MOST = 2000  # publications on such a list


class MarkedList(models.Model):
    """What a visitor has marked, in their order. Nothing tells who it is but a secret in the visitor's own cookie."""

    secret = models.CharField(max_length=64, unique=True, help_text="Digest of what stands in the cookie")
    keys = ArrayField(models.BigIntegerField(), default=list)
    before = ArrayField(
        models.BigIntegerField(), null=True, help_text="What it held before a change that can be undone"
    )
    used = models.DateTimeField(db_index=True, help_text="When it was last changed or looked at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(keys__len__lte=MOST), name="at_most_2000_marked"),
        ]

    def __str__(self) -> str:
        return f"Marked list {self.pk}"


class SharedList(models.Model):
    """A list as it was when somebody shared it; who shares the same again gets the same address."""

    token = models.CharField(max_length=43, unique=True)
    digest = models.CharField(max_length=64, unique=True, help_text="Digest of its publications in their order")
    keys = ArrayField(models.BigIntegerField())
    opened = models.DateTimeField(db_index=True, help_text="When it was last shared or opened")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(keys__len__lte=MOST), name="at_most_2000_shared"),
        ]

    def __str__(self) -> str:
        return f"Shared list {self.token}"
