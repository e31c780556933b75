"""The facets: by what a list is narrowed, how its values stand in addresses, and what they are called.

The index counts by its own keys (a person's row, a subject's code); addresses have lasting ones (a slug, a uuid).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from formats import languages
from formats.types import CONTENT_TYPES, STATUSES, TYPES
from publications.models import (
    Concept,
    FormerSlug,
    FormerValue,
    Journal,
    Keyword,
    Organisation,
    Person,
    Publication,
)
from publications.models.people import person_name
from publications.models.wording import in_language, once_a_language
from publications.questions import ask
from publications.search.trees import Tree, subjects, units

_YEARS = re.compile(r"\d{1,4}|\d{1,4}-(\d{1,4})?|-\d{1,4}", re.ASCII)
_SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)


class Name(NamedTuple):
    """What a value is called, in an address and on a page."""

    url: str
    label: str


@dataclass(frozen=True)
class Facet:
    """A facet. `may_be`: whether a text can be a value in an address; `keys`: the index's keys of such values;
    `names`: the names of keys; `tree`: how its values stand below each other; `long`: whether all have a page."""

    label: Promise
    may_be: Callable[[str], bool]
    keys: Callable[[Iterable[str]], dict[str, str]]
    names: Callable[[Iterable[str]], dict[str, Name]]
    tree: Callable[[], Tree] | None = None
    long: bool = False


def _same(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}


def _called(label_of: Callable[[str], str]) -> Callable[[Iterable[str]], dict[str, Name]]:
    return lambda keys: {key: Name(key, label_of(key)) for key in keys}


def _coded(label: Promise, labels: Callable[[], Mapping[str, str]]) -> Facet:
    """Return a facet whose values are codes; `labels` has all of them in the language of now, and is asked once."""
    known = once_a_language(labels)

    def names(keys: Iterable[str]) -> dict[str, Name]:
        table = known()
        return {key: Name(key, table.get(key, key)) for key in keys}

    return Facet(label, lambda value: value in known(), _same, names)


def _table(table: Mapping) -> Callable[[], dict[str, str]]:
    return lambda: {key: in_language(row.en, row.sv) for key, row in table.items()}


def _uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_slug(text: str) -> bool:
    return bool(_SLUG.fullmatch(text))


# Every list of results names some people and some journals: asked together, the keys of journals below zero.
_TOGETHER = """
    WITH given AS (SELECT unnest(%s::bigint[]) AS key)
    SELECT person.id, person.slug, person.given, person.family
    FROM given JOIN publications_person person ON person.id = given.key
    UNION ALL
    SELECT -journal.id, journal.uuid::text, journal.title, ''
    FROM given JOIN publications_journal journal ON journal.id = -given.key
"""


def _together(people: Iterable[str] = (), journals: Iterable[str] = ()) -> dict[str, dict[str, Name]]:
    keys = [*people, *(f"-{key}" for key in journals)]
    found: dict[str, dict[str, Name]] = {"person": {}, "journal": {}}
    for key, url, name, family in ask(_TOGETHER, f"{{{','.join(keys)}}}") if keys else ():
        if key > 0:
            found["person"][str(key)] = Name(url, person_name(name, family))
        else:
            found["journal"][str(-key)] = Name(url, name)
    return found


def _people_named(keys: Iterable[str]) -> dict[str, Name]:
    return _together(people=keys)["person"]


def _journals_named(keys: Iterable[str]) -> dict[str, Name]:
    return _together(journals=keys)["journal"]


def _concepts_named(keys: Iterable[str]) -> dict[str, Name]:
    rows = Concept.objects.filter(pk__in=[int(key) for key in keys])
    return {str(row.pk): Name(str(row.uuid), row.label) for row in rows}


def _rows(model: type[models.Model], column: str) -> Callable[[Iterable[str]], dict[str, str]]:
    """Return what finds rows by how addresses name them, also by former names. 1 query, 3 where there are such."""

    def keys(values: Iterable[str]) -> dict[str, str]:
        wanted = list(values)
        rows = model.objects.filter(**{f"{column}__in": wanted}).values_list(column, "pk")
        found = {str(value): str(key) for value, key in rows}
        former = FormerSlug.objects.filter(kind=model._meta.db_table, slug__in=set(wanted) - found.keys())
        if targets := dict(former.values_list("slug", "target")) if len(found) < len(wanted) else {}:
            today = dict(model.objects.filter(uuid__in=targets.values()).values_list("uuid", "pk"))
            found |= {slug: str(today[uuid]) for slug, uuid in targets.items() if uuid in today}
        return found

    return keys


def _keywords(terms: Iterable[str]) -> dict[str, str]:
    """Return the keywords that are meant: of one that was merged into another, that one. Up to 3 queries for each."""
    return {term: _keyword(term) for term in terms}


def _keyword(term: str) -> str:
    former = FormerValue.objects.known(Keyword, None, term)
    if not former or Keyword.objects.filter(term=term).exists():
        return term
    return Keyword.objects.filter(uuid__in=former).values_list("term", flat=True).first() or term


def _in_tree(tree: Callable[[], Tree]) -> Callable[[Iterable[str]], dict[str, Name]]:
    def names(keys: Iterable[str]) -> dict[str, Name]:
        nodes, now = tree().nodes, get_language()
        found = ((key, nodes[key]) for key in keys if key in nodes)
        return {key: Name(node.url, in_language(node.name_en, node.name_sv, now)) for key, node in found}

    return names


def _years_named(key: str) -> str:
    return key.replace("-", "–")


def _language(code: str) -> str:
    return languages.name(code, get_language() or "en")


FACETS: dict[str, Facet] = {
    "year": Facet(_("Year"), lambda value: bool(_YEARS.fullmatch(value)), _same, _called(_years_named)),
    "type": _coded(_("Type"), _table(TYPES)),
    "content": _coded(_("Peer review"), _table(CONTENT_TYPES)),
    "subject": Facet(
        _("Subject (UKÄ)"), lambda value: value.isdecimal() and len(value) < 6, _same, _in_tree(subjects), subjects
    ),
    "unit": Facet(_("Unit"), _is_slug, _rows(Organisation, "slug"), _in_tree(units), units, long=True),
    "person": Facet(_("Person"), _is_slug, _rows(Person, "slug"), _people_named, long=True),
    "journal": Facet(_("Journal"), _uuid, _rows(Journal, "uuid"), _journals_named, long=True),
    "language": Facet(_("Language"), lambda value: bool(languages.code_of(value)), _same, _called(_language)),
    "keyword": Facet(_("Keyword"), lambda value: 0 < len(value) <= 200, _keywords, _called(str), long=True),
    "access": _coded(_("Open access"), lambda: {key: str(label) for key, label in Publication.OpenAccess.choices}),
    "status": _coded(_("Publication status"), _table(STATUSES)),
    "concept": Facet(_("Research topic"), _uuid, _rows(Concept, "uuid"), _concepts_named),
    "ours": _coded(_("Origin"), lambda: {"yes": str(_("From this university")), "no": str(_("External"))}),
}


def names_of(keys: Mapping[str, list[str]]) -> dict[str, dict[str, Name]]:
    """Return the names of keys by facet, in the order of the keys. 1 query where people or journals are among them."""
    together = _together(keys.get("person", ()), keys.get("journal", ()))
    found = {name: together[name] if name in together else FACETS[name].names(keys[name]) for name in keys}
    return {name: {key: found[name][key] for key in keys[name] if key in found[name]} for name in keys}
