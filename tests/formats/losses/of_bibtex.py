"""What BibTeX and BibLaTeX have no place for."""

from formats import bibtex
from formats.record import Contributor, Record
from formats.types import TYPES
from tests.formats.losses.left import (
    AUTHORS,
    COUNTED,
    ONE_TITLE,
    REFERENCE,
    Loss,
    date,
    gone,
    keywords,
    name,
    one_link,
    only,
    page,
    paragraphs,
    right,
    serials,
)


def _bibtex_names(record: Record) -> tuple[Contributor, ...]:
    """Return authors, editors and translators; "and others" where more authors are counted than listed."""
    found = []
    for role, roles in (("aut", AUTHORS), ("edt", ("edt",)), ("trl", ("trl",))):
        found += _bibtex_field(record, role, roles)
    return tuple(found)


def _bibtex_field(record: Record, role: str, roles: tuple[str, ...]) -> list[Contributor]:
    people = record.names(*roles)
    counted = record.contributor_count or 0
    others = [Contributor(role=role, literal="et al.")] if people and "aut" in roles and counted > len(people) else []
    return [name(person, role) for person in people] + others


def _bibtex_date(record: Record) -> str:
    """Return a date, of a span the years."""
    first, slash, last = date(record).partition("/")
    return date(record) if not slash else first[:4] if first[:4] == last[:4] else f"{first[:4]}/{last[:4]}"


_NUMBERED = ("publication/report", "publication/working-paper", "intellectual-property/patent", "publication/preprint")


def _is_article(record: Record) -> bool:
    return TYPES[record.type].bibtex == "article"


def _number(record: Record) -> str:
    if _is_article(record):
        return ""
    if record.type in _NUMBERED:
        return record.number or record.collection_number
    return "" if record.collection_title else record.number


def _collection_number(record: Record) -> str:
    in_series = record.collection_title and not _is_article(record) and record.type not in _NUMBERED
    return record.collection_number if in_series else ""


def _bibtex_hosted(record: Record) -> bool:
    return TYPES[record.type].bibtex in ("article", "incollection", "inproceedings", "misc")


_ONE_NUMBER = "an entry has one number: that of a report, else that in the series, else its own"
_BIB = (
    REFERENCE
    | gone("notes")
    | {
        "id": Loss("keys are made of name, year and title", bibtex.key_of),
        "title": Loss(ONE_TITLE, lambda record: record.full_title),
        "subtitle": Loss(ONE_TITLE, lambda record: ""),
        "abstracts": Loss("it has one abstract, without markup or language", paragraphs),
        "keywords": Loss("they have no language, and semicolons part them", keywords),
        "links": Loss("it has one address", one_link),
        "contributors": Loss("it has authors, editors and translators by name alone", _bibtex_names),
        "number": Loss(_ONE_NUMBER, _number),
        "collection_number": Loss(_ONE_NUMBER, _collection_number),
    }
)
BIBTEX = (
    _BIB
    | only("container_title", "books, theses and reports are part of nothing", _bibtex_hosted)
    | {
        "issued": Loss("months of a span have no field", _bibtex_date),
        "page": Loss(COUNTED, page),
        "identifiers": Loss("it has a field for these", lambda record: tuple(right(record, "pmid", "pmcid", "arxiv"))),
    }
)

_OF_BOOK = "edition publisher publisher_place isbn number_of_pages page article_number volume"
_AT_EVENT = "event_title event_place event_date"
# Of the fields that only some entry types of its data model have, those of each.
_HAS = {
    "article": "container_title volume issue page article_number issn eissn version",
    "book": _OF_BOOK,
    "collection": _OF_BOOK,
    **dict.fromkeys(
        ("incollection", "suppcollection", "inreference"),
        "container_title " + _OF_BOOK.replace("number_of_pages ", ""),
    ),
    "inproceedings": f"container_title volume page article_number publisher publisher_place isbn {_AT_EVENT}",
    "proceedings": f"volume page article_number number_of_pages publisher publisher_place isbn {_AT_EVENT}",
    "periodical": "volume issue issn eissn",
    "report": "number publisher publisher_place page number_of_pages version article_number",
    "thesis": "publisher publisher_place page number_of_pages article_number",
    "unpublished": f"container_title publisher_place {_AT_EVENT}",
    "patent": "number publisher_place version",
    "dataset": "edition number publisher publisher_place version",
    "software": "container_title publisher publisher_place version",
    "misc": "container_title publisher publisher_place version",
}
_IN_SERIES = ("article", "book", "collection", "incollection", "suppcollection", "inreference") + (
    ("inproceedings", "proceedings", "periodical", "dataset")
)
_BIBLATEX_NUMBERED = _IN_SERIES[1:-2] + ("dataset", "report", "patent")
_LACKS = "its data model has no such field for this type"


