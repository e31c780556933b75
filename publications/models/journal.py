"""Journals (any serial) and publishers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.addresses import address
from publications.models.normal import bring_to_normal_form
from publications.models.triggers import CHANGES_SHARED, noted_where_changed, tracked
from publications.models.wording import Addressed, fingerprint, sort_key
from publications.querysets import JournalQuerySet


@tracked()
class Publisher(Addressed):
    name = models.CharField(_("name"), max_length=500)

    class Meta:
        verbose_name, verbose_name_plural = _("publisher"), _("publishers")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fingerprint("name"), name="one_publisher_per_name")]
        triggers = [CHANGES_SHARED, noted_where_changed("publisher", "name")]

    def __str__(self):
        return self.name


@tracked("sort_title")
class Journal(Addressed):
    """A journal, magazine, newspaper or other serial, known by its ISSN."""

    title = models.CharField(_("title"), max_length=1000)
    abbreviation = models.CharField(_("abbreviated title"), max_length=300, blank=True)
    issn = models.CharField("ISSN", max_length=9, null=True, blank=True, unique=True)
    eissn = models.CharField("eISSN", max_length=9, null=True, blank=True, unique=True)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="journals", verbose_name=_("publisher")
    )
    sort_title = sort_key("title")

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("journal"), _("journals")
        ordering = ["sort_title", "id"]
        indexes = [
            models.Index(fields=["sort_title", "id"], name="journal_by_title"),
            models.Index(fingerprint("title"), name="journal_by_exact_title"),
        ]
        triggers = [CHANGES_SHARED, noted_where_changed("journal", "title", "abbreviation", "issn", "eissn")]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return address("journal", self.uuid)

    def clean(self):
        """Bring ISSNs to their normal form; ValidationError with the reason where one is wrong."""
        bring_to_normal_form(self, "issn", "eissn")

    def save(self, **kwargs):
        """Save the journal; an empty ISSN is none, so that many may lack one."""
        self.issn, self.eissn = self.issn or None, self.eissn or None
        super().save(**kwargs)
