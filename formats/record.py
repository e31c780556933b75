"""One publication outside the database: what every format reads and writes.

A `Record` is plain data. Names follow CSL 1.0.2 and SwePub MODS 4.0 (see docs/vocabulary.md). Texts:

- `title`, `subtitle` and the texts of `titles` are CSL rich text: plain text in which only <i>, <b>, <sub>, <sup> and
  <span style="font-variant:small-caps;"> are markup and everything else, such as "a < b & c", stands for itself
  (see formats/richtext.py).
- the texts of `abstracts` are HTML of a few elements: the above, and <p>, <ul>, <ol>, <li>, <br>.
- all else is plain text. Control characters are removed where a Record is made.

Dates are text as exact as known: "2024", "2024-05", "2024-05-17", or a range "1935/1936".
Identifiers are bare and in normal form ("10.1234/abc", "0000-0002-1825-0097", "1234-567X"), never URLs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A text in a language: `language` is an ISO 639-2/B code, "" when not known."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """Where a contributor worked, as printed; `unit` is the code of a unit of the house, `ror` an outside ROR id."""

    name: str = ""
    unit: str = ""
    ror: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """A name on a publication, as printed. `role` is a MARC relator code (aut, edt, ths ...).

    A person has `family` and `given`; an organisation, or a name that cannot be split, has `literal` alone.
    `orcid` is a valid bare ORCID iD; one that failed its check stands in `wrong_orcid`, as given. `identifiers` are
    other ids of the person, of formats/person_identifiers.py: what a source tells of a person, not of the publication.
    """

    role: str = "aut"
    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""
    orcid: str = ""
    wrong_orcid: str = ""
    local_id: str = ""
    corresponding: bool = False
    affiliations: tuple[Affiliation, ...] = ()
    identifiers: tuple[Identifier, ...] = field(default=(), repr=False)  # digests of earlier imports rest on repr()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """`scheme` is doi, pmid, pmcid, scopus, isi, arxiv, isbn, issn, urn, hdl, uri or the source's own word.

    `problem` is "" for a good one; else it says what is wrong with the value, which is then kept as given.
    """

    scheme: str
    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`kind` is fulltext, related or data; `media_type` such as application/pdf, "" when not known."""

    url: str
    kind: str = "related"
    label: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A grant. `funder_id` is a Crossref Funder DOI or a ROR id."""

    funder: str
    funder_id: str = ""
    award: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A bibliographical note under its heading, such as "Publisher Copyright:"."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A UKÄ (SSIF) code of 1, 3 or 5 digits; `edition` is "2011" (with its 2016 update) or "2025"."""

    code: str
    edition: str = "2011"


_KINDS = {"fulltext": 0, "related": 1, "data": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One publication. See the module for how texts, dates and identifiers are written."""

    id: str = ""  # the id in its source; for our own, the uuid
    source: str = ""
    url: str = ""  # its page
    type: str = "publication/other"  # a key of formats.types.TYPES
    content_type: str = ""  # ref, vet, pop
    genre: str = ""  # the source's own word for the type
    title: str = ""
    subtitle: str = ""
    titles: tuple[Translation, ...] = ()  # in other languages, subtitle included
    abstracts: tuple[Translation, ...] = ()
    language: str = ""  # of the work, ISO 639-2/B
    contributors: tuple[Contributor, ...] = ()
    contributor_count: int | None = None  # authors in all, where not all are listed
    container_title: str = ""  # journal, book or proceedings it is in
    container_title_short: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""  # "344-355", with a plain hyphen
    article_number: str = ""
    number_of_pages: str = ""
    edition: str = ""
    version: str = ""
    number: str = ""  # of a report, patent or standard
    collection_title: str = ""  # series
    collection_number: str = ""
    event_title: str = ""
    event_place: str = ""
    event_date: str = ""
    publisher: str = ""
    publisher_place: str = ""
    issued: str = ""
    available: str = ""  # e-pub ahead of print
    accepted: str = ""
    defended: str = ""
    publication_status: str = ""  # in-preparation, submitted, in-press, epub, published
    doi: str = ""
    issn: str = ""
    eissn: str = ""
    isbn: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()  # all others, and the wrong ones of every scheme
    links: tuple[Link, ...] = ()
    funding: tuple[Funding, ...] = ()
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[Translation, ...] = ()
    notes: tuple[Note, ...] = ()
    open_access: str = ""  # gold, hybrid, green, bronze, closed; "" when not known
    licence: str = ""  # "CC BY 4.0", or the address of a licence
    ours: bool | None = None  # made at this university; None when not known
    created: datetime | None = None
    updated: datetime | None = None

    def names(self, *roles: str) -> tuple[Contributor, ...]:
        """Return the contributors with one of the roles, in printed order."""
        return tuple(contributor for contributor in self.contributors if contributor.role in roles)

    @property
    def full_title(self) -> str:
        """Return title and subtitle as one text: "Title: Subtitle", without a colon after "?" and the like."""
        if not self.subtitle or not self.title:
            return self.title or self.subtitle
        colon = "" if self.title[-1] in ":?!.\u2013\u2014" else ":"
        return f"{self.title}{colon} {self.subtitle}"

    @property
    def address(self) -> str:
        """Return where the work itself can be read: its first full text, else its first other link; "" for none."""
        ranked = sorted(self.links, key=lambda link: _KINDS.get(link.kind, len(_KINDS)))
        return ranked[0].url if ranked else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What could not be read of a text: its place, counted from 1, what stands there, and why it was refused."""

    position: int
    text: str
    reason: str  # a Sentence
