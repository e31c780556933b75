"""Subjects (UKÄ's classification, SSIF) with their edition, and free keywords."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.addresses import address
from publications.models.triggers import CHANGES_SHARED, noted_where_changed, tracked
from publications.models.wording import Addressed, fingerprint, in_language, other_language
from publications.querysets import KeywordQuerySet, SubjectQuerySet


@tracked()
class Subject(models.Model):
    """A code of 1, 3 or 5 digits in an edition: "2011" (with its update of 2016) or "2025".

    `today` is what the subject is called now: the one of the newest edition that took its place. Where an old code was
    split, staff choose, and `today` is the old one itself.
    """

    class Edition(models.TextChoices):
        FIRST = "2011", _("2011, updated 2016")
        SECOND = "2025", "2025"

    edition = models.CharField(_("edition"), max_length=4, choices=Edition)
    code = models.CharField(_("code"), max_length=5)
    name_en = models.CharField(_("name in English"), max_length=300)
    name_sv = models.CharField(_("name in Swedish"), max_length=300)
    scope_en = models.TextField(_("scope note in English"), blank=True)
    scope_sv = models.TextField(_("scope note in Swedish"), blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    today = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="formerly")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("subject"), _("subjects")
        ordering = ["edition", "code"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="one_subject_per_edition_and_code"),
            models.CheckConstraint(
                condition=models.Q(code__regex="^([0-9]|[0-9]{3}|[0-9]{5})$"), name="code_is_a_code"
            ),
        ]
        triggers = [
            CHANGES_SHARED,
            noted_where_changed("subject", "edition", "code", "name_en", "name_sv", "parent_id", "today_id"),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return address("subject", self.edition, self.code)

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_sv)

    @property
    def scope(self) -> str:
        return in_language(self.scope_en, self.scope_sv)

    @property
    def scope_language(self) -> str:
        """Return the language of the scope note where it is not that of the page."""
        return other_language(self.scope_en, self.scope_sv)

    @property
    def path(self) -> list["Subject"]:
        """Broader subjects and this one, broadest first. Needs: parent and its parent, loaded."""
        above = self.parent
        return [*above.path, self] if above else [self]

    @property
    def now(self) -> "Subject":
        """What it is called today: the subject that took its place, else itself. Needs: today, loaded."""
        return self.today or self


class Succession(models.Model):
    """A line of UKÄ's key between the editions: what became of an old code."""

    old = models.ForeignKey(Subject, models.CASCADE, related_name="became")
    new = models.ForeignKey(Subject, models.CASCADE, null=True, related_name="came_from")
    relation = models.CharField(max_length=40)
    note_sv = models.TextField(blank=True)

    class Meta:
        ordering = ["old", "id"]

    def __str__(self):
        return f"{self.old_id} → {self.new_id}"


@tracked()
class Keyword(Addressed):
    """A free term in a language ("" when not known), as written."""

    term = models.CharField(_("term"), max_length=500)
    language = models.CharField(_("language"), max_length=3, blank=True)

    objects = KeywordQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("keyword"), _("keywords")
        ordering = ["term"]
        constraints = [models.UniqueConstraint(fields=["term", "language"], name="one_keyword_per_term_and_language")]
        indexes = [models.Index(fingerprint("term"), name="keyword_by_any_case")]
        triggers = [CHANGES_SHARED, noted_where_changed("keyword", "term", "language")]

    def __str__(self):
        return self.term

    def get_absolute_url(self) -> str:
        return address("keyword", self.uuid)
