"""Two rows beside each other, field by field, for those who decide whether they are the same."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from curation.differences import words
from curation.duplicates.comparing import compare
from curation.duplicates.people import Profile
from curation.duplicates.profiles import profiles
from curation.duplicates.querysets import people_with_units
from curation.duplicates.recognising import Likeness
from curation.duplicates.work import work_of
from curation.models import PossibleDuplicate
from formats.record import Record
from publications.models import Person, Publication
from publications.records import record_of

NAMES = 12  # of a publication that are shown


@dataclass(frozen=True)
class Line:
    """A field of two rows; `words` are pieces of long texts: (same, old or new; text)."""

    label: str
    first: str
    second: str
    words: tuple = ()

    @property
    def differs(self) -> bool:
        return self.first != self.second


def _names(record: Record) -> str:
    names = [name.literal or " ".join(filter(None, (name.given, name.family))) for name in record.contributors[:NAMES]]
    more = len(record.contributors) - NAMES
    return ", ".join(names) + (f" … +{more}" if more > 0 else "")


def _where(record: Record) -> str:
    number = f"{record.volume}({record.issue})" if record.issue else record.volume
    return ", ".join(filter(None, (record.container_title, number, record.page or record.article_number)))


def _others(record: Record) -> str:
    numbers = [f"{found.scheme}:{found.value}" for found in record.identifiers]
    return ", ".join([*(f"ISBN {isbn}" for isbn in record.isbn), *numbers])


FIELDS: tuple[tuple[str, Callable[[Record], str]], ...] = (
    (_("Title"), lambda record: record.full_title),
    (_("People"), _names),
    (_("Published"), lambda record: record.issued),
    (_("Published in"), _where),
    (_("Publisher"), lambda record: record.publisher),
    ("DOI", lambda record: record.doi),
    (_("Other identifiers"), _others),
)


@dataclass(frozen=True)
class Beside:
    """A pair as its page shows it."""

    pair: PossibleDuplicate
    rows: tuple[models.Model, models.Model]
    lines: list[Line]
    reasons: tuple
    score: float

    @property
    def columns(self) -> list[tuple[models.Model, str]]:
        """The two rows, each with the address of its form."""
        name = f"admin:publications_{self.pair.kind}_change"
        return [(row, reverse(name, args=[row.pk])) for row in self.rows]

    @property
    def merging(self) -> str:
        """The address of the page on which they are merged."""
        return f"{reverse('admin:merge', args=[self.pair.kind])}?ids={self.pair.first},{self.pair.second}"

    @property
    def percent(self) -> int:
        return round(100 * self.score)


def publications_beside(pairs: list[PossibleDuplicate]) -> list[Beside]:
    """Return pairs of publications beside each other. 4 queries."""
    keys = {key for pair in pairs for key in (pair.first, pair.second)}
    rows = {row.pk: row for row in Publication.objects.filter(pk__in=keys).for_record()}
    return [_publications(pair, rows[pair.first], rows[pair.second]) for pair in pairs]


def _publications(pair: PossibleDuplicate, first: Publication, second: Publication) -> Beside:
    records = record_of(first), record_of(second)
    kinds = _line(_("Type"), first.type_label, second.type_label)
    lines = [kinds, *(_line(label, *map(read, records)) for label, read in FIELDS)]
    found = compare(*map(work_of, records))
    return Beside(pair, (first, second), _filled(lines), found.reasons, found.score)


def people_beside(pairs: list[PossibleDuplicate]) -> list[Beside]:
    """Return pairs of people beside each other. 6 queries."""
    keys = {key for pair in pairs for key in (pair.first, pair.second)}
    rows = {row.pk: row for row in people_with_units(Person.objects.filter(pk__in=keys))}
    known = profiles(keys)
    like = Likeness([name for profile in known.values() for name in profile.names])
    return [_people(pair, rows, known, like) for pair in pairs]


def _people(pair: PossibleDuplicate, rows: dict, known: dict[int, Profile], like: Likeness) -> Beside:
    keys = pair.first, pair.second
    people, about = tuple(rows[key] for key in keys), tuple(known[key] for key in keys)
    lines = [
        _line(_("Name"), *(person.name for person in people)),
        _line(_("Forms of the name"), *("; ".join(map(str, person.names.all())) for person in people)),
        _line("ORCID", *(person.orcid or "" for person in people)),
        _line(_("Local id"), *(person.local_id or "" for person in people)),
        _line(_("Units"), *("; ".join(map(str, person.affiliations.all())) for person in people)),
        _line(_("Publications"), *(str(len(profile.publications)) for profile in about)),
        _line(_("Years"), *("–".join(map(str, dict.fromkeys(profile.years))) for profile in about)),
        _line(_("Colleagues"), *(_some(profile.colleagues, other) for profile, other in (about, about[::-1]))),
    ]
    found = like.compare(*about)
    return Beside(pair, people, _filled(lines), found.reasons, found.score)


def _some(colleagues: frozenset[str], other: Profile) -> str:
    """Return some names of colleagues, those in common first."""
    ranked = sorted(colleagues, key=lambda name: (name not in other.colleagues, name))
    return ", ".join(name.title() for name in ranked[:NAMES]) + (" …" if len(ranked) > NAMES else "")


def _filled(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.first or line.second]


def _line(label: str, first: str, second: str) -> Line:
    return Line(label, first, second, words(first, second) if first and second and first != second else ())
