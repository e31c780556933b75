"""People and units that staff accepted for names in imported records: linked once the records are there."""

from collections.abc import Iterable

from curation.merging.followed import followed
from curation.models import ImportItem
from publications.models import Contribution, ContributionAffiliation, Organisation, Person, Publication


def link(items: Iterable[ImportItem]) -> None:
    """Link the names of saved items to what was accepted. A name that has a person keeps it. 3 queries, 1 a link."""
    items = [item for item in items if item.links]
    people, units = _accepted(Person, items, "people"), _accepted(Organisation, items, "units")
    rows = Organisation.objects.in_bulk(units.values())
    for item in items:
        for place, key in item.links.get("people", {}).items():
            if key in people:
                _names(item, place).filter(person=None).update(person=people[key])
        for place, key in item.links.get("units", {}).items():
            if key in units:
                _link_unit(item, place, rows[units[key]])


def _accepted(model: type, items: list[ImportItem], kind: str) -> dict[int, int]:
    """Return the keys of what was accepted and is there, also of what was merged since."""
    return followed(model, (key for item in items for key in item.links.get(kind, {}).values()))


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
