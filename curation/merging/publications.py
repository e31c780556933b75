"""What is special about merging publications.

The merged record stays as a row: withdrawn, because `merged_into` another. So its addresses redirect, OAI-PMH can
report it as deleted, what was not taken over can still be read in it, and an undo gives it back its own rows.

Its parts are united with those of the record that stays, or one record's parts are kept alone. Authors are not united
by themselves: a list in print order has no place for more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from django.db import models
from django.utils.translation import gettext as _

from curation.merging.relations import Relation, relations_of
from curation.operations.telling import named
from publications.models import (
    Classification,
    Contribution,
    ContributionAffiliation,
    Funding,
    Identifier,
    Link,
    Publication,
    PublicationKeyword,
    Text,
)
from publications.models.wording import slug_of

# Parts of which one record's may be kept alone. All other relations move.
PARTS = (Contribution, Identifier, Text, Classification, PublicationKeyword, Link, Funding)
SHOWN = 8  # parts of a kind in a cell of the page
UNITED = 0  # in place of a record's key: the parts of all


def relation_to(part: type[models.Model]) -> Relation:
    """Return by what a part refers to its publication."""
    return next(relation for relation in relations_of(Publication) if relation.model is part)


def unite(survivor: Publication, others: list[Publication], parts: dict[str, int]) -> None:
    """Give the record that stays the parts that were chosen: by name of the model the key of a record, or UNITED."""
    for part in PARTS:
        chosen = _chosen(part, survivor, parts)
        if chosen == UNITED:
            _add_missing(part, survivor.pk, [row.pk for row in others])
        elif chosen != survivor.pk:
            _exchange(part, survivor.pk, chosen)
        if part is Contribution:
            _complete_names(survivor.pk, [row.pk for row in others])


@dataclass
class PartCell:
    """The parts of one record, or of all together (`key` is UNITED): the first of them as texts, and how many more."""

    key: int
    texts: list[str]
    more: int
    chosen: bool


@dataclass
class PartLine:
    """A kind of parts in which the records differ."""

    name: str
    label: str
    cells: list[PartCell]


def part_lines(survivor: Publication, rows: list[Publication], parts: dict[str, int]) -> list[PartLine]:
    """Return the kinds of parts that differ, for the page. 1 query for each kind, more for names they refer to."""
    lines = []
    for part in PARTS:
        texts = {row.pk: list(map(_told, _rows(part, [row.pk]))) for row in rows}
        if len({tuple(sorted(found)) for found in texts.values()}) > 1:
            chosen = _chosen(part, survivor, parts)
            cells = [_cell(key, found, chosen) for key, found in texts.items()]
            lines.append(PartLine(part._meta.model_name, str(part._meta.verbose_name_plural), cells))
            cells.append(_cell(UNITED, [], chosen))
    return lines


def _told(row: models.Model) -> str:
    if isinstance(row, Contribution):
        return str(row) if row.role == "aut" else f"{row} ({row.role_label})"
    return named(row)


def _cell(key: int, texts: list[str], chosen: int) -> PartCell:
    return PartCell(key, texts[:SHOWN], max(0, len(texts) - SHOWN), key == chosen)


def _chosen(part: type[models.Model], survivor: Publication, parts: dict[str, int]) -> int:
    """Return whose parts are kept: what was chosen, else the authors of the record that stays, and all else united."""
    return parts.get(part._meta.model_name, survivor.pk if part is Contribution else UNITED)


def withdraw(others: list[Publication], survivor: Publication) -> None:
    """Withdraw the merged records."""
    Publication.objects.filter(pk__in=[row.pk for row in others]).update(
        status=Publication.Status.WITHDRAWN,
        withdrawn_because=_("Merged into “%s”.") % survivor,
        merged_into=survivor,
    )


def _rows(part: type[models.Model], keys: Iterable[int]) -> models.QuerySet:
    return part.objects.filter(publication__in=list(keys)).order_by("publication", "position", "pk")


def _exchange(part: type[models.Model], survivor: int, chosen: int) -> None:
    """Let two records exchange their parts of a kind: what is not kept can still be read in the other."""
    mine = list(_rows(part, [survivor]).values_list("pk", flat=True))
    _rows(part, [chosen]).order_by().update(publication=survivor)
    part.objects.filter(pk__in=mine).update(publication=chosen)


def _add_missing(part: type[models.Model], survivor: int, others: list[int]) -> None:
    """Give the record that stays what it lacks, behind what it has; doubles remain where they are."""
    same = _name_of if part is Contribution else _columns(relation_to(part).same)
    mine = list(_rows(part, [survivor]))
    seen, places = set(map(same, mine)), count(max((row.position for row in mine), default=-1) + 1)
    for key in others:
        for row in _rows(part, [key]):
            if same(row) not in seen:
                seen.add(same(row))
                part.objects.filter(pk=row.pk).update(publication=survivor, position=next(places))


def _columns(names: tuple[str, ...]):
    return lambda row: tuple(getattr(row, row._meta.get_field(name).attname) for name in names)


def _name_of(row: Contribution) -> tuple[str, ...]:
    """Return by what two names are taken for one: family name and first letter, without case and accents."""
    if row.literal:
        return row.role, slug_of(row.literal)
    return row.role, slug_of(row.family), slug_of(row.given)[:1]


def _complete_names(survivor: int, others: list[int]) -> None:
    """Tell the names that stay what only their doubles knew: the person, the units, that they are of the house."""
    known: dict[tuple, list[Contribution]] = {}
    for row in _rows(Contribution, others):
        known.setdefault(_name_of(row), []).append(row)
    mine = list(_rows(Contribution, [survivor]))
    for row in mine:
        doubles = known.get(_name_of(row), [])
        # Two Bergs, A. on one record: nobody knows which is which.
        if len(doubles) == 1 and sum(_name_of(other) == _name_of(row) for other in mine) == 1:
            _complete(row, doubles[0])


def _complete(row: Contribution, double: Contribution) -> None:
    values = {}
    if row.person_id is None and double.person_id is not None:
        values["person"] = double.person_id
    for name in ("ours", "corresponding"):
        if getattr(double, name) and not getattr(row, name):
            values[name] = True
    if values:
        Contribution.objects.filter(pk=row.pk).update(**values)
    here = {(place.organisation_id or place.name) for place in row.affiliations.all()}
    places = count(len(here))
    for place in double.affiliations.all():
        if (place.organisation_id or place.name) not in here:
            ContributionAffiliation.objects.filter(pk=place.pk).update(contribution=row, position=next(places))
