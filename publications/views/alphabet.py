"""People and journals, A to Ö: the letters, and the names that begin with what a visitor gave."""

from dataclasses import dataclass
from hashlib import blake2b

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest

from publications import figures
from publications.querysets import beginning
from publications.views.lists import Choice, Leaves, number_in, with_query

PER_PAGE = 60
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz{|}", "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ", strict=True))  # by sort key
LONGEST = 60
# Whether a name is public takes a look at its publications. So many are looked at for each page; where more begin so,
# all of them are found out every few minutes, and behind if that takes long.
FEW = 4 * PER_PAGE
WAITED_FOR = 50  # milliseconds


class Names(Paginator):
    """Pages of rows, made of a list of their keys. A row that is no longer public is left out."""

    def __init__(self, rows: models.QuerySet, keys: list[int]):
        super().__init__(keys, PER_PAGE)
        self.rows = rows

    def page(self, number: int) -> Page:
        keys = self.object_list[(number - 1) * PER_PAGE : number * PER_PAGE]
        return self._get_page(list(self.rows.filter(pk__in=keys)), number, self)


@dataclass(frozen=True)
class Browse(Leaves):
    """The names on a page, and the letters that lead to others."""

    starts: str  # as the visitor wrote it
    letters: list[Choice]
    page: Page
    more: bool  # there are more, which are still being counted
    path: str

    def address(self, number: int) -> str:
        return with_query(self.path, starts=self.starts, page=number if number > 1 else "")


def browse(request: HttpRequest, rows: models.QuerySet, column: str) -> Browse:
    """Return the rows whose sort key begins with `starts` (A where none is given). 2 queries, 4 or 8 more now and then.

    They are those of the keys, and of the rows on the page. Every five minutes 4 find out which letters lead somewhere,
    and another 4 the keys where there are many.
    """
    starts = request.GET.get("starts", "").replace("\0", "").strip()[:LONGEST] or "A"
    named = rows.filter(beginning(column, starts)).order_by(column, "pk")
    keys, more = _keys(named, starts)
    pages = Names(rows.order_by(column, "pk"), keys)
    page = pages.page(min(max(number_in(request.GET.get("page", "")), 1), pages.num_pages))
    return Browse(starts, _letters(request, rows, column, starts), page, more, request.path)


def _keys(named: models.QuerySet, starts: str) -> tuple[list[int], bool]:
    """Return the keys of all names, or of the first where all are still being found; and whether there are more."""
    keys = named.values_list("pk", flat=True)
    few = list(keys[: FEW + 1])
    if len(few) <= FEW:
        return few, False
    kept_as = blake2b(starts.casefold().encode(), digest_size=12).hexdigest()  # a cache takes no spaces in names
    found = figures.kept(f"names-{named.model._meta.model_name}-{kept_as}", lambda: list(keys), WAITED_FOR)
    return (found.numbers, False) if found else (few[:FEW], True)


def _letters(request: HttpRequest, rows: models.QuerySet, column: str, starts: str) -> list[Choice]:
    """Return the letters; one that no name begins with leads nowhere."""
    first, *others = (_first(rows, column, letter) for letter in LETTERS)
    letters = first.union(*others, all=True).values_list("letter", flat=True)
    found = figures.kept(f"letters-{rows.model._meta.model_name}", lambda: set(letters), WAITED_FOR)
    numbers = found.numbers if found else LETTERS
    return [
        Choice(letter, with_query(request.path, starts=letter) if key in numbers else "", letter == starts)
        for key, letter in LETTERS.items()
    ]


def _first(rows: models.QuerySet, column: str, letter: str) -> models.QuerySet:
    """Return the letter as a row if a name begins with it: the first in the index that is public is enough."""
    begun = rows.filter(beginning(column, LETTERS[letter])).order_by(column, "pk")
    return begun.annotate(letter=models.Value(letter)).values("letter")[:1]
