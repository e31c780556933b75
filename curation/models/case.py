"""What the staff know of a record's way to its readers, beside what the record itself says."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications.models import Publication
from publications.models.triggers import tracked


class CaseQuerySet(models.QuerySet):
    def waiting(self) -> "CaseQuerySet":
        """Return those that wait for review, with `since`, also those that somebody has postponed."""
        changed = models.Q(status="public", changed__overlap=list(settings.REVIEW_AGAIN))
        asked = models.Q(status__in=("submitted", "public"), asked__isnull=False)
        return (
            self.alias(status=models.F("publication__status"))
            .filter(asked | changed)
            .annotate(since=Coalesce("asked", "changed_at"))
        )

    def due(self) -> "CaseQuerySet":
        """Return those that wait and are not postponed beyond today."""
        return self.waiting().exclude(postponed_until__gt=timezone.localdate())


@tracked()
class Case(models.Model):
    """Who brought a record in, since when it waits for review, and who reviewed it last.

    Made by a trigger for each record that somebody brings in, and by the first step that somebody takes with another
    (migration 0005). `changed` names the key fields that were changed since the review; a trigger notes them, whatever
    changed the record (migration 0010).
    """

    gives_way = True  # to what was done since, when an operation is undone

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="case", verbose_name=_("publication")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("registered by")
    )
    asked = models.DateTimeField(_("waiting for review since"), null=True, blank=True)
    reviewed = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    changed = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    postponed_until = models.DateField(_("postponed until"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("case"), _("cases")
        indexes = [
            models.Index(fields=["asked"], name="case_asked", condition=models.Q(asked__isnull=False)),
            models.Index(fields=["changed_at"], name="case_changed", condition=models.Q(changed_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed__isnull=False) | models.Q(reviewed_by=None, changed_at=None),
                name="reviewed_before_changed_since",
            )
        ]

    def __str__(self):
        return str(self.publication)

    @property
    def changed_fields(self) -> list[str]:
        """The key fields whose change asks for a new review, among those that were changed."""
        return [name for name in settings.REVIEW_AGAIN if name in self.changed]

    @property
    def waits_since(self):
        """Since when it waits for review; None where it does not. The state of the record says whether it can."""
        return self.asked or (self.changed_at if self.changed_fields else None)


@tracked()
class Note(models.Model):
    """What staff say to each other about a record; `about` is the action that it gives the reason of, if any."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="staff_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=20, blank=True)
    text = models.TextField(_("text"))
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("note"), _("notes")
        ordering = ["-created", "-id"]

    def __str__(self):
        return self.text
