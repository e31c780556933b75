"""Where each field of a record came from: which import, or which person, gave it the value that it has, and when."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pghistory.models import Context

MOST = 200  # events that are read; of a longer history the last ones tell


def provenance(record: models.Model) -> dict[str, str]:
    """Return for each field that has or had a value who gave it, and when: a line under the field. 3 queries."""
    events = list(type(record).pgh_event_model.objects.filter(pgh_obj=record.pk).order_by("-pgh_id")[:MOST])[::-1]
    contexts = Context.objects.in_bulk({event.pgh_context_id for event in events} - {None})
    metadata = {key: context.metadata for key, context in contexts.items()}
    users = get_user_model().objects.in_bulk({data.get("user") for data in metadata.values()} - {None})
    found = {}
    for column in record._meta.concrete_fields:
        if events and hasattr(events[0], column.attname) and (event := _giver(events, column.attname)):
            found[column.name] = _line(event, metadata.get(event.pgh_context_id, {}), users)
    return found


def _giver(events: list, name: str):
    """Return the event by which a column got the value that it has, None where it never had one."""
    giver = None if getattr(events[0], name) in ("", None) else events[0]
    for before, event in zip(events, events[1:], strict=False):
        if getattr(before, name) != getattr(event, name):
            giver = event
    return giver


def _line(event, metadata: dict, users: dict) -> str:
    day = date_format(localtime(event.pgh_created_at), "j F Y")
    user = users.get(metadata.get("user"))
    if metadata.get("import_of"):
        who = _("Import of %s") % metadata["import_of"]
    else:
        who = (user.get_full_name() or user.get_username()) if user else _("By a program")
    return f"{who}, {day}"
