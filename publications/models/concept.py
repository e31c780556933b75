"""Concepts, which publication has which, and what staff have decided about them.

All but the decisions is derived: `manage.py fingerprints --all` makes it anew (docs/fingerprint.md).
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.addresses import address
from publications.models.triggers import noted, noted_where_changed, tracked
from publications.models.wording import Addressed
from publications.querysets import ConceptChoiceQuerySet

LONGEST = 200  # characters of a concept


class Concept(Addressed):
    """A phrase that research is about, in one language, in all its forms."""

    # What all forms of the phrase have in common; of a collation whose index finds beginnings.
    key = models.CharField(max_length=LONGEST, editable=False, db_collation="C")
    language = models.CharField(max_length=2, editable=False)  # "sv" or "en", by which it was stemmed
    label = models.CharField(_("concept"), max_length=LONGEST)
    frequency = models.IntegerField(_("publications with the phrase"), default=0, editable=False)
    given = models.IntegerField(_("publications with the keyword"), default=0, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("concept"), _("concepts")
        ordering = ["label"]
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_concept_per_key_and_language")]

    def __str__(self):
        return self.label

    def get_absolute_url(self) -> str:
        return address("concept", self.uuid)


class Fingerprint(models.Model):
    """The concepts of a publication with weights from 1 to 100, strongest first; computed for its `version`."""

    derived = True

    publication = models.OneToOneField("publications.Publication", models.CASCADE, primary_key=True)
    concepts = ArrayField(models.BigIntegerField())
    weights = ArrayField(models.SmallIntegerField())
    version = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("research topics"), _("research topics")
        indexes = [GinIndex(fields=["concepts"], name="publication_by_concept")]
        triggers = [
            noted("publication", "publication_id")[0],
            noted_where_changed("publication", "concepts", "weights", key="publication_id"),
        ]

    def __str__(self):
        return f"{self.publication_id}: {len(self.concepts)}"


class Recount(models.Model):
    """That phrases were counted over all publications, and whose fingerprints have been computed since."""

    derived = True

    begun = models.DateTimeField(auto_now_add=True)
    done = ArrayField(models.BigIntegerField(), default=list)  # the first key of each batch
    finished = models.BooleanField(default=False)

    def __str__(self):
        return f"{self.begun}: {len(self.done)}"


@tracked()
class ConceptChoice(models.Model):
    """What staff have decided about a concept, of one publication or everywhere. It outlasts each computation."""

    class Kind(models.TextChoices):
        HIDDEN = "hidden", _("Hidden")
        ADDED = "added", _("Added")
        JOINED = "joined", _("The same as")

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="choices", verbose_name=_("concept"))
    kind = models.CharField(_("decision"), max_length=6, choices=Kind, default=Kind.HIDDEN)
    publication = models.ForeignKey(
        "publications.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("publication"),
        help_text=_("Empty: everywhere."),
    )
    target = models.ForeignKey(
        Concept, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("the same as")
    )

    objects = ConceptChoiceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("decision about a concept"), _("decisions about concepts")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "publication"], name="one_choice_per_concept", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(kind="joined", target__isnull=False, publication__isnull=True)
                | models.Q(kind="added", target__isnull=True, publication__isnull=False)
                | models.Q(kind="hidden", target__isnull=True),
                name="choice_is_whole",
                violation_error_message=_(
                    "A concept is joined with another everywhere, added to one publication, or hidden."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(target=models.F("concept")),
                name="no_concept_joins_itself",
                violation_error_message=_("A concept cannot be joined with itself."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.concept}"
