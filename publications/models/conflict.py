"""What staff and a source both changed: the field keeps what staff wrote until somebody decides."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from publications.models.publication import Publication, SourceRecord
from publications.models.triggers import tracked


@tracked()
class Conflict(models.Model):
    """A field of a publication on which a source says something else than staff; see publications/records/threeway.py.

    `was` is what the source said when staff changed the field, `theirs` what it says now: values of a Record as JSON.
    """

    gives_way = True  # to what was done since, when an operation is undone

    class Decision(models.TextChoices):
        YOURS = "yours", _("What staff wrote")
        THEIRS = "theirs", _("What the source says")

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="conflicts", verbose_name=_("publication")
    )
    source = models.ForeignKey(SourceRecord, models.CASCADE, related_name="conflicts", verbose_name=_("source"))
    field = models.CharField(_("field"), max_length=50)
    was = models.JSONField(null=True)
    theirs = models.JSONField(null=True)
    found = models.DateTimeField(_("found"), db_default=Now())
    decision = models.CharField(_("decision"), max_length=6, choices=Decision, blank=True)
    decided = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("decision on an import"), _("decisions on imports")
        ordering = ["-found", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "field"], condition=models.Q(decision=""), name="one_waiting_conflict_per_field"
            )
        ]
        indexes = [models.Index(fields=["-found", "-id"], condition=models.Q(decision=""), name="conflict_waiting")]

    def __str__(self):
        return f"{self.publication}: {self.field}"
