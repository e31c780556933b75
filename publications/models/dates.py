"""Dates as exact as known: "2024", "2024-05", "2024-05-17", or a range of such, "1935/1936"."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
PATTERN = rf"^({_DATE}(/{_DATE})?)?$"


class PartialDate(models.CharField):
    """A date as exact as known; empty where not known."""

    def __init__(self, *args, **kwargs):
        kwargs |= {"max_length": 21, "blank": True}
        kwargs.setdefault("help_text", _("2024, 2024-05 or 2024-05-17"))
        super().__init__(*args, **kwargs)

    default_validators = [RegexValidator(PATTERN, _("Write the date as 2024, 2024-05 or 2024-05-17."))]


def dates_are_dates(*fields: str) -> list[models.CheckConstraint]:
    """Return constraints by which the fields hold partial dates or nothing."""
    return [
        models.CheckConstraint(condition=models.Q(**{f"{name}__regex": PATTERN}), name=f"{name}_is_a_date")
        for name in fields
    ]
