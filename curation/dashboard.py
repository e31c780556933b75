"""The first page of the staff: what waits for them, what is wrong, what was changed last, what is being brought in.

Nothing is counted over all records while somebody waits: such numbers are kept (publications/figures.py).
"""

from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from curation.charts import Chart, columns
from curation.checks.counts import counts, rules_of
from curation.checks.rule import Severity
from curation.checks.rules import RULES
from curation.models import Case, Import, Note
from curation.querysets import cases_with_publication, notes_with_publication
from curation.workflow.permissions import may_ever, visible
from curation.workflow.roles import User, answers_for_all
from publications.figures import Figures, kept
from publications.models import Publication
from publications.templatetags.wording import grouped

LAST = 10
MOST = 1000  # a queue says "1000 or more" instead of counting on
MONTHS = 12
WAITED_FOR = 60  # milliseconds for figures that are not kept yet; they are counted behind, and shown the next time
MINE = (Publication.Status.RETURNED, Publication.Status.DRAFT)


def with_figures(request, context: dict) -> dict:
    """Return the context of the first page. Some 15 queries, however many records there are."""
    user = request.user
    if not user.has_perm("publications.view_publication"):
        return context
    shown = {
        "recent": visible(user, Publication.objects.all()).order_by("-updated", "-pk")[:LAST],
        "mine": _mine(user),
        "told": _told(user),
        "imports": Import.objects.filter(user=user).exclude(state__in=("done", "undone"))[:LAST],
        "reviews": may_ever(user, "review"),
    }
    if shown["reviews"]:
        shown |= _queue(user)
    if answers_for_all(user):
        shown |= {"problems": _problems(), "statuses": _statuses(), "arrivals": _arrivals()}
    return context | shown


def _mine(user: User) -> list[Case]:
    """Return what a user is to go on with: what was returned, then their drafts, last changed first. 1 query."""
    rows = cases_with_publication(Case.objects.filter(owner=user, publication__status__in=MINE))
    return list(rows.order_by("-publication__status", "-publication__updated")[:LAST])


def _queue(user: User) -> dict:
    """Return what waits for review by a user, oldest first, and how much it is. 2 queries."""
    due = Case.objects.due()
    if not answers_for_all(user):
        due = due.filter(publication__in=visible(user, Publication.objects.all()))
    number = due.order_by().values("pk")[:MOST].count()
    return {"queue": list(cases_with_publication(due).order_by("since", "pk")[:LAST]), "waiting": number, "most": MOST}


def _told(user: User) -> list[Note]:
    """Return what others wrote on a user's records in the last month, newest first. 1 query."""
    since = timezone.now() - timedelta(days=30)
    rows = Note.objects.filter(publication__case__owner=user, created__gte=since).exclude(author=user)
    return list(notes_with_publication(rows)[:5])


def _problems() -> list[tuple]:
    """Return the severities, each with its rules: label, number of publications, address of their list."""
    figures, address = counts(), reverse("admin:publications_publication_changelist")
    numbers = figures.numbers if figures else {}
    groups = [
        (severity.label, [(RULES[name].label, numbers.get(name, 0), f"{address}?problem={name}") for name in names])
        for severity, names in ((severity, rules_of(severity)) for severity in Severity)
    ]
    sorted_groups = [
        (label, sorted(filter(lambda row: row[1], rows), key=lambda row: -row[1])) for label, rows in groups
    ]
    return [(label, [(rule, grouped(number), to) for rule, number, to in rows]) for label, rows in sorted_groups]


def _statuses() -> list[tuple]:
    """Return the states, each with its number of publications, "…" where that is still being counted. 5 queries."""
    figures, address = (
        kept("staff-statuses", _count_statuses, WAITED_FOR),
        reverse("admin:publications_publication_changelist"),
    )
    numbers = figures.numbers if figures else {}
    return [
        (status.label, _number_of(status, numbers), f"{address}?status__exact={status}")
        for status in Publication.Status
    ]


def _number_of(status: str, numbers: dict[str, int]) -> str:
    """Return how many records are in a state: counted now where they are few, as what is being worked on is."""
    number = Publication.objects.filter(status=status).order_by().values("pk")[:MOST].count()
    if number < MOST:
        return grouped(number)
    return grouped(max(numbers[status], MOST)) if status in numbers else "…"


def _count_statuses() -> dict[str, int]:
    found = Publication.objects.order_by().values("status").annotate(number=Count("pk"))
    return dict(found.values_list("status", "number"))


def _arrivals() -> Chart | None:
    """Return the chart of what was added in each of the last months; None while it is being counted."""
    figures: Figures | None = kept("staff-arrivals", _count_arrivals, WAITED_FOR)
    if figures is None:
        return None
    values = [(*_called(place, month), figures.numbers.get(month, 0)) for place, month in enumerate(_months())]
    return columns(_("Records added, by month"), values)


def _called(place: int, month: date) -> tuple[str, str, str]:
    """Return what a month is called in the table, under its column, and below that the year where one begins."""
    year = str(month.year) if place == 0 or month.month == 1 else ""
    return date_format(month, "F Y"), date_format(month, "b"), year


def _count_arrivals() -> dict[date, int]:
    rows = Publication.objects.filter(created__date__gte=_months()[0]).order_by()
    found = rows.annotate(month=TruncMonth("created")).values("month").annotate(number=Count("pk"))
    return {month.date(): number for month, number in found.values_list("month", "number")}


def _months() -> list[date]:
    """Return the first days of the last months, oldest first."""
    today = timezone.localdate()
    numbers = [today.year * 12 + today.month - 1 - back for back in range(MONTHS)]
    return [date(number // 12, number % 12 + 1, 1) for number in reversed(numbers)]
