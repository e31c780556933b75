"""A list of publications on a page: in which order, which of its pages, and how many there are in all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from publications.models import Publication
from publications.querysets import PublicationQuerySet
from publications.versions import version_of_lists

PER_PAGE = 25
# So many of some publications are listed; what lies behind is reached by another order. All of them are listed whole.
MOST = 10_000
MOST_OF_MANY = 2_000  # of a unit or a subject: each takes a look at the publication's names or subjects
MOST_TAKEN = 100_000  # of any list, as an export
COUNT_KEPT_ABOVE = 20_000  # counting fewer rows takes a few milliseconds, so they are counted at each request
KEPT_FOR = 60  # seconds

# Each order has an index over the public ones, so that any page of 500,000 is found within it.
SORTS = {
    "newest": (_("newest first"), ("-issued", "-id")),
    "oldest": (_("oldest first"), ("issued", "id")),
    "title": (_("title"), ("sort_title", "id")),
    "added": (_("last added"), ("-created", "-id")),
    "changed": (_("last changed"), ("-updated", "-id")),
}
NEWEST = "newest"


@dataclass(frozen=True)
class Choice:
    """A link to choose with: where it leads, and whether it is what one has now."""

    label: str
    address: str
    current: bool = False


class Whole(Sequence):
    """The keys of all public publications in an order. A slice is taken from the nearer end of the order's index."""

    def __init__(self, order: tuple[str, ...]):
        self.keys = Publication.objects.public().order_by(*order).values_list("pk", flat=True)
        self.length = _kept_count()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, place: slice) -> list[int]:
        start, stop, _step = place.indices(self.length)
        if start <= self.length // 2:
            return list(self.keys[start:stop])
        return list(self.keys.reverse()[self.length - stop : self.length - start])[::-1]


class Pages(Paginator):
    """Pages of publications, made of a sequence of their keys."""

    def nearest(self, wanted: str) -> Page:
        """Return the page of a number that a visitor gave, or the one nearest to it. 2 queries and that of the keys."""
        return self.page(min(max(number_in(wanted), 1), self.num_pages))

    def page(self, number: int) -> Page:
        start = (number - 1) * self.per_page
        keys = self.object_list[start : start + self.per_page]
        rows = {row.pk: row for row in Publication.objects.public().filter(pk__in=keys).for_list()}
        return self._get_page([rows[key] for key in keys if key in rows], number, self)


