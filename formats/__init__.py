"""Metadata formats: text in, records out, and back. Plain Python.

A format is a module with `label`, `media_type`, `suffix` (of the file and of the address), and

    def write(records: Iterable[Record]) -> Iterator[str]     if it can be written
    def read(text: str) -> list[Record | Refusal]             if it can be read; ValueError if it is something else
    def recognises(text: str) -> bool                         whether a text looks like it, cheaply

One that is made of bytes says `binary = True`; there `write` yields bytes, `read` and `recognises` take bytes.
FORMATS maps the name of a format to its module; WRITERS and READERS follow from it. `read` takes a file of any of them.
"""

from __future__ import annotations

from types import ModuleType

from formats import (
    arxiv,
    biblatex,
    bibtex,
    crossref,
    csl_json,
    endnote,
    endnote_xml,
    jats,
    marcxml,
    mods,
    nbib,
    oai_dc,
    oai_pmh,
    openalex,
    ovid,
    pubmed,
    record_json,
    ris,
    schema_org,
    unixref,
    wos,
)
from formats.datacite import as_json as datacite_json
from formats.datacite import as_xml as datacite_xml
from formats.record import Record, Refusal
from formats.tables import as_csv, as_xlsx

# In this order they stand in menus.
FORMATS = {
    "bibtex": bibtex,
    "ris": ris,
    "biblatex": biblatex,
    "endnote": endnote,
    "endnote_xml": endnote_xml,
    "csl_json": csl_json,
    "mods": mods,
    "oai_dc": oai_dc,
    "datacite": datacite_xml,
    "datacite_json": datacite_json,
    "schema_org": schema_org,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "json": record_json,
    # to read only
    "crossref": crossref,
    "openalex": openalex,
    "nbib": nbib,
    "ovid": ovid,
    "wos": wos,
    "pubmed": pubmed,
    "jats": jats,
    "unixref": unixref,
    "marcxml": marcxml,
    "oai_pmh": oai_pmh,
    "arxiv": arxiv,
}
WRITERS = {name: module for name, module in FORMATS.items() if hasattr(module, "write")}
READERS = {name: module for name, module in FORMATS.items() if hasattr(module, "read")}


def is_binary(module: ModuleType) -> bool:
    """Return whether a format is made of bytes, not of text."""
    return getattr(module, "binary", False)


def read(data: bytes) -> list[Record | Refusal]:
    """Return what a file holds, whatever its format and encoding; see formats/reading.py."""
    from formats.reading import reading_of  # it needs READERS

    return reading_of(data).found
