"""A Record as an oai_dc:dc element."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from formats.containers import EDITED, MAKERS
from formats.identifiers import address
from formats.languages import tag_of
from formats.licences import address as licence_address
from formats.record import Contributor, Record
from formats.richtext import abstract_plain, plain
from formats.types import OPEN_ACCESS, TYPES
from formats.xml_tree import Element, add

OAI_DC, DC = "http://www.openarchives.org/OAI/2.0/oai_dc/", "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATION = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_SPACES = {"oai_dc": OAI_DC, "dc": DC, "xsi": _XSI}
_DC, LANG = f"{{{DC}}}", "{http://www.w3.org/XML/1998/namespace}lang"

# Words of the DRIVER guidelines, https://wiki.surfnet.nl/display/DRIVERguidelines, which harvesters still look for.
EU_REPO = "info:eu-repo/semantics/"
_DRIVER = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "contributionToPeriodical",
    "article-newspaper": "contributionToPeriodical",
    "book": "book",
    "chapter": "bookPart",
    "paper-conference": "conferenceObject",
    "patent": "patent",
    "report": "report",
    "review-book": "review",
    "speech": "conferenceObject",
    "thesis": "doctoralThesis",
}
_RESOLVED = ("doi", "pmid", "pmcid", "arxiv", "hdl", "urn")  # whose addresses tell what they are
PLACES = {"volume": "vol. ", "issue": "no. ", "article_number": "art. ", "page": "pp. "}


def element(record: Record) -> Element:
    """Return the oai_dc:dc element of a record."""
    root = etree.Element(f"{{{OAI_DC}}}dc", {f"{{{_XSI}}}schemaLocation": _LOCATION}, _SPACES)
    for name, text, language in _rows(record):
        if text:
            tag = tag_of(language) if language else ""
            add(root, _DC + name, text, {LANG: tag} if tag else None)
    return root


def _rows(record: Record) -> Iterator[tuple[str, str, str]]:
    yield "title", plain(record.full_title), record.language
    for title in record.titles:
        yield "title", plain(title.text), title.language
    yield from _people(record)
    for word in record.keywords:
        yield "subject", word.text, word.language
    for abstract in record.abstracts:
        yield "description", abstract_plain(abstract.text), abstract.language
    yield "publisher", record.publisher, ""
    yield "date", record.issued or record.available or record.defended, ""
    yield from (("type", text, "") for text in _types(record))
    for media in dict.fromkeys(link.media_type for link in record.links):
        yield "format", media, ""
    yield from (("identifier", text, "") for text in _identifiers(record))
    yield from (("source", text, "") for text in _sources(record))
    yield "language", record.language, ""
    yield "relation", "; ".join(filter(None, (record.collection_title, record.collection_number))), ""
    yield from (("relation", link.url, "") for link in record.links)
    yield "rights", licence_address(record.licence) or record.licence, ""
    if record.open_access:
        yield "rights", f"{EU_REPO}{'open' if record.open_access in OPEN_ACCESS else 'closed'}Access", ""


def _people(record: Record) -> Iterator[tuple[str, str, str]]:
    creators = record.names("aut") or record.names(*MAKERS) or record.names("edt")
    if record.type in EDITED:
        creators = record.names("edt") or creators
    for name in creators:
        yield "creator", _name(name), ""
    for name in record.contributors:
        if name not in creators:
            yield "contributor", _name(name), ""


def _name(name: Contributor) -> str:
    return name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))


def _types(record: Record) -> Iterator[str]:
    row = TYPES[record.type]
    yield row.uri
    yield row.coar_uri
    if word := _DRIVER.get(row.csl):
        yield f"{EU_REPO}{word}"
    yield row.en


def _identifiers(record: Record) -> Iterator[str]:
    yield record.url
    yield address("doi", record.doi) if record.doi else ""
    yield from (f"urn:isbn:{number}" for number in record.isbn)
    for row in record.identifiers:
        if not row.problem:
            url = address(row.scheme, row.value) if row.scheme in _RESOLVED else ""
            yield url or f"{row.scheme}:{row.value}"


def _sources(record: Record) -> Iterator[str]:
    yield record.container_title
    yield ", ".join(f"{start}{text}" for field, start in PLACES.items() if (text := getattr(record, field)))
    yield f"issn:{record.issn}" if record.issn else ""
    yield f"eissn:{record.eissn}" if record.eissn else ""
