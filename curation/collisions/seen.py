"""What the reader of a form has seen: the version of the record, and the values of its fields, as JSON in the form."""

import json
from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.dateparse import parse_datetime

from curation.history import newest
from curation.rows import RowForm, RowFormSet

NAME = "_seen"
CLASHES = "_clashes"
CHOICE = "_take-"
OWN = ""  # the key of the record's own fields; those of rows stand under the prefix of their form set and their key


def has_version(record: models.Model) -> bool:
    """Return whether a record has a time of last change, loaded with it, that any change of its parts moves too."""
    return hasattr(record, "updated")


def version_of(record: models.Model) -> str:
    """Return what changes with each change of a record or of its parts. 1 query where it has no time of last change."""
    at = record.updated if has_version(record) else newest(record)
    return at.isoformat() if at else ""


def values(form: RowForm) -> dict:
    """Return what is stored in the fields of a form, as JSON has it."""
    names = [name for name in form.fields if name not in ("DELETE", form.instance._meta.pk.name)]
    names = [name for name in names if not isinstance(form.fields[name], forms.models.InlineForeignKeyField)]
    return _plain({name: form.get_initial_for_field(form.fields[name], name) for name in names})


def seen_in(form: RowForm, formsets: Iterable[RowFormSet]) -> dict[str, dict]:
    """Return what is stored in the record's own fields, and in those of the rows that stand in its form."""
    rows = {
        formset.prefix: {str(row.instance.pk): values(row) for row in formset.initial_forms if row.instance.pk}
        for formset in formsets
    }
    return {OWN: values(form), **rows}


def written(record: models.Model, fields: dict) -> str:
    """Return version, time of the last change and values as the text that a form carries. 1 query.

    The time is that of the history: what an import says of the version may be years ago.
    """
    last = newest(record)
    told = {"version": version_of(record), "last": last.isoformat() if last else "", "fields": fields}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def last_change(text: str) -> datetime | None:
    """Return the time of the last change that a form had seen, None where it does not say."""
    found = parsed(text)
    try:
        return parse_datetime(str(found.get("last", ""))) if isinstance(found, dict) else None
    except ValueError:
        return None


def read(text: str) -> tuple[str, dict[str, dict]]:
    """Return version and values; "" and nothing for what no form has written: then all that differs clashes."""
    found = parsed(text)
    fields = found.get("fields") if isinstance(found, dict) else None
    if not isinstance(fields, dict) or not all(isinstance(group, dict) for group in fields.values()):
        return "", {}
    return str(found.get("version", "")), fields


def parsed(text: str) -> object:
    """Return what a JSON text holds, None for what is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _plain(fields: dict) -> dict:
    return json.loads(json.dumps(fields, cls=DjangoJSONEncoder))
