"""The map of the site for search engines: an index, and files of at most 10,000 addresses. sitemaps.org, 0.9.

Files are cut by ranges of keys, so that one of 500,000 publications is made as fast as the first.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.db.models import F, Max
from django.urls import reverse
from django.utils import translation
from lxml import etree

from publications.models import Funding, Journal, Organisation, Person, Publication, Subject

KEPT_FOR = 600  # seconds
PER_FILE = 5_000  # keys; each has an address in both languages
SITEMAP, XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
PAGES = ("home", "publications", "people", "units", "journals", "subjects", "funders", "about")

PLAIN = "/~:@!$&'()*+,;="  # what stands in an address as it is, as Django has it
NEVER = models.Value(None, models.DateTimeField())


class Entry(NamedTuple):
    """What has a page: the name of its address with the arguments, and when it last changed, where that is known."""

    name: str
    arguments: tuple
    changed: datetime | None = None


def _publications() -> models.QuerySet:
    return Publication.objects.public()


def _people() -> models.QuerySet:
    return Person.objects.public()


def _units() -> models.QuerySet:
    return Organisation.objects.filter(own=True)


def _journals() -> models.QuerySet:
    return Journal.objects.public()


def _subjects() -> models.QuerySet:
    return Subject.objects.todays()


def _funders() -> models.QuerySet:
    return Funding.objects.first_of_each("funder")


def _projects() -> models.QuerySet:
    return Funding.objects.exclude(award="").first_of_each("funder", "award")


# For each kind of page: its rows, the name of its address, the columns of the arguments, that of the last change.
KINDS = {
    "publications": (_publications, "publication", ("slug",), "updated"),
    "people": (_people, "person", ("slug",), None),
    "units": (_units, "unit", ("slug",), None),
    "journals": (_journals, "journal", ("uuid",), None),
    "subjects": (_subjects, "subject", ("edition", "code"), None),
    "funders": (_funders, "funder", ("funder",), None),
    "projects": (_projects, "project", ("funder", "award"), None),
}


def index() -> bytes:
    """Return the index of the files, as XML. 7 queries, kept for some minutes."""
    return cache.get_or_set("sitemap", _index, KEPT_FOR)


def file(kind: str, number: int) -> bytes:
    """Return a file of the map as XML: `kind` is "pages" or one of KINDS. 1 query. KeyError where there is none."""
    if kind == "pages":
        return _xml(Entry(name, ()) for name in PAGES)
    rows, name, columns, changed = KINDS[kind]
    keys = rows().filter(pk__gte=number * PER_FILE, pk__lt=(number + 1) * PER_FILE).order_by("pk")
    return _xml(Entry(name, row[1:], row[0]) for row in keys.values_list(changed or NEVER, *columns))


def _index() -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    for kind, number, changed in _files():
        entry = etree.SubElement(root, f"{{{SITEMAP}}}sitemap")
        address = reverse("sitemap", args=[kind, number])
        etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = f"{settings.SITE_URL}{address}"
        if changed:
            etree.SubElement(entry, f"{{{SITEMAP}}}lastmod").text = changed.isoformat(timespec="seconds")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _files() -> Iterator[tuple[str, int, datetime | None]]:
    """Yield each file that has addresses: its kind, its number, and its last change."""
    yield "pages", 0, None
    for kind, (rows, _name, _columns, changed) in KINDS.items():
        latest = Max(changed) if changed else NEVER
        numbered = rows().order_by().values(file=F("pk") / PER_FILE).annotate(latest=latest)
        yield from ((kind, row["file"], row["latest"]) for row in numbered.order_by("file"))


def _xml(entries: Iterable[Entry]) -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for entry in entries:
        addresses = {code: _address(code, entry) for code, _language in settings.LANGUAGES}
        for address in addresses.values():
            _add(root, address, addresses, entry.changed)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _address(language: str, entry: Entry) -> str:
    """Return the address of an entry. Asking Django for the pattern once and not for each of 10,000 takes a tenth."""
    pattern = _pattern(language, entry.name, len(entry.arguments))
    return pattern.format(*(quote(str(argument), safe=PLAIN) for argument in entry.arguments))


@lru_cache
def _pattern(language: str, name: str, arguments: int) -> str:
    """Return an address with {} for each argument. Digits suit slugs, uuids and codes alike."""
    digits = [str(uuid.UUID(int=0)) if name == "journal" else "0000"] * arguments
    with translation.override(language):
        address = reverse(name, args=digits)
    for digit in digits:
        address = address.replace(f"/{digit}/", "/{}/", 1)
    return settings.SITE_URL + address


def _add(root: etree._Element, address: str, addresses: dict[str, str], changed: datetime | None) -> None:
    url = etree.SubElement(root, f"{{{SITEMAP}}}url")
    etree.SubElement(url, f"{{{SITEMAP}}}loc").text = address
    if changed:
        etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = changed.isoformat(timespec="seconds")
    for language, other in addresses.items():
        etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=language, href=other)
