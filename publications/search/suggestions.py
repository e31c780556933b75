"""Suggestions: names that begin so, of those with most publications first, and titles with these words."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from publications.indexing import index
from publications.models import Journal, Person, Publication
from publications.querysets import EDITION
from publications.search import trees
from publications.search.parameters import Parameters
from search.index import NoIndex

MOST = 4  # of a kind
LONGEST = 140  # characters of a title


def suggestions(typed: str) -> list[dict]:
    """Return groups of suggestions, [] where there is no index. 1 to 5 queries: of trees, people, journals, titles."""
    try:
        found = index().suggested(typed, MOST)
        keys = index().titles(typed, MOST)
    except NoIndex:
        return []
    trees.renew()
    groups = [{"label": label(), "items": items([value for value, _ in found[kind]])} for kind, label, items in _KINDS]
    groups.append({"label": _("Publications"), "items": _titles(keys)})
    return [group for group in groups if group["items"]]


def _item(name: str, address: str) -> dict[str, str]:
    return {"name": name[:LONGEST], "address": address}


def _people(keys: list[str]) -> list[dict]:
    rows = {str(row.pk): row for row in Person.objects.with_keys(keys)} if keys else {}
    return [_item(rows[key].name, rows[key].get_absolute_url()) for key in keys if key in rows]


def _journals(keys: list[str]) -> list[dict]:
    rows = {str(row.pk): row for row in Journal.objects.with_keys(keys)} if keys else {}
    return [_item(rows[key].title, rows[key].get_absolute_url()) for key in keys if key in rows]


def _units(keys: list[str]) -> list[dict]:
    nodes = [trees.units().nodes.get(key) for key in keys]
    return [_item(node.name, reverse("unit", args=[node.url])) for node in nodes if node]


def _subjects(codes: list[str]) -> list[dict]:
    nodes = [trees.subjects().nodes.get(code) for code in codes]
    return [_item(node.name, reverse("subject", args=[EDITION, node.url])) for node in nodes if node]


def _keywords(terms: list[str]) -> list[dict]:
    path = reverse("publications")
    return [_item(term, Parameters(chosen={"keyword": (term.lower(),)}).address(path)) for term in terms]


def _titles(keys: list[int]) -> list[dict]:
    rows = {row.pk: row for row in Publication.objects.public().filter(pk__in=keys)} if keys else {}
    return [_item(rows[key].plain_title, rows[key].get_absolute_url()) for key in keys if key in rows]


_KINDS: tuple[tuple[str, Callable[[], str], Callable[[list[str]], list[dict]]], ...] = (
    ("person", lambda: _("People"), _people),
    ("unit", lambda: _("Units"), _units),
    ("journal", lambda: _("Journals"), _journals),
    ("subject", lambda: _("Subjects"), _subjects),
    ("keyword", lambda: _("Keywords"), _keywords),
)
