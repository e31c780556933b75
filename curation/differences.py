"""Old and new values of fields, as people read them: names for keys, labels for codes, words struck and added."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.models import Affiliation, Classification, ContributionAffiliation, PublicationKeyword

LONG = 60  # characters from which a change is shown word by word
WORDS = 3000  # more are shown whole, since comparing them would take long
# Where rows of all kinds stand below each other, parts are told from what they refer to.
PLURALS = {
    Affiliation: gettext_lazy("units of people"),
    ContributionAffiliation: gettext_lazy("units of contributors"),
    Classification: gettext_lazy("subjects of publications"),
    PublicationKeyword: gettext_lazy("keywords of publications"),
}
UNTOLD = {"id", "uuid", "digest", "created"}


@dataclass(frozen=True)
class Difference:
    """A field with its old and new value, "" where there is none; `words` are pieces (same, old or new; text).

    `field` is its name where it was changed, and so can be set back.
    """

    label: str
    old: str = ""
    new: str = ""
    words: tuple[tuple[str, str], ...] = ()
    field: str = ""


def differences(model: type[models.Model], pairs: list[tuple]) -> list[list[Difference]]:
    """Return what each event changed, given the event before it; all its values where it added or deleted a row.

    1 query for each column that refers to another table.
    """
    columns = [column for column in model._meta.concrete_fields if not _is_untold(column)]
    columns = [column for column in columns if hasattr(model.pgh_event_model, column.attname)]
    events = [event for event in chain.from_iterable(pairs) if event]
    names = {column: _names(column, events) for column in columns if column.is_relation}
    return [list(_told(columns, names, event, before)) for event, before in pairs]


def _is_untold(column: models.Field) -> bool:
    """Return whether a column is nothing to read, or names only the record that the row is a part of."""
    return column.name in UNTOLD or (column.is_relation and column.remote_field.on_delete is models.CASCADE)


def plural_of(model: type[models.Model]) -> str:
    """Return what the rows of a model are called among those of other kinds."""
    return str(PLURALS.get(model, model._meta.verbose_name_plural))


def name_of(model: type[models.Model], event) -> str:
    """Return what a row was called at the time of an event, "" where it had no words of its own."""
    if not any(isinstance(column, models.CharField) for column in model._meta.concrete_fields):
        return ""
    return called(model, event)


def called(model: type[models.Model], event) -> str:
    """Return what a row was called at the time of an event, "" where nobody knows. Up to 3 queries."""
    columns = [column.attname for column in model._meta.concrete_fields]
    row = model(**{name: getattr(event, name) for name in columns if hasattr(event, name)})
    try:
        return str(row)
    except ObjectDoesNotExist:  # it is called as another row, which is gone too
        others = [
            column for column in model._meta.concrete_fields if column.is_relation and column.name != "publication"
        ]
        return next(filter(None, (last_called(one.related_model, getattr(row, one.attname)) for one in others)), "")


def last_called(model: type[models.Model], key: int | None) -> str:
    """Return what a row that is gone was called last, "" where nobody knows. Up to 4 queries."""
    events = getattr(model, "pgh_event_model", None)
    last = events and key and events.objects.filter(pgh_obj=key).order_by("pgh_id").last()
    return called(model, last) if last else ""


def _names(column: models.ForeignKey, events: list) -> dict[int, str]:
    keys = {getattr(event, column.attname) for event in events} - {None}
    return {key: str(row) for key, row in column.related_model.objects.in_bulk(keys).items()}


def _told(columns: list, names: dict, event, before):
    for column in columns:
        value = getattr(event, column.attname)
        text = shown(column, value, names)
        if event.pgh_label == "update" and before is not None:
            if value != getattr(before, column.attname):
                yield _difference(column, shown(column, getattr(before, column.attname), names), text)
        elif text and not _is_usual(column, value):
            label = label_of(column)
            yield Difference(label, old=text) if event.pgh_label == "delete" else Difference(label, new=text)


def _is_usual(column: models.Field, value) -> bool:
    """Return whether a value says nothing about a row that was added or deleted."""
    return column.name == "position" or value is False


def label_of(column: models.Field) -> str:
    """Return what a column is called at the beginning of a line."""
    name = force_str(column.verbose_name)
    return name if name[1:2].isupper() else capfirst(name)  # eISSN, not EISSN


def shown(column: models.Field, value, names: dict) -> str:
    """Return a value as people read it, "" where there is none; `names` are those of rows by column and key."""
    if value is None or value == "":
        return ""
    if column in names:
        return names[column].get(value) or _("no. %s, since deleted") % value
    if column.name == "position":
        return str(value + 1)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.name == "problem":
        return _(value)
    return force_str(dict(column.flatchoices).get(value, value))


def _difference(column: models.Field, old: str, new: str) -> Difference:
    long = len(old) > LONG and len(new) > LONG
    return Difference(label_of(column), old, new, words(old, new) if long else (), column.name)


def words(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return the words that are the same, struck or added, in pieces; nothing for texts too long to compare."""
    before, after = old.split(), new.split()
    if len(before) + len(after) > WORDS:
        return ()
    pieces = []
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", " ".join(before[start:end])))
            continue
        pieces.append(("old", " ".join(before[start:end])))
        pieces.append(("new", " ".join(after[first:last])))
    return tuple((kind, text) for kind, text in pieces if text)
