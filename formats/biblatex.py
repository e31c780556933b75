"""BibLaTeX, whose fields say more than those of BibTeX: dates as they are known, titles and subtitles apart, events.

The data model is that of biblatex 3 (https://ctan.org/pkg/biblatex, "Database guide"): an entry has only the fields of
its type. Biber, with --validate-datamodel, complains of nothing but what a record lacks, and of volumes that are no
number ("103-B"), which have no other place.

It cannot carry more than BibTeX can (see formats/bibtex), but for subtitles and the event of a talk; it lacks ISSNs of
what is no article, second ISBNs, editors of a thesis or report that has authors (of one that has none they stand as its
authors), container and publisher of a patent, and numbers of reports that have one of a series.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.bibtex import names, read, writing
from formats.bibtex.capitals import title
from formats.bibtex.escapes import escaped
from formats.bibtex.keys import Keys, key_of
from formats.record import Record
from formats.types import TYPES, PublicationType

__all__ = ["entry", "label", "media_type", "read", "recognises", "suffix", "write"]

label, media_type, suffix = "BibLaTeX", "application/x-biblatex", "biblatex.bib"

# The fields of each entry type, of those that we write; others have them too, but no standard style prints them there.
_ANY = frozenset(
    ("title", "subtitle", "date", "doi", "url", "eprint", "eprinttype", "shortjournal", "keywords", "abstract")
    + ("entrysubtype", "language", "pubstate")
)
_BOOK = "author editor translator series number volume edition pages pagetotal publisher location isbn eid"
_EVENT = "eventtitle venue eventdate"
_FIELDS = {
    entry_type: _ANY | set(fields.split())
    for entry_type, fields in {
        "article": "author editor translator journaltitle volume number issue pages eid issn series version",
        "book": _BOOK,
        "collection": _BOOK.replace("author ", ""),
        "incollection": f"{_BOOK} booktitle".replace("pagetotal ", ""),
        "inbook": f"{_BOOK} booktitle".replace("pagetotal ", ""),
        "suppcollection": f"{_BOOK} booktitle".replace("pagetotal ", ""),
        "inreference": f"{_BOOK} booktitle".replace("pagetotal ", ""),
        "inproceedings": f"author editor booktitle series number volume pages publisher location isbn eid {_EVENT}",
        "proceedings": f"editor series number volume pages pagetotal publisher location isbn eid {_EVENT}",
        "periodical": "editor issn number issue series volume",
        "report": "author institution location number pages pagetotal type version eid",
        "thesis": "author institution location pages pagetotal type eid",
        "unpublished": f"author howpublished location type {_EVENT}",
        "patent": "author holder location number type version",
        "dataset": "author editor edition location number publisher series type version",
        "software": "author editor howpublished location organization type version",
        "misc": "author editor howpublished location organization type version",
    }.items()
}
_FIELDS["patent"] -= {"language"}
# Types of which people may stand where the data model has no place for them.
_WITH_AUTHORS = {"collection": "book"}
_WITHOUT_EDITORS = {"incollection": "inbook"}  # where the data model asks for editors
_ONLY_EDITED = ("proceedings", "periodical")
_CONTAINER = {
    "article": "journaltitle",
    "unpublished": "howpublished",
    "misc": "howpublished",
    "software": "howpublished",
}
_PUBLISHER = {
    **dict.fromkeys(("report", "thesis"), "institution"),
    **dict.fromkeys(("misc", "software"), "organization"),
}
_STATES = {"in-preparation": "inpreparation", "submitted": "submitted", "in-press": "inpress", "epub": "prepublished"}
_ARCHIVES = (("arxiv", "arxiv"), ("pmid", "pubmed"), ("hdl", "hdl"))
_OWN = re.compile(
    r"@(?:online|report|thesis|collection|inreference|dataset|software|periodical|mvbook|suppcollection)\s*\{"
    r"|\b(?:journaltitle|eventtitle|pubstate|eprinttype|langid|urldate)\s*=|^\s*date\s*=",
    re.I | re.M,
)


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the entry of each record; keys that are taken already get a, b, c ... at their end."""
    keys = Keys()
    for record in records:
        yield entry(record, keys.of(record))


