"""What rows were once known by and still are found by: former addresses, and names and identifiers of merged rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.triggers import tracked
from publications.models.wording import fingerprint


@tracked()
class FormerSlug(models.Model):
    """An address that a publication, person or unit once had, or the uuid of a row that was merged into another.

    Former slugs are written by the trigger `keeps_slug`, those of merged rows by the merging.
    """

    kind = models.CharField(max_length=63, help_text="The table of what it led to.")
    slug = models.SlugField(_("address"), max_length=80)
    target = models.UUIDField()

    class Meta:
        verbose_name, verbose_name_plural = _("former address"), _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_target_per_former_slug")]
        indexes = [models.Index(fields=["target"], name="former_slug_by_target")]

    def __str__(self):
        return self.slug


class FormerValueQuerySet(models.QuerySet):
    def known(self, model: type[models.Model], columns: list[str] | None, value: str) -> models.QuerySet:
        """Return the uuids of rows of a model into which one with this value was merged, whatever its case; of any
        column where `columns` is None.
        """
        rows = self.alias(folded=fingerprint("value")).filter(kind=model._meta.db_table)
        rows = rows if columns is None else rows.filter(column__in=columns)
        return rows.filter(folded=fingerprint(models.Value(value))).values("target")


@tracked()
class FormerValue(models.Model):
    """A name or an identifier of a row that was merged into another: who brings it again finds the one that stayed."""

    kind = models.CharField(max_length=63, help_text="The table of the row.")
    column = models.CharField(max_length=63)
    value = models.CharField(_("value"), max_length=1000)
    target = models.UUIDField()

    objects = FormerValueQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("former name or identifier"), _("former names and identifiers")
        constraints = [
            models.UniqueConstraint("kind", "column", fingerprint("value"), name="one_target_per_former_value")
        ]
        indexes = [models.Index(fields=["target"], name="former_value_by_target")]

    def __str__(self):
        return self.value
