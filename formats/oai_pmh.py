"""Answers of OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html), with records of any format.

A record keeps the identifier of its header where it has none of its own. One that was deleted, has no metadata or has
them in a format we cannot read, is refused with that reason; an answer that is an error is an error here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from formats import jats, marcxml, mods, oai_dc
from formats.datacite import as_xml as datacite
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.xml_tree import Element, each, name_of, refusal, words

label, media_type, suffix = "OAI-PMH", "text/xml", "oai.xml"

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
NO_RECORD = Sentence("It is an answer of OAI-PMH, but holds no records.")
DELETED = Sentence("It was deleted at its source.")
NO_METADATA = Sentence("It has no metadata.")
_HEAD = 20_000
_SEEN = re.compile(r"<(?:[\w.-]{1,40}:)?(?:OAI-PMH|ListRecords|GetRecord)\b")

# Local name of the element in metadata, and what reads it.
_READERS: dict[str, Callable[[Element], Record]] = {
    "mods": mods.record_of,
    "dc": oai_dc.record_of,
    "article": jats.record_of,
    "resource": datacite.record_of_element,
    "record": marcxml.record_of,
}


def recognises(text: str) -> bool:
    """Return whether a text is an answer of OAI-PMH, or one record of one."""
    head = text[:_HEAD]
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SEEN.search(head) or _is_record(head))


def _is_record(head: str) -> bool:
    return NAMESPACE in head and "<record" in head and "<header" in head


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each record of an answer, or for each header of a list of those."""
    found = each(text, ["record", "header"], _read)
    error = re.search(r"<error code=\"(\w+)\"[^>]*>([^<]{0,300})", text[:_HEAD])
    if error and not found and error[1] != "noRecordsMatch":
        told = f"{error[1]} {error[2]}".strip()
        raise ValueError(Sentence("It is an error of OAI-PMH: %(error)s", error=told))
    if not found and not error and not _SEEN.search(text, 0, _HEAD):
        raise ValueError(NO_RECORD)
    return found


def _read(record: Element) -> Record | Refusal:
    if name_of(record) == "header":
        return refusal(0, record, _why_not(record))
    header = next((part for part in record if name_of(part) == "header"), None)
    metadata = next((part for part in record if name_of(part) == "metadata"), None)
    if metadata is None or not len(metadata) or (header is not None and header.get("status") == "deleted"):
        return refusal(0, record, NO_METADATA if header is None else _why_not(header))
    return _whole(_of_metadata(metadata), header)


def _why_not(header: Element) -> str:
    return DELETED if header.get("status") == "deleted" else NO_METADATA


def _of_metadata(metadata: Element) -> Record:
    """Return the first Record that is found in metadata, however deep they are wrapped."""
    waiting = list(metadata)
    while waiting:
        element = waiting.pop(0)
        if reader := _READERS.get(name_of(element)):
            return reader(element)
        waiting.extend(element)
    name = name_of(metadata[0])
    raise ValueError(Sentence("Its metadata are in a format that cannot be read here: %(name)s.", name=name))


def _whole(record: Record, header: Element | None) -> Record:
    parts = () if header is None else header
    identifier = next((words(part) for part in parts if name_of(part) == "identifier"), "")
    return record if record.id or not identifier else replace(record, id=identifier)
