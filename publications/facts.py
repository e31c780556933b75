"""The facts about a publication as labels and values, in the order in which a reader wants them.

Labels are those of Pure's portal, which readers know, and LUP's where Pure has none. Needs publications loaded with
`for_record`; asks the database nothing.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from formats import languages
from formats.identifiers import address, hyphenated
from publications.byline import others
from publications.models import Contribution, Journal, Publication
from publications.models.addresses import address as address_of
from publications.models.choices import roles
from publications.models.dates import in_words


class Value(NamedTuple):
    """What a fact says: a text, and the address that it leads to; `mark` for people of the house."""

    text: str
    address: str = ""
    ours: bool = False


class Fact(NamedTuple):
    """A label and its values. `name` is the same in all languages."""

    name: str
    label: str
    values: tuple[Value, ...]


LABELS = {
    "journal": _("Journal"),
    "title_of_host": _("Title of host publication"),
    "volume": _("Volume"),
    "issue": _("Issue number"),
    "page": _("Pages (from-to)"),
    "article_number": _("Article number"),
    "number_of_pages": _("Number of pages"),
    "edition": _("Edition"),
    "version": _("Version"),
    "number": _("Number"),
    "series": _("Publication series"),
    "publisher": _("Publisher"),
    "place": _("Place of publication"),
    "status": _("Publication status"),
    "issued": _("Publishing date"),
    "available": _("Early online date"),
    "accepted": _("Date accepted"),
    "defended": _("Date of defence"),
    "event": _("Conference"),
    "event_place": _("Conference location"),
    "event_date": _("Conference date"),
    "language": _("Original language"),
    "doi": "DOI",
    "issn": "ISSN",
    "eissn": _("ISSN (electronic)"),
    "isbn": "ISBN",
    "identifiers": _("External identifiers"),
}
# Schemes of identifiers that stand under a label of their own, not among the external ones.
OWN_LABEL = {"doi", "isbn", "issn", "eissn"}


def facts(publication: Publication, makers: str) -> list[Fact]:
    """Return the facts there are, without those whose value is unknown; `makers` is the role of the byline."""
    found = dict(_host(publication)) | dict(_edition(publication)) | dict(_identifiers(publication.identifier_rows))
    found |= _dates(publication)
    if publication.language:
        found["language"] = [Value(languages.name(publication.language, get_language() or "en"))]
    labels = _labels(get_language())
    ordered = [Fact(name, labels[name], tuple(found[name])) for name in LABELS if found.get(name)]
    after = sum(fact.name in ("journal", "title_of_host") for fact in ordered)  # an editor is that of the book above
    return [*ordered[:after], *_people(publication, makers), *ordered[after:]]


@cache
def _labels(language: str) -> dict[str, str]:
    """Return the labels. The language is that of now, named for the cache."""
    return {name: str(label) for name, label in LABELS.items()}


def identity(publication: Publication) -> list[Fact]:
    """Return what is said of the record itself: whose it is, its id and where it came from."""
    lasting = settings.SITE_URL + address_of("record", publication.uuid)
    rows = {
        _("%(mark)s publication?") % {"mark": settings.INSTITUTION["mark"]}: [Value(_yes_or_no(publication.ours))],
        _("Id"): [Value(str(publication.uuid))],
        _("Permanent address"): [Value(lasting, lasting)],
        _("Source"): [Value(f"{row['source']}:{row['source_id']}") for row in publication.source_rows],
    }
    return [Fact("", str(label), tuple(values)) for label, values in rows.items() if values and values[0].text]


def _yes_or_no(answer: bool | None) -> str:
    return {True: gettext("yes"), False: gettext("no"), None: ""}[answer]


def _host(publication: Publication) -> Iterator[tuple[str, list[Value]]]:
    journal = publication.journal
    if journal:
        yield "journal", [Value(journal.title, journal.get_absolute_url())]
    elif publication.container_title:
        yield "title_of_host", [Value(publication.container_title)]
    yield from _numbers(publication, journal)


def _numbers(publication: Publication, journal: Journal | None) -> Iterator[tuple[str, list[Value]]]:
    for name, number in zip(("issn", "eissn"), publication.issns, strict=True):
        if number:
            yield name, [Value(number)]
    publisher = publication.publisher or (journal.publisher if journal else None)
    if publisher:
        yield "publisher", [Value(publisher.name)]


def _edition(publication: Publication) -> Iterator[tuple[str, list[Value]]]:
    for name in ("volume", "issue", "article_number", "number_of_pages", "edition", "version", "number"):
        if text := getattr(publication, name):
            yield name, [Value(text)]
    series = ", ".join(filter(None, (publication.collection_title, publication.collection_number)))
    texts = {
        "page": publication.page.replace("-", "–"),
        "series": series,
        "place": publication.publisher_place,
        "event": publication.event_title,
        "event_place": publication.event_place,
        "event_date": in_words(publication.event_date),
    }
    yield from ((name, [Value(text)]) for name, text in texts.items() if text)


def _identifiers(rows: Iterable[dict]) -> Iterator[tuple[str, list[Value]]]:
    found: dict[str, list[Value]] = {}
    for row in rows:
        scheme, value = row["scheme"], row["value"]
        if row["problem"]:
            continue
        name = scheme if scheme in OWN_LABEL else "identifiers"
        text = {"isbn": hyphenated(value), "doi": value}.get(scheme) or f"{scheme}:{value}"
        found.setdefault(name, []).append(Value(text, address(scheme, value)))
    return iter(found.items())


def _dates(publication: Publication) -> dict[str, list[Value]]:
    """Return the dates, and the status with the date at which it was reached: "Published - 2022", as in Pure."""
    dates = {name: in_words(getattr(publication, name)) for name in ("issued", "available", "accepted", "defended")}
    reached = {"epub": dates["available"] or dates["issued"], "in-press": dates["accepted"] or dates["issued"]}
    date = reached.get(publication.publication_status, dates["issued"])
    status = " - ".join(filter(None, (publication.publication_status_label, date)))
    if publication.publication_status:
        dates["status"] = status
    return {name: [Value(text)] for name, text in dates.items() if text}


def _people(publication: Publication, makers: str) -> Iterator[Fact]:
    names = dict(roles())
    for role, rows in others(publication, makers).items():
        yield Fact(role, _role_label(role, len(rows), names), tuple(map(_person, rows)))


def _role_label(role: str, count: int, names: dict[str, str]) -> str:
    several = {
        "edt": ngettext("Editor", "Editors", count),
        "ths": ngettext("Supervisor", "Supervisors", count),
        "trl": ngettext("Translator", "Translators", count),
    }
    return several.get(role) or names.get(role, pgettext("role", "Contributor"))


def _person(row: Contribution) -> Value:
    return Value(row.name, row.person.get_absolute_url() if row.person else "", row.ours)
