"""A Record as the rows of a publication: pure, but for the keys that `Shared` has found."""

import hashlib
import uuid
from dataclasses import fields

from formats.record import Contributor, Identifier, Record
from publications.models import (
    Classification,
    Contribution,
    ContributionAffiliation,
    Funding,
    Link,
    Publication,
    PublicationKeyword,
    Text,
)
from publications.models import Identifier as IdentifierRow
from publications.records.reading import SAME
from publications.records.shared import Shared, in_serial

NAMESPACE = uuid.UUID("6f1c8c5e-54a7-5e0f-9b7e-0f6d2f6f4a11")  # of the uuids made from a source and an id

COPIED = [name for name in SAME if name not in ("created", "updated", "ours")]
DEFAULTS = {field.name: field.default for field in fields(Record)}


def digest_of(record: Record) -> str:
    """Return 32 hexadecimal digits that change with the record; fields that are not set do not count."""
    told = [(name, value) for name in DEFAULTS if (value := getattr(record, name)) != DEFAULTS[name]]
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def uuid_of(record: Record) -> uuid.UUID:
    """Return the uuid of a record's publication: its id if that is one, else made of source and id, always the same."""
    try:
        return uuid.UUID(record.id)
    except ValueError:
        return uuid.uuid5(NAMESPACE, f"{record.source}:{record.id}")


def fill(publication: Publication, record: Record, shared: Shared) -> None:
    """Set a publication's own columns to what the record says."""
    for name in COPIED:
        setattr(publication, name, getattr(record, name))
    publication.journal_id = shared.journal(record)
    publication.container_title = record.container_title
    publication.publisher_id = None if in_serial(record) else shared.publisher(record)
    publication.issn, publication.eissn = record.issn, record.eissn
    publication.ours = _ours(record, shared)


def _ours(record: Record, shared: Shared) -> bool | None:
    if record.ours is not None:
        return record.ours
    return True if any(_of_the_house(name, shared) for name in record.contributors) else None


def _of_the_house(contributor: Contributor, shared: Shared) -> bool:
    units = (shared.unit(place) for place in contributor.affiliations)
    return any(unit.own for unit in units if unit)


def names(record: Record, shared: Shared) -> list[tuple[Contribution, list[ContributionAffiliation]]]:
    """Return the contributions of a record, each with its affiliations."""
    return [
        (_contribution(position, contributor, shared), _affiliations(contributor, shared))
        for position, contributor in enumerate(record.contributors)
    ]


def _contribution(position: int, contributor: Contributor, shared: Shared) -> Contribution:
    return Contribution(
        position=position,
        role=contributor.role,
        family=contributor.family,
        given=contributor.given,
        suffix=contributor.suffix,
        literal=contributor.literal,
        person_id=shared.person(contributor),
        ours=_of_the_house(contributor, shared),
        corresponding=contributor.corresponding,
        wrong_orcid=contributor.wrong_orcid,
    )


def _affiliations(contributor: Contributor, shared: Shared) -> list[ContributionAffiliation]:
    rows = []
    for position, place in enumerate(contributor.affiliations):
        unit = shared.unit(place)
        rows.append(
            ContributionAffiliation(position=position, organisation_id=unit.pk if unit else None, name=place.name)
        )
    return rows


def parts(record: Record, shared: Shared, identifiers: list[Identifier]) -> dict[type, list]:
    """Return the other rows of a record, by model, each in its order."""
    rows = {
        IdentifierRow: [IdentifierRow(scheme=row.scheme, value=row.value, problem=row.problem) for row in identifiers],
        Text: _texts(record),
        Link: [Link(url=row.url, kind=row.kind, label=row.label, media_type=row.media_type) for row in record.links],
        Funding: [
            Funding(funder=row.funder, funder_id=row.funder_id, award=row.award, title=row.title)
            for row in record.funding
        ],
        Classification: [Classification(subject_id=key) for key in shared.subjects(record)],
        PublicationKeyword: [PublicationKeyword(keyword_id=key) for key in shared.keywords(record)],
    }
    for found in rows.values():
        for position, row in enumerate(found):
            row.position = position
    return rows


def _texts(record: Record) -> list[Text]:
    return [
        *(Text(kind="title", text=row.text, language=row.language) for row in record.titles),
        *(Text(kind="abstract", text=row.text, language=row.language) for row in record.abstracts),
        *(Text(kind="note", text=row.text, heading=row.heading) for row in record.notes),
    ]


def identifiers_of(record: Record) -> list[Identifier]:
    """Return all identifiers of a record: the DOI first, then ISBNs, then the rest, each once."""
    rows = [Identifier(scheme="doi", value=record.doi)] if record.doi else []
    rows += [Identifier(scheme="isbn", value=value) for value in record.isbn]
    return list(dict.fromkeys([*rows, *record.identifiers]))
