"""A publication brought to what its changed record says, without undoing what staff did to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from formats.record import Identifier, Record
from publications.models import (
    Classification,
    Contribution,
    ContributionAffiliation,
    Funding,
    Link,
    Publication,
    PublicationKeyword,
    SourceRecord,
    Text,
)
from publications.models import Identifier as IdentifierRow
from publications.records.bulk import bring_to, change_rows, matched, rows_of, values_of
from publications.records.conflicts import keep_conflicts
from publications.records.imported import record_from, to_json
from publications.records.reading import printed_record_of, printed_title
from publications.records.rows import COLUMNS, COPIED, digest_of, identifiers_of, names, parts
from publications.records.shared import Shared
from publications.records.threeway import BOTH, CONFLICT, Row, compare

# Which table holds which fields of a Record, those of one table in the order of its rows.
TABLES: dict[type, tuple[str, ...]] = {
    IdentifierRow: ("doi", "isbn", "identifiers"),
    Text: ("titles", "abstracts", "notes"),
    Link: ("links",),
    Funding: ("funding",),
    Classification: ("subjects",),
    PublicationKeyword: ("keywords",),
}
OF_TEXT = {"title": "titles", "abstract": "abstracts", "note": "notes"}
OWN = {*COPIED, "container_title", "issn", "eissn", "ours"}
HOST = {"type", "container_title", "issn", "eissn"}  # what a journal is known by
NOUNS = ("subjects", "keywords")
NAME = ("family", "given", "suffix", "literal")
PLACE = {name: place for place, name in enumerate(COLUMNS[Contribution])}
_UNIT, _PRINTED = (COLUMNS[ContributionAffiliation].index(name) for name in ("organisation_id", "name"))


def locked(keys: list[tuple[str, str]]) -> dict[tuple[str, str], SourceRecord]:
    """Return what is known of sources and their ids, with publications that nobody else can change meanwhile.

    Publications are as `for_record` loads them. 5 queries.
    """
    found = SourceRecord.objects.filter(source_id__in=[key[1] for key in keys], source__in={key[0] for key in keys})
    sources = found.with_record().order_by("publication").select_for_update(of=("self", "publication"))
    known = {(row.source, row.source_id): row for row in sources}
    publications = Publication.objects.for_record().in_bulk({row.publication_id for row in known.values()})
    for row in known.values():
        row.publication = publications[row.publication_id]
    return known


def update(found: list[tuple[SourceRecord, Record, Record]], shared: Shared, now: datetime) -> list[list[str]]:
    """Bring publications to what their sources changed, and return for each the fields that wait for a decision.

    Needs: sources that are `locked`, each with what it says now, as a Record and as that is stored.
    """
    compared = [compare_with(source, theirs) for source, _, theirs in found]
    takings = [
        Taking(source.publication, [row for row in rows if row.taken], theirs)
        for (source, _, theirs), rows in zip(found, compared, strict=True)
    ]
    take(takings, shared)
    _note(found, now)
    keep_conflicts([(source, rows) for (source, _, _), rows in zip(found, compared, strict=True)])
    return [[row.field for row in rows if row.outcome == CONFLICT] for rows in compared]


def compare_with(source: SourceRecord, theirs: Record) -> list[Row]:
    """Return what a source says now beside what it said and what staff made of it. Needs: a source that is `locked`."""
    was = record_from(source.record) if source.record is not None else None
    return compare(was, printed_record_of(source.publication), theirs)


def give_up_dois(wanted: list[tuple[SourceRecord, list[Identifier]]]) -> None:
    """Delete the DOIs that sources have taken back, so that another record of the batch may take them. 1 query."""
    gone = [
        (source.publication_id, source.record["doi"])
        for source, identifiers in wanted
        if source.record and source.record.get("doi") not in (None, *(row.value for row in identifiers))
    ]
    if gone:
        keys, values = zip(*gone, strict=True)
        found = IdentifierRow.objects.filter(publication__in=keys, scheme="doi", problem="", value__in=values)
        pairs = found.values_list("pk", "publication_id", "value")
        IdentifierRow.objects.filter(pk__in=[key for key, *pair in pairs if tuple(pair) in set(gone)]).delete()


@dataclass
class Taking:
    """Fields of a publication that come to the values of `rows`; `theirs` is the record that these came with."""

    publication: Publication  # loaded with `for_record`
    rows: list[Row]
    theirs: Record


def take(found: list[Taking], shared: Shared) -> None:
    """Bring fields of publications to their values; status, address and the like are the staff's. Needs: their nouns.

    1 query for all that change the same columns, and some 4 for each kind of part that changes.
    """
    for some in _one_of_each(found):
        changed: dict[tuple, list[tuple]] = {}
        for taking in some:
            own = _columns(taking, shared)
            changed.setdefault(tuple(own), []).append((taking.publication.pk, *own.values()))
        for columns, rows in changed.items():
            if columns:
                change_rows(Publication, columns, rows)
        _take_names(some, shared)
        _take_parts(some, shared)


def _one_of_each(found: list[Taking]) -> list[list[Taking]]:
    """Return what is taken in lists that hold no publication twice: two sources may change the same one."""
    rounds: list[dict[int, Taking]] = []
    for taking in found:
        key = taking.publication.pk
        free = next((one for one in rounds if key not in one), None)
        if free is None:
            rounds.append(free := {})
        free[key] = taking
    return [list(one.values()) for one in rounds]


def _columns(taking: Taking, shared: Shared) -> dict:
    """Return the columns that change with some fields. The journal goes with what is printed, unless staff chose it."""
    values, theirs = {row.field: row.value for row in taking.rows}, taking.theirs
    own = {name: value for name, value in values.items() if name in OWN}
    if "publisher" in values:
        own["publisher_id"] = shared.publisher(theirs)
    printed = values.get("container_title", printed_title(taking.publication))
    if values.keys() & HOST and printed == theirs.container_title:
        own["journal_id"] = shared.journal(theirs)
    return own


def _take_parts(found: list[Taking], shared: Shared) -> None:
    values = {
        taking.publication.pk: {row.field: row.value for row in taking.rows if row.field not in OWN} for taking in found
    }
    # Also subjects and keywords that staff gave.
    both = [taking.publication.pk for taking in found if any(row.outcome == BOTH for row in taking.rows)]
    given = [Record(**{name: values[key][name] for name in NOUNS if name in values[key]}) for key in both]
    nouns = dict.fromkeys(both, Shared(given)) if both else {}
    for model, fields in TABLES.items():
        changed = {key: {name: own[name] for name in fields if name in own} for key, own in values.items()}
        changed = {key: own for key, own in changed.items() if own}
        there = rows_of(model, "publication", changed)
        wanted = {key: _wanted(model, there.get(key, []), own, nouns.get(key, shared)) for key, own in changed.items()}
        bring_to(model, COLUMNS[model], wanted, there=there)


def _wanted(model: type, found: list, values: dict, shared: Shared) -> list[tuple]:
    """Return the rows of a table when some of the fields that it holds have new values; the others stay."""
    record = Record(**values)
    there = [values_of(row, COLUMNS[model]) for row in found]
    kept = [row for row in there if _field(model, row) not in values]
    new = parts(record, shared, identifiers_of(record))[model]
    if model is Text:
        known = {_said(row): row for row in there}
        new = [known.get(_said(row), row) for row in new]
    fields = TABLES[model]
    found = sorted([*kept, *new], key=lambda row: fields.index(_field(model, row)))
    return [(place, *row[1:]) for place, row in enumerate(found)]


def _said(row: tuple) -> tuple:
    """Return what a Record says of a row; staff may have set a text under a heading that it has no place for."""
    _, kind, language, heading, text = row
    return (kind, language, heading if kind == "note" else "", text)


def _field(model: type, row: tuple) -> str:
    """Return the field of a Record that a row belongs to."""
    if model is Text:
        return OF_TEXT[row[1]]
    if model is IdentifierRow:
        _, scheme, _, problem = row
        return "identifiers" if problem or scheme not in ("doi", "isbn") else scheme
    return TABLES[model][0]


def _as_they_are(row: Row) -> set[int]:
    """Return the places of names that stay as staff made them, where others follow the source."""
    if row.outcome != BOTH:
        return set()
    return {place for place, name in enumerate(row.value) if name is row.yours[place]}


def _take_names(found: list[Taking], shared: Shared) -> None:
    """Bring the contributions to what records say; what staff recognised stays with the same name."""
    rows = {taking.publication.pk: row for taking in found for row in taking.rows if row.field == "contributors"}
    there = rows_of(Contribution, "publication", rows)
    said = {key: names(Record(contributors=row.value), shared) for key, row in rows.items()}
    old = {
        key: matched(there.get(key, []), NAME, COLUMNS[Contribution], [name for name, _ in named])[0]
        for key, named in said.items()
    }
    wanted = {key: _wanted_names(row, said[key], old[key], there.get(key, [])) for key, row in rows.items()}
    keys = bring_to(Contribution, COLUMNS[Contribution], wanted, NAME, there=there)
    before = rows_of(ContributionAffiliation, "contribution", [row.pk for rows in old.values() for row in rows if row])
    places = {}
    for key, row in rows.items():
        stay = _as_they_are(row)
        for place, (contribution, (_, printed)) in enumerate(zip(keys[key], said[key], strict=True)):
            if place not in stay:
                was = [values_of(one, COLUMNS[ContributionAffiliation]) for one in before.get(contribution, [])]
                places[contribution] = _with_units(printed, was)
    bring_to(ContributionAffiliation, COLUMNS[ContributionAffiliation], places, parent="contribution")


def _wanted_names(
    row: Row, said: list[tuple], old: list[Contribution | None], found: list[Contribution]
) -> list[tuple]:
    """Return the rows of the names of a publication, those that staff made others as they are."""
    told, stay = any(name[PLACE["corresponding"]] for name, _ in said), _as_they_are(row)
    return [
        values_of(found[place], COLUMNS[Contribution]) if place in stay else _recognised(name, before, told)
        for place, ((name, _), before) in enumerate(zip(said, old, strict=True))
    ]


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


def _with_units(places: list[tuple], before: list[tuple]) -> list[tuple]:
    """Return the affiliations with the units that the same printed names had."""
    units = {place[_PRINTED]: place[_UNIT] for place in before if place[_PRINTED] and place[_UNIT]}
    return [
        (place[0], place[_UNIT] if place[_UNIT] is not None else units.get(place[_PRINTED]), place[_PRINTED])
        for place in places
    ]


def _note(found: list[tuple[SourceRecord, Record, Record]], now: datetime) -> None:
    """Keep what sources say now, given as Records and as those are stored, and since when they have them. 2 queries."""
    change_rows(
        SourceRecord,
        ("digest", "record"),
        [(source.pk, digest_of(record), to_json(theirs)) for source, record, theirs in found],
    )
    dates = [(source.publication, min(record.created, now)) for source, record, _ in found if record.created]
    changed = [(publication.pk, created) for publication, created in dates if created != publication.created]
    change_rows(Publication, ("created",), changed)


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
