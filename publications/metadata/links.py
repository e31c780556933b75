"""The links of a record's page to its other forms, for the head and for the Link header (RFC 8288).

canonical, alternate (languages and formats) and, after https://signposting.org, cite-as, author, license, item, type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formats.identifiers import address
from formats.record import Record
from formats.schema_org import pdf
from formats.types import TYPES
from publications.metadata import facts
from publications.metadata.page import Page

IN_HEADER = 20  # links; proxies refuse long headers
_UNSAFE = re.compile(r"[^!#$%&\'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link element; `signpost` where it belongs into the Link header too."""

    rel: str
    href: str
    hreflang: str = ""
    type: str = ""
    title: str = ""
    signpost: bool = True


def links(record: Record, page: Page) -> Iterator[Link]:
    """Yield the links of a page."""
    yield Link(rel="canonical", href=page.address)
    for language, url in page.addresses.items():
        yield Link(rel="alternate", hreflang=language, href=url, signpost=False)
    # The address without a language leads to the page in the reader's own.
    yield Link(rel="alternate", hreflang="x-default", href=page.record_address, signpost=False)
    for form in page.formats:
        yield Link(rel="alternate", type=form.media_type, title=form.label, href=form.url)
    if doi := address("doi", record.doi):
        yield Link(rel="cite-as", href=doi)
    yield from _signposts(record)


def _signposts(record: Record) -> Iterator[Link]:
    yield Link(rel="type", href=f"https://schema.org/{TYPES[record.type].schema_org}")
    for name in facts.authors(record)[:10]:
        if url := facts.orcid_url(name):
            yield Link(rel="author", href=url)
    if url := facts.licence_url(record.licence):
        yield Link(rel="license", href=url)
    if link := pdf(record):
        yield Link(rel="item", type="application/pdf", href=link.url)


def header(all_links: Iterable[Link]) -> str:
    """Return the value of the Link header. Nothing in an address can end the header or its angle brackets."""
    signposts = [link for link in all_links if link.signpost][:IN_HEADER]
    return ", ".join(map(_in_header, signposts))


def _in_header(link: Link) -> str:
    url = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), link.href)
    kind = f'; type="{link.type}"' if link.type else ""
    return f'<{url}>; rel="{link.rel}"{kind}'
