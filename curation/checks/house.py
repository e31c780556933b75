"""Names that are linked to nobody, held against the people of the house, for many records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.db import connection

from curation.checks.people import initials_of, name_of, unlinked
from curation.duplicates.names import agreement
from curation.duplicates.names import name_of as words_of
from formats.record import Contributor, Record

Pairs = list[tuple[Record, tuple[int | None, ...]]]  # records, with the keys of the people that their names are
MOST = 50  # people with a family name and an initial who are compared; of more, none is the only one
_OF_THE_HOUSE = """
    (EXISTS (
        SELECT FROM publications_affiliation place
        JOIN publications_organisation unit ON unit.id = place.organisation_id
        WHERE place.person_id = named.id AND unit.own
    ) OR EXISTS (SELECT FROM publications_contribution own WHERE own.person_id = named.id AND own.ours))
"""
# Whose name is printed: by the main form of a name or another, without regard to case and accents.
_NAMESAKES = f"""
    WITH wanted AS (SELECT name, publications_sort_key(key) AS key FROM unnest(%s::text[], %s::text[]) AS w(name, key)),
    named AS (
        SELECT wanted.name, person.id FROM wanted JOIN publications_person person ON person.sort_name = wanted.key
        UNION
        SELECT wanted.name, form.person_id FROM wanted JOIN publications_personname form
            ON publications_sort_key(form.family || ' ' || form.given) = wanted.key
    )
    SELECT name, count(*) FROM named WHERE {_OF_THE_HOUSE} GROUP BY name
"""  # noqa: S608
# Who has a family name, and a given name that begins so.
_ALIKE = f"""
    SELECT wanted.name, named.family, named.given, {_OF_THE_HOUSE}
    FROM (
        SELECT name, publications_sort_key(key) AS key FROM unnest(%s::text[], %s::text[]) AS w(name, key)
    ) wanted CROSS JOIN LATERAL (
        SELECT id, family, given FROM publications_person person
        WHERE person.sort_name >= wanted.key AND person.sort_name < wanted.key || chr(1114109)
        ORDER BY person.sort_name LIMIT {MOST}
    ) named
"""  # noqa: S608


def names_of_the_house() -> tuple[str, ...]:
    """Return what the house is called in addresses, in small letters."""
    return tuple({texts["name"].casefold() for texts in settings.INSTITUTION["names"].values()})


def namesakes(pairs: Pairs) -> dict[str, int]:
    """Return how many people of the house have each name that is linked to nobody. At most 1 query."""
    names = {name_of(one): f"{one.family} {one.given}" for one in _nobody(pairs)}
    return dict(_rows(_NAMESAKES, names)) if names else {}


def perhaps(pairs: Pairs) -> dict[str, str]:
    """Return who of the house a name with initials may be, where of all people only that one fits. At most 1 query."""
    wanted = {name_of(one): one for one in _nobody(pairs) if initials_of(one)}
    if not wanted:
        return {}
    alike = defaultdict(list)
    for name, *person in _rows(_ALIKE, {key: f"{one.family} {initials_of(one)[0]}" for key, one in wanted.items()}):
        alike[name].append(person)
    only = {name: _only(wanted[name], people) for name, people in alike.items()}
    return {name: person for name, person in only.items() if person}


def _only(one: Contributor, people: list[list]) -> str:
    """Return the one person whom initials fit, if that is one of the house; else ""."""
    fitting = [(family, given, ours) for family, given, ours in people if _fits(one, family, given)]
    if len(fitting) != 1 or len(people) == MOST:
        return ""
    [(family, given, ours)] = fitting
    return f"{given} {family}" if ours else ""


def _nobody(pairs: Pairs) -> Iterator[Contributor]:
    return chain.from_iterable(unlinked(*pair) for pair in pairs)


def _fits(one: Contributor, family: str, given: str) -> bool:
    printed = words_of(one.family, " ".join(initials_of(one)))
    return agreement(printed, words_of(family, given)) == "initials"


def _rows(query: str, names: dict[str, str]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, [list(names), list(names.values())])
        return cursor.fetchall()
