"""A Record as the rows of a publication: pure, but for the keys that `Shared` has found.

Rows are tuples in the order of COLUMNS, which begin with the position: a batch of 500 records has some 6,000 rows, and
making model instances of them takes longer than all else in an import.
"""

import hashlib
import uuid
from dataclasses import fields, replace

from formats.record import Affiliation, Contributor, Identifier, Note, Record
from publications.models import (
    Classification,
    Contribution,
    ContributionAffiliation,
    Funding,
    Link,
    PublicationKeyword,
    Text,
)
from publications.models import Identifier as IdentifierRow
from publications.models.parts import LONGEST_IDENTIFIER
from publications.records.reading import SAME, identifier_fields
from publications.records.shared import Shared

HEADING = "As given in the source:"  # of a note on what has no other place
NAMESPACE = uuid.UUID("6f1c8c5e-54a7-5e0f-9b7e-0f6d2f6f4a11")  # of the uuids made from a source and an id

COLUMNS: dict[type, tuple[str, ...]] = {
    Contribution: (
        "position", "role", "family", "given", "suffix", "literal", "person_id", "ours", "corresponding", "wrong_orcid",
    ),
    ContributionAffiliation: ("position", "organisation_id", "name"),
    IdentifierRow: ("position", "scheme", "value", "problem"),
    Text: ("position", "kind", "language", "heading", "text"),
    Link: ("position", "url", "kind", "label", "media_type"),
    Funding: ("position", "funder", "funder_id", "award", "title"),
    Classification: ("position", "subject_id"),
    PublicationKeyword: ("position", "keyword_id"),
}  # fmt: skip
COPIED = [name for name in SAME if name not in ("created", "updated", "ours")]
DEFAULTS = {field.name: field.default for field in fields(Record)}


def digest_of(record: Record) -> str:
    """Return 32 hexadecimal digits that change with the record; fields that are not set do not count."""
    told = [(name, value) for name in DEFAULTS if (value := getattr(record, name)) != DEFAULTS[name]]
    others = [name.identifiers for name in record.contributors]
    told += [("identifiers of people", others)] if any(others) else []
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def uuid_of(record: Record) -> uuid.UUID:
    """Return the uuid of a record's publication: its id if that is one, else made of source and id, always the same."""
    try:
        return uuid.UUID(record.id)
    except ValueError:
        return uuid.uuid5(NAMESPACE, f"{record.source}:{record.id}")


def publication_values(record: Record, shared: Shared) -> dict:
    """Return what the record says of a publication's own columns."""
    return {name: getattr(record, name) for name in COPIED} | {
        "journal_id": shared.journal(record),
        "container_title": record.container_title,
        "publisher_id": shared.publisher(record),
        "issn": record.issn,
        "eissn": record.eissn,
        "ours": _ours(record, shared),
    }


def _ours(record: Record, shared: Shared) -> bool | None:
    if record.ours is not None:
        return record.ours
    return True if any(_of_the_house(name, shared) for name in record.contributors) else None


def _of_the_house(contributor: Contributor, shared: Shared) -> bool:
    units = (shared.unit(place) for place in contributor.affiliations)
    return any(unit.own for unit in units if unit)


def names(record: Record, shared: Shared) -> list[tuple[tuple, list[tuple]]]:
    """Return the row of each contributor with the rows of its affiliations."""
    return [
        (_contribution(position, contributor, shared), _affiliations(contributor, shared))
        for position, contributor in enumerate(record.contributors)
    ]


def _contribution(position: int, name: Contributor, shared: Shared) -> tuple:
    return (
        position, name.role, name.family, name.given, name.suffix, name.literal, shared.person(name),
        _of_the_house(name, shared), name.corresponding, name.wrong_orcid,
    )  # fmt: skip


def _affiliations(contributor: Contributor, shared: Shared) -> list[tuple]:
    rows = []
    for position, place in enumerate(contributor.affiliations):
        unit = shared.unit(place)
        rows.append((position, unit.pk if unit else None, place.name or ("" if unit else _code_of(place))))
    return rows


def _code_of(place: Affiliation) -> str:
    """Return what stands for a unit that is not known and has no name."""
    return place.unit or (f"https://ror.org/{place.ror}" if place.ror else "")


def parts(record: Record, shared: Shared, identifiers: list[Identifier]) -> dict[type, list[tuple]]:
    """Return the other rows of a record, by model, each in its order."""
    rows = {
        IdentifierRow: [(row.scheme, row.value, row.problem) for row in identifiers],
        Text: _texts(record, shared),
        Link: [(row.url, row.kind, row.label, row.media_type) for row in record.links],
        Funding: [(row.funder, row.funder_id, row.award, row.title) for row in record.funding],
        Classification: [(key,) for key in shared.subjects(record)],
        PublicationKeyword: [(key,) for key in shared.keywords(record)],
    }
    return {model: [(place, *row) for place, row in enumerate(found)] for model, found in rows.items()}


def _texts(record: Record, shared: Shared) -> list[tuple]:
    return [
        *(("title", row.language, "", row.text) for row in record.titles),
        *(("abstract", row.language, "", row.text) for row in record.abstracts),
        *(("note", "", row.heading, row.text) for row in record.notes),
        *(("note", "", HEADING, f"{row.scheme}: {row.value}") for row in too_long(record)),
        *(("note", "", "UKÄ:", code) for code in shared.unknown_subjects(record)),
    ]


def identifiers_of(record: Record) -> list[Identifier]:
    """Return the identifiers of a record: the DOI first, then ISBNs, then the rest, each once.

    What is too long for an identifier is left out: it is kept as a note.
    """
    return [row for row in _all_identifiers(record) if len(row.value) <= LONGEST_IDENTIFIER]


def too_long(record: Record) -> list[Identifier]:
    """Return the identifiers that are kept as notes."""
    return [row for row in _all_identifiers(record) if len(row.value) > LONGEST_IDENTIFIER]


def _all_identifiers(record: Record) -> list[Identifier]:
    rows = [Identifier(scheme="doi", value=record.doi)] if record.doi else []
    rows += [Identifier(scheme="isbn", value=value) for value in record.isbn]
    return list(dict.fromkeys([*rows, *record.identifiers]))


def as_stored(record: Record, shared: Shared, identifiers: list[Identifier]) -> Record:
    """Return a record as its rows say it: what had no place stands among the notes, what is not known is left out."""
    texts = (Note(heading=heading, text=text) for kind, _, heading, text in _texts(record, shared) if kind == "note")
    unknown = shared.unknown_subjects(record)
    return replace(
        record,
        contributors=tuple(_stored_name(name, shared) for name in record.contributors),
        notes=tuple(texts),
        subjects=tuple(dict.fromkeys(row for row in record.subjects if row.code not in unknown)),
        keywords=tuple(dict.fromkeys(record.keywords)),
        ours=_ours(record, shared),
        **identifier_fields({"scheme": row.scheme, "value": row.value, "problem": row.problem} for row in identifiers),
    )


def _stored_name(name: Contributor, shared: Shared) -> Contributor:
    """Return a contributor without the ids that are not its own, and with a name for each unit that is not known."""
    if not name.local_id and not name.identifiers and all(place.name for place in name.affiliations):
        return name
    return replace(
        name,
        local_id=name.local_id if shared.person(name) else "",
        identifiers=(),
        affiliations=tuple(
            place if place.name or shared.unit(place) else Affiliation(name=_code_of(place))
            for place in name.affiliations
        ),
    )
