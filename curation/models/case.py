"""What the staff know of a record's way to its readers, beside what the record itself says."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models import Publication


class Case(models.Model):
    """Who brought a record in. A record that nobody in particular brought in has no case: see migration 0005."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="case", verbose_name=_("publication")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("registered by")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("case"), _("cases")

    def __str__(self):
        return str(self.publication)
