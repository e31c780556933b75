"""A publication: what it is, where it appeared, and whether readers may see it."""

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Cast, NullIf, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from formats.richtext import plain, title_html
from formats.types import CONTENT_TYPES, STATUSES, TYPES
from publications.models import choices
from publications.models.addresses import address
from publications.models.dates import PartialDate, dates_are_dates
from publications.models.normal import bring_to_normal_form
from publications.models.triggers import KEEPS_SLUG, MOVES_UPDATED, STAYS_SEEN, noted, tracked
from publications.models.wording import Slugged, in_language, main_title, sort_key, title_words
from publications.querysets import PublicationQuerySet, SourceQuerySet


@tracked("sort_title", "year", "updated")
class Publication(Slugged):
    """One publication. `updated` is its version: see publications/models/triggers.py."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        PUBLIC = "public", _("Public")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class OpenAccess(models.TextChoices):
        GOLD = "gold", _("Gold: in an open-access journal or book")
        HYBRID = "hybrid", _("Hybrid: open in a subscription journal")
        GREEN = "green", _("Green: in a repository")
        BRONZE = "bronze", _("Bronze: free to read, without a licence")
        CLOSED = "closed", _("Not open")

    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    withdrawn_because = models.TextField(
        _("reason for withdrawal"), blank=True, help_text=_("Readers see it at the record's address.")
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    type = models.CharField(_("type"), max_length=50, choices=choices.types, default="publication/journal-article")
    content_type = models.CharField(_("content type"), max_length=3, choices=choices.content_types, blank=True)
    genre = models.CharField(_("the source's word for the type"), max_length=300, blank=True)
    title = models.TextField(_("title"), help_text=_("<i>, <b>, <sub> and <sup> are the only markup."))
    subtitle = models.TextField(_("subtitle"), blank=True)
    language = models.CharField(_("language"), max_length=3, blank=True, help_text=_("ISO 639-2: eng, swe"))
    contributor_count = models.PositiveIntegerField(
        _("authors in all"), null=True, blank=True, help_text=_("Where not all authors are listed.")
    )
    journal = models.ForeignKey(
        "publications.Journal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("journal"),
    )
    container_title = models.CharField(
        _("published in, as printed"), max_length=2000, blank=True, help_text=_("Journal, book or proceedings.")
    )
    volume = models.CharField(_("volume"), max_length=200, blank=True)
    issue = models.CharField(_("issue"), max_length=200, blank=True)
    page = models.CharField(_("pages"), max_length=200, blank=True, help_text="344-355")
    article_number = models.CharField(_("article number"), max_length=100, blank=True)
    number_of_pages = models.CharField(_("number of pages"), max_length=100, blank=True)
    edition = models.CharField(_("edition"), max_length=300, blank=True)
    version = models.CharField(_("version"), max_length=200, blank=True)
    number = models.CharField(_("report or patent number"), max_length=200, blank=True)
    collection_title = models.CharField(_("series"), max_length=2000, blank=True)
    collection_number = models.CharField(_("number in series"), max_length=200, blank=True)
    issn = models.CharField(_("ISSN, as printed"), max_length=9, blank=True)
    eissn = models.CharField(_("eISSN, as printed"), max_length=9, blank=True)
    event_title = models.CharField(_("conference"), max_length=2000, blank=True)
    event_place = models.CharField(_("conference place"), max_length=500, blank=True)
    event_date = PartialDate(_("conference date"))
    publisher = models.ForeignKey(
        "publications.Publisher",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("publisher"),
    )
    publisher_place = models.CharField(_("place"), max_length=500, blank=True)
    issued = PartialDate(_("published"))
    available = PartialDate(_("published online"))
    accepted = PartialDate(_("accepted"))
    defended = PartialDate(_("defended"))
    publication_status = models.CharField(
        _("publication status"), max_length=14, choices=choices.publication_statuses, blank=True
    )
    open_access = models.CharField(_("open access"), max_length=6, choices=OpenAccess, blank=True)
    licence = models.CharField(_("licence"), max_length=300, blank=True, help_text="CC BY 4.0")
    ours = models.BooleanField(_("from this university"), null=True, blank=True)
    subjects = models.ManyToManyField("publications.Subject", through="publications.Classification")
    keywords = models.ManyToManyField("publications.Keyword", through="publications.PublicationKeyword")
    created = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    updated = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    sort_title = sort_key("title")
    year = models.GeneratedField(
        expression=Cast(NullIf(Substr("issued", 1, 4), models.Value("")), models.SmallIntegerField()),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("publication"), _("publications")
        ordering = ["-issued", "-id"]
        constraints = dates_are_dates("event_date", "issued", "available", "accepted", "defended")
        indexes = [
            models.Index(fields=["-issued", "-id"], name="public_by_date", condition=models.Q(status="public")),
            models.Index(fields=["sort_title", "id"], name="public_by_title", condition=models.Q(status="public")),
            models.Index(fields=["-created", "-id"], name="public_by_arrival", condition=models.Q(status="public")),
            models.Index(fields=["-updated", "-id"], name="public_by_change", condition=models.Q(status="public")),
            models.Index(fields=["updated", "id"], name="publication_by_change"),
            models.Index(fields=["status", "-updated"], name="publication_by_status"),
            models.Index(fields=["type", "-updated"], name="publication_by_type"),
            models.Index(fields=["year", "-updated"], name="publication_by_year"),
            GinIndex(title_words("title", "subtitle"), name="publication_by_words"),
            models.Index(main_title("title"), "year", name="publication_by_main_title"),
        ]
        triggers = [MOVES_UPDATED, STAYS_SEEN, KEEPS_SLUG, *noted("publication")]

    def __str__(self):
        return self.plain_title

    @property
    def type_path(self) -> tuple[str, str]:
        """Pure's path of the type, such as ("Contribution to journal", "Article"), in the language of the page."""
        row = TYPES[self.type]
        return in_language(row.path_en, row.path_sv)

    @property
    def type_label(self) -> str:
        row = TYPES[self.type]
        return in_language(row.en, row.sv)

    @property
    def content_type_label(self) -> str:
        row = CONTENT_TYPES.get(self.content_type)
        return in_language(row.en, row.sv) if row else ""

    @property
    def publication_status_label(self) -> str:
        row = STATUSES.get(self.publication_status)
        return in_language(row.en, row.sv) if row else ""

    @property
    def issns(self) -> tuple[str, str]:
        """ISSN and eISSN: those printed, which are the publication's own, else those of its journal; "" for none."""
        journal = self.journal
        return issns_of(self.issn, self.eissn, journal and journal.issn, journal and journal.eissn)

    @property
    def plain_title(self) -> str:
        return plain(f"{self.title}: {self.subtitle}" if self.subtitle else self.title)

    @property
    def title_html(self):
        return title_html(self.title)

    @property
    def subtitle_html(self):
        return title_html(self.subtitle)

    @property
    def slug_text(self) -> str:
        return self.plain_title

    def get_absolute_url(self) -> str:
        return address("publication", self.slug)

    def clean(self):
        """Bring ISSNs to their normal form; ValidationError where one is wrong, or the type."""
        bring_to_normal_form(self, "issn", "eissn")
        if self.type not in TYPES:
            raise ValidationError({"type": _("There is no such type.")})


@tracked("record")
class SourceRecord(models.Model):
    """Where a publication came from: the same source and id are the same record when it is imported again.

    `digest` is that of the Record as last imported, by which an unchanged one is known; `record` is what it said, by
    which a changed one is compared with what staff wrote (None where it was imported before that was kept).
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="sources")
    source = models.CharField(_("source"), max_length=100)
    source_id = models.CharField(_("id in the source"), max_length=500)
    digest = models.CharField(max_length=32, editable=False, blank=True)
    record = models.JSONField(null=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("source"), _("sources")
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="one_row_per_source_record")]

    def __str__(self):
        return f"{self.source}:{self.source_id}"


def issns_of(issn: str, eissn: str, journal_issn: str | None, journal_eissn: str | None) -> tuple[str, str]:
    """Return ISSN and eISSN to show for a publication's own and its journal's; see `Publication.issns`."""
    printed, electronic = issn or journal_issn or "", eissn or journal_eissn or ""
    # An electronic number printed as the other one is not said twice.
    if printed == electronic:
        return (printed, "") if issn else ("", electronic)
    return printed, electronic
