"""A record beside the publication that it may be: field by field, and what an update would take. Pure.

Of lists, such as keywords, only what is new is taken, and added; what is there already stays there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formats.record import Contributor, Record
from formats.richtext import abstract_plain, plain
from formats.types import TYPES
from publications.models import Publication
from publications.models.wording import in_language
from publications.records.threeway import BOTH, CONFLICT, THEIRS, compare

LEFT_OUT = {"id", "source", "url", "created", "updated", "ours", "genre", "container_title_short", "contributor_count"}
FIELDS = tuple(field.name for field in fields(Record) if field.name not in LEFT_OUT)
LISTS = ("titles", "abstracts", "isbn", "identifiers", "links", "funding", "subjects", "keywords", "notes")
LABELS = {
    "titles": gettext_lazy("titles in other languages"),
    "abstracts": gettext_lazy("abstracts"),
    "contributors": gettext_lazy("contributors"),
    "container_title": gettext_lazy("published in"),
    "publisher": gettext_lazy("publisher"),
    "doi": "DOI",
    "isbn": "ISBN",
    "identifiers": gettext_lazy("identifiers"),
    "links": gettext_lazy("links"),
    "funding": gettext_lazy("funding"),
    "subjects": gettext_lazy("subjects"),
    "keywords": gettext_lazy("keywords"),
    "notes": gettext_lazy("notes"),
}
SHOWN = 600  # characters of a value


@dataclass(frozen=True)
class Difference:
    """A field in which a record differs from a publication, as people read it. `was` is what its source said before.

    It `follows` unless staff say otherwise: it fills a gap, or only the source has changed it. `clashes` says that
    staff have changed it too.
    """

    field: str
    label: str
    yours: str
    theirs: str
    was: str
    follows: bool
    clashes: bool


def differences(yours: Record, theirs: Record, was: Record | None = None) -> list[Difference]:
    """Return the fields of which an update could take something. `was` is what the source of theirs said before."""
    told = {row.field: row.outcome for row in compare(was, yours, theirs)} if was else {}
    return [
        Difference(
            name,
            label_of(name),
            shown(name, mine),
            shown(name, new),
            shown(name, getattr(was, name)) if was else "",
            not mine if not was else told.get(name) in (THEIRS, BOTH),
            told.get(name) == CONFLICT,
        )
        for name in FIELDS
        if (new := _new(name, mine := getattr(yours, name), getattr(theirs, name)))
    ]


def value_after(name: str, yours: object, theirs: object) -> object:
    """Return the value of a field after an update that takes it."""
    return (*yours, *_new(name, yours, theirs)) if name in LISTS else theirs


def _new(name: str, yours: object, theirs: object) -> object:
    """Return what theirs has that yours has not; something empty for nothing."""
    if name in LISTS:
        return tuple(one for one in theirs if one not in yours and not _is_known(name, one, yours))
    if name == "contributors" and list(map(_printed, theirs)) == list(map(_printed, yours)):
        return ()
    return theirs if theirs != yours else ""


def _is_known(name: str, one: object, yours: tuple) -> bool:
    """Return whether a text is there, perhaps with other markup, or in a language that the other does not tell."""
    return name in _WORDS and _WORDS[name](one.text) in {_WORDS[name](row.text) for row in yours}


_WORDS: dict[str, Callable[[str], str]] = {
    "titles": lambda text: plain(text).casefold(),
    "abstracts": lambda text: " ".join(abstract_plain(text).casefold().split()),
    "keywords": str.casefold,
}


def _printed(name: Contributor) -> tuple[str, ...]:
    return name.role, name.family, name.given, name.suffix, name.literal


def label_of(name: str) -> str:
    """Return what a field is called, in the language of the page."""
    label = str(LABELS.get(name) or Publication._meta.get_field(name).verbose_name)
    return label if label[1:2].isupper() else capfirst(label)


def shown(name: str, value: object) -> str:
    """Return the value of a field as people read it, shortened."""
    text = _SHOWN[name](value) if name in _SHOWN and value else str(value or "")
    return text if len(text) <= SHOWN else text[:SHOWN] + " …"


def _type(value: str) -> str:
    row = TYPES[value]
    return in_language(row.en, row.sv)


def _each(one: Callable[[object], str], between: str = "; ") -> Callable[[Iterable], str]:
    return lambda rows: between.join(map(one, rows))


def name_of(name: Contributor) -> str:
    """Return a name as lists show it: "Engdahl, Patrik"."""
    return name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))


_SHOWN: dict[str, Callable] = {
    "type": _type,
    "title": plain,
    "subtitle": plain,
    "titles": _each(lambda row: plain(row.text)),
    "abstracts": _each(lambda row: abstract_plain(row.text)),
    "contributors": _each(name_of),
    "isbn": ", ".join,
    "identifiers": _each(lambda row: f"{row.scheme} {row.value}"),
    "links": _each(lambda row: row.url),
    "funding": _each(lambda row: " ".join(filter(None, (row.funder, row.award)))),
    "subjects": _each(lambda row: row.code, ", "),
    "keywords": _each(lambda row: row.text),
    "notes": _each(lambda row: " ".join(filter(None, (row.heading, row.text)))),
}


def reason_words(reasons: Iterable[str]) -> str:
    """Return reasons as one text."""
    return ", ".join(reasons) or _("alike")
