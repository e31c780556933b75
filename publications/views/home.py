"""The first page: what this is, the newest publications, subjects and units to enter, and true figures."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from publications import figures
from publications.kept import kept_with_results
from publications.lines import lines_of
from publications.models import Organisation, Person, Publication, Subject
from publications.querysets import EDITION
from publications.treemap import Treemap, treemaps

NEWEST, OF_THIS_DAY = 5, 3
GROUP = 3  # digits of the code of a group of subjects


@kept_with_results
def home(request: HttpRequest) -> HttpResponse:
    """Return the first page. 8 queries, and 22 more when all figures are counted anew, every five minutes."""
    today, counts = localdate(), figures.of_subjects(EDITION)
    newest = Publication.objects.public().issued_by(today).order_by("-issued", "-id")[:NEWEST]
    return render(
        request,
        "home.html",
        {
            "newest": lines_of(newest),
            "areas": Subject.objects.areas(),
            "counts": counts,
            "subjects_drawn": _drawn(counts.numbers) if counts else None,
            "this_day": _of_this_day(today),
            "units": Organisation.objects.widest(),
            **_with_new_work(),
            "figures": figures.of_the_house(),
            "changed": Publication.objects.public().last_change(),
        },
    )


def _of_this_day(today: date) -> list[Publication]:
    """Return publications of this day of earlier years, the newest first. 2 queries, and 4 when looked for anew."""
    found = figures.of_day(today)
    rows = Publication.objects.public().filter(pk__in=found.numbers[:OF_THIS_DAY]).for_list() if found else []
    return sorted(rows, key=lambda row: row.issued, reverse=True)


def _with_new_work() -> dict[str, list[tuple]]:
    """Return the people and units of the latest publications, each with how many of these. 2 queries."""
    found = figures.of_new_work()
    models = {"people": Person, "units": Organisation} if found else {}
    shown = {}
    for name, model in models.items():
        numbers = found.numbers[name]
        rows = model.objects.in_bulk(numbers)
        shown[f"new_{name}"] = [(rows[key], number) for key, number in numbers.items() if key in rows]
    return shown


def _drawn(counts: dict[int, int]) -> Treemap:
    """Return the groups of today's subjects as a picture. 1 query."""
    groups = (row for row in Subject.objects.todays() if len(row.code) == GROUP)
    return treemaps((row, counts.get(row.pk, 0)) for row in groups)
