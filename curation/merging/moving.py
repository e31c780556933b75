"""The merging itself: everything that refers to the rows that go refers to the one that stays, in one transaction."""

from array import array

from django.db import connection, models

from curation.merging import publications, said
from curation.merging.choosing import Comparison
from curation.merging.relations import Relation, relations_of
from curation.models import Operation
from curation.operations import operation, sql
from publications.models import (
    FormerSlug,
    FormerValue,
    Journal,
    Keyword,
    Organisation,
    Person,
    PersonName,
    Publication,
    Publisher,
)
from publications.models.wording import Slugged

# By what else a row was known: a merged one is found by it for ever. A person's names have a table of their own.
KNOWN_BY = {
    Person: ("orcid", "local_id"),
    Organisation: ("code", "ror", "name_en", "name_sv"),
    Journal: ("issn", "eissn", "title", "abbreviation"),
    Publisher: ("name",),
    Keyword: ("term",),
}


def merge(comparison: Comparison, parts: dict[str, int], user, tell: sql.Tell = sql.nobody) -> Operation:
    """Merge rows into the one that stays, and return the operation. Needs: the rows, checked (choosing.py).

    `parts` says of publications whose contributors, texts ... are kept. `tell` is told of rows as they are moved.
    IntegrityError where the database refuses it.
    """
    survivor, others = comparison.survivor, comparison.others

    def about() -> str:
        return f"{' + '.join(map(str, others))} → {survivor}"

    details = {"survivor": survivor.pk, "merged": comparison.keys}
    with operation(Operation.Kind.MERGE, user, comparison.model, about, **details) as done:
        values = {column.attname: getattr(comparison.source(column), column.attname) for column in comparison.columns}
        if comparison.model is Publication:
            publications.unite(survivor, others, parts)
        _move_all(survivor, others, values, tell)
        _keep_addresses(survivor, others)
        _keep_values(comparison, values)
        said.keep(survivor, others)
        if comparison.model is Publication:
            publications.withdraw(others, survivor)
        else:
            comparison.model.objects.filter(pk__in=comparison.keys).delete()
        if values:
            comparison.model.objects.filter(pk=survivor.pk).update(**values)
    return done


def _move_all(survivor: models.Model, others: list[models.Model], values: dict, tell: sql.Tell) -> None:
    keys, is_publication = [row.pk for row in others], isinstance(survivor, Publication)
    for relation in relations_of(type(survivor)):
        if relation.is_own:
            _move_own(relation, survivor, keys, values)
        elif relation.moves and not (is_publication and relation.model in publications.PARTS):
            _move(relation, survivor.pk, keys, tell, leave=is_publication)


def _move(relation: Relation, survivor: int, keys: list[int], tell: sql.Tell, *, leave: bool) -> None:
    """Let the rows of a relation refer to the one that stays; doubles are deleted, or with `leave` stay where they are.

    2 queries, 1 more for each SLICE of rows. Of rows that go, only the keys are in memory.
    """
    doubles, rows = _doubles(relation, survivor, keys), relation.model._base_manager
    moving = array("q", relation.of(keys).values_list("pk", flat=True).iterator())
    if not leave:
        for some in sql.batched(doubles, sql.SLICE):
            rows.filter(pk__in=some).delete()
            tell(len(some))
    stay = set(doubles)
    for some in sql.batched(moving, sql.SLICE):
        tell(rows.filter(pk__in=[key for key in some if key not in stay]).update(**{relation.name: survivor}))


def _doubles(relation: Relation, survivor: int, keys: list[int]) -> list[int]:
    """Return the rows that say what the row that stays, or one before them, has already. 1 query."""
    if relation.same is None:
        return []
    table, owner = relation.model._meta.db_table, relation.field.column
    same = [relation.model._meta.get_field(name).column for name in relation.same]
    within = "".join(f'"{column}", ' for column in same)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT id FROM (
                SELECT id, "{owner}" AS owner,
                    row_number() OVER (PARTITION BY {within}true ORDER BY "{owner}" <> %(stays)s, id) AS place
                FROM "{table}" WHERE "{owner}" = ANY(%(keys)s)
            ) found WHERE place > 1 AND owner <> %(stays)s ORDER BY id
            """,  # noqa: S608
            {"stays": survivor, "keys": [survivor, *keys]},
        )
        return [key for (key,) in cursor]


def _move_own(relation: Relation, survivor: models.Model, keys: list[int], values: dict) -> None:
    """Let rows of the same kind refer to the one that stays, itself to what is above those that go."""
    column = relation.field.attname
    above = values.get(column, getattr(survivor, column))
    if isinstance(survivor, Organisation):
        path = Organisation.objects.above(survivor)
        gone = next((place for place, unit in enumerate(path) if unit.pk in keys), None)
        if gone is not None:  # it was a part of one that goes
            above = path[gone - 1].pk if gone else None
    if above in (*keys, survivor.pk):
        above = None
    values.pop(column, None)
    if above != getattr(survivor, column):
        relation.model._base_manager.filter(pk=survivor.pk).update(**{column: above})
    relation.of(keys).exclude(pk__in=[survivor.pk, *keys]).order_by().update(**{column: survivor.pk})


def _keep_addresses(survivor: models.Model, others: list[models.Model]) -> None:
    """Let the addresses of the rows that go lead to the one that stays, those by uuid and those of long ago too."""
    kind = survivor._meta.db_table
    FormerSlug.objects.filter(kind=kind, target__in=[row.uuid for row in others]).update(target=survivor.uuid)
    if isinstance(survivor, Publication):
        return  # a merged publication keeps its row, with slug and uuid
    for row in others:
        for slug in (str(row.uuid), *([row.slug] if isinstance(row, Slugged) else [])):
            FormerSlug.objects.update_or_create(kind=kind, slug=slug, defaults={"target": survivor.uuid})


def _keep_values(comparison: Comparison, values: dict) -> None:
    """Note by what the rows were known, and the one that stays no longer is by itself."""
    survivor, kind = comparison.survivor, comparison.model._meta.db_table
    FormerValue.objects.filter(kind=kind, target__in=[row.uuid for row in comparison.others]).update(
        target=survivor.uuid
    )
    for row in comparison.rows:
        for column in KNOWN_BY.get(comparison.model, ()):
            value = getattr(row, column)
            if value and value != values.get(column, getattr(survivor, column)):
                name = f"{column} {row.language}".strip() if isinstance(row, Keyword) else column
                _note(kind, name, value, survivor.uuid)
    if isinstance(survivor, Person):
        _keep_names(comparison, values)


def _note(kind: str, column: str, value: str, target) -> None:
    known = FormerValue.objects.filter(kind=kind, column=column, value__iexact=value)
    if not known.update(target=target):
        FormerValue.objects.create(kind=kind, column=column, value=value, target=target)


def _keep_names(comparison: Comparison, values: dict) -> None:
    survivor = comparison.survivor
    kept = tuple(values.get(name, getattr(survivor, name)) for name in ("family", "given"))
    for row in comparison.rows:
        if (row.family, row.given) != kept:
            PersonName.objects.get_or_create(person=survivor, family=row.family, given=row.given)
