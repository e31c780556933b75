"""What staff and a source both changed, and the decision on it: was, yours, theirs, field by field."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from curation.intake.differing import label_of, shown
from formats.record import Record
from publications.models import Conflict, Publication
from publications.records.imported import record_from, value_from
from publications.records.reading import printed_record_of
from publications.records.shared import Shared
from publications.records.threeway import THEIRS, Row
from publications.records.updating import HOST, Taking, take


@dataclass(frozen=True)
class Question:
    """A field that waits for a decision, as people read it."""

    key: int
    label: str
    source: str
    was: str
    yours: str
    theirs: str


def questions(publication: Publication) -> list[Question]:
    """Return the fields of a publication that wait for a decision. 6 queries."""
    waiting = list(_waiting(publication))
    yours = printed_record_of(Publication.objects.for_record().get(pk=publication.pk)) if waiting else None
    return [
        Question(
            key=row.pk,
            label=label_of(row.field),
            source=str(row.source),
            was=shown(row.field, value_from(row.field, row.was)),
            yours=shown(row.field, getattr(yours, row.field)),
            theirs=shown(row.field, value_from(row.field, row.theirs)),
        )
        for row in waiting
    ]


def decide(publication: Publication, choices: dict[int, str], user) -> int:
    """Carry out decisions, given by the keys of what waits, and return how many; all of them or none.

    IntegrityError where the database has something against a value of the source, such as a DOI that another has.
    """
    with transaction.atomic():
        Publication.objects.select_for_update().get(pk=publication.pk)
        asked = [row for row in _waiting(publication) if choices.get(row.pk) in Conflict.Decision.values]
        for row in asked:
            if choices[row.pk] == Conflict.Decision.THEIRS:
                _take(publication, row.field, value_from(row.field, row.theirs), record_from(row.source.record or {}))
            row.decision, row.decided, row.decided_by = choices[row.pk], timezone.now(), user
            row.save(update_fields=["decision", "decided", "decided_by"])
    return len(asked)


def _waiting(publication: Publication):
    return Conflict.objects.filter(publication=publication, decision="").order_by("pk")


def _take(publication: Publication, name: str, value, record: Record) -> None:
    """Bring a field to a value of a record. Journal, people and keywords are made where they are not there."""
    loaded = Publication.objects.for_record().get(pk=publication.pk)
    named = _with_host(Record(**{"type": record.type, name: value}), record)
    take([Taking(loaded, [Row(name, None, None, value, THEIRS, value)], record)], Shared([named]))


def _with_host(named: Record, record: Record) -> Record:
    """Return a record with what its journal is known by, where any of that is taken."""
    if not any(getattr(named, name) for name in HOST - {"type"}):
        return named
    return replace(named, **{name: getattr(record, name) for name in (*HOST, "container_title_short", "publisher")})
