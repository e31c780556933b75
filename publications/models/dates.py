"""Dates as exact as known: "2024", "2024-05", "2024-05-17", or a range of such, "1935/1936"."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import date_format
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


def in_words(text: str) -> str:
    """Return a date as people write it, in the language of the page: "17 May 2024", "maj 2024", "1935–1936"."""
    return "–".join(map(_one_in_words, text.split("/"))) if text else ""


def _one_in_words(text: str) -> str:
    parts = [int(part) for part in text.split("-")]
    try:
        day = date(*parts, *(1, 1)[: 3 - len(parts)])
    except ValueError:  # the database takes 2023-02-31
        return text
    return date_format(day, {1: "Y", 2: "F Y", 3: "j F Y"}[len(parts)])
