"""Units and people of the house, from lists of plain rows. What is there already stays: staff may have changed it.

A unit has `name_en`, `name_sv`, `kind`, `own`, `parent` (a code) and `code`, or `ror` where it has no code. A person
has `family`, `given`, `local_id`, `orcid`, `title_en`, `title_sv`, `profile_en`, `profile_sv`, `affiliations`
(`unit` or `ror`, `start`, `end`), other `names`, and `identifiers` (`kind` of formats.person_identifiers, `value`).
"""

from collections.abc import Iterable

from django.db import transaction

from formats import person_identifiers
from publications.models import Affiliation, Organisation, Person, PersonIdentifier, PersonName
from publications.records.shared import free_slugs

UNIT_COLUMNS = ("name_en", "name_sv", "kind", "own", "code", "ror")
PERSON_COLUMNS = ("family", "given", "local_id", "orcid", "title_en", "title_sv", "profile_en", "profile_sv")


def load_organisations(rows: Iterable[dict]) -> int:
    """Make the organisations that are missing, and return how many. Those above stand before those below in the rows.

    About 3 queries for each generation of units.
    """
    with transaction.atomic():
        known = _organisations()
        waiting = [row for row in rows if _key(row) not in known]
        made = 0
        while waiting:
            ready = [row for row in waiting if "parent" not in row or row["parent"] in known]
            if not ready:
                raise ValueError(f"There is no unit {waiting[0]['parent']}, of which {_key(waiting[0])} is part")
            _make_organisations(ready, known)
            made += len(ready)
            waiting = [row for row in waiting if _key(row) not in known]
        return made


def _key(row: dict) -> str:
    return row.get("code") or row["ror"]


def _organisations() -> dict[str, int]:
    """Return the key of each organisation by its code and by its ROR id."""
    rows = Organisation.objects.values_list("code", "ror", "pk")
    return {key: pk for code, ror, pk in rows for key in (code, ror) if key}


def _make_organisations(rows: list[dict], known: dict[str, int]) -> None:
    units = [
        Organisation(
            parent_id=known.get(row.get("parent")), **{name: row[name] for name in UNIT_COLUMNS if name in row}
        )
        for row in rows
    ]
    slugs = free_slugs(Organisation, [(unit.uuid, unit.slug_text) for unit in units])
    for unit in units:
        unit.slug = slugs[unit.uuid]
    for unit in Organisation.objects.bulk_create(units):
        known |= {key: unit.pk for key in (unit.code, unit.ror) if key}


def load_people(rows: Iterable[dict]) -> int:
    """Make the people that are missing, known by their local id, and return how many. 7 queries.

    ValueError for an id of a wrong form.
    """
    rows = list(rows)
    with transaction.atomic():
        local_ids = [row["local_id"] for row in rows]
        known = set(Person.objects.filter(local_id__in=local_ids).values_list("local_id", flat=True))
        rows = [row for row in rows if row["local_id"] not in known]
        people = [Person(**{name: row[name] for name in PERSON_COLUMNS if name in row}) for row in rows]
        slugs = free_slugs(Person, [(person.uuid, person.slug_text) for person in people])
        for person in people:
            person.slug = slugs[person.uuid]
        _load_parts(list(zip(Person.objects.bulk_create(people), rows, strict=True)))
        return len(people)


def _load_parts(pairs: list[tuple[Person, dict]]) -> None:
    units = _organisations()
    Affiliation.objects.bulk_create(
        Affiliation(
            person=person,
            organisation_id=units[place.get("unit") or place["ror"]],
            start=place.get("start", ""),
            end=place.get("end", ""),
        )
        for person, row in pairs
        for place in row.get("affiliations", ())
    )
    PersonName.objects.bulk_create(
        PersonName(person=person, **name) for person, row in pairs for name in row.get("names", ())
    )
    PersonIdentifier.objects.bulk_create(
        PersonIdentifier(person=person, kind=given["kind"], value=_normal(person, **given))
        for person, row in pairs
        for given in row.get("identifiers", ())
    )


def _normal(person: Person, kind: str, value: str) -> str:
    if kind not in person_identifiers.KINDS:
        raise ValueError(f"{person}: there is no kind of id {kind!r}")
    try:
        return person_identifiers.normal(kind, value)
    except ValueError as error:
        raise ValueError(f"{person}: {kind} {value!r} {error}") from error
