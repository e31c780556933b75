"""A list of publications on a page: in which order, which of its pages, and how many there are in all."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from publications.querysets import PublicationQuerySet

PER_PAGE = 25
COUNT_KEPT_ABOVE = 20_000  # counting fewer rows takes a few milliseconds, so they are counted at each request
COUNT_KEPT_FOR = 60  # seconds

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


class Pages(Paginator):
    """Pages of publications. A page takes its keys from the nearer end of the list, then the rows of these keys."""

    def __init__(self, publications: PublicationQuerySet, order: tuple[str, ...], count: int):
        super().__init__(publications, PER_PAGE)
        self.order = order
        self.count = count  # in place of the property that asks the database

    def nearest(self, wanted: str) -> "Page":
        """Return the page of a number that a visitor gave, or the one nearest to it. 3 queries."""
        return self.page(min(max(number_in(wanted), 1), self.num_pages))

    def page(self, number: int) -> Page:
        start = (number - 1) * self.per_page
        keys = self._keys(start, min(start + self.per_page, self.count))
        rows = {row.pk: row for row in self.object_list.model.objects.filter(pk__in=keys).public().for_list()}
        return self._get_page([rows[key] for key in keys if key in rows], number, self)

    def _keys(self, start: int, stop: int) -> list[int]:
        if start <= self.count // 2:
            return list(self.object_list.order_by(*self.order).values_list("pk", flat=True)[start:stop])
        ordered = self.object_list.order_by(*self.order).reverse().values_list("pk", flat=True)
        return list(ordered[self.count - stop : self.count - start])[::-1]


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


def publication_list(
    request: HttpRequest, publications: PublicationQuerySet, count: int, *, more: bool = False, **asked: str
) -> PublicationList:
    """Return the list of publications, of which there are `count`, that a request asks for. 3 queries."""
    sort = request.GET.get("sort")
    sort = sort if sort in SORTS else NEWEST
    page = Pages(publications, SORTS[sort][1], count).nearest(request.GET.get("page", ""))
    return PublicationList(page, count, more, sort, request.path, asked)


def with_query(path: str, **parameters: object) -> str:
    """Return an address with those of the parameters that have a value."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{query}" if query else path


def kept_count(name: str, rows) -> int:
    """Return how many rows there are; a large count is kept for a minute. At most 1 query."""
    count = cache.get(f"count:{name}")
    if count is None:
        count = rows.count()
        if count > COUNT_KEPT_ABOVE:
            cache.set(f"count:{name}", count, COUNT_KEPT_FOR)
    return count


def number_in(text: str) -> int:
    """Return the whole number that a text is, 1 where it is none. At most nine digits count."""
    found = re.fullmatch(r"\s*([+-]?)0*([0-9]+)(\.[0-9]*)?\s*", text, re.ASCII)
    if not found:
        return 1
    return int(found[1] + found[2]) if len(found[2]) <= 9 else int(f"{found[1]}999999999")
