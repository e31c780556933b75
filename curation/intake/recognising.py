"""What staff have pasted: identifiers to fetch, a text in some format, or what is neither. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from formats.identifiers import checked
from formats.recognising import LAST, formats_of, is_web_page

MOST = 200  # identifiers in one import: each is a question to a service
SHOWN = 300  # characters of what was not recognised

# What says which identifier follows, and its form. "ISBN 978-91-..." has spaces or hyphens in it.
# A DOI may hold <737::AID-ASI1> and a semicolon, as those made of SICIs do.
_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/(?:[^\s\"<>|]|<\d[\w:.+-]{1,40}>)+", re.I)
_BETWEEN = re.compile(r"[\s,]+|;+(?=\s|$|10\.|http|doi|PM|arXiv|\d{5,9}(?:[;,\s]|$))", re.I)
_LABELLED = (
    ("pmcid", re.compile(r"\b(?:PMCID:?\s*)?(PMC\d{1,10})\b", re.I)),
    ("pmid", re.compile(r"\b(?:PMID|PubMed(?: ID)?)\b[:\s]*(\d{1,9})\b", re.I)),
    ("arxiv", re.compile(r"\barXiv\b[:\s]*([\w.-]+/\d{7}|\d{4}\.\d{4,5}(?:v\d+)?)", re.I)),
    ("isbn", re.compile(r"\bISBN(?:-1[03])?\b[:\s]*((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx])", re.I)),
)
# Standing alone, without a label.
_ALONE = (
    ("isbn", re.compile(r"(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dX]", re.I)),
    ("arxiv", re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?")),
    ("pmid", re.compile(r"[1-9]\d{4,8}")),
)
# Pages whose address holds a number that we can ask for.
_PAGES = (
    ("pmid", re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)", re.I)),
    ("pmid", re.compile(r"europepmc\.org/(?:article|abstract)/MED/(\d+)", re.I)),
    ("pmcid", re.compile(r"(?:ncbi\.nlm\.nih\.gov/(?:pmc/)?articles|europepmc\.org/article/PMC)/(PMC\d+)", re.I)),
    ("arxiv", re.compile(r"arxiv\.org/(?:abs|pdf|html)/([\w.-]+/\d{7}|\d{4}\.\d{4,5})", re.I)),
)
# A line with which texts in formats begin: an entry, a tag, a field of RIS, PubMed or Web of Science, JSON.
_BEGIN = re.compile(
    r"^[ \t]*(?:@\w+\s*[{(]|%|TY {1,2}-|PMID ?-|<[?!A-Za-z]|<\d+\. *>|[\[{]\s*(?:$|[\[{\"])|(?:FN|PT|VR) \S)", re.M
)
_ISBN_LIKE = re.compile(r"(?:ISBN(?:-1[03])?:?\s*)?(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dX]", re.I)
MOST_STARTS = 20
_ADDRESS = re.compile(r"https?://\S+", re.I)
_REST_OF_PAGE = re.compile(
    r"/(?:full|abstract|pdf|epdf|html|fulltext|meta|summary)(?:/.*)?$|\.(?:pdf|html|full)$", re.I
)


@dataclass(frozen=True)
class Given:
    """One thing that was pasted: an identifier (`scheme`, `value`), a text in a format, or (`reason`) neither."""

    text: str
    scheme: str = ""
    value: str = ""
    reason: str = ""


def given_in(text: str) -> list[Given]:
    """Return what a pasted text holds, in its order, each identifier once; all of it is accounted for."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff \t\n")
    if not text:
        return []
    begin = _begin_of_format(text)
    before = [given for piece in _pieces(text[:begin]) for given in _in_piece(piece)]
    return [*_unique(before), *([Given(text[begin:])] if text[begin:] else [])]


def _begin_of_format(text: str) -> int:
    """Return where a text in a format begins, its length where it holds none; what stands before is looked at too."""
    if _is_format(text) and not _BEGIN.search(text):
        return 0
    starts = (match.start() for match in _BEGIN.finditer(text))
    return next((start for start in islice(starts, MOST_STARTS) if _is_format(text[start:])), len(text))


