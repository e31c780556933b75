"""Highwire Press tags, by which Google Scholar indexes and Zotero and Mendeley import.

https://scholar.google.com/intl/en/scholar/inclusion.html#indexing; the names of tags that it leaves out are those that
Zotero's "Embedded Metadata" reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from formats.record import Contributor, Record
from formats.schema_org import pdf
from formats.types import TYPES
from publications.metadata import facts
from publications.metadata.page import Page

# What the title of the whole is called, by the first half of the Pure type; else it is a book.
CONTAINERS = {"contributiontojournal": "journal", "contributiontoperiodical": "journal"}
MAKERS = {"phdthesis": "citation_dissertation_institution", "techreport": "citation_technical_report_institution"}
OTHER_IDENTIFIERS = {"pmid": "citation_pmid", "pmcid": "citation_pmcid", "arxiv": "citation_arxiv_id"}

Tag = tuple[str, str]


def highwire(record: Record, page: Page) -> Iterator[Tag]:
    """Yield the citation_* tags, (name, content), those of a contributor one after the other; contents may be ""."""
    yield "citation_title", facts.full_title(record)
    for name in facts.authors(record):
        yield from _name("citation_author", name)
    for name in facts.named(record, "edt"):
        yield from _name("citation_editor", name)
    yield "citation_publication_date", facts.day(facts.first_date(record), "/")
    yield "citation_online_date", facts.day(record.available, "/")
    yield from _host(record)
    yield from _where(record)
    yield from _identifiers(record)
    yield "citation_publisher", record.publisher
    yield from _made_by(record, page)
    yield "citation_language", facts.language_tag(record.language)
    yield "citation_keywords", "; ".join(facts.keywords(record))
    yield "citation_abstract_html_url", page.address
    if link := pdf(record):
        yield "citation_pdf_url", link.url


def _name(tag: str, name: Contributor) -> Iterator[Tag]:
    yield tag, facts.sorted_name(name)
    for place, _ in facts.places(name):
        yield f"{tag}_institution", place
    yield f"{tag}_orcid", facts.orcid_url(name)


def _host(record: Record) -> Iterator[Tag]:
    row = TYPES[record.type]
    kind = CONTAINERS.get(row.pure.partition("/")[0], "book")
    if row.csl == "paper-conference":
        yield "citation_conference_title", record.event_title or record.container_title
    else:
        yield "citation_conference_title", record.event_title
    yield f"citation_{'inbook' if kind == 'book' else kind}_title", record.container_title
    if kind == "journal":
        yield "citation_journal_abbrev", record.container_title_short
    yield "citation_series_title", record.collection_title


def _where(record: Record) -> Iterator[Tag]:
    yield "citation_volume", record.volume
    yield "citation_issue", record.issue
    yield "citation_firstpage", facts.first_page(record)
    yield "citation_lastpage", facts.last_page(record)
    yield "citation_num_pages", record.number_of_pages


def _identifiers(record: Record) -> Iterator[Tag]:
    yield "citation_doi", record.doi
    for number in dict.fromkeys((record.issn, record.eissn)):
        yield "citation_issn", number
    for number in record.isbn:
        yield "citation_isbn", number
    for identifier in record.identifiers:
        if identifier.scheme in OTHER_IDENTIFIERS and not identifier.problem:
            yield OTHER_IDENTIFIERS[identifier.scheme], identifier.value


def _made_by(record: Record, page: Page) -> Iterator[Tag]:
    kind = TYPES[record.type].bibtex
    if kind in MAKERS:
        yield MAKERS[kind], page.maker(record)
    if kind == "phdthesis":
        yield "citation_dissertation_name", TYPES[record.type].genre_en
    if kind == "techreport":
        yield "citation_technical_report_number", record.number or record.collection_number
