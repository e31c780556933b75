"""What each record of an import may be already: found before anybody looks, and kept with it."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from curation.duplicates import candidates_of
from curation.duplicates.work import work_of
from curation.intake.among import CERTAIN, Above, Double
from curation.intake.reading import OWN, record_of
from curation.models import Import, ImportItem
from formats.record import Record
from publications.models import Identifier, Publication, SourceRecord

AT_ONCE = 50
Candidates = dict[int, tuple[float, list[str]]]  # key of a publication → score and reasons


def compare_items(found: Import) -> None:
    """Compare all records that have not been compared yet, some at a time."""
    above = Above(found)
    with translation.override(found.language):
        while items := list(found.items.filter(state=ImportItem.State.FOUND)[:AT_ONCE]):
            _compare(items, above)


def _compare(items: list[ImportItem], above: Above) -> None:
    records = {item.pk: record_of(item) for item in items}
    known = _known(items, records)
    for item in items:
        candidates = known.get(item.pk, {})
        ranked = sorted(candidates.items(), key=lambda row: -row[1][0])[:5]
        item.candidates = [[key, score, reasons] for key, (score, reasons) in ranked]
        _choose(item, above.double_of(item, work_of(records[item.pk])))
        item.state = ImportItem.State.READY
    with transaction.atomic():
        ImportItem.objects.bulk_update(items, ["candidates", "choice", "target", "reason", "state"])


def _choose(item: ImportItem, double: Double | None) -> None:
    """Choose what becomes of a record unless somebody says otherwise: what is there for certain is skipped."""
    if item.candidates:
        item.target_id = item.candidates[0][0]
    if double:
        item.reason = double.reason
    if (double and double.is_certain) or (item.candidates and item.candidates[0][1] >= CERTAIN):
        item.choice = ImportItem.Choice.SKIP


def _known(items: list[ImportItem], records: dict[int, Record]) -> dict[int, Candidates]:
    """Return for each item which publications it may be."""
    found: dict[int, Candidates] = {}
    for key, publication, score, reason in (
        *_same_source(items),
        *_same_uuid(records),
        *_same_doi(items),
        *_alike(records),
    ):
        known = found.setdefault(key, {})
        before, reasons = known.get(publication, (0.0, []))
        known[publication] = max(before, score), [*reasons, *filter(None, [reason])]
    return found


def _same_source(items: list[ImportItem]) -> Iterable[tuple[int, int, float, str]]:
    keys = {(item.source, item.source_id): item.pk for item in items if item.source != OWN}
    rows = SourceRecord.objects.filter(source_id__in=[key[1] for key in keys], source__in={key[0] for key in keys})
    for publication, source, source_id in rows.values_list("publication", "source", "source_id"):
        if key := keys.get((source, source_id)):
            yield key, publication, 1.0, _("imported from %s before") % source


def _same_uuid(records: dict[int, Record]) -> Iterable[tuple[int, int, float, str]]:
    keys = {uuid: key for key, record in records.items() if (uuid := uuid_in(record.id))}
    for publication, uuid in Publication.objects.filter(uuid__in=keys).values_list("pk", "uuid"):
        yield keys[uuid], publication, 1.0, _("it is this very record")


def uuid_in(text: str) -> UUID | None:
    """Return the uuid that a text is, None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _same_doi(items: list[ImportItem]) -> Iterable[tuple[int, int, float, str]]:
    """Yield what has the DOI of an item, whatever its title: no two publications can have one DOI."""
    rows = Identifier.objects.filter(scheme="doi", value__in={item.doi for item in items if item.doi}, problem="")
    owners = dict(rows.values_list("value", "publication"))
    for item in items:
        if item.doi in owners:
            yield item.pk, owners[item.doi], CERTAIN, ""  # why is said below


def _alike(records: dict[int, Record]) -> Iterable[tuple[int, int, float, str]]:
    """Yield what curation/duplicates finds. 3 queries for each record."""
    for key, record in records.items():
        for candidate in candidates_of(record, doubtful=True):
            reasons = ", ".join(map(str, candidate.reasons))
            yield key, candidate.publication_id, candidate.score, reasons
