"""Identifiers, pages, numbers and links of CSL-JSON items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from formats.csl_json.values import plain_of, rows_of, text_of, texts_of, word_of
from formats.identifiers import address, checked, several
from formats.record import Identifier, Link

_SCHEMES = {"PMID": "pmid", "PMCID": "pmcid", "wos": "isi", "scopus": "scopus", "arxiv": "arxiv"}
_KINDS = ("fulltext", "related", "data")
_ARTICLES = (
    "journal-article",
    "review-article",
    "editorial-letter",
    "book-review",
    "magazine-article",
    "newspaper-article",
)
# Of which the pages are counted: one number of pages is their sum.
_WHOLE = frozenset(
    ("publication", "publication/other", "other", "conference/proceeding", "artistic-work/artistic-thesis")
    + ("publication/book", "publication/edited-book", "publication/critical-edition", "publication/report")
    + ("publication/working-paper", "publication/doctoral-thesis", "publication/licentiate-thesis")
)
_SCHEMES_OF_RELATIONS = {
    "doi": "doi",
    "url": "uri",
    "uri": "uri",
    "pmid": "pmid",
    "arxiv": "arxiv",
    "handle": "hdl",
    "urn": "urn",
}
# What a work cites and what cites it is no link of the work.
_CITATIONS = frozenset(("references", "isreferencedby", "cites", "iscitedby", "hasmetadata"))
_VIEWED = re.compile(r"\s*\((?:viewed|accessed|retrieved)[^()]*\)\s*$", re.I)


class Numbers:
    """The identifiers and numbers of one item."""

    def __init__(self, given: dict, type_: str):
        self.given = given
        self.type, self.kind = type_, type_.rpartition("/")[2]
        self.ours = "written-here" in given
        self.rows: dict[Identifier, None] = {}  # in their order, each once
        for text in texts_of(given.get("DOI")):
            self.add(_doi(text))
        for text in texts_of(given.get("ISBN")):
            self.add(*_isbns(text))
        self._take_issns()
        for name, scheme in _SCHEMES.items():
            self.add(*(checked(scheme, text) for text in texts_of(given.get(name))))
        self.add(*map(_identifier, rows_of(given.get("identifiers"))))

    def add(self, *identifiers: Identifier) -> None:
        """Keep more identifiers."""
        self.rows |= dict.fromkeys(one for one in identifiers if one.value)

    def good(self, scheme: str) -> list[str]:
        """Return the right identifiers of a scheme."""
        return [one.value for one in self.rows if one.scheme == scheme and not one.problem]

    def _take_issns(self) -> None:
        """Take the ISSNs of the print and electronic edition: those told apart, else the first two."""
        told = {name: checked("issn", text_of(self.given.get(name))) for name in ("issn", "eissn")}
        self.issn, self.eissn = ("" if one.problem else one.value for one in told.values())
        if self.ours:
            return
        self.add(*told.values(), *(one for text in texts_of(self.given.get("ISSN")) for one in several("issn", text)))
        issns = [one for one in self.rows if one.scheme == "issn" and not one.problem]
        if not self.issn and not self.eissn:
            self.issn, self.eissn = ([one.value for one in issns] + ["", ""])[:2]
        for one in issns:
            if one.value in (self.issn, self.eissn):
                del self.rows[one]

    def identifiers(self) -> tuple[Identifier, ...]:
        """Return all identifiers but those that have a field of their own."""
        doi, isbns = self.good("doi")[:1], self.good("isbn")
        return tuple(
            one
            for one in self.rows
            if one.problem
            or not (one.scheme == "doi" and one.value in doi or one.scheme == "isbn" and one.value in isbns)
        )

    def fields(self) -> dict:
        """Return DOI, ISSNs, ISBNs, pages and numbers."""
        return {
            "doi": next(iter(self.good("doi")), ""),
            "isbn": tuple(self.good("isbn")),
            "issn": self.issn,
            "eissn": self.eissn,
            **self._pages(),
        }

    def _pages(self) -> dict:
        page = _page(word_of(self.given.get("page") or self.given.get("page-first")))
        number_of_pages = word_of(self.given.get("number-of-pages"))
        article_number, number = word_of(self.given.get("article-number")), word_of(self.given.get("number"))
        if not self.ours:
            if self.kind in _ARTICLES and number and not article_number:
                article_number, number = number, ""
            if page and not number_of_pages and is_counted(self.type) and "-" not in page:
                page, number_of_pages = "", page  # "xvi+438" of a book counts its pages
            page = "" if page == article_number else page
        return {
            "page": page,
            "number_of_pages": number_of_pages,
            "article_number": article_number,
            "number": number,
        }


def is_counted(type_: str) -> bool:
    """Say whether one number of pages of a type is how many it has."""
    return type_ in _WHOLE


def _page(text: str) -> str:
    """Return pages with plain hyphens: "89 \u2013 107" is "89-107"."""
    return re.sub(r"(?<=\w)\s*(?:-{1,3}|[\u2010-\u2015\u2212])\s*(?=\w)", "-", text)


def _doi(text: str) -> Identifier:
    """Return the DOI of a text, or the handle that some write there."""
    doi = checked("doi", text)
    handle = checked("hdl", text) if doi.problem and "hdl.handle.net" in text else doi
    return doi if handle.problem else handle


def _isbns(text: str) -> tuple[Identifier, ...]:
    """Return the ISBNs of a text, or the ISSNs that some write there."""
    found = several("isbn", text)
    if all(one.problem for one in found):
        issns = several("issn", text)
        return issns if all(not one.problem for one in issns) else found
    return found


def _identifier(row: dict) -> Identifier:
    scheme, problem = text_of(row.get("scheme")).lower()[:40] or "uri", text_of(row.get("problem"))
    found = checked(scheme, text_of(row.get("value")))
    return Identifier(scheme=scheme, value=found.value, problem=problem or found.problem)


def links_of(given: dict, numbers: Numbers) -> tuple[Link, ...]:
    """Return the links of an item; what is no web address is kept with its identifiers."""
    found = [link for row in rows_of(given.get("links")) for link in _link(row, numbers)]
    if not numbers.ours:
        for text in texts_of(given.get("URL")):
            for part in re.split(r"[,;\s]+(?=https?://)", _VIEWED.sub("", text)):
                found += _link({"url": _VIEWED.sub("", part).lstrip("+ ")}, numbers)
        found += _relations(given, numbers)
    return tuple(dict.fromkeys(found))


def _link(row: dict, numbers: Numbers) -> Iterator[Link]:
    text = re.sub(r"\\([%#&_~])", r"\1", text_of(row.get("url")))
    doi = checked("doi", text) if "doi.org/" in text else None
    if doi and not doi.problem:
        if len(row) == 1 and doi in numbers.rows:
            return  # the DOI once more
        text = address("doi", doi.value)
    uri = checked("uri", text)
    if uri.problem:
        numbers.add(uri)
        return
    media_type = text_of(row.get("media-type"))
    is_pdf = uri.value.lower().endswith(".pdf")
    kind = text_of(row.get("kind")) or ("fulltext" if is_pdf else "related")
    yield Link(
        url=uri.value,
        kind=kind if kind in _KINDS else "related",
        label=plain_of(row.get("label")),
        media_type=media_type or ("application/pdf" if is_pdf and len(row) == 1 else ""),
    )


def _relations(given: dict, numbers: Numbers) -> Iterator[Link]:
    """Yield links to related works: DataCite's and Crossref's relations, PubMed's comments and corrections."""
    relation = given.get("relation")
    crossref = relation.items() if isinstance(relation, dict) else ()
    related = partial(_related, numbers)
    for name, rows in crossref:
        for row in rows_of(rows):
            yield from related(text_of(row.get("id-type")), row.get("id"), name)
    for row in rows_of(relation) if isinstance(relation, list) else ():
        kind = text_of(row.get("relatedIdentifierType"))
        if kind in ("ISSN", "LISSN", "EISSN") and not getattr(numbers, "eissn" if kind == "EISSN" else "issn"):
            issn = checked("issn", text_of(row.get("relatedIdentifier")))
            setattr(numbers, "eissn" if kind == "EISSN" else "issn", "" if issn.problem else issn.value)
        else:
            yield from related(kind, row.get("relatedIdentifier"), text_of(row.get("relationType")))
    for row in rows_of(given.get("comments-corrections")):
        yield from related("pmid", row.get("pmid"), f"{text_of(row.get('type'))}: {text_of(row.get('source'))}")
    for row in rows_of(given.get("update-to")):
        yield from related("doi", row.get("DOI"), f"{text_of(row.get('label') or row.get('type'))} to")


def _related(numbers: Numbers, kind: str, value: object, label: str) -> Iterator[Link]:
    scheme = _SCHEMES_OF_RELATIONS.get(kind.lower(), "")
    if label.lower().replace("-", "") in _CITATIONS:
        return
    if url := address(scheme, text_of(value)):
        yield Link(url=url, label=plain_of(readable(label)))


def readable(word: str) -> str:
    """Return a word of a vocabulary as people write it: "Is supplement to" for "IsSupplementTo"."""
    head, colon, rest = word.partition(":")
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|-", " ", head[:100]).lower()
    return spaced[:1].upper() + spaced[1:] + colon + rest
