"""Open Graph (https://ogp.me), from which other sites draw the preview of a link."""

from __future__ import annotations

from collections.abc import Iterator

from formats.record import Record
from formats.types import TYPES
from publications.metadata import facts
from publications.metadata.page import Page

LOCALES = {"en": "en_GB", "sv": "sv_SE"}


def open_graph(record: Record, page: Page, description: str) -> Iterator[tuple[str, str]]:
    """Yield the properties, (property, content); contents may be ""."""
    is_book = TYPES[record.type].schema_org == "Book"
    kind = "book" if is_book else "article"
    date = facts.day(facts.first_date(record))
    yield "og:type", kind
    yield "og:title", facts.cut(facts.full_title(record), facts.TITLE)
    yield "og:description", description
    yield "og:url", page.address
    yield "og:site_name", page.site_name
    yield "og:locale", LOCALES[page.language]
    for language in page.addresses:
        yield "og:locale:alternate", LOCALES[language] if language != page.language else ""
    yield ("book:release_date" if is_book else "article:published_time"), date
    yield from ((f"{kind}:author", facts.orcid_url(name)) for name in facts.authors(record)[:10])
    if is_book:
        yield from (("book:isbn", number) for number in record.isbn)
