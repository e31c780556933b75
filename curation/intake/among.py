"""Which records of one import are the same work: each is compared with those above it that share a key with it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from curation.duplicates.comparing import Comparison, compare
from curation.duplicates.work import Work, work_of
from curation.intake.reading import record_of
from curation.models import Import, ImportItem

CERTAIN = 0.95  # from here on, a record is not brought in a second time unless somebody says so
MOST = 20  # records that are compared for a key: of a title such as "Introduction" there may be hundreds
SHORTEST = 24  # letters in which titles begin that may be one


@dataclass(frozen=True)
class Double:
    """A record further up that is, or may be, the same."""

    item: ImportItem
    comparison: Comparison

    @property
    def is_certain(self) -> bool:
        evidence = self.comparison.evidence
        return "same doi" in evidence or (self.comparison.score >= CERTAIN and "other doi" not in evidence)

    @property
    def reason(self) -> str:
        """What staff read."""
        values = {"title": self.item.title, "why": ", ".join(map(str, self.comparison.reasons))}
        if self.is_certain:
            return _("It stands in this import already: %(title)s (%(why)s)") % values
        return _("It may stand in this import already: %(title)s (%(why)s)") % values


class Above:
    """The records of an import that were looked at so far, by what doubles would share: a few hundred bytes of each."""

    def __init__(self, found: Import):
        self.keys: dict[tuple, list[int]] = defaultdict(list)
        looked_at = found.items.exclude(state=ImportItem.State.FOUND).exclude(record=None)
        for item in looked_at.order_by("part__position", "position").iterator(500):
            self._add(item.pk, work_of(record_of(item)))

    def double_of(self, item: ImportItem, work: Work) -> Double | None:
        """Return the record above that is most probably the same as one, None for none, and note that one. 1 query.

        Needs: the records in their order.
        """
        near = {key: None for shared in _keys(work) for key in self.keys.get(shared, ())}
        self._add(item.pk, work)
        others = ImportItem.objects.in_bulk(list(near)) if near else {}
        pairs = (Double(other, compare(work, work_of(record_of(other)))) for other in others.values())
        asked = [double for double in pairs if double.comparison.asks]
        asked.sort(key=lambda double: (not double.is_certain, -double.comparison.score, double.item.pk))
        return asked[0] if asked else None

    def _add(self, key: int, work: Work) -> None:
        for shared in _keys(work):
            if len(self.keys[shared]) < MOST:
                self.keys[shared].append(key)


def _keys(work: Work) -> Iterator[tuple]:
    """Yield what doubles of a work share, each of them something: identifiers, titles, people with page or year."""
    if work.doi:
        yield "doi", work.doi
    yield from work.identifiers
    yield from (("isbn", isbn) for isbn in (() if work.is_part else work.isbns))
    for title in work.titles:
        yield "main", title.main
        yield "title", title.squeezed[:SHORTEST]
    if work.names:
        family = work.names[0].family
        yield from (("name", family, word, work.year) for word in (work.titles[0].telling[:3] if work.titles else ()))
        if work.page:
            yield "page", family, work.page
