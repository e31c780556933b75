"""Columns and properties that several models share: addresses, sort keys, names in two languages."""

import uuid
from collections.abc import Callable
from functools import cache, wraps

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import MD5, Lower, Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from slugify import slugify

SLUG_LENGTH = 65  # as in Pure, so that addresses taken over from it keep their form


def slug_of(text: str) -> str:
    """Return an address made of the words of a text, at most 65 characters; "untitled" where it has none."""
    return slugify(text, max_length=SLUG_LENGTH, word_boundary=True, save_order=True) or "untitled"


def slug_with(text: str, identity: uuid.UUID) -> str:
    """Return the address for a text whose own is taken: with the first eight digits of its uuid."""
    return f"{slug_of(text)}-{identity.hex[:8]}"


def in_language(en: str, sv: str, now: str | None = None) -> str:
    """Return the name in the language of the page, `now` where that is known, or the one there is."""
    return (sv or en) if (now or get_language()) == "sv" else (en or sv)


def once_a_language(make: Callable[[], dict]) -> Callable[[], dict]:
    """Return a function that makes something in the language of now, once for each language."""
    made = cache(lambda language: make())
    return wraps(make)(lambda: made(get_language()))


def other_language(en: str, sv: str) -> str:
    """Return the tag of the language of what `in_language` returns, "" where it is that of the page."""
    if get_language() == "sv":
        return "en" if en and not sv else ""
    return "sv" if sv and not en else ""


class SortKey(models.Func):
    """The Swedish sort key of a text, made in the database (migration 0001): a-z å ä ö, case and accents folded."""

    function = "publications_sort_key"
    output_field = models.TextField()


def sort_key(*columns: str) -> models.GeneratedField:
    """Return a stored column with the Swedish sort key of the texts of the columns, joined."""
    return models.GeneratedField(
        expression=sort_key_of(*columns), output_field=models.TextField(db_collation="C"), db_persist=True
    )


def sort_key_of(*columns: str) -> SortKey:
    """Return an expression for the Swedish sort key of the texts of the columns, joined."""
    return SortKey(models.F(columns[0]) if len(columns) == 1 else _joined(columns))


class _Joined(models.Func):
    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()


def _joined(columns: tuple[str, ...]) -> models.Func:
    return _Joined(*columns)


class Words(models.Func):
    """The words of a text as a tsvector, made in the database (migration 0003): case and accents folded."""

    function = "publications_words"
    output_field = SearchVectorField()


def title_words(*columns: str) -> Words:
    """Return the words of the columns, to find titles and names by."""
    return Words(_joined(columns))


class Folded(models.Func):
    """A text in lower case without accents, markup and punctuation, made in the database (migration 0003)."""

    function = "publications_folded"
    output_field = models.TextField()


def main_title(column: str) -> MD5:
    """Return an expression to find titles by, whatever their case, accents and subtitles."""
    return MD5(Folded(models.Func(column, models.Value(":"), models.Value(1), function="split_part")))


def fingerprint(column: str) -> MD5:
    """Return an expression to find long texts by, whatever their case."""
    return MD5(Lower(column))


class Addressed(models.Model):
    """A row with a page of its own, known by its uuid for ever."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Slugged(Addressed):
    """A row whose page has an address in words. Former ones are kept by a trigger and redirect."""

    slug = models.SlugField(
        max_length=80, unique=True, blank=True, help_text=_("Left empty, it is made of the name or title.")
    )

    class Meta:
        abstract = True

    def save(self, **kwargs):
        """Save the row, with a slug made of its words where it has none."""
        if not self.slug:
            self.slug = self._free_slug()
        super().save(**kwargs)

    def _free_slug(self) -> str:
        slug = slug_of(self.slug_text)
        taken = type(self)._default_manager.filter(slug=slug).exclude(pk=self.pk).exists()
        return slug_with(self.slug_text, self.uuid) if taken else slug


class DataVersion(models.Model):
    """One row, or none before the first change: its number grows when a person, unit, journal, publisher, subject or
    keyword changes, the last time at `changed`. Written by the trigger `changes_shared`."""

    number = models.BigIntegerField(default=0)
    changed = models.DateTimeField(db_default=Now())

    def __str__(self):
        return str(self.number)
