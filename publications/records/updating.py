"""A publication brought to what its changed record says, without undoing what staff did to it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from formats.record import Identifier, Record
from publications.models import Contribution, ContributionAffiliation, Publication, SourceRecord
from publications.models import Identifier as IdentifierRow
from publications.records import rows
from publications.records.bulk import bring_to, matched
from publications.records.rows import COLUMNS
from publications.records.shared import Shared

NAME = ("family", "given", "suffix", "literal")
PLACE = {name: place for place, name in enumerate(COLUMNS[Contribution])}
_UNIT, _PRINTED = (COLUMNS[ContributionAffiliation].index(name) for name in ("organisation_id", "name"))


def locked(keys: list[tuple[str, str]]) -> dict[tuple[str, str], SourceRecord]:
    """Return what is known of sources and their ids, with publications that nobody else can change meanwhile."""
    found = SourceRecord.objects.filter(source_id__in=[key[1] for key in keys], source__in={key[0] for key in keys})
    sources = found.with_publication().order_by("publication").select_for_update(of=("self", "publication"))
    return {(row.source, row.source_id): row for row in sources}


def give_up_dois(wanted: dict[UUID, list[Identifier]]) -> None:
    """Delete the DOIs that publications no longer have, so that another one of the batch may take them."""
    kept = {(uuid, row.value) for uuid, identifiers in wanted.items() for row in identifiers if row.scheme == "doi"}
    found = IdentifierRow.objects.filter(publication__uuid__in=wanted, scheme="doi", problem="")
    dois = found.values_list("pk", "publication__uuid", "value")
    if gone := [key for key, uuid, value in dois if (uuid, value) not in kept]:
        IdentifierRow.objects.filter(pk__in=gone).delete()


def update(source: SourceRecord, record: Record, shared: Shared, identifiers: list[Identifier], now: datetime) -> None:
    """Bring a publication and its parts to what its record says; status, address and the like are the staff's."""
    publication = source.publication
    values = rows.publication_values(record, shared)
    if record.created:
        values["created"] = min(record.created, now)
    if values["ours"] is None:
        values["ours"] = publication.ours
    for name, value in values.items():
        setattr(publication, name, value)
    publication.save(update_fields=list(values))
    _update_names(publication, rows.names(record, shared))
    for model, wanted in rows.parts(record, shared, identifiers).items():
        bring_to(model, COLUMNS[model], wanted, publication=publication)
    source.digest = rows.digest_of(record)
    source.save(update_fields=["digest"])


def _update_names(publication: Publication, names: list[tuple[tuple, list[tuple]]]) -> None:
    """Bring the contributions to what a record says; what staff recognised stays with the same name."""
    found = list(Contribution.objects.filter(publication=publication).order_by("position", "id"))
    old, _ = matched(found, NAME, COLUMNS[Contribution], [row for row, _ in names])
    told = any(row[PLACE["corresponding"]] for row, _ in names)
    wanted = [_recognised(row, before, told) for (row, _), before in zip(names, old, strict=True)]
    contributions = bring_to(Contribution, COLUMNS[Contribution], wanted, NAME, publication=publication)
    before = _places(contribution for contribution in old if contribution)
    for contribution, (_, places) in zip(contributions, names, strict=True):
        there = before.get(contribution.pk, [])
        if (places := _with_units(places, there)) != there:
            bring_to(ContributionAffiliation, COLUMNS[ContributionAffiliation], places, contribution=contribution)


def _recognised(row: tuple, old: Contribution | None, told: bool) -> tuple:
    """Return the row of a name with its person and marks; who corresponds stays where the record names nobody."""
    if not old:
        return row
    kept = list(row)
    if row[PLACE["person_id"]] is None:
        kept[PLACE["person_id"]] = old.person_id
    kept[PLACE["ours"]] = row[PLACE["ours"]] or old.ours
    kept[PLACE["corresponding"]] = row[PLACE["corresponding"]] if told else old.corresponding
    return tuple(kept)


def _places(contributions: Iterable[Contribution]) -> dict[int, list[tuple]]:
    """Return the affiliations of contributions, as tuples. 1 query."""
    found = ContributionAffiliation.objects.filter(contribution__in=[row.pk for row in contributions])
    rows: dict[int, list[tuple]] = {}
    for key, *row in found.order_by("position", "id").values_list("contribution_id", *COLUMNS[ContributionAffiliation]):
        rows.setdefault(key, []).append(tuple(row))
    return rows


def _with_units(places: list[tuple], before: list[tuple]) -> list[tuple]:
    """Return the affiliations with the units that the same printed names had."""
    units = {place[_PRINTED]: place[_UNIT] for place in before if place[_PRINTED] and place[_UNIT]}
    return [
        (place[0], place[_UNIT] if place[_UNIT] is not None else units.get(place[_PRINTED]), place[_PRINTED])
        for place in places
    ]


def keep_given_dates(dates: list[tuple[UUID, datetime]]) -> None:
    """Set the dates of last change that sources give, after all else has been written. 1 query."""
    if not dates:
        return
    uuids, updated = zip(*dates, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publications_publication publication SET updated = given.updated "
            "FROM unnest(%s::uuid[], %s::timestamptz[]) AS given(uuid, updated) "
            "WHERE publication.uuid = given.uuid",
            [list(uuids), list(updated)],
        )