def _is_format(text: str) -> bool:
    """Return whether a text is in a format; a table of one column is none, nor is a page of the web a reference."""
    found = [name for name, _module in formats_of(text)]
    return bool(found and (found[0] not in LAST or text[0] in "{[" or "\t" in text)) or bool(is_web_page(text))


def _pieces(text: str) -> list[str]:
    """Return the references in a text: its paragraphs, or its lines; one that goes over several lines as a whole."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [piece for paragraph in paragraphs for piece in _lines_of(paragraph)]


def _lines_of(paragraph: str) -> list[str]:
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    told = [bool(_found(line)) for line in lines]
    return [paragraph] if sum(told) <= 1 and not _alone(lines[0]) else lines


def _in_piece(piece: str) -> list[Given]:
    if found := _alone(piece) or _found(piece):
        return found
    if _ADDRESS.fullmatch(piece):
        return [Given(piece[:SHOWN], reason=_(
            "Addresses are not opened, unless they name a DOI or lead to PubMed, PubMed Central or arXiv. "
            "Look on the page for the DOI, and paste that."
        ))]  # fmt: skip
    if _ISBN_LIKE.fullmatch(piece):
        return [
            Given(
                piece[:SHOWN], reason=_("It looks like an ISBN, but its check digit is wrong. Look at the book again.")
            )
        ]
    return [Given(piece[:SHOWN], reason=_("No DOI, PubMed number, arXiv number or ISBN was found in it."))]


def _alone(line: str) -> list[Given]:
    """Return the identifiers of a line that holds nothing else; nothing where it holds something else."""
    for scheme, form in _ALONE:
        if form.fullmatch(line) and (given := _given(scheme, line, line)):
            return [given]
    words = [word for word in _BETWEEN.split(line) if word and not re.fullmatch(r"\w+:|doi|and|och", word, re.I)]
    found = [_word(word) for word in words]
    return [given for given in found if given] if all(found) else _whole(line)


def _whole(line: str) -> list[Given]:
    """Return the identifier of a line such as "PMID: 123" or "ISBN 978 91 7844 123 4"."""
    for scheme, form in _LABELLED:
        if (match := form.fullmatch(line)) and (given := _given(scheme, match[1], line)):
            return [given]
    return []


def _word(word: str) -> Given | None:
    for scheme, form in _ALONE:
        if form.fullmatch(word) and (given := _given(scheme, word, word)):
            return given
    if _ADDRESS.fullmatch(word):
        return _in_address(word)
    bare = re.sub(r"^(?:doi|pmid|pmcid|arxiv|isbn)[:=]", "", word, flags=re.I)
    if _DOI.fullmatch(bare):
        return _given("doi", bare, word)
    found = [_given(scheme, match[1], word) for scheme, form in _LABELLED if (match := form.fullmatch(word))]
    return found[0] if found else None


def _found(text: str) -> list[Given]:
    """Return the identifiers that stand somewhere in a text: DOIs; where there are none, others with their names."""
    dois = [_given("doi", _unpaged(match[0]), text) for match in _DOI.finditer(unquote(text))]
    if any(dois):
        return [given for given in dois if given]
    for scheme, form in (*_PAGES, *_LABELLED):
        if found := [given for match in form.finditer(text) if (given := _given(scheme, match[1], text))]:
            return found
    return []


def _in_address(address: str) -> Given | None:
    for scheme, form in _PAGES:
        if match := form.search(address):
            return _given(scheme, match[1], address)
    match = _DOI.search(unquote(urlsplit(address)._replace(query="", fragment="").geturl()))
    match = match or _DOI.search(unquote(address))
    return _given("doi", _unpaged(match[0]), address) if match else None


def _unpaged(doi: str) -> str:
    """Return a DOI without what a publisher's page has behind it: "/full", ".pdf"."""
    return _REST_OF_PAGE.sub("", re.sub(r"[?#].*|\.(?=\s|$)", "", doi))


def _given(scheme: str, value: str, text: str) -> Given | None:
    found = checked(scheme, value)
    return None if found.problem else Given(text[:SHOWN], scheme=scheme, value=found.value)


def _unique(found: Iterator[Given] | list[Given]) -> list[Given]:
    seen: dict[tuple, Given] = {}
    for given in found:
        seen.setdefault((given.scheme, given.value) if given.scheme else (given.text,), given)
    return list(seen.values())
