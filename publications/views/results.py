"""A list of publications as a page shows it: what was asked, what was found, and what it can be narrowed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from time import perf_counter

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formats import WRITERS
from publications.models.addresses import address
from publications.models.wording import once_a_language
from publications.search import PublicationSearch
from publications.search.facets import FACETS
from publications.search.groups import DATED, GROUPINGS, NONE
from publications.search.hits import Hit, hits
from publications.search.nothing import Nothing, nothing, understood
from publications.search.panels import Chip, Panel, chips, panels
from publications.search.parameters import NEWEST, PER_PAGE, RELEVANCE, SORTS
from publications.templatetags.wording import grouped
from publications.views.lists import Choice, Leaves
from search.index import MOST_SKIPPED
from search.parsing import CUT, PLAIN

MEANT = 10  # hits shown of what may have been meant


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of a page that belong together: their heading, "" for none; how many there are in all; whether some stand
    on a page before; the number of the first in the list."""

    label: str
    count: int
    continued: bool
    first: int
    hits: list[Hit]


class Results(Leaves):
    """What the partial of a list shows. All is asked when it is made: 3 to 10 queries, with facets chosen.

    They are those of what the address names (3 at most), of whether units or subjects have changed (1 where the page
    is not kept, and 2 where they have), of the people and journals among the facets (1) and among what is chosen (2),
    and of the rows of the page with names and abstracts (1).
    """

    def __init__(
        self,
        request: HttpRequest,
        within: Mapping[str, str] | None = None,
        listed: Sequence[int] | None = None,
        grouped: str | None = None,
    ):
        begun = perf_counter()
        self.path = request.path
        self.search = PublicationSearch(request.GET, within, listed)
        self.search.shared_version = getattr(request, "shared_version", None)
        self.search.grouped = grouped or ""
        self.can_group = grouped is not None
        self.count = self.search.found.count
        self.building = self.search.building
        self.hits: list[Hit] = hits(self.search)
        self.panels: list[Panel] = panels(self.search, self.path, address("facet", "NAME"))
        self.understood: list[Chip] = understood(self.search, self.path)
        self.chips: list[Chip] = chips(self.search, self.path)
        self.milliseconds = max(round((perf_counter() - begun) * 1000), 1)

    @property
    def title(self) -> str:
        """Return what the page is called, in its head."""
        asked = ", ".join(chip.label for chip in self.understood)
        title = f"{asked} – {_('Search')}" if asked else _("Publications")
        number = self.page.number
        return f"{title}, {_('page %(number)s') % {'number': number}}" if number > 1 else title

    @property
    def count_in_words(self) -> str:
        """Return how many were found, for who hears it."""
        return self._counted(ngettext("%(number)s publication", "%(number)s publications", self.count))

    @property
    def show_in_words(self) -> str:
        """Return what leads from the facets back to the list."""
        return self._counted(ngettext("Show %(number)s publication", "Show %(number)s publications", self.count))

    def _counted(self, text: str) -> str:
        return text % {"number": grouped(self.count)}

    @property
    def place_in_words(self) -> str:
        """Return which of them the page shows."""
        ends = {"first": self.page.start_index(), "last": self.page.end_index(), "all": self.count}
        return _("%(first)s to %(last)s of %(all)s") % {name: grouped(number) for name, number in ends.items()}

    @property
    def nothing_in_words(self) -> str:
        """Return why nothing was found."""
        unknown = self.nothing.unknown if self.nothing else []
        why = [_("No publication has “%(word)s”.") % {"word": word} for word in unknown]
        if self.nothing and not unknown and len(self.understood) > 1:
            why = [_("Each of these occurs, but no publication has them all.")]
        return " ".join([_("Nothing was found."), *why])

    @property
    def asked(self) -> bool:
        """Return whether anything was asked for, so that the list is not that of all."""
        return bool(self.understood or self.chips)

    @cached_property
    def nothing(self) -> Nothing | None:
        """Return ways out where nothing was found."""
        return nothing(self.search, self.path) if self.asked and not self.count and not self.building else None

    @cached_property
    def meant(self) -> list[Hit]:
        """Return the first hits of what may have been meant, where nothing was found. 3 queries."""
        spelling = self.nothing and self.nothing.spelling
        if not spelling:
            return []
        given = QueryDict(spelling.address.partition("?")[2])
        return hits(PublicationSearch(given, self.search.within, self.search.listed))[:MEANT]

    @cached_property
    def page(self) -> Page:
        """Return the numbers of the page; those behind MOST_SKIPPED hits cannot be turned to."""
        return Paginator(range(min(self.count, MOST_SKIPPED)), PER_PAGE).page(self.search.page)

    @property
    def cut(self) -> int:
        """Return how many publications can be turned to, 0 where all can."""
        return MOST_SKIPPED if self.count > MOST_SKIPPED else 0

    @property
    def notes(self) -> list[str]:
        """Return what a reader should know of how the query was read."""
        asked = self.search.asked
        found = []
        if PLAIN in asked.notes:
            found.append(_("This could not be read as it is written, so its words were searched for."))
        if CUT in asked.notes:
            found.append(_("This was very long: only its beginning was searched for."))
        if asked.unknown:
            found.append(_("Not recorded here and left out: %(names)s.") % {"names": ", ".join(asked.unknown)})
        if self.search.ignored:
            found.append(_("Not known and left out: %(values)s.") % {"values": ", ".join(self.search.ignored)})
        return found

    @property
    def words(self) -> str:
        """Return what stands in the search box: the query as it was typed."""
        return " ".join(self.search.parameters.texts)[:2000]

    @property
    def sort(self) -> str:
        return self.search.sort

    @property
    def sort_in_words(self) -> str:
        return _sorts()[self.sort]

    @property
    def sorts(self) -> list[Choice]:
        """Return the orders to choose from; relevance only where there are words."""
        asked = self.search.parameters
        names, now = _sorts(), self.sort
        return [
            Choice(label, asked.address(self.path, sort=name), name == now)
            for name, label in names.items()
            if name != RELEVANCE or self.search.has_words
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """Return the hits of the page under their headings; all under none where it is not grouped. No queries."""
        if not self.search.spans:
            return [Group("", 0, False, self.page.start_index(), self.hits)]
        names = FACETS[self.search.group].names([span.key for span in self.search.spans if span.key])
        hits, keys = {hit.publication.key: hit for hit in self.hits}, iter(self.search.keys)
        found, number = [], self.page.start_index()
        for span in self.search.spans:
            label = names[span.key].label if span.key in names else _("Year not known")
            shown = [hits[key] for key in islice(keys, span.size) if key in hits]
            found.append(Group(label, span.count, span.start > 0, number, shown))
            number += span.size
        return found

    @cached_property
    def groupings(self) -> list[Choice]:
        """Return the headings to choose from, none where the list cannot be grouped."""
        if not self.can_group or self.building:
            return []
        asked, now, usual = self.search.parameters, self.search.group, self.search.grouped
        dated = asked.sort if asked.sort in DATED else NEWEST if self.search.has_words else ""
        found = []
        for name, label in GROUPINGS.items():
            changes = {"group": "" if name == usual else name, "sort": dated if name == "year" else asked.sort}
            found.append(Choice(str(label), asked.address(self.path, **changes), name == now))
        without = asked.address(self.path, group=NONE if usual else "")
        return [*found, Choice(_("none"), without, not now)]

    @property
    def grouping_in_words(self) -> str:
        return next(choice.label for choice in self.groupings if choice.current)

    @property
    def has_forms(self) -> bool:
        """Return whether an address can ask for just these, to export, mark or cite them: not for a list of keys."""
        return self.search.listed is None

    @property
    def exports(self) -> list[Choice]:
        """Return this list as a file in each format, and as a feed."""
        query = f"?{self.parameters}" if self.parameters else ""
        return [Choice(writer.label, f"/publications.{writer.suffix}{query}") for writer in WRITERS.values()]

    @cached_property
    def parameters(self) -> str:
        """Return the parameters that ask for this list at addresses that are not about anything."""
        return self.search.export_address("").partition("?")[2]

    @cached_property
    def feed(self) -> str:
        """Return the address of this list as a feed."""
        return self.search.export_address(address("feed"))

    @property
    def everything(self) -> str:
        """Return the address of the list with nothing asked for."""
        return self.path

    def address(self, number: int) -> str:
        """Return the address of a page."""
        return self.search.parameters.address(self.path, number)


@once_a_language
def _sorts() -> dict[str, str]:
    """Return the orders and what they are called."""
    return {name: str(label) for name, label in SORTS.items()}
