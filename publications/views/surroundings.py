"""Who and where stands around a list, by what its search has counted: people, units, years."""

from publications.models import Organisation, Person
from publications.portraits.pictures import Column, columns
from publications.views.results import Results

MOST_NAMED = 10  # people and units


def surroundings(listed: Results) -> dict[str, list]:
    """Return people and units of the house with the number of publications of each, and the years. 2 queries."""
    counts = listed.search.found.facets
    units = [] if listed.building else _counted(Organisation, listed.search.counts("unit"))
    return {
        "people": _counted(Person, counts.get("person", ())),
        "units": [row for row in units if row[0].own],
        "years": years_of(listed),
    }


def years_of(listed: Results) -> list[Column]:
    """Return the columns of how many there are of each year. No queries."""
    counts = listed.search.found.facets.get("year", ())
    return columns([(int(year), number, 0) for year, number in counts if number])


def _counted(model: type, counts: list[tuple[str, int]]) -> list[tuple]:
    """Return rows with the number of publications of each, most first. 1 query."""
    numbers = {int(key): number for key, number in counts[:MOST_NAMED]}
    rows = model.objects.in_bulk(numbers)
    return [(rows[key], number) for key, number in numbers.items() if key in rows]