def _entry(record: Record) -> str:
    """Return the entry type; a collection with authors is a book."""
    kind = TYPES[record.type].biblatex
    return "book" if kind == "collection" and record.names(*AUTHORS) else kind


def _biblatex_only(name: str) -> Loss:
    return only(name, _LACKS, lambda record: name in _HAS[_entry(record)].split())[name]


def _biblatex_number(record: Record) -> str:
    kind = _entry(record)
    if kind not in _BIBLATEX_NUMBERED:
        return ""
    if record.type in _NUMBERED or kind not in _IN_SERIES:
        return record.number or record.collection_number
    return "" if record.collection_title else record.number


def _biblatex_collection_number(record: Record) -> str:
    in_series = record.collection_title and _entry(record) in _BIBLATEX_NUMBERED and _entry(record) in _IN_SERIES
    return record.collection_number if in_series and record.type not in _NUMBERED else ""


def _biblatex_names(record: Record) -> tuple[Contributor, ...]:
    """Return authors, editors, translators and holders, where the entry type has them."""
    kind = _entry(record)
    found: list[Contributor] = []
    if kind in ("proceedings", "periodical"):
        return tuple(_bibtex_field(record, "edt", (*AUTHORS, "edt")))
    if kind != "collection":
        found += _bibtex_field(record, "aut", AUTHORS)
    if kind in ("report", "thesis", "unpublished", "patent"):
        found = found or _bibtex_field(record, "aut", ("edt",))
    else:
        found += _bibtex_field(record, "edt", ("edt",))
    if kind in ("article", "book", "collection", "incollection", "suppcollection", "inreference"):
        found += _bibtex_field(record, "trl", ("trl",))
    return tuple(found + (_bibtex_field(record, "pth", ("pth",)) if kind == "patent" else []))


def _container(record: Record) -> str:
    """Return what a work is in; of howpublished without what type and event say too, as other programs write it."""
    entry, row, host = _entry(record), TYPES[record.type], record.container_title
    if entry not in ("misc", "software", "unpublished"):
        return host if "container_title" in _HAS[entry].split() else ""
    kind = row.genre_en or (record.genre if row.key in ("publication", "publication/other", "other") else "")
    event = (record.event_title, record.event_place) if entry == "unpublished" else ()
    after = "".join(f", {text}" for text in event if text)
    host = f", {host}".removesuffix(after).removeprefix(", ")
    return "" if kind and host == kind else host.removeprefix(f"{kind}, " if kind else "")


BIBLATEX = (
    _BIB
    | {name: _biblatex_only(name) for name in sorted({name for names in _HAS.values() for name in names.split()})}
    | {"page": Loss(_LACKS, lambda record: page(record) if "page" in _HAS[_entry(record)].split() else "")}
    | only("collection_title", _LACKS, lambda record: _entry(record) in _IN_SERIES)
    | only("language", _LACKS, lambda record: _entry(record) != "patent")
    | {
        "container_title": Loss(_LACKS, _container),
        "title": Loss("a subtitle alone is the title", lambda record: record.title or record.subtitle),
        "subtitle": Loss("a subtitle alone is the title", lambda record: record.subtitle if record.title else ""),
        "contributors": Loss("its data model has these people for this type", _biblatex_names),
        "number": Loss(_ONE_NUMBER, _biblatex_number),
        "collection_number": Loss(_ONE_NUMBER, _biblatex_collection_number),
        "issn": Loss("it has one ISSN", lambda record: serials(record)[0] if "issn" in _HAS[_entry(record)] else ""),
        "eissn": Loss("it has one ISSN", lambda record: ""),
        "isbn": Loss("it has one ISBN", lambda record: record.isbn[:1] if "isbn" in _HAS[_entry(record)] else ()),
        "identifiers": Loss(
            "it has one number of an archive", lambda record: tuple(right(record, "arxiv", "pmid", "hdl")[:1])
        ),
    }
)
