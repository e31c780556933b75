"""What staff did to many rows at once, so that it can be seen and taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Operation(models.Model):
    """A merge, a batch, a spreadsheet, or the undo of one: one transaction.

    All that it changed carries its `context` in the history, from which the undo is computed (curation/operations).
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merge")
        BATCH = "batch", _("Batch edit")
        SPREADSHEET = "spreadsheet", _("Spreadsheet")
        IMPORT = "import", _("Import")
        UNDO = "undo", _("Undo")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="operations", verbose_name=_("who")
    )
    model = models.CharField(max_length=40, help_text="The name of the model that it was about")
    about = models.TextField(_("about"), help_text="What it was about, in names and values")
    details = models.JSONField(default=dict, help_text="What its page tells besides")
    context = models.UUIDField(unique=True, editable=False, help_text="Of the history of all that it changed")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by", verbose_name=_("undoes"))

    class Meta:
        verbose_name, verbose_name_plural = _("operation"), _("operations")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.what}"

    @property
    def what(self) -> str:
        """What it was about, in the language of the page where it is kept in that."""
        return self.details.get("about", {}).get(get_language(), self.about)
