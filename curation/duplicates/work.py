"""What a publication is compared by: a part of its Record."""

import re
from dataclasses import dataclass

from curation.duplicates.names import Name, names_of
from curation.duplicates.titles import Title
from formats.record import Record

CHAPTERS = {"publication/book-chapter", "publication/foreword-afterword", "publication/report-chapter"}
PARTS = CHAPTERS | {"conference/paper", "publication/encyclopedia-entry"}
_YEAR = re.compile(r"\d{4}")
_FIRST_PAGE = re.compile(r"[a-z]{0,3}\d+", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`titles` begins with the own title, subtitle included; translations follow."""

    titles: tuple[Title, ...] = ()
    type: str = ""
    year: int | None = None
    names: tuple[Name, ...] = ()
    container: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""  # the first
    doi: str = ""
    isbns: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()  # other than DOI and ISBN

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a book, whose ISBN others share."""
        return self.type in PARTS


def work_of(record: Record) -> Work:
    """Return what a record is compared by."""
    texts = (record.full_title, *(title.text for title in record.titles))
    identifiers = ((found.scheme, found.value) for found in record.identifiers if not found.problem)
    return Work(
        titles=tuple(Title(text) for text in texts if text),
        type=record.type,
        year=year_of(record.issued),
        names=names_of(record.contributors),
        container=record.container_title,
        volume=record.volume,
        issue=record.issue,
        page=first_page(record.page or record.article_number),
        doi=record.doi,
        isbns=frozenset(record.isbn),
        identifiers=frozenset(pair for pair in identifiers if pair[0] not in SHARED),
    )


# Identifiers that several works have: of what they are in, or of a page that lists them.
SHARED = ("issn", "uri", "doi", "isbn")


def year_of(issued: str) -> int | None:
    found = _YEAR.match(issued)
    return int(found[0]) if found else None


def first_page(pages: str) -> str:
    """Return the first page of "344-355", "" for none: 344."""
    found = _FIRST_PAGE.search(pages)
    return found[0].lower() if found else ""
