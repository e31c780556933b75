"""Links of a list: to its other pages and orders; and the keys of the publications that an address asks for."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from publications.lines import lines
from publications.search import MOST_EXPORTED as MOST_TAKEN
from publications.search import PublicationSearch
from publications.search.parameters import PER_PAGE, number_in
from publications.templatetags.wording import grouped

__all__ = ["MOST_TAKEN", "PER_PAGE", "Choice", "Leaves", "Pages", "keys_asked", "keys_of", "number_in", "with_query"]


@dataclass(frozen=True)
class Choice:
    """A link to choose with: where it leads, and whether it is what one has now."""

    label: str
    address: str
    current: bool = False


class Pages(Paginator):
    """Pages of publications, made of a sequence of their keys."""

    def nearest(self, wanted: str) -> Page:
        """Return the page of a number that a visitor gave, or the one nearest to it. 1 query."""
        return self.page(min(max(number_in(wanted), 1), self.num_pages))

    def page(self, number: int) -> Page:
        start = (number - 1) * self.per_page
        keys = self.object_list[start : start + self.per_page]
        return self._get_page(lines(keys), number, self)


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
        return Choice(grouped(number), self.address(number), number == self.page.number)


def keys_asked(request: HttpRequest, most: int = MOST_TAKEN) -> list[int]:
    """Return the keys of the publications that a request asks for, in its order, at most so many."""
    return keys_of(request.GET, most)


def keys_of(asked: QueryDict, most: int = MOST_TAKEN) -> list[int]:
    """Return the keys of the public publications that parameters ask for, in their order, at most so many."""
    return PublicationSearch(asked).keys_for_export(most)


def with_query(path: str, **parameters: object) -> str:
    """Return an address with those of the parameters that have a value."""
    query = urlencode({name: value for name, value in parameters.items() if value}, doseq=True)
    return f"{path}?{query}" if query else path
