"""Simple Dublin Core (DCMES 1.1, https://www.dublincore.org/specifications/dublin-core/dces/), in OAI-PMH's envelope.

http://www.openarchives.org/OAI/2.0/oai_dc/. `element` makes the oai_dc:dc element that `write` and OAI-PMH share.

It carries titles, names without identifiers and places, abstracts and keywords without markup, publisher, one date,
the type, language, journal or book with volume, issue and pages, series, DOI, ISSN, ISBN and other identifiers that are
right, links without labels, the licence and whether it is open. Contributors who are no creators have no role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from formats.oai_dc.reading import record_of
from formats.oai_dc.writing import element
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.xml_tree import each, serialised

__all__ = ["element", "label", "media_type", "read", "recognises", "record_of", "suffix", "write"]

label, media_type, suffix = "Dublin Core", "application/xml", "dc.xml"

_SEEN = re.compile(r"<(?:[\w.-]{1,40}:)?dc[\s>]|purl\.org/dc/elements")
_HEAD = 20_000


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the records in one element, since a file of XML has one root."""
    return serialised((element(record) for record in records), etree.Element("records"))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each dc element, wherever it stands; ValueError where there is none."""
    found = each(text, ["dc"], record_of)
    if not found and "<records" not in text[:_HEAD]:
        raise ValueError(Sentence("It holds no Dublin Core."))
    return found


def recognises(text: str) -> bool:
    """Return whether a text begins with Dublin Core in XML; what is another format with some of it is not."""
    head = text[:_HEAD]
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SEEN.search(head)) and ":dc" in head
