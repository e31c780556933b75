"""schema.org as JSON-LD 1.1 in the head of a record's page: the work, and the trail of pages that leads to it.

The node of the work is that of formats/schema_org.py, of a record cut to the bounds of a head.
"""

from __future__ import annotations

import json

from formats import schema_org
from formats.record import Record
from publications.metadata import facts
from publications.metadata.page import Page

ESCAPES = {sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


class JsonLd(str):
    """JSON that may stand in a script element: no sign in it can end the element."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def json_ld(record: Record, page: Page, abstract: str, description: str) -> JsonLd:
    """Return the work and its breadcrumbs as one JSON-LD document."""
    nodes = [work(record, page, abstract, description), breadcrumbs(record, page)]
    return as_json_ld(nodes)


def as_json_ld(nodes: list[dict]) -> JsonLd:
    """Return nodes as one document that may stand in a page."""
    graph = {"@context": schema_org.CONTEXT, "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in ESCAPES.items():
        text = text.replace(sign, escaped)
    return JsonLd(text)


def work(record: Record, page: Page, abstract: str, description: str) -> dict:
    """Return the node of the work, with what the page knows of it; empty values are left out."""
    return schema_org.filled(
        schema_org.work(facts.bounded(record))
        | {
            "@id": page.record_address,
            "url": page.address,
            "abstract": abstract,
            "description": description,
            "about": [{"@type": "DefinedTerm", "name": name} for name in page.subjects],
            "publisher": schema_org.organisation(page.maker(record)),
            "license": facts.licence_url(record.licence),
        }
    )


def breadcrumbs(record: Record, page: Page) -> dict:
    """Return the pages from the home page to this one."""
    steps = (*page.trail, (facts.cut(facts.full_title(record), facts.TITLE), page.address))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
