"""People and journals, A to Ö: the letters, and the names that begin with what a visitor gave."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models.functions import Left
from django.http import HttpRequest

from publications import figures
from publications.querysets import beginning
from publications.views.lists import Choice, Leaves, number_in, with_query

PER_PAGE = 60
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz{|}", "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ", strict=True))  # by sort key
LONGEST = 60


@dataclass(frozen=True)
class Browse(Leaves):
    """The names on a page, and the letters that lead to others."""

    starts: str  # as the visitor wrote it
    letters: list[Choice]
    page: Page
    path: str

    def address(self, number: int) -> str:
        return with_query(self.path, starts=self.starts, page=number if number > 1 else "")


def browse(request: HttpRequest, rows: models.QuerySet, column: str) -> Browse:
    """Return the rows whose sort key begins with `starts` (A where none is given). 2 queries, 1 more now and then.

    They are that of how many there are, and of the rows; the letters are counted every five minutes.
    """
    starts = request.GET.get("starts", "").replace("\0", "").strip()[:LONGEST] or "A"
    named = rows.filter(beginning(column, starts)).order_by(column, "pk")
    pages = Paginator(named, PER_PAGE)
    page = pages.page(min(max(number_in(request.GET.get("page", "")), 1), pages.num_pages))
    return Browse(starts, _letters(request, rows, column, starts), page, request.path)


def _letters(request: HttpRequest, rows: models.QuerySet, column: str, starts: str) -> list[Choice]:
    """Return the letters; one that no name begins with leads nowhere."""
    counted = rows.order_by().values_list(Left(column, 1)).annotate(models.Count("pk"))
    found = figures.kept(f"letters-{rows.model._meta.model_name}", lambda: dict(counted))
    numbers = found.numbers if found else LETTERS
    return [
        Choice(letter, with_query(request.path, starts=letter) if key in numbers else "", letter == starts)
        for key, letter in LETTERS.items()
    ]
