"""What an address asks for: `q`, facets with several values each, years, order, page; those of LUP's addresses too.

Values that mean nothing are left out and named, so that no address is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote_plus

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from publications.search.facets import FACETS
from publications.search.funded import within_funded
from publications.search.groups import GROUPINGS, NONE
from search.paging import NEWEST, RELEVANCE

SORTS = {
    RELEVANCE: _("relevance"),
    NEWEST: _("newest first"),
    "oldest": _("oldest first"),
    "title": _("title"),
    "author": _("first author"),
    "added": _("last added"),
    "changed": _("last changed"),
}
# The orders of LUP and LibreCat: "year.desc,title.asc", of which the first counts.
_FURTHER_SORTS = {
    "year.desc": NEWEST,
    "year.asc": "oldest",
    "publishingyear.desc": NEWEST,
    "publishingyear.asc": "oldest",
    "title.asc": "title",
    "author.asc": "author",
    "firstauthor.asc": "author",
    "datecreated.desc": "added",
    "dateupdated.desc": "changed",
    "datelastchanged.desc": "changed",
}
PER_PAGE = 25
MOST_VALUES = 20  # of a facet
LONGEST_VALUE = 200


@dataclass(frozen=True)
class Parameters:
    """What was asked for, in the words of the address; `ignored` are values that mean nothing."""

    texts: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    ignored: tuple[str, ...] = ()
    within: Mapping[str, str] = field(default_factory=dict)  # given as `within_person` ..., for exports of its page
    group: str = ""  # one of GROUPINGS or NONE

    def address(self, path: str, page: int = 1, more: Mapping[str, str] | None = None, **changes: object) -> str:
        """Return the address of a list with these parameters, some of them changed, and more of them."""
        query = _query(**vars(self) | changes)
        parts = [query] if query else []
        parts += [f"{name}={_quoted(value)}" for name, value in (more or {}).items() if value]
        parts += [f"page={page}"] if page > 1 else []
        return f"{path}?{'&'.join(parts)}" if parts else path

    def with_value(self, name: str, value: str) -> dict[str, tuple[str, ...]]:
        """Return the chosen values with one more; of years there is one only."""
        given = () if name == "year" else self.chosen.get(name, ())
        return {**self.chosen, name: tuple(dict.fromkeys((*given, value)))}

    def choosing(self, path: str, name: str) -> Callable[[str], str]:
        """Return what makes the address of a list with one more value of a facet, a tenth of the work for each."""
        # No value has this sign, and no other value has it behind an equals sign.
        before, after = self.address(path, chosen=self.with_value(name, "\0")).split(f"{name}=%00")
        return lambda value: f"{before}{name}={_quoted(value)}{after}"

    def without_value(self, name: str, value: str) -> dict[str, tuple[str, ...]]:
        """Return the chosen values without one."""
        left = tuple(other for other in self.chosen.get(name, ()) if other != value)
        return {other: values for other, values in {**self.chosen, name: left}.items() if values}


def _query(
    texts: tuple[str, ...],
    chosen: Mapping[str, tuple[str, ...]],
    within: Mapping[str, str],
    sort: str,
    group: str,
    **others: object,
) -> str:
    """Return parameters as they stand in an address, but for the page."""
    pairs = [("q", text) for text in texts]
    pairs += [(name, value) for name, values in chosen.items() for value in values]
    pairs += [(f"within_{name}", value) for name, value in within.items()]
    pairs += [("sort", sort)] if sort else []
    pairs += [("group", group)] if group else []
    return "&".join([f"{name}={_quoted(value)}" for name, value in pairs])


_quoted = lru_cache(10_000)(quote_plus)  # the same values of facets stand on most pages


def parameters(given: QueryDict) -> Parameters:
    """Return what an address asks for."""
    texts = tuple(text for name in ("q", "cql") for text in given.getlist(name)[:64] if text.strip())
    chosen, ignored = _chosen(given)
    sort = _sort(given.get("sort", ""))
    if given.get("sort") and not sort:
        ignored = (*ignored, given["sort"])
    named = {name: given[f"within_{name}"] for name in FACETS if f"within_{name}" in given}
    within = {name: value for name, value in named.items() if FACETS[name].may_be(value)}
    ignored = tuple(value[:60] for value in ignored)[:10]
    return Parameters(
        texts, chosen, sort, _page(given), ignored, within | within_funded(given), _group(given.get("group", ""))
    )


def _chosen(given: QueryDict) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the values of facets, and those that cannot be any."""
    chosen, ignored = {}, []
    for name, facet in FACETS.items():
        values = [value.strip()[:LONGEST_VALUE] for value in given.getlist(name) if value.strip()]
        values += _years(given) if name == "year" else []
        known = [value for value in values if "\0" not in value and facet.may_be(value)][:MOST_VALUES]
        ignored += [value for value in values if value not in known]
        if known:
            chosen[name] = tuple(dict.fromkeys(known))
    return chosen, tuple(ignored)


def _years(given: QueryDict) -> list[str]:
    """Return the range of the two fields of the chart; turned where the later year stands first."""
    first, last = given.get("from", "").strip(), given.get("to", "").strip()
    if not first and not last:
        return []
    if first.isdecimal() and last.isdecimal() and int(first[:9]) > int(last[:9]):
        first, last = last, first
    return [first if first == last else f"{first}-{last}"]


def _sort(text: str) -> str:
    first = text.strip().lower().replace("_", "").split(",")[0]
    return first if first in SORTS else _FURTHER_SORTS.get(first, "")


def _group(text: str) -> str:
    return text if text in GROUPINGS or text == NONE else ""


def _page(given: QueryDict) -> int:
    """Return the number of the page, which LUP's addresses give as that of the first hit."""
    if given.get("page"):
        return max(number_in(given["page"]), 1)
    start = number_in(given.get("start", "0"))
    return max(start, 0) // PER_PAGE + 1 if given.get("start") else 1


def number_in(text: str) -> int:
    """Return the whole number that a text is, 1 where it is none. At most nine digits count."""
    found = re.fullmatch(r"\s*([+-]?)0*([0-9]+)(\.[0-9]*)?\s*", text, re.ASCII)
    if not found:
        return 1
    return int(found[1] + found[2]) if len(found[2]) <= 9 else int(f"{found[1]}999999999")
