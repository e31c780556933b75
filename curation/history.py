"""What became of a record and its parts: who changed what, when, by which form or import, field by field.

Read from the event tables that triggers write (publications/models/triggers.py). The changes of one transaction belong
together. A page shows the changes of 15 transactions, of each at most 30 rows of a kind; about 25 queries, however
long the history is.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Count, F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pghistory.models import Context

from curation.differences import Difference, differences, name_of
from curation.models import Operation
from publications.models import (
    Affiliation,
    Classification,
    Contribution,
    ContributionAffiliation,
    Funding,
    Identifier,
    Link,
    Person,
    PersonIdentifier,
    PersonName,
    Publication,
    PublicationKeyword,
    SourceRecord,
    Text,
)

PER_PAGE = 15
SHOWN = 30  # rows of a kind in one transaction; an import may have brought 2,858 names
# What else tells of a record: its parts, each with the column that names it.
OF_PUBLICATION = (Contribution, Identifier, Text, Classification, PublicationKeyword, Link, Funding, SourceRecord)
PARTS = {
    Publication: dict.fromkeys(OF_PUBLICATION, "publication"),
    Contribution: {ContributionAffiliation: "contribution"},
    Person: {Affiliation: "person", PersonName: "person", PersonIdentifier: "person"},
}


@dataclass
class RowChange:
    """One row that was added, changed or deleted: `kind` is insert, update or delete; `name` is that of a part.

    `part` names the row in addresses, "text-7"; "" for the record itself.
    """

    name: str
    kind: str
    differences: list[Difference]
    part: str = ""


@dataclass
class Kind:
    """The changes of rows of one kind in a transaction; `more` is the number of those not shown."""

    name: str
    of_record: bool = False
    rows: list[RowChange] = field(default_factory=list)
    more: int = 0


@dataclass
class Change:
    """What one transaction changed; `who` is None where nobody was logged in; `what` names a restoring, a merge ..."""

    when: datetime
    who: object = None
    origin: str = ""
    what: str = ""
    kinds: list[Kind] = field(default_factory=list)


def changes(record: models.Model, page: int) -> tuple[list[Change], bool]:
    """Return the changes of a page, newest first, and whether there are older ones."""
    sources = sources_of(record)
    moments = _moments(sources, page)
    shown = moments[:PER_PAGE]
    found = {moment: Change(moment[0]) for moment in shown}
    _tell_who(found)
    if shown:
        for model, rows in sources.items():
            _collect(model, rows, found, of_record=model is type(record))
    return list(found.values()), len(moments) > PER_PAGE


def changes_since(record: models.Model, moment: datetime | None) -> list[Change]:
    """Return the changes after a moment, newest first, as many as a page shows; none where it is not known."""
    return [change for change in changes(record, 0)[0] if change.when > moment] if moment else []


def newest(record: models.Model) -> datetime | None:
    """Return the time of the last change of a record or of its parts. 1 query."""
    moments = _moments(sources_of(record), 0)
    return moments[0][0] if moments else None


def sources_of(record: models.Model) -> dict[type[models.Model], models.QuerySet]:
    """Return the events of the record and of each kind of its parts, also of parts that are gone."""
    whole = type(record)
    sources = {whole: _events(whole).filter(pgh_obj=record.pk)}
    for model, owner in PARTS.get(whole, {}).items():
        sources[model] = _events(model).filter(**{owner: record.pk})
        for part, column in PARTS.get(model, {}).items():
            rows = sources[model].order_by().values("pgh_obj")
            sources[part] = _events(part).filter(**{f"{column}__in": rows})
    return sources


def _events(model: type[models.Model]) -> models.QuerySet:
    return model.pgh_event_model.objects.all()


def _moments(sources: dict, page: int) -> list[tuple]:
    """Return time and context of the transactions of a page and of one more, newest first. 1 query."""
    first, *others = (rows.order_by().values_list("pgh_created_at", "pgh_context") for rows in sources.values())
    start = page * PER_PAGE
    return list(first.union(*others).order_by("-pgh_created_at", "-pgh_context")[start : start + PER_PAGE + 1])


def _tell_who(found: dict[tuple, Change]) -> None:
    """Set who made each change, and by what. 2 queries."""
    contexts = Context.objects.in_bulk([context for _, context in found if context])
    keys = {context.metadata.get("user") for context in contexts.values()} - {None}
    users = get_user_model().objects.in_bulk(keys)
    for (_when, key), change in found.items():
        metadata = contexts[key].metadata if key in contexts else {}
        change.who = users.get(metadata.get("user"))
        change.origin = str(metadata.get("import_of") or "")
        change.what = _what(metadata)


def _what(metadata: dict) -> str:
    """Return what a change was made by, "" where it was made in a form, or by an import."""
    if metadata.get("restored_to"):
        moment = localtime(parse_datetime(metadata["restored_to"]))
        return _("Restored to the state of %s") % date_format(moment, "j F Y H:i:s")
    kind = metadata.get("operation")
    return str(Operation.Kind(kind).label) if kind in Operation.Kind.values else ""


def _collect(model: type[models.Model], rows: models.QuerySet, found: dict[tuple, Change], *, of_record: bool) -> None:
    """Add the changes of one kind to the transactions that they belong to. 2 queries, and one for each kind of name."""
    moment = [F("pgh_created_at"), F("pgh_context")]
    numbered = rows.filter(pgh_created_at__in=[when for when, _ in found]).annotate(
        nth=Window(RowNumber(), partition_by=moment, order_by="pgh_id"),
        together=Window(Count("pgh_id"), partition_by=moment),
        before=Subquery(_before(model)),
    )
    events = list(numbered.filter(nth__lte=SHOWN).order_by("pgh_id"))
    earlier = _events(model).in_bulk([event.before for event in events if event.before and event.pgh_label == "update"])
    told = differences(model, [(event, earlier.get(event.before)) for event in events])
    names = model._meta.verbose_name if of_record else model._meta.verbose_name_plural
    kinds: dict[tuple, Kind] = defaultdict(lambda: Kind(str(names), of_record))
    for event, lines in zip(events, told, strict=True):
        key = event.pgh_created_at, event.pgh_context_id
        if key not in found or (event.pgh_label == "update" and not lines):
            continue
        if key not in kinds:
            found[key].kinds.append(kinds[key])
        name = name_of(model, event) if not of_record and event.pgh_label == "update" else ""
        part = "" if of_record or model is SourceRecord else f"{model._meta.model_name}-{event.pgh_obj_id}"
        kinds[key].rows.append(RowChange(name, event.pgh_label, lines, part))
        kinds[key].more = max(0, event.together - SHOWN)


def _before(model: type[models.Model]) -> models.QuerySet:
    """Return an expression for the event of the same row before this one."""
    same = _events(model).filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    return same.order_by("-pgh_id").values("pgh_id")[:1]
