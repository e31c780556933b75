"""The rows that many publications share, found or made for a whole batch of Records at once.

People are not guessed: a contributor is linked to a Person by a valid ORCID iD, which makes the Person where there is
none, or by the local id of a Person there is. How journals are found: journals.py.
"""

import uuid
from collections.abc import Iterable

from django.db import connection

from formats.record import Affiliation, Contributor, Record
from formats.types import TYPES
from publications.models import Keyword, Organisation, Person, PersonIdentifier, Publisher, Subject
from publications.models.wording import slug_of, slug_with
from publications.records.bulk import insert_missing, rows_with
from publications.records.journals import Journals
from publications.records.merged import found_by_former

PERSON_COLUMNS = (
    "slug", "uuid", "orcid", "family", "given", "title_en", "title_sv", "profile_en", "profile_sv",
)  # fmt: skip
LONGEST_NAME = Person._meta.get_field("family").max_length
SERIALS = {"contributiontojournal", "contributiontoperiodical"}


def in_serial(record: Record) -> bool:
    """Return whether what it was published in is a serial, and not a book."""
    return bool(record.container_title) and TYPES[record.type].pure.partition("/")[0] in SERIALS


def free_slugs(model: type, texts: Iterable[tuple[uuid.UUID, str]]) -> dict[uuid.UUID, str]:
    """Return a slug for each uuid and text, with digits of the uuid where the plain one is taken. 1 query."""
    wanted = {identity: slug_of(text) for identity, text in texts}
    taken = {slug for (slug,) in rows_with(model, "slug", set(wanted.values()), "slug")}
    slugs = {}
    for identity, slug in wanted.items():
        slugs[identity] = slug_with(slug, identity) if slug in taken else slug
        taken.add(slug)
    return slugs


