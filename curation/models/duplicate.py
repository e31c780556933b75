"""Two rows that may be the same, as the nightly look found them, and what staff said of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications.models.triggers import tracked


@tracked(where="refused_at")
class PossibleDuplicate(models.Model):
    """A pair of publications or people. `refused_at` is set once somebody said that they are not the same.

    The keys are no foreign keys: merging moves all that refers to a row, and a pair would then be a row and itself.
    What staff said is told of the row that stays too (curation/merging/said.py).
    """

    gives_way = True  # to what was done since, when an operation is undone

    class Kind(models.TextChoices):
        PUBLICATION = "publication", _("Publications")
        PERSON = "person", _("People")

    kind = models.CharField(max_length=11, choices=Kind)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    score = models.FloatField(help_text="From 0 to 1, when it was found")
    found = models.DateTimeField(default=timezone.now)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("possible duplicate"), _("possible duplicates")
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="one_row_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["kind", "second"], name="pair_by_second"),
            models.Index(
                fields=["kind", "-score", "id"], name="pair_open_by_score", condition=Q(refused_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.first}, {self.second}"


class LookedThrough(models.Model):
    """How far the nightly look has come: all that was changed until then has been compared.

    A look that is going on has come to `key`; that of people `began` at the time that will be its `until`.
    """

    kind = models.CharField(max_length=11, choices=PossibleDuplicate.Kind, primary_key=True)
    until = models.DateTimeField()
    key = models.BigIntegerField(default=0)
    began = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.kind} {self.until}"
