"""What staff bring in: the import, what was handed in for it, and each record that was found.

All of it is kept until the import is discarded or expires, so that nothing is lost with a session, a tab or a process.
"""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications.models import Publication

KEPT = timedelta(days=30)  # after its last step; what it made stays, and its history with it


SCHEMES = {"doi": "DOI", "pmid": "PubMed", "pmcid": "PubMed Central", "arxiv": "arXiv", "isbn": "ISBN"}


def _expiry():
    return timezone.now() + KEPT


class Import(models.Model):
    """One import, from what was handed in to what was saved."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READY = "ready", _("To look through")
        SAVING = "saving", _("Being saved")
        DONE = "done", _("Saved")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports", verbose_name=_("who"), editable=False
    )
    language = models.CharField(max_length=7, default="en", help_text="In which its messages are written")
    label = models.CharField(_("what"), max_length=200)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READING)
    created = models.DateTimeField(_("when"), default=timezone.now)
    expires = models.DateTimeField(default=_expiry, db_index=True)

    class Meta:
        verbose_name, verbose_name_plural = _("import"), _("imports")
        ordering = ["-created", "-id"]

    def __str__(self):
        return self.label


class ImportPart(models.Model):
    """Something that was handed in: a file, a text, an identifier to fetch; or what was not recognised as any."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        TEXT = "text", _("Text")
        IDENTIFIER = "identifier", _("Identifier")
        UNKNOWN = "unknown", _("Not recognised")

    owner = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=300, help_text="Of the file; else what was pasted, shortened")
    scheme = models.CharField(max_length=10, blank=True)
    value = models.CharField(max_length=2000, blank=True)
    data = models.BinaryField(null=True, help_text="What it holds, until it has been read")
    read_as = models.CharField(max_length=40, blank=True, help_text="The format or the service")
    encoding = models.CharField(max_length=20, blank=True)
    is_read = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["owner", "position"], name="one_part_per_position")]

    def __str__(self):
        return self.name

    @property
    def scheme_name(self) -> str:
        return SCHEMES.get(self.scheme, self.scheme)


class ImportItem(models.Model):
    """A record that was found, with what shall become of it; or what could not be read, and why."""

    class Choice(models.TextChoices):
        DRAFT = "draft", _("New draft")
        UPDATE = "update", _("Update that record")
        SKIP = "skip", _("Skip")

    class State(models.TextChoices):
        FOUND = "found", _("Found")
        READY = "ready", _("Ready")
        MADE = "made", _("New draft")
        UPDATED = "updated", _("Updated")
        SKIPPED = "skipped", _("Skipped")
        FAILED = "failed", _("Not imported")
        UNDONE = "undone", _("Undone")

    owner = models.ForeignKey(Import, models.CASCADE, related_name="items")
    part = models.ForeignKey(ImportPart, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(help_text="In its part, from 1")
    source = models.CharField(max_length=100, blank=True)
    source_id = models.CharField(max_length=500, blank=True)
    record = models.JSONField(null=True)
    doi = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=300, blank=True, help_text="Shortened, for lists")
    text = models.TextField(blank=True, help_text="What stands in the file, where it could not be read")
    reason = models.TextField(blank=True, help_text="Why it was not imported, or skipped")
    candidates = models.JSONField(default=list, help_text="[key of the publication, score, reasons] of what it may be")
    choice = models.CharField(max_length=6, choices=Choice, default=Choice.DRAFT)
    target = models.ForeignKey(Publication, models.SET_NULL, null=True, related_name="+")
    fields = models.JSONField(null=True, help_text="Which fields an update takes; null: those that follow the source")
    links = models.JSONField(default=dict, help_text="People and units that were accepted, by place")
    state = models.CharField(max_length=7, choices=State, default=State.FOUND)
    publication = models.ForeignKey(Publication, models.SET_NULL, null=True, related_name="imported")
    saved = models.DateTimeField(null=True, help_text="The version of the publication as it was saved")
    context = models.UUIDField(null=True, help_text="Of the history of what an update changed")
    said_before = models.JSONField(null=True, help_text="What the source said before an update: key, digest, record")

    class Meta:
        ordering = ["part__position", "position"]
        constraints = [models.UniqueConstraint(fields=["part", "position"], name="one_item_per_position")]
        indexes = [models.Index(fields=["owner", "state"], name="import_item_by_state")]

    def __str__(self):
        return self.title or self.text[:80]