class Shared:
    """The people, units, journals, publishers, subjects and keywords of a batch of Records. About 12 queries."""

    def __init__(self, records: list[Record]):
        self._publishers = self._all_publishers(records)
        self._journals = Journals([record for record in records if in_serial(record)], self.publisher)
        self._subjects = self._all_subjects(records)
        self._keywords = self._all_keywords(records)
        names = [contributor for record in records for contributor in record.contributors]
        self._people, self._local_people = self._all_people(names)
        self._keep_identifiers(names)
        self._units = self._all_units({place for name in names for place in name.affiliations})

    def publisher(self, record: Record) -> int | None:
        """Return the key of a record's publisher, None where it names none."""
        return self._publishers.get(record.publisher)

    def journal(self, record: Record) -> int | None:
        """Return the key of the serial that a record is in, None where it is in none."""
        return self._journals.key(record) if in_serial(record) else None

    def person(self, contributor: Contributor) -> int | None:
        """Return the key of the Person of a contributor, None where not recognised."""
        return self._people.get(contributor.orcid) or self._local_people.get(contributor.local_id)

    def unit(self, place: Affiliation) -> Organisation | None:
        """Return the organisation of an affiliation, None where not recognised."""
        return self._units.get(place.unit) or self._units.get(place.ror)

    def subjects(self, record: Record) -> list[int]:
        """Return the keys of a record's subjects; codes that no edition has are left out (see `unknown_subjects`)."""
        keys = (self._subjects.get((row.edition, row.code)) for row in record.subjects)
        return list(dict.fromkeys(key for key in keys if key))

    def unknown_subjects(self, record: Record) -> list[str]:
        """Return the codes of a record that its edition does not have."""
        return [row.code for row in record.subjects if (row.edition, row.code) not in self._subjects]

    def keywords(self, record: Record) -> list[int]:
        """Return the keys of a record's keywords, each once."""
        return list(dict.fromkeys(self._keywords[row.text, row.language] for row in record.keywords))

    @staticmethod
    def _all_publishers(records: list[Record]) -> dict[str, int]:
        """Return the key of the publisher for each name, whatever its case."""
        names = {record.publisher for record in records} - {""}
        found = _publishers_named(names)
        found |= found_by_former(Publisher, "name", names - found.keys())
        if missing := names - found.keys():
            by_case = {name.lower(): name for name in sorted(missing)}
            Publisher.objects.bulk_create((Publisher(name=name) for name in by_case.values()), ignore_conflicts=True)
            found |= _publishers_named(missing)
        return found

    @staticmethod
    def _all_subjects(records: list[Record]) -> dict[tuple[str, str], int]:
        codes = {row.code for record in records for row in record.subjects}
        rows = Subject.objects.filter(code__in=codes).values_list("edition", "code", "pk")
        return {(edition, code): key for edition, code, key in rows}

    @staticmethod
    def _all_keywords(records: list[Record]) -> dict[tuple[str, str], int]:
        wanted = {(row.text, row.language) for record in records for row in record.keywords}
        terms = {term for term, _ in wanted}

        def found() -> dict:
            rows = rows_with(Keyword, "term", terms, "term", "language", "id") if terms else ()
            return {(term, language): key for term, language, key in rows}

        known = found()
        known |= _merged_keywords(wanted - known.keys())
        missing = [(uuid.uuid4(), *keyword) for keyword in sorted(wanted - known.keys())]
        made = insert_missing(Keyword, ("uuid", "term", "language"), missing, "term", "language", "id")
        known |= {(term, language): key for term, language, key in made}
        return known if len(made) == len(missing) else known | found()  # others may make keywords at the same time

    @staticmethod
    def _all_people(names: list[Contributor]) -> tuple[dict[str, int], dict[str, int]]:
        first = {name.orcid: name for name in reversed(names) if name.orcid and (name.family or name.literal)}
        known = dict(rows_with(Person, "orcid", first, "orcid", "id"))
        known |= found_by_former(Person, "orcid", first.keys() - known.keys())
        missing = [name for orcid, name in first.items() if orcid not in known]
        made = dict(insert_missing(Person, PERSON_COLUMNS, _new_people(missing), "orcid", "id"))
        known |= made if len(made) == len(missing) else dict(rows_with(Person, "orcid", first, "orcid", "id"))
        local = {name.local_id for name in names if name.local_id}
        here = dict(rows_with(Person, "local_id", local, "local_id", "id"))
        return known, here | found_by_former(Person, "local_id", local - here.keys())

    def _keep_identifiers(self, names: list[Contributor]) -> None:
        """Give people whom a record recognises the other ids that it names; one of somebody else stays theirs."""
        rows = [
            (key, row.scheme, row.value)
            for name in names
            if name.identifiers and (key := self.person(name))
            for row in name.identifiers
            if not row.problem
        ]
        insert_missing(PersonIdentifier, ("person_id", "kind", "value"), list(dict.fromkeys(rows)), "id")

    @staticmethod
    def _all_units(places: set[Affiliation]) -> dict[str, Organisation]:
        codes = {place.unit for place in places} - {""}
        rors = {place.ror for place in places} - {""}
        if not codes and not rors:
            return {}
        units = Organisation.objects.filter(code__in=codes) | Organisation.objects.filter(ror__in=rors)
        found = {key: unit for unit in units for key in (unit.code, unit.ror) if key}
        merged = found_by_former(Organisation, "code", codes - found.keys())
        merged |= found_by_former(Organisation, "ror", rors - found.keys())
        stayed = Organisation.objects.in_bulk(merged.values()) if merged else {}
        return found | {value: stayed[key] for value, key in merged.items()}


def _new_people(names: list[Contributor]) -> list[tuple]:
    """Return rows of PERSON_COLUMNS; an undivided name is cut, but stands whole on the publication."""
    if not names:
        return []
    rows = [
        (
            uuid.uuid4(),
            name.orcid,
            name.family or name.literal[:LONGEST_NAME],
            " ".join(filter(None, (name.given, name.suffix))),
        )
        for name in names
    ]
    slugs = free_slugs(Person, [(identity, f"{given} {family}".strip()) for identity, _, family, given in rows])
    return [(slugs[row[0]], *row, "", "", "", "") for row in rows]


def _merged_keywords(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the keys of keywords into which those with a term and language were merged. 1 query a language."""
    found = {}
    for language in {language for _, language in wanted}:
        terms = {term for term, other in wanted if other == language}
        merged = found_by_former(Keyword, f"term {language}".strip(), terms)
        found |= {(term, language): key for term, key in merged.items()}
    return found


def _publishers_named(names: set[str]) -> dict[str, int]:
    """Return the key of the oldest publisher for each name there is, whatever its case. The database folds case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted.name, min(found.id) FROM unnest(%s::text[]) AS wanted(name) "
            "JOIN publications_publisher found ON md5(lower(found.name)) = md5(lower(wanted.name)) "
            "GROUP BY wanted.name",
            [list(names)],
        )
        return dict(cursor.fetchall())
