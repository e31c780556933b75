"""Record → publication, in batches: each batch is one transaction, so that a killed import leaves whole records."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import DataError, IntegrityError, OperationalError, connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from formats.record import Identifier, Record
from formats.richtext import plain
from publications.models import Contribution, ContributionAffiliation, Publication, SourceRecord
from publications.models import Identifier as IdentifierRow
from publications.models.normal import problem_in_words
from publications.records import rows
from publications.records.bulk import copy_in, new_keys
from publications.records.imported import to_json
from publications.records.rows import COLUMNS
from publications.records.shared import Shared, free_slugs
from publications.records.updating import give_up_dois, keep_given_dates, locked, update

TAKEN = gettext_noop("This DOI belongs to another publication")  # stored with the other's uuid
LONG_AGO = datetime.min.replace(tzinfo=UTC)
IMPORT_LOCK = 7_302_026  # any number, the same for all: imports take turns, so that none makes a person twice


@dataclass(slots=True)
class Outcome:
    """What became of a record: `kind` is new, changed, unchanged or refused; `remarks` say why, or what is doubtful.

    `waiting` are the fields on which staff must decide, since they changed them too; what they wrote stands.
    """

    record: Record
    kind: str
    remarks: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        return self.record.source, self.record.id


def save_records(records: list[Record], status: str = "public") -> list[Outcome]:
    """Save a batch of records, all or nothing, and return what became of each, in their order.

    A record with a source and id that are known updates its publication. `status` is that of new ones. If the batch
    as a whole cannot be saved, its halves are tried, until the faulty records stand alone and are refused with the
    reason.
    About 35 queries, however many records; some 4 more for each kind of part that changed.
    """
    try:
        with transaction.atomic():
            return _Batch(records, status).save()
    except (IntegrityError, DataError, OperationalError) as error:
        if isinstance(error, OperationalError) and not _too_much(error):
            raise
        if len(records) == 1:
            return [Outcome(records[0], "refused", [_reason(error)])]
        middle = len(records) // 2
        return save_records(records[:middle], status) + save_records(records[middle:], status)


def _too_much(error: OperationalError) -> bool:
    """Say whether a value is more than the database can take (class 54), and not the database itself in trouble."""
    return (getattr(error.__cause__, "sqlstate", None) or "").startswith("54")


def _reason(error: Exception) -> str:
    return _("The database refused it: %s") % str(error).splitlines()[0]


class _Batch:
    """One batch on its way into the database."""

    def __init__(self, records: list[Record], status: str):
        self.status = status
        self.outcomes = [Outcome(record, "new") for record in records]

    def save(self) -> list[Outcome]:
        self.now = _lock()
        self.known = _known(self.outcomes)
        self._sort_out()
        self._lock_changed()
        if saved := [outcome for outcome in self.outcomes if outcome.kind in ("new", "changed")]:
            self.shared = Shared([outcome.record for outcome in saved])
            self.identifiers = self._identifiers(saved)
            self._create([outcome for outcome in saved if outcome.kind == "new"])
            self._update([outcome for outcome in saved if outcome.kind == "changed"])
            for outcome in saved:
                outcome.remarks += self._remarks(outcome)
            self._keep_given_dates(saved)
        return self.outcomes

    def _sort_out(self) -> None:
        """Say of each record whether it is new, changed or unchanged; the last of several with one id counts."""
        last = {outcome.key: outcome for outcome in self.outcomes}
        for outcome in self.outcomes:
            source = self.known.get(outcome.key)
            if problem := _too_long(outcome.record):
                outcome.kind, outcome.remarks = "refused", [problem]
            elif last[outcome.key] is not outcome:
                outcome.kind, outcome.remarks = "refused", [_("The same id stands again below; that one was taken.")]
            elif source:
                outcome.kind = "unchanged" if source.digest == rows.digest_of(outcome.record) else "changed"

    def _lock_changed(self) -> None:
        """Lock what is about to change, and load it anew: staff may have saved it meanwhile, or deleted it."""
        changed = [outcome for outcome in self.outcomes if outcome.kind == "changed"]
        found = locked([outcome.key for outcome in changed]) if changed else {}
        for outcome in changed:
            self.known.pop(outcome.key)
            if outcome.key not in found:
                outcome.kind = "new"
        self.known |= {key: found[key] for key in (outcome.key for outcome in changed) if key in found}

    def _uuid(self, outcome: Outcome):
        source = self.known.get(outcome.key)
        return source.publication.uuid if source else rows.uuid_of(outcome.record)

    def _identifiers(self, saved: list[Outcome]) -> dict[tuple, list[Identifier]]:
        """Return the identifiers of each record; a DOI that belongs to another publication is noted as wrong."""
        found = {outcome.key: rows.identifiers_of(outcome.record) for outcome in saved}
        changed = (outcome.key for outcome in saved if outcome.kind == "changed")
        give_up_dois([(self.known[key], found[key]) for key in changed])
        owners = _doi_owners([row.value for identifiers in found.values() for row in identifiers if _is_doi(row)])
        for outcome in saved:
            mine, identifiers = self._uuid(outcome), found[outcome.key]
            for index, row in enumerate(identifiers):
                if _is_doi(row) and owners.setdefault(row.value, mine) != mine:
                    problem = f"{TAKEN}, {owners[row.value]}"
                    identifiers[index] = Identifier(scheme="doi", value=row.value, problem=problem)
        return found

    def _remarks(self, outcome: Outcome) -> list[str]:
        record = outcome.record
        found = self.identifiers[outcome.key]
        wrong = [f"{row.scheme} {row.value}: {problem_in_words(row.problem)}" for row in found if row.problem]
        wrong += [_("%s: staff changed it too, and must decide") % name for name in outcome.waiting]
        long = [f"{row.scheme} {row.value[:80]}…" for row in rows.too_long(record)]
        wrong += [_("%s is too long, and kept as a note") % value for value in long]
        faulty = [{"orcid": name.wrong_orcid, "name": name.family} for name in record.contributors if name.wrong_orcid]
        wrong += [_("ORCID %(orcid)s of %(name)s is faulty") % values for values in faulty]
        return wrong + [_("There is no UKÄ subject %s") % code for code in self.shared.unknown_subjects(record)]

    def _create(self, new: list[Outcome]) -> None:
        if not new:
            return
        identities = [(rows.uuid_of(outcome.record), plain(outcome.record.title)) for outcome in new]
        slugs = free_slugs(Publication, identities)
        keys = new_keys(Publication, len(new))
        own = [
            {"id": key, "uuid": identity, "slug": slugs[identity]} | self._values(outcome.record)
            for key, (identity, _), outcome in zip(keys, identities, new, strict=True)
        ]
        copy_in(Publication, tuple(own[0]), [tuple(values.values()) for values in own])
        self._create_parts(list(zip(keys, new, strict=True)))

    def _values(self, record: Record) -> dict:
        # `updated` is the time of the transaction: the triggers of the parts need not touch it again.
        own = {
            "status": self.status,
            "withdrawn_because": "",
            "updated": self.now,
            "created": min(record.created or self.now, self.now),
        }
        return own | rows.publication_values(record, self.shared)

    def _as_stored(self, outcome: Outcome) -> Record:
        return rows.as_stored(outcome.record, self.shared, self.identifiers[outcome.key])

    def _update(self, changed: list[Outcome]) -> None:
        """Bring publications to what sources changed, and keep for staff what they must decide."""
        found = [(self.known[outcome.key], outcome.record, self._as_stored(outcome)) for outcome in changed]
        for outcome, fields in zip(changed, update(found, self.shared, self.now), strict=True):
            outcome.waiting = fields

    def _create_parts(self, new: list[tuple[int, Outcome]]) -> None:
        sources = [
            (key, *outcome.key, rows.digest_of(outcome.record), to_json(self._as_stored(outcome)))
            for key, outcome in new
        ]
        copy_in(SourceRecord, ("publication_id", "source", "source_id", "digest", "record"), sources)
        self._create_names(new)
        made: dict[type, list] = {}
        for key, outcome in new:
            for model, found in rows.parts(outcome.record, self.shared, self.identifiers[outcome.key]).items():
                made.setdefault(model, []).extend((key, *row) for row in found)
        for model, found in made.items():
            copy_in(model, ("publication_id", *COLUMNS[model]), found)

    def _create_names(self, new: list[tuple[int, Outcome]]) -> None:
        names = [(key, *name) for key, outcome in new for name in rows.names(outcome.record, self.shared)]
        keys = new_keys(Contribution, len(names))
        contributions = [(key, parent, *row) for key, (parent, row, _) in zip(keys, names, strict=True)]
        copy_in(Contribution, ("id", "publication_id", *COLUMNS[Contribution]), contributions)
        places = [(key, *place) for key, (_, _, found) in zip(keys, names, strict=True) for place in found]
        copy_in(ContributionAffiliation, ("contribution_id", *COLUMNS[ContributionAffiliation]), places)

    def _keep_given_dates(self, saved: list[Outcome]) -> None:
        # `updated` is the version of a record: where the date given is that of before, it is the time of this change.
        given = [(outcome, min(outcome.record.updated, self.now)) for outcome in saved if outcome.record.updated]
        keep_given_dates([(self._uuid(outcome), date) for outcome, date in given if date > self._version(outcome)])

    def _version(self, outcome: Outcome) -> datetime:
        return self.known[outcome.key].publication.updated if outcome.kind == "changed" else LONG_AGO


def _lock() -> datetime:
    """Wait for other imports to end, and return the time of the transaction."""
    # Not a plain SELECT: pghistory tells the transaction who is at work with each other statement, but not with COPY.
    with connection.cursor() as cursor:
        cursor.execute("WITH turn AS (SELECT pg_advisory_xact_lock(%s)) SELECT now() FROM turn", [IMPORT_LOCK])
        return cursor.fetchone()[0]


def _known(outcomes: list[Outcome]) -> dict[tuple[str, str], SourceRecord]:
    sources, ids = {key[0] for key in (outcome.key for outcome in outcomes)}, [outcome.key[1] for outcome in outcomes]
    found = SourceRecord.objects.filter(source_id__in=ids, source__in=sources).with_publication()
    return {(row.source, row.source_id): row for row in found}


def _is_doi(row: Identifier) -> bool:
    return row.scheme == "doi" and not row.problem


def _doi_owners(values: list[str]) -> dict[str, object]:
    found = IdentifierRow.objects.filter(scheme="doi", problem="", value__in=values)
    return dict(found.values_list("value", "publication__uuid"))


LIMITS = {
    column.name: column.max_length
    for column in Publication._meta.concrete_fields
    if isinstance(column, models.CharField) and column.name in rows.COPIED
}


def _too_long(record: Record) -> str:
    """Return which value is longer than its column, "" where none is."""
    for name, limit in LIMITS.items():
        if len(getattr(record, name)) > limit:
            return _("%(name)s is longer than %(limit)d characters") % {"name": name, "limit": limit}
    return ""