class Leaves:
    """Links between the pages of a list. Needs: `page`, and `address` for the number of one."""

    page: Page

    @property
    def pages(self) -> list[Choice]:
        """Return the pages to choose from: the first, the last and those around this one; "…" leads nowhere."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [self._choice(number) for number in numbers]

    @property
    def previous(self) -> str:
        return self.address(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        return self.address(self.page.number + 1) if self.page.has_next() else ""

    def _choice(self, number: int | str) -> Choice:
        if not isinstance(number, int):
            return Choice(str(number), "")
        return Choice(number_format(number, force_grouping=True), self.address(number), number == self.page.number)


@dataclass(frozen=True)
class PublicationList(Leaves):
    """What the list partial shows. `asked` holds the other parameters of the page, kept in every link."""

    page: Page
    count: int
    more: bool  # there are more than were counted
    sort: str
    path: str
    asked: dict[str, str]

    @property
    def sorts(self) -> list[Choice]:
        """Return the orders to choose from."""
        return [Choice(label, self._address(sort=key), key == self.sort) for key, (label, _order) in SORTS.items()]

    def address(self, number: int) -> str:
        return self._address(self.sort, number)

    def _address(self, sort: str, page: int = 1) -> str:
        return with_query(self.path, **self.asked, sort=sort if sort != NEWEST else "", page=page if page > 1 else "")


def whole_list(request: HttpRequest) -> PublicationList:
    """Return the list of all public publications. 4 queries, 1 more for their number after a change."""
    sort = sort_in(request)
    return _list(request, sort, Whole(SORTS[sort][1]))


def publication_list(
    request: HttpRequest, name: str, publications: PublicationQuerySet, most: int = MOST
) -> PublicationList:
    """Return the list of some publications, at most so many; `name` is theirs alone. 4 queries, 3 where keys are kept.

    They are that of the version of lists, of the keys in order, of the rows of the page, of their names.
    """
    sort = sort_in(request)
    return _list(request, sort, *_cut(_kept_keys(name, publications, sort, most), most))


def keys_asked(request: HttpRequest, most: int = MOST_TAKEN) -> list[int]:
    """Return the keys of the publications that a request asks for, in its order, at most so many. 1 query."""
    return keys_of(request.GET, most)


def keys_of(asked: QueryDict, most: int = MOST_TAKEN) -> list[int]:
    """Return the keys of the public publications that parameters ask for: `q`, words of titles, and `sort`. 1 query."""
    sort = SORTS.get(asked.get("sort", ""), SORTS[NEWEST])
    found = Publication.objects.public()
    if words := " ".join(asked.get("q", "").replace("\0", " ")[:200].split()):
        found = found.titled(words)
    return list(found.order_by(*sort[1]).values_list("pk", flat=True)[:most])


def list_of_keys(request: HttpRequest, keys: list[int], most: int, **asked: str) -> PublicationList:
    """Return the list of the publications with these keys, of which at most so many are shown. 2 queries."""
    return _list(request, sort_in(request), *_cut(keys, most), **asked)


def sort_in(request: HttpRequest) -> str:
    """Return the order that a request asks for, the newest first where there is none such."""
    sort = request.GET.get("sort")
    return sort if sort in SORTS else NEWEST


def keys_in_order(publications: PublicationQuerySet, sort: str, most: int = MOST) -> list[int]:
    """Return the first keys in the order, one more than shown where there are more. 1 query."""
    return list(publications.order_by(*SORTS[sort][1]).values_list("pk", flat=True)[: most + 1])


def _list(request: HttpRequest, sort: str, keys: Sequence, more: bool = False, **asked: str) -> PublicationList:
    page = Pages(keys, PER_PAGE).nearest(request.GET.get("page", ""))
    return PublicationList(page, len(keys), more, sort, request.path, asked)


def _cut(keys: list[int], most: int) -> tuple[list[int], bool]:
    return keys[:most], len(keys) > most


def _kept_keys(name: str, publications: PublicationQuerySet, sort: str, most: int) -> list[int]:
    """Return the keys in order as they were at the last change. Kept for a minute at most: see `version_of_lists`."""
    kept_as = f"keys:{name}:{sort}:{version_of_lists()}"
    keys = cache.get(kept_as)
    if keys is None:
        keys = keys_in_order(publications, sort, most)
        cache.set(kept_as, keys, KEPT_FOR)
    return keys


def _kept_count() -> int:
    """Return how many public publications there are; a large number is kept until a change. 1 or 2 queries."""
    kept_as = f"count:{version_of_lists()}"
    count = cache.get(kept_as)
    if count is None:
        count = Publication.objects.public().count()
        if count > COUNT_KEPT_ABOVE:
            cache.set(kept_as, count, KEPT_FOR)
    return count


def with_query(path: str, **parameters: object) -> str:
    """Return an address with those of the parameters that have a value."""
    query = urlencode({name: value for name, value in parameters.items() if value}, doseq=True)
    return f"{path}?{query}" if query else path


def number_in(text: str) -> int:
    """Return the whole number that a text is, 1 where it is none. At most nine digits count."""
    found = re.fullmatch(r"\s*([+-]?)0*([0-9]+)(\.[0-9]*)?\s*", text, re.ASCII)
    if not found:
        return 1
    return int(found[1] + found[2]) if len(found[2]) <= 9 else int(f"{found[1]}999999999")
