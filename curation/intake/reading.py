"""The parts of an import, read or fetched: each becomes records, or what could not be read with its reason.

A part is read in one transaction, so that whoever is killed leaves it whole or unread. Nothing that was handed in
vanishes: a part without any record leaves an item that says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from curation.fetch import FetchError, answer_for
from curation.fetch.client import name_of
from curation.intake.archives import files_in, is_archive
from curation.models import Import, ImportItem, ImportPart
from curation.wording import told
from formats import FORMATS, Record, reading
from formats.record import Refusal
from formats.richtext import plain
from publications.records.imported import plain_of, record_from

OWN = "import"  # the source of records that have none of their own
LONGEST_SOURCE, LONGEST_ID, LONGEST_TITLE = 100, 500, 300
_AT_ONCE = 1000  # rows in a statement


def read_parts(found: Import) -> None:
    """Read all parts that have not been read yet, one after the other."""
    with translation.override(found.language):
        while part := found.parts.filter(is_read=False).first():
            _read(part)


def _read(part: ImportPart) -> None:
    made = list(_items(part))  # asks services: outside of the transaction
    with transaction.atomic():
        locked = ImportPart.objects.select_for_update().get(pk=part.pk)
        if locked.is_read:
            return
        if part.kind == ImportPart.Kind.FILE and is_archive(bytes(part.data)):
            made = list(_unpack(part))
        ImportItem.objects.bulk_create(made, batch_size=_AT_ONCE)
        part.data, part.is_read = None, True
        part.save(update_fields=["data", "is_read", "read_as", "encoding"])


def _items(part: ImportPart) -> Iterator[ImportItem]:
    if part.kind == ImportPart.Kind.UNKNOWN:
        return iter([_failed(part, 1, bytes(part.data).decode(), part.value)])
    if part.kind == ImportPart.Kind.IDENTIFIER:
        return _fetched(part)
    data = bytes(part.data)
    return iter(()) if is_archive(data) else _found(part, data)


def _found(part: ImportPart, data: bytes) -> Iterator[ImportItem]:
    whole = reading.reading_of(data)
    part.read_as = FORMATS[whole.format].label if whole.format else ""
    part.encoding = whole.encoding
    yield from _each(part, whole.found)


def _fetched(part: ImportPart) -> Iterator[ImportItem]:
    try:
        answer = answer_for(part.scheme, part.value)
    except FetchError as error:
        yield _failed(part, 1, part.value, str(error))
        return
    part.read_as = name_of(answer.service)
    found = reading.reading_of(answer.data).found[:1]  # a catalogue may have the same book twice
    known = (replace(one, source=answer.service, id=part.value) if isinstance(one, Record) else one for one in found)
    yield from _each(part, known)


def _each(part: ImportPart, found: Iterable[Record | Refusal]) -> Iterator[ImportItem]:
    number = 0
    for number, one in enumerate(found, start=1):
        yield (
            _failed(part, number, one.text, told(one.reason)) if isinstance(one, Refusal) else _item(part, number, one)
        )
    if not number:
        yield _failed(part, 1, "", _("No records were found in it."))


def _item(part: ImportPart, number: int, record: Record) -> ImportItem:
    source, key = record.source, record.id
    if not source or not key or len(source) > LONGEST_SOURCE or len(key) > LONGEST_ID:
        source, key = own_identity(part, number)
    return ImportItem(
        owner_id=part.owner_id,
        part=part,
        position=number,
        source=source,
        source_id=key,
        record=plain_of(record),
        doi=record.doi[:500],
        title=plain(record.full_title)[:LONGEST_TITLE],
    )


def own_identity(part: ImportPart, number: int) -> tuple[str, str]:
    """Return a source and id that nothing else has: of this record of this import."""
    return OWN, f"{part.owner.uuid}:{part.position}:{number}"


def record_of(item: ImportItem) -> Record:
    """Return the Record of an item, with its source and id."""
    return replace(record_from(item.record), source=item.source, id=item.source_id)


def _failed(part: ImportPart, number: int, text: str, reason: str) -> ImportItem:
    return ImportItem(
        owner_id=part.owner_id,
        part=part,
        position=number,
        text=_storable(text),
        reason=_storable(reason),
        state=ImportItem.State.FAILED,
    )


def _storable(text: str) -> str:
    """Return a text as the database can keep it."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _unpack(part: ImportPart) -> Iterator[ImportItem]:
    """Make a part of each file of an archive; yield an item for what cannot be had."""
    last = ImportPart.objects.filter(owner=part.owner).aggregate(last=Max("position"))["last"]
    part.read_as = "ZIP"
    for number, packed in enumerate(files_in(bytes(part.data)), start=1):
        if reason := packed.reason or _nested(packed.data):
            yield _failed(part, number, packed.name, reason)
        else:
            last += 1
            name = f"{part.name}: {packed.name}"[:300]
            ImportPart.objects.create(
                owner=part.owner, position=last, kind=ImportPart.Kind.FILE, name=name, data=packed.data
            )


def _nested(data: bytes) -> str:
    """Return what is against unpacking an archive within an archive, as bombs are made: it may go on for ever."""
    return _("It is an archive within an archive. Unpack it, and hand in the files in it.") if is_archive(data) else ""
