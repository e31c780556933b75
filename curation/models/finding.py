"""What the checks have found in publications, and which of it staff say is right."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from curation.checks.rule import Severity, message_of
from curation.checks.rules import RULES
from publications.models.triggers import tracked

# Which rows of the form hold what a field of a Record tells; all others have a field of that name.
ROWS = {
    "contributors": "contributions",
    "doi": "identifiers",
    "isbn": "identifiers",
    "identifiers": "identifiers",
    "abstracts": "texts",
    "subjects": "classifications",
}


@tracked(where="right_since")
class Finding(models.Model):
    """Something that a rule found in a publication, since a moment. Written by curation/checks/running.py.

    `digest` is that of rule and values: what has it again is the same finding, and stays right if somebody said so.
    """

    gives_way = True  # to what was done since, when an operation is undone

    publication = models.ForeignKey("publications.Publication", models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=40)
    values = models.JSONField()
    digest = models.CharField(max_length=32)
    since = models.DateTimeField()
    right_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    right_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("finding"), _("findings")
        constraints = [
            models.UniqueConstraint(fields=["publication", "rule", "digest"], name="each_finding_once"),
        ]
        indexes = [
            models.Index(
                fields=["rule", "publication"], name="open_finding_by_rule", condition=models.Q(right_since=None)
            ),
            models.Index(
                fields=["publication"], name="finding_said_right", condition=models.Q(right_since__isnull=False)
            ),
        ]

    def __str__(self):
        return self.message

    @property
    def severity(self) -> Severity:
        return RULES[self.rule].severity

    @property
    def field(self) -> str:
        return self.values.get("field") or RULES[self.rule].field

    @property
    def place(self) -> str:
        """Where it is mended in the form: the name of a field, or of a kind of rows."""
        return ROWS.get(self.field, self.field)

    @property
    def is_in_rows(self) -> bool:
        return self.field in ROWS

    @property
    def label(self) -> str:
        return str(RULES[self.rule].label)

    @property
    def message(self) -> str:
        return message_of(self.rule, self.values)


class Checked(models.Model):
    """The version of a publication that was checked, and by which edition of the rules."""

    derived = True

    publication = models.OneToOneField("publications.Publication", models.CASCADE, primary_key=True, related_name="+")
    version = models.DateTimeField()
    edition = models.CharField(max_length=8)

    class Meta:
        verbose_name, verbose_name_plural = _("check"), _("checks")

    def __str__(self):
        return self.edition


class CheckRun(models.Model):
    """A run over all publications: what had changed up to its start was checked at its end."""

    started = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    checked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started"]

    def __str__(self):
        return str(self.started)
