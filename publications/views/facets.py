"""All values of a facet under what else is chosen: searchable, by number or A to Ö, never cut off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from citations.collation import sort_key
from publications.models import Journal, Person, Subject
from publications.querysets import EDITION
from publications.search import PublicationSearch, trees
from publications.search.facets import FACETS, Name
from publications.search.funded import FUNDED
from publications.search.panels import Choice as Value
from publications.search.panels import choosing
from publications.search.parameters import number_in
from publications.views.lists import Choice, Leaves
from search.index import NoIndex

PER_PAGE = 120
LONGEST = 60
BY_NAME, BY_COUNT = "name", "count"
# Names are asked for, or searched, this many at a time.
_ROWS = {"person": (Person, "sort_name"), "journal": (Journal, "sort_title")}


@dataclass
class Values(Leaves):
    """The values of a facet on a page. `back` leads to the list that they narrow."""

    name: str
    search: PublicationSearch
    page: Page
    choices: list[Value]
    find: str
    order: str
    back: str
    path: str

    @property
    def label(self) -> str:
        return FACETS[self.name].label

    @property
    def orders(self) -> list[Choice]:
        """Return the orders to choose from."""
        labels = {BY_COUNT: _("most publications first"), BY_NAME: _("A to Ö")}
        return [Choice(label, self._address(order, 1), order == self.order) for order, label in labels.items()]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Return what the form asks for besides the text to find."""
        asked = self.search.parameters
        pairs = [("q", text) for text in asked.texts]
        pairs += [(name, value) for name, values in asked.chosen.items() for value in values]
        pairs += [(f"within_{name}", value) for name, value in self.search.within.items()]
        return [*pairs, ("order", self.order)]

    def address(self, number: int) -> str:
        """Return the address of a page."""
        return self._address(self.order, number)

    def _address(self, order: str, number: int) -> str:
        more = {"order": order, "find": self.find}
        return self.search.parameters.address(self.path, number, within=self.search.within, more=more)


def facet(request: HttpRequest, name: str) -> HttpResponse:
    """Return all values of a facet that publications of a list have; Http404 for no facet. 4 queries or more."""
    if name not in FACETS or name == "year":
        raise Http404(_("Nothing has this address."))
    trees.renew()
    search = PublicationSearch(request.GET)
    try:
        counts = dict(search.counts(name))
    except NoIndex:
        counts = {}
    return render(request, "publications/facet.html", {"values": _values(request, search, name, counts)})


def _values(request: HttpRequest, search: PublicationSearch, name: str, counts: dict[str, int]) -> Values:
    find = request.GET.get("find", "").replace("\0", "").strip()[:LONGEST]
    order = BY_NAME if request.GET.get("order") == BY_NAME else BY_COUNT
    keys = _ordered(name, counts, find, order)
    pages = Paginator(keys, PER_PAGE)
    page = pages.page(min(max(number_in(request.GET.get("page", "")), 1), pages.num_pages))
    back = path_of(search.within)
    names = FACETS[name].names(page.object_list)
    # The page of a person, unit ... says by its path what it is about.
    asked = search.parameters if back == reverse("publications") else replace(search.parameters, within={})
    choice = choosing(search, name, back, asked)
    choices = [choice(key, names[key], counts[key]) for key in page if key in names]
    return Values(name, search, page, choices, find, order, asked.address(back), request.path)


def _ordered(name: str, counts: dict[str, int], find: str, order: str) -> list[str]:
    """Return the keys of the values whose names have all that is looked for, in order. 1 query for rows of a table."""
    if name in _ROWS:
        named = _rows_named(name, counts, find)
        keys = [key for key in named if key in counts]
    else:
        names = {key: named for key, named in FACETS[name].names(counts).items() if _has(named, find)}
        keys = sorted(names, key=lambda key: sort_key(names[key].label, "sv"))
    return sorted(keys, key=lambda key: -counts[key]) if order == BY_COUNT else keys


def _rows_named(name: str, counts: dict[str, int], find: str) -> Iterable[str]:
    """Return the keys of rows A to Ö."""
    model, column = _ROWS[name]
    rows = model.objects.with_keys(counts)
    for word in find.split():
        rows = rows.containing(word)
    return map(str, rows.order_by(column, "pk").values_list("pk", flat=True))


def _has(named: Name, find: str) -> bool:
    label = sort_key(named.label, "en")  # in which å, ä and ö are a and o
    return all(word in label for word in sort_key(find, "en").split())


def path_of(within: dict[str, str]) -> str:
    """Return the path of the page that is about one value, that of the list of all publications where none has one."""
    if funded := [within[name] for name in FUNDED if name in within]:
        return reverse("project" if "project" in within else "funder", args=funded)
    pages = {"person": "person", "unit": "unit", "journal": "journal"}
    for name, value in within.items():
        if name in pages:
            return reverse(pages[name], args=[value])
        if name == "subject" and Subject.objects.filter(edition=EDITION, code=value).exists():
            return reverse("subject", args=[EDITION, value])
    return reverse("publications")
