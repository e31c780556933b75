"""Where fields and parts of a record came from: which import, or which person, gave them what they say, and when."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pghistory.models import Context

from curation.history import PARTS
from curation.operations.states import columns_of

SHOWN = 4  # origins of a kind of parts
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
            found[column.name] = _line(event.pgh_created_at, metadata.get(event.pgh_context_id, {}), users)
    return found


def _giver(events: list, name: str):
    """Return the event by which a column got the value that it has, None where it never had one."""
    giver = None if getattr(events[0], name) in ("", None) else events[0]
    for before, event in zip(events, events[1:], strict=False):
        if getattr(before, name) != getattr(event, name):
            giver = event
    return giver


def _line(at: datetime, metadata: dict, users: dict) -> str:
    day = date_format(localtime(at), "j F Y")
    user = users.get(metadata.get("user"))
    if metadata.get("import_of"):
        who = _("Import of %s") % metadata["import_of"]
    else:
        who = (user.get_full_name() or user.get_username()) if user else _("By a program")
    return f"{who}, {day}"


def origins(record: models.Model) -> dict[str, dict[int, str]]:
    """Return by the name of a kind of parts, and the key of a row, who gave it what it says, and when. 3 queries.

    A row that was only moved among the others was given nothing.
    """
    parts = PARTS.get(type(record), {})
    if not parts:
        return {}
    question = " UNION ALL ".join(_question(model, owner) for model, owner in parts.items())
    with connection.cursor() as cursor:
        cursor.execute(question, [record.pk] * len(parts))
        rows = cursor.fetchall()
    metadata = {key: row.metadata for key, row in Context.objects.in_bulk({row[2] for row in rows} - {None}).items()}
    users = get_user_model().objects.in_bulk({data.get("user") for data in metadata.values()} - {None})
    lines = {row[2:]: _line(row[3], metadata.get(row[2], {}), users) for row in rows}
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for name, key, *giver in rows:
        found[name][key] = lines[tuple(giver)]
    return found


def origins_for(request: HttpRequest, record: models.Model) -> dict[str, dict[int, str]]:
    """Return the origins of the parts of a record, asked for once while a page is made. 3 queries."""
    told = request.__dict__.setdefault("origins", {})
    if record.pk not in told:
        told[record.pk] = origins(record)
    return told[record.pk]


def summed(lines: Iterable[str]) -> list[str]:
    """Return the different lines, most rows first, with the number of rows where they are not all of one origin."""
    counted = Counter(lines)
    most = counted.most_common(SHOWN)
    return [line for line, _ in most] if len(counted) == 1 else [f"{line}: {number}" for line, number in most]


@cache
def _question(model: type[models.Model], owner: str) -> str:
    """Return the query for the rows of a record, each with the transaction that gave it what it says."""
    quoted = connection.ops.quote_name
    events, key = quoted(model.pgh_event_model._meta.db_table), quoted(model._meta.get_field(owner).column)
    told = ", ".join(f"event.{quoted(name)}" for name in columns_of(model) if name != "position")
    return f"""
        SELECT '{model._meta.model_name}', pgh_obj_id, pgh_context_id, pgh_created_at FROM (
            SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, pgh_context_id, pgh_created_at FROM (
                SELECT pgh_id, pgh_obj_id, pgh_context_id, pgh_created_at, pgh_label,
                    md5(ROW({told})::text) AS told,
                    lag(md5(ROW({told})::text)) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS before
                FROM {events} event
                WHERE pgh_obj_id IN (SELECT id FROM {quoted(model._meta.db_table)} WHERE {key} = %s)
            ) known WHERE before IS DISTINCT FROM told ORDER BY pgh_obj_id, pgh_id DESC
        ) givers
    """  # noqa: S608
