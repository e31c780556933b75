"""What the database has against a change of rows, in words of people: which row is gone, or has taken a place."""

import re

from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from curation.differences import label_of, last_called
from curation.operations.states import tracked_models

TAKEN, REFERS = "23505", "23503"  # unique_violation, foreign_key_violation
# PostgreSQL tells them in the language of its server: only what it quotes is read.
_DETAIL = re.compile(r'\((?P<columns>[^()]*)\)=\((?P<values>.*)\)(?:[^"]*"(?P<table>[^"]*)")?', re.DOTALL)


def told(error: IntegrityError) -> str:
    """Return what the database has against a change, as people say it. At most 4 queries."""
    diagnosis = error.__cause__.diag
    models_of = {model._meta.db_table: model for model in tracked_models()}
    model, detail = models_of.get(diagnosis.table_name), _DETAIL.search(diagnosis.message_detail or "")
    if model is None or diagnosis.sqlstate not in (TAKEN, REFERS):
        return _("The database refuses it: %s") % (diagnosis.message_primary or error)
    if diagnosis.sqlstate == TAKEN:
        return _taken(model, detail)
    other = models_of.get(detail["table"]) if detail else None
    return _refers(model, other, detail)


def _taken(model: type[models.Model], detail: re.Match | None) -> str:
    """Say which value another row has meanwhile."""
    kind = str(model._meta.verbose_name)
    columns = {column.column: column for column in model._meta.concrete_fields}
    names = detail["columns"].split(", ") if detail else ()
    if not names or not set(names) <= set(columns):
        return _("Another row has taken the place meanwhile (%s).") % kind
    values = zip(names, detail["values"].split(", ", len(names) - 1), strict=False)
    shown = [f"{label_of(columns[name])} {_shown(columns[name], value)}" for name, value in values]
    return _("Another row has taken the place meanwhile (%(kind)s): %(values)s") % {
        "kind": kind,
        "values": ", ".join(shown),
    }


def _shown(column: models.Field, value: str) -> str:
    if column.is_relation and value.isdigit():
        return f"“{_called(column.related_model, value)}”"
    return str(dict(column.flatchoices).get(value, value))


def _refers(model: type[models.Model], other: type[models.Model] | None, detail: re.Match | None) -> str:
    """Say which row is gone that another would name again; or that rows still name one which would go."""
    kind = str(model._meta.verbose_name)
    if other is None or other is model and other._base_manager.filter(pk=detail["values"]).exists():
        return _("Other rows still need what would go (%s). Take it away from them first.") % kind
    words = {"kind": kind, "gone": str(other._meta.verbose_name), "name": _called(other, detail["values"])}
    return (
        _(
            "The %(gone)s “%(name)s” is no longer there: it was deleted since, or merged into another. So what names "
            "it cannot come back (%(kind)s). All else can be restored one by one in the history of the record; then "
            "choose in its form what takes the place."
        )
        % words
    )


def _called(model: type[models.Model], key: str) -> str:
    """Return what a row is called now, or was called last."""
    row = model._base_manager.filter(pk=key).first()
    return str(row) if row else last_called(model, int(key)) or _("no. %s") % key
