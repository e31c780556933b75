"""Metadata formats: text in, records out, and back. Plain Python.

A format is a module with `label`, `media_type`, `suffix` (of the file and of the address), and

    def write(records: Iterable[Record]) -> Iterator[str]     if it can be written
    def read(text: str) -> list[Record | Refusal]             if it can be read; ValueError if it is something else

FORMATS maps the name of a format to its module; WRITERS and READERS follow from it.
"""

from formats import bibtex, csl_json, ris

FORMATS = {"bibtex": bibtex, "ris": ris, "csl_json": csl_json}
WRITERS = {name: module for name, module in FORMATS.items() if hasattr(module, "write")}
READERS = {name: module for name, module in FORMATS.items() if hasattr(module, "read")}
