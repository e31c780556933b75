r"""BibTeX, as Oren Patashnik's "BibTeXing" (1988) describes it, in UTF-8: only what LaTeX itself reads is escaped.

Titles keep their markup as commands and the capitals that a style must not make small in braces; DOI and URL stand raw.
Fields that old styles pass over say the rest as BibLaTeX does: `eventtitle`, `venue`, `eventdate`, `eid`, `day`, and
`entrysubtype` our name of a type that shares its entry type with another. `read` reads BibLaTeX too.

What an entry cannot carry: the subtitle apart from the title, other titles, abstracts but the first, languages of
words, markup of abstracts, roles but author, editor and translator, ORCID iDs and affiliations, how many more authors
there are than listed, second dates (available, accepted, defended), the number of a series beside that of a report,
identifiers but DOI, ISSN, ISBN and those of arXiv and PubMed, links but one, funding, subjects, notes, licences, ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.bibtex import names, writing
from formats.bibtex.capitals import title
from formats.bibtex.escapes import escaped
from formats.bibtex.keys import Keys, key_of
from formats.record import Record, Refusal
from formats.types import TYPES, PublicationType

__all__ = ["entry", "key_of", "label", "media_type", "read", "recognises", "suffix", "write"]

label, media_type, suffix = "BibTeX", "application/x-bibtex", "bib"

_CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}
_ENTRY = re.compile(r"(?<![\w.])@[ \t]*[A-Za-z][\w:.+/-]*[ \t\r\n]*[{(]\s*+[^\s{},=\"]{0,300}\s*+[,=})]")


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the entry of each record; keys that are taken already get a, b, c ... at their end."""
    keys = Keys()
    for record in records:
        yield entry(record, keys.of(record))


def entry(record: Record, key: str = "") -> str:
    """Return the entry of one record."""
    row = TYPES[record.type]
    return writing.lines(row.bibtex, key or key_of(record), _fields(record, row))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each entry of BibTeX or BibLaTeX; ValueError where there is none."""
    from formats.bibtex.reading import read as read_entries  # what writing can do without

    return read_entries(text)


def recognises(text: str) -> bool:
    """Say whether a text has an entry."""
    return bool(_ENTRY.search(text[:1_000_000]))


def _fields(record: Record, row: PublicationType) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry in the order that people expect; some are empty."""
    yield "author", names.written(record, *names.AUTHORS)
    yield "editor", names.written(record, "edt")
    yield "translator", names.written(record, "trl")
    yield "title", title(record, record.full_title)
    yield _CONTAINER.get(row.bibtex, "howpublished"), _host(record, row)
    yield "shortjournal", escaped(record.container_title_short)
    yield "series", escaped(record.collection_title)
    yield "volume", escaped(record.volume)
    yield from _numbers(record, row)
    yield "pages", writing.pages(record) or escaped(record.article_number)
    yield "eid", escaped(record.article_number)
    yield "pagetotal", escaped(record.number_of_pages)
    yield "edition", writing.edition(record.edition)
    yield "version", escaped(record.version)
    yield "type", _type(record, row)
    yield "entrysubtype", writing.subtype(record, row, row.bibtex, _type(record, row), shown=bool(record.event_title))
    yield "eventtitle", escaped(record.event_title)
    yield "venue", escaped(record.event_place)
    yield "eventdate", record.event_date
    yield _PUBLISHER.get(row.bibtex, "publisher"), escaped(record.publisher)
    yield "address", escaped(record.publisher_place)
    yield "year", writing.year(record)
    yield "month", writing.month(record)
    yield "day", writing.day(record)
    yield from writing.addresses(record)
    yield from _archives(record)
    yield "issn", writing.issns(record)
    yield "isbn", writing.isbns(record)
    yield "language", writing.language(record)
    yield "keywords", writing.keywords(record, "; ")
    yield "abstract", writing.abstract(record)
    yield "note", writing.status(record)


def _numbers(record: Record, row: PublicationType) -> Iterator[tuple[str, str]]:
    """Yield the number that an entry of its type has: of the issue, of the book in its series, of the report."""
    if row.bibtex == "article":
        yield "number", escaped(record.issue)
        return
    yield "number", writing.number(record)
    yield "issue", escaped(record.issue)


def _archives(record: Record) -> Iterator[tuple[str, str]]:
    arxiv = writing.eprint(record, "arxiv")
    yield "eprint", escaped(arxiv)
    yield "archiveprefix", "arXiv" if arxiv else ""
    yield "pmid", escaped(writing.eprint(record, "pmid"))
    yield "pmcid", escaped(writing.eprint(record, "pmcid"))


def _host(record: Record, row: PublicationType) -> str:
    """Return what a work is part of; of a work that is on its own, what it is and where it was shown."""
    if row.bibtex in _CONTAINER:
        return escaped(record.container_title)
    if row.bibtex != "misc":
        return ""
    rest = map(escaped, (record.container_title, record.event_title, record.event_place))
    return ", ".join(filter(None, (writing.kind(record, row), *rest)))


def _type(record: Record, row: PublicationType) -> str:
    if row.bibtex == "techreport":
        return row.genre_en or row.en
    return writing.kind(record, row) if row.bibtex in ("phdthesis", "misc") else ""
