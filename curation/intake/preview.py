"""A page of an import to look through: each record as it will look, what is doubtful, what it may be already."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy

from citations import cite
from curation.checks import Finding, findings
from curation.checks import Known as CheckKnown
from curation.checks.knowing import known_of
from curation.intake.differing import Difference, differences, name_of, reason_words
from curation.intake.knowing import Known, Proposal, proposals
from curation.intake.reading import record_of
from curation.intake.said import Said, said_before
from curation.models import Import, ImportItem
from curation.querysets import import_items_with_part
from curation.workflow.permissions import visible
from formats.record import Record
from formats.richtext import abstract_html, title_html
from formats.types import TYPES
from publications.models import Publication
from publications.models.wording import in_language
from publications.records.reading import printed_record_of

PER_PAGE = 20
NAMES = 12  # shown of a record
STYLE = "apa"
WHO = ("author-not-linked", "author-perhaps-ours")  # the checks that ask who a name is
State, Choice = ImportItem.State, ImportItem.Choice

# What can be shown of an import: the word in the address, what it is called, which items.
SHOWS: dict[str, tuple[str, Q]] = {
    "": (gettext_lazy("All"), Q()),
    "new": (gettext_lazy("New"), Q(state=State.READY, candidates=[])),
    "known": (gettext_lazy("Perhaps there already"), Q(state=State.READY) & ~Q(candidates=[])),
    "made": (gettext_lazy("New drafts"), Q(state=State.MADE)),
    "updated": (gettext_lazy("Updated"), Q(state=State.UPDATED)),
    "skipped": (gettext_lazy("Skipped"), Q(state=State.SKIPPED)),
    "undone": (gettext_lazy("Undone"), Q(state=State.UNDONE)),
    "failed": (gettext_lazy("Not imported"), Q(state=State.FAILED)),
}


@dataclass
class Candidate:
    """A publication that a record may be, with why and how sure, and where they differ."""

    publication: Publication
    score: float
    reasons: str
    differences: list[Difference]
    is_known: bool  # whether the record's source has said something of it before

    @property
    def percent(self) -> int:
        return round(self.score * 100)


@dataclass
class Name:
    """A name of a record, and the people or units that it may be; `chosen` are the keys that are ticked."""

    place: str
    text: str
    proposals: list[Proposal]
    chosen: int | None


@dataclass
class Row:
    """An item as its page shows it: its Record, what it may be, what it names, what the checks may know of it."""

    item: ImportItem
    record: Record | None = None
    candidates: list[Candidate] = field(default_factory=list)
    known: Known | None = None
    checks: CheckKnown | None = None

    @property
    def title(self):
        return title_html(self.record.full_title)

    @property
    def names(self) -> str:
        shown = [name_of(name) for name in self.record.contributors[:NAMES]]
        return "; ".join(shown) + (" …" if len(self.record.contributors) > NAMES else "")

    @property
    def type_label(self) -> str:
        row = TYPES[self.record.type]
        return in_language(row.en, row.sv)

    @property
    def abstract(self):
        return abstract_html(self.record.abstracts[0].text) if self.record.abstracts else ""

    @property
    def reference(self):
        return cite(self.record, STYLE, "sv-SE" if get_language() == "sv" else "en-GB")

    @cached_property
    def findings(self) -> list[Finding]:
        found = findings(self.record, self.checks)
        # Who the names may be stands beside it, to be accepted.
        return [one for one in found if one.rule not in WHO] if self.known.people else found

    @property
    def people(self) -> list[Name]:
        texts = {str(place): name_of(name) for place, name in enumerate(self.record.contributors)}
        return self._named("people", texts)

    @property
    def units(self) -> list[Name]:
        texts = {
            f"{place}.{number}": affiliation.name
            for place, name in enumerate(self.record.contributors)
            for number, affiliation in enumerate(name.affiliations)
        }
        return self._named("units", texts)

    def _named(self, kind: str, texts: dict[str, str]) -> list[Name]:
        known = getattr(self.known, kind)
        chosen = self.item.links.get(kind) if self.item.links else None
        return [Name(place, texts[place], found, _chosen(place, found, chosen)) for place, found in known.items()]

    @property
    def orcids(self) -> int:
        """How many names have an ORCID iD, by which they are linked without asking."""
        return sum(bool(name.orcid) for name in self.record.contributors)

    @property
    def is_choosable(self) -> bool:
        return self.item.state == State.READY

    @property
    def hidden(self) -> int:
        """How many of the publications that it may be the user may not see."""
        return len(self.item.candidates) - len(self.candidates)

    @property
    def taken(self) -> set[str]:
        """The fields that are ticked: those chosen before, else those that fill a gap."""
        if self.item.fields is not None:
            return set(self.item.fields)
        return {row.field for candidate in self.candidates for row in candidate.differences if row.follows}


def _chosen(place: str, found: list[Proposal], chosen: dict | None) -> int | None:
    if chosen is not None:
        return chosen.get(place)
    sure = [one.key for one in found if one.is_sure]
    return sure[0] if len(sure) == 1 else None


@dataclass
class Page:
    """A page of items, and the tabs that choose which are shown: word, label, count."""

    rows: list[Row]
    tabs: list[tuple[str, str, int]]
    show: str
    number: int
    pages: int


def page_of(found: Import, show: str, number: str, user) -> Page:
    """Return a page of the items of an import; the first for a number that is none. About 25 queries."""
    show = show if show in SHOWS else ""
    items = import_items_with_part(found.items.filter(SHOWS[show][1])).order_by("part__position", "position")
    page = Paginator(items, PER_PAGE).get_page(number)
    return Page(_rows(list(page), user), _tabs(found.items), show, page.number, page.paginator.num_pages)


def _tabs(items: QuerySet[ImportItem]) -> list[tuple[str, str, int]]:
    counts = items.aggregate(**{f"n_{show}": Count("pk", filter=which) for show, (_label, which) in SHOWS.items()})
    tabs = [(show, str(label), counts[f"n_{show}"]) for show, (label, _which) in SHOWS.items()]
    return [tab for tab in tabs if tab[2] or not tab[0]]


def _rows(items: list[ImportItem], user) -> list[Row]:
    """Return the rows of items: those that are still to be chosen with all that helps to choose."""
    choosable = [item for item in items if item.state == State.READY]
    records = {item.pk: record_of(item) for item in choosable}
    known = dict(zip(records, proposals(records.values()), strict=True))
    checks = dict(zip(records, known_of(list(records.values())), strict=True)) if records else {}
    publications, said = _candidates_seen(choosable, user), said_before(choosable)
    return [
        Row(
            item,
            record := records[item.pk],
            list(_candidates(item, record, publications, said)),
            known[item.pk],
            checks[item.pk],
        )
        if item.pk in records
        else Row(item)
        for item in items
    ]


def _candidates_seen(items: list[ImportItem], user) -> dict[int, Publication]:
    """Return the publications that the items may be, as far as the user may see them: drafts of others stay theirs."""
    keys = {key for item in items for key, _score, _reasons in item.candidates}
    own = visible(user, Publication.objects.filter(pk__in=keys)).values("pk")
    seen = Publication.objects.filter(Q(status=Publication.Status.PUBLIC) | Q(pk__in=own), pk__in=keys)
    return Publication.objects.for_record().in_bulk(list(seen.values_list("pk", flat=True)))


def _candidates(
    item: ImportItem, record: Record, publications: dict[int, Publication], said: Said
) -> Iterable[Candidate]:
    for key, score, reasons in item.candidates:
        if publication := publications.get(key):
            was = said.get((item.pk, key))
            differing = differences(printed_record_of(publication), record, was)
            yield Candidate(publication, score, reason_words(reasons), differing, was is not None)
