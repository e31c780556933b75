"""Record → publication, in batches: each batch is one transaction, so that a killed import leaves whole records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DataError, IntegrityError, connection, models, transaction
from formats.richtext import plain

from formats.record import Identifier, Record
from publications.models import (
    Contribution,
    ContributionAffiliation,
    Publication,
    SourceRecord,
)
from publications.models import Identifier as IdentifierRow
from publications.records import rows
from publications.records.shared import Shared, free_slugs

IMPORT_LOCK = 7_302_026  # any number, the same for all: imports take turns, so that none makes a person twice


@dataclass(slots=True)
class Outcome:
    """What became of a record: `kind` is new, changed, unchanged or refused; `remarks` say why, or what is doubtful."""

    record: Record
    kind: str
    remarks: list[str] = field(default_factory=list)


def save_records(records: list[Record], status: str = "public") -> list[Outcome]:
    """Save a batch of records, all or nothing, and return what became of each, in their order.

    A record with a source and id that are known updates its publication. `status` is that of new ones. If the batch
    as a whole cannot be saved, each record is tried alone and the faulty ones are refused with the reason.
    About 30 queries, however many records.
    """
    try:
        with transaction.atomic():
            return _Batch(records, status).save()
    except (IntegrityError, DataError) as error:
        if len(records) == 1:
            return [Outcome(records[0], "refused", [_reason(error)])]
        return [outcome for record in records for outcome in save_records([record], status)]


def _reason(error: Exception) -> str:
    return f"The database refused it: {str(error).splitlines()[0]}"


class _Batch:
    """One batch on its way into the database."""

    def __init__(self, records: list[Record], status: str):
        self.status = status
        self.outcomes = [Outcome(record, "new") for record in records]

    def save(self) -> list[Outcome]:
        self.now = _lock()
        self._sort_out()
        saved = [outcome for outcome in self.outcomes if outcome.kind in ("new", "changed")]
        if saved:
            self.shared = Shared([outcome.record for outcome in saved])
            self.identifiers = self._identifiers(saved)
            self._create([outcome for outcome in saved if outcome.kind == "new"])
            for outcome in saved:
                if outcome.kind == "changed":
                    self._update(outcome)
                outcome.remarks += self._remarks(outcome.record)
            self._keep_given_dates(saved)
        return self.outcomes

    def _sort_out(self) -> None:
        """Say of each record whether it is new, changed or unchanged; the last of several with one id counts."""
        self.known = _known([outcome.record for outcome in self.outcomes])
        last = {_key(outcome.record): outcome for outcome in self.outcomes}
        for outcome in self.outcomes:
            source = self.known.get(_key(outcome.record))
            if problem := _too_long(outcome.record):
                outcome.kind, outcome.remarks = "refused", [problem]
            elif last[_key(outcome.record)] is not outcome:
                outcome.kind, outcome.remarks = (
                    "refused",
                    ["The same id stands again further down; that one was taken."],
                )
            elif source:
                outcome.kind = "unchanged" if source.digest == rows.digest_of(outcome.record) else "changed"

    def _identifiers(self, saved: list[Outcome]) -> dict[tuple, list[Identifier]]:
        """Return the identifiers of each record; a DOI that belongs to another publication is noted as wrong."""
        found = {_key(outcome.record): rows.identifiers_of(outcome.record) for outcome in saved}
        owners = _doi_owners([row.value for identifiers in found.values() for row in identifiers if _is_doi(row)])
        for key, identifiers in found.items():
            mine = self.known[key].publication.uuid if key in self.known else self._uuid(key)
            for index, row in enumerate(identifiers):
                if _is_doi(row) and owners.setdefault(row.value, mine) != mine:
                    problem = f"This DOI belongs to another publication, {owners[row.value]}"
                    identifiers[index] = Identifier(scheme="doi", value=row.value, problem=problem)
        return found

    @staticmethod
    def _uuid(key: tuple[str, str]):
        return rows.uuid_of(Record(source=key[0], id=key[1]))

    def _remarks(self, record: Record) -> list[str]:
        wrong = [f"{row.scheme} {row.value}: {row.problem}" for row in self.identifiers[_key(record)] if row.problem]
        wrong += [
            f"ORCID {name.wrong_orcid} of {name.family} is faulty" for name in record.contributors if name.wrong_orcid
        ]
        return wrong + [f"There is no UKÄ subject {code}" for code in self.shared.unknown_subjects(record)]

    def _create(self, new: list[Outcome]) -> None:
        publications = [self._publication(outcome.record) for outcome in new]
        slugs = free_slugs(Publication, [(row.uuid, plain(row.title)) for row in publications])
        for publication in publications:
            publication.slug = slugs[publication.uuid]
        Publication.objects.bulk_create(publications)
        self._create_parts(list(zip(publications, new, strict=True)))

    def _publication(self, record: Record) -> Publication:
        publication = Publication(uuid=rows.uuid_of(record), status=self.status)
        rows.fill(publication, record, self.shared)
        publication.created = record.created or self.now
        publication.updated = self.now  # the time of the transaction: the parts' triggers need not touch it
        return publication

    def _create_parts(self, pairs: list[tuple[Publication, Outcome]]) -> None:
        made: dict[type, list] = {SourceRecord: [], Contribution: [], ContributionAffiliation: []}
        for publication, outcome in pairs:
            record = outcome.record
            made[SourceRecord].append(_source(publication, record))
            for contribution, affiliations in rows.names(record, self.shared):
                contribution.publication = publication
                made[Contribution].append(contribution)
                for affiliation in affiliations:
                    affiliation.contribution = contribution
                    made[ContributionAffiliation].append(affiliation)
            for model, found in rows.parts(record, self.shared, self.identifiers[_key(record)]).items():
                for row in found:
                    row.publication = publication
                made.setdefault(model, []).extend(found)
        for model, found in made.items():
            model.objects.bulk_create(found)

    def _update(self, outcome: Outcome) -> None:
        record, source = outcome.record, self.known[_key(outcome.record)]
        publication = source.publication
        rows.fill(publication, record, self.shared)
        publication.created = record.created or publication.created
        publication.save()
        _update_names(publication, rows.names(record, self.shared))
        for model, wanted in rows.parts(record, self.shared, self.identifiers[_key(record)]).items():
            _bring_to(model.objects.filter(publication=publication), wanted, publication=publication)
        source.digest = rows.digest_of(record)
        source.save()

    def _keep_given_dates(self, saved: list[Outcome]) -> None:
        """Keep the date of last change that a source gives, after all else has been written."""
        for outcome in saved:
            if outcome.record.updated:
                key = _key(outcome.record)
                mine = self.known[key].publication.uuid if key in self.known else self._uuid(key)
                Publication.objects.filter(uuid=mine).update(updated=outcome.record.updated)


def _lock() -> datetime:
    """Wait for other imports to end, and return the time of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now() FROM pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        return cursor.fetchone()[0]


