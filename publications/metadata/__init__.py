"""What the head of a record's page says to machines: search engines, reference managers, link previews.

Pure: a `Record` and a `Page` in, a `Head` out; templates/partials/head_metadata.html writes it down. The vocabularies:
Highwire Press tags (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), Dublin Core (RFC 2731), Open
Graph (https://ogp.me) and schema.org as JSON-LD 1.1; the links are those of https://signposting.org as well.

Bounds, so that no record makes a page heavy: at most `NAMES` names with `PLACES` affiliations each, and texts cut at
the lengths in publications/metadata/facts.py. The formats behind rel="alternate" have everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from formats.record import Record
from publications.metadata import facts
from publications.metadata.dublin_core import dublin_core
from publications.metadata.highwire import highwire
from publications.metadata.links import Link, header, links
from publications.metadata.open_graph import open_graph
from publications.metadata.page import Page
from publications.metadata.schema_org import JsonLd, json_ld

__all__ = ["Head", "JsonLd", "Link", "Page", "head_of", "header"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in the head, in order: `tags` are (name, content), `properties` (property, content)."""

    title: str
    description: str
    links: tuple[Link, ...]
    tags: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    json_ld: JsonLd


def head_of(record: Record, page: Page) -> Head:
    """Return the head of a record's page."""
    abstract = facts.abstract(record, page.language)
    description = facts.description(record, page.language, abstract)
    return Head(
        title=f"{facts.cut(facts.full_title(record), facts.TITLE)} – {page.institution}",
        description=description,
        links=tuple(links(record, page)),
        tags=tuple(_filled([*highwire(record, page), *dublin_core(record, page)])),
        properties=tuple(_filled(open_graph(record, page, description))),
        json_ld=json_ld(record, page, abstract, description),
    )


def _filled(tags):
    return (tag for tag in tags if tag[1])