def entry(record: Record, key: str = "") -> str:
    """Return the entry of one record."""
    row = TYPES[record.type]
    kind = row.biblatex
    if kind in _WITH_AUTHORS and record.names(*names.AUTHORS):
        kind = _WITH_AUTHORS[kind]
    if kind in _WITHOUT_EDITORS and not record.names("edt"):
        kind = _WITHOUT_EDITORS[kind]
    allowed = _FIELDS[kind]
    fields = ((name, value) for name, value in _fields(record, row, kind) if name in allowed)
    return writing.lines(kind, key or key_of(record), fields)


def recognises(text: str) -> bool:
    """Say whether a text has an entry type or field that BibTeX does not have."""
    return bool(_OWN.search(text[:1_000_000])) and "@" in text


def _fields(record: Record, row: PublicationType, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry in the order that people expect, also some that its type does not have."""
    edited = (*names.AUTHORS, "edt") if kind in _ONLY_EDITED else ("edt",)
    authors = names.written(record, *names.AUTHORS)
    yield "author", authors if authors or "editor" in _FIELDS[kind] else names.written(record, "edt")
    yield "editor", names.written(record, *edited)
    yield "translator", names.written(record, "trl")
    yield "holder", names.written(record, "pth")
    yield "title", title(record, record.title or record.subtitle)
    yield "subtitle", title(record, record.subtitle) if record.title else ""
    yield _CONTAINER.get(kind, "booktitle"), escaped(record.container_title)
    yield "shortjournal", escaped(record.container_title_short)
    yield "series", escaped(record.collection_title)
    yield "volume", escaped(record.volume)
    yield "number", _number(record, kind)
    yield "pages", writing.pages(record)
    yield "eid", escaped(record.article_number)
    yield "pagetotal", escaped(record.number_of_pages)
    yield "edition", escaped(record.edition)
    yield "version", escaped(record.version)
    yield "type", _type(record, row)
    yield "entrysubtype", _subtype(record, row, kind)
    yield "eventtitle", escaped(record.event_title)
    yield "venue", escaped(record.event_place)
    yield "eventdate", record.event_date
    yield _PUBLISHER.get(kind, "publisher"), escaped(record.publisher)
    yield "location", escaped(record.publisher_place)
    yield "date", writing.date_of(record)
    yield "pubstate", _STATES.get(record.publication_status, "")
    yield from writing.addresses(record)
    yield from _eprint(record)
    yield "issn", escaped(record.issn or record.eissn)
    yield "isbn", writing.isbns(record).partition(",")[0]
    yield "language", writing.language(record).lower()
    yield "keywords", _keywords(record)
    yield "abstract", writing.abstract(record)


def _number(record: Record, kind: str) -> str:
    if kind in ("article", "periodical"):
        return escaped(record.issue)
    if "series" not in _FIELDS[kind]:
        return escaped(record.number or record.collection_number)
    return writing.number(record)


def _type(record: Record, row: PublicationType) -> str:
    return row.genre_en or row.en if row.biblatex == "report" else writing.kind(record, row)


def _subtype(record: Record, row: PublicationType, kind: str) -> str:
    words = _type(record, row) if "type" in _FIELDS[kind] else ""
    return writing.subtype(record, row, kind, words, shown="eventtitle" in _FIELDS[kind] and bool(record.event_title))


def _eprint(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the number in an archive: arXiv's before PubMed's."""
    for scheme, archive in _ARCHIVES:
        if value := writing.eprint(record, scheme):
            yield "eprint", escaped(value)
            yield "eprinttype", archive
            return


def _keywords(record: Record) -> str:
    """Return the keywords as biber splits them, at commas; with semicolons where one of them has either."""
    return writing.keywords(record, "; " if any(set(",;") & set(keyword.text) for keyword in record.keywords) else ", ")
