"""People and units that staff accepted for names in imported records: linked once the records are there."""

from collections.abc import Iterable

from curation.models import ImportItem
from publications.models import Contribution, ContributionAffiliation, Organisation, Person, Publication


def link(items: Iterable[ImportItem]) -> None:
    """Link the names of saved items to what was accepted. A name that has a person keeps it. 2 queries, 1 a link."""
    items = [item for item in items if item.links]
    people = _there(Person, (key for item in items for key in item.links.get("people", {}).values()))
    units = {row.pk: row for row in _units(items)}
    for item in items:
        for place, key in item.links.get("people", {}).items():
            if key in people:
                _names(item, place).filter(person=None).update(person=key)
        for place, key in item.links.get("units", {}).items():
            if key in units:
                _link_unit(item, place, units[key])


def _there(model: type, keys: Iterable[int]) -> set[int]:
    return set(model.objects.filter(pk__in=set(keys)).values_list("pk", flat=True))


def _units(items: list[ImportItem]) -> Iterable[Organisation]:
    return Organisation.objects.filter(pk__in={key for item in items for key in item.links.get("units", {}).values()})


def _names(item: ImportItem, place: str):
    return Contribution.objects.filter(publication=item.publication_id, position=int(place))


def _link_unit(item: ImportItem, place: str, unit: Organisation) -> None:
    """Link an affiliation, "0.1" being the second of the first name; what is of the house says so."""
    name, number = place.split(".")
    names = _names(item, name)
    rows = ContributionAffiliation.objects.filter(contribution__in=names, position=int(number), organisation=None)
    if rows.update(organisation=unit) and unit.own:
        names.update(ours=True)
        Publication.objects.filter(pk=item.publication_id, ours=None).update(ours=True)
