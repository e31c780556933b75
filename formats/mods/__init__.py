"""MODS 3.8 (https://www.loc.gov/standards/mods/), as SwePub wants it: SwePub MODS 4.0, National Library of Sweden.

`element` makes the mods element that `write` and OAI-PMH share; `record_of` reads one, of this or an older version.

Elements extension[@displayLabel="exact"] hold what MODS and SwePub have no place for: titles and abstracts with markup,
which are plain text in their own elements, the kind of open access, whether a record is the house's own, and a count of
contributors that is no more than those listed. A date that is neither year nor day is dateIssued by its year, since
SwePub flags others, and whole in displayDate. So all of a Record comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.mods.reading import record_of
from formats.mods.writing import SPACES, House, element, node
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.xml_tree import each
from formats.xml_writing import Node, written

__all__ = ["House", "element", "label", "media_type", "read", "recognises", "record_of", "suffix", "write"]

label, media_type, suffix = "MODS", "application/mods+xml", "mods.xml"

_SEEN = re.compile(r"<(?:[\w.-]{1,40}:)?mods(?:Collection)?[\s>]")
_HEAD = 20_000  # characters in which its first element stands
NO_RECORD = Sentence("It holds no mods element.")


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield a modsCollection, record by record."""
    return written(map(node, records), Node("modsCollection", SPACES))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each mods element, wherever it stands; ValueError where there is none."""
    found = each(text, ["mods"], record_of)
    if not found and "modsCollection" not in text[:_HEAD]:
        raise ValueError(NO_RECORD)
    return found


def recognises(text: str) -> bool:
    """Return whether a text begins with MODS."""
    return text[:1000].lstrip("\ufeff \t\r\n").startswith("<") and bool(_SEEN.search(text, 0, _HEAD))
