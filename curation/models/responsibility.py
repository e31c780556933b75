"""Which editor answers for which units."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models import Organisation
from publications.models.triggers import tracked


@tracked()
class Responsibility(models.Model):
    """An editor answers for a unit, and so for all units below it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="responsibilities", verbose_name=_("editor")
    )
    unit = models.ForeignKey(Organisation, models.CASCADE, related_name="editors", verbose_name=_("unit"))

    class Meta:
        verbose_name, verbose_name_plural = _("unit that an editor answers for"), _("units that an editor answers for")
        constraints = [models.UniqueConstraint(fields=["user", "unit"], name="one_row_per_editor_and_unit")]

    def __str__(self):
        return str(self.unit)