def _key(record: Record) -> tuple[str, str]:
    return record.source, record.id


def _known(records: list[Record]) -> dict[tuple[str, str], SourceRecord]:
    ids = {record.id for record in records}
    found = SourceRecord.objects.filter(source_id__in=ids, source__in={record.source for record in records})
    return {(row.source, row.source_id): row for row in found.with_publication()}


def _is_doi(row: Identifier) -> bool:
    return row.scheme == "doi" and not row.problem


def _doi_owners(values: list[str]) -> dict[str, object]:
    found = IdentifierRow.objects.filter(scheme="doi", problem="", value__in=values)
    return dict(found.values_list("value", "publication__uuid"))


def _source(publication: Publication, record: Record) -> SourceRecord:
    return SourceRecord(
        publication=publication, source=record.source, source_id=record.id, digest=rows.digest_of(record)
    )


LIMITS = {
    column.name: column.max_length
    for column in Publication._meta.concrete_fields
    if isinstance(column, models.CharField) and column.name in rows.COPIED
}


def _too_long(record: Record) -> str:
    """Return which value is longer than its column, "" where none is."""
    for name, limit in LIMITS.items():
        if len(getattr(record, name)) > limit:
            return f"{name} is longer than {limit} characters"
    return ""


def _update_names(publication: Publication, wanted: Iterable) -> None:
    """Bring the contributions to what a record says; a person that staff recognised stays with the same name."""
    before = {row.position: row for row in Contribution.objects.filter(publication=publication)}
    wanted = list(wanted)
    for contribution, _ in wanted:
        old = before.get(contribution.position)
        if old and not contribution.person_id and str(old) == str(contribution):
            contribution.person_id = old.person_id
    rows_now = _bring_to(
        Contribution.objects.filter(publication=publication), [name for name, _ in wanted], publication=publication
    )
    for contribution, (_, affiliations) in zip(rows_now, wanted, strict=True):
        found = ContributionAffiliation.objects.filter(contribution=contribution)
        _bring_to(found, affiliations, contribution=contribution)


def _bring_to(found: models.QuerySet, wanted: list, **parent) -> list:
    """Change, add and delete rows until they are the wanted ones, place by place; right ones stay untouched."""
    old = list(found)
    for row in old[len(wanted) :]:
        row.delete()
    kept = []
    for place, row in enumerate(wanted):
        for name, value in parent.items():
            setattr(row, name, value)
        if place < len(old):
            row.pk = old[place].pk
        if place >= len(old) or _values(row) != _values(old[place]):
            row.save()
        kept.append(row)
    return kept


def _values(row: models.Model) -> list:
    return [getattr(row, column.attname) for column in row._meta.concrete_fields]
