"""A record as the item to cite: what catalogues write otherwise than references do is put in order.

The record itself, and what is exported of it, stays as its source has it. Why each step: docs/citations.md.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from formats import csl_json

from .marks import ANY

if TYPE_CHECKING:
    from formats.record import Record

_TEXTS = ("title", "container-title", "collection-title", "event-title", "publisher", "publisher-place")
_TITLES = frozenset(_TEXTS[:3])
_BARE_END = re.compile(r"\s*[/:;=,]+$")  # "Proceedings /", as catalogue cards have it
_ABBREVIATIONS = frozenset(
    ("al", "co", "ed", "edn", "eds", "etc", "inc", "jr", "ltd", "no", "sp", "spp", "sr", "st", "vol")
)
_NAME_STOP = re.compile(r"(?<=[^\W\d_A-Z]{5})\.$")  # "Music Division.", but not "Music Inc."

_LABEL = r"(?:uppl|upplagan?|utg|utgåvan?|ed|edn|edition|aufl|auflage)\.?"
_EDITION = re.compile(rf"\[?(\d{{1,3}})(?:\.|st|nd|rd|th|:[ae])? *{_LABEL}\]?", re.IGNORECASE)
_PAGE_LABEL = re.compile(r"(?:pp?|ss?|sid|pages?)[. ]\s*(?=\d)", re.IGNORECASE)
_ONE_PAGE = re.compile(r"(\w+)-\1")
# The words of machines for kinds of works, such as "artisticOutput", "(:unav)" and "NSC168590".
_MACHINE_WORD = re.compile(r"(?=\S{6})[A-Za-z]+[a-z][A-Z]\w*|\(:\w+\)|\w*\d\w*")
_NO_GENRES = frozenset(("book", "chapter", "conference", "misc", "none", "online", "other", "text", "unknown"))
_SAYS_REVIEW = re.compile(r"\b(?:\w*recen[sz]|review|rezension|compte[ -]rendu|anmeld|bokanm|reseña)", re.IGNORECASE)

_PARTS = frozenset(("chapter", "paper-conference", "entry-encyclopedia", "speech"))
_WHOLES = frozenset(("book", "report", "thesis"))
_IN_JOURNALS = frozenset(("article-journal", "article-magazine", "review-book"))


def item_of(record: Record, style: str, locale: str) -> dict:
    """Return the CSL-JSON item of a record for a citation in a style."""
    item = csl_json.item(record, locale[:2])
    for name in _TEXTS:
        if name in item:
            item[name] = _ended(item[name], name in _TITLES)
    for change in (_names, _words, _pages, _links, _review, _host, _event, _number):
        change(item)
    # Most styles know an article number only as a page, so the item has it twice; some print both.
    if item.get("page") and item["page"] == item.get("number") and prints_numbers(style, item["type"]):
        del item["page"]
    return item


@lru_cache(maxsize=1024)
def prints_numbers(style: str, type_: str) -> bool:
    """Return whether a style prints the number of an item of a type."""
    from .references import reference

    sample = {"type": type_, "title": "A", "container-title": "B", "volume": "1", "number": "e73166"}
    return "e73166" in reference(sample, style, "en-US")


def _ended(text: str, is_title: bool) -> str:
    """Return a text without what ends it on a catalogue card, and a title without a full stop of its own."""
    text = _BARE_END.sub("", text) or text
    word = text[:-1].rpartition(" ")[2]
    if is_title and text.endswith(".") and len(word) > 1 and "." not in word and word.lower() not in _ABBREVIATIONS:
        return text[:-1]
    return text


def _names(item: dict) -> None:
    for value in item.values():
        for name in value if isinstance(value, list) else ():
            if "literal" in name:
                name["literal"] = _NAME_STOP.sub("", name["literal"])


def _words(item: dict) -> None:
    genre, edition = item.get("genre", ""), _EDITION.fullmatch(item.get("edition", ""))
    if _MACHINE_WORD.fullmatch(genre) or genre.lower() in _NO_GENRES:
        del item["genre"]
    if edition:
        item["edition"] = edition[1]


def _number(item: dict) -> None:
    """Make the number of a report of its place in a series, such as "SOU 2020:3", which not all styles print."""
    series, place = item.get("collection-title"), item.get("collection-number")
    if item["type"] == "report" and "genre" not in item and series and place and item.get("number", place) == place:
        item["number"] = f"{series} {place}"
        del item["collection-title"], item["collection-number"]


def _pages(item: dict) -> None:
    page = _PAGE_LABEL.sub("", item.get("page", ""))
    one = _ONE_PAGE.fullmatch(page)
    page = one[1] if one else page
    if page and page != "0":
        item["page"] = page
    else:
        item.pop("page", None)


def _links(item: dict) -> None:
    """Leave out an address of the DOI that the item has, and where a journal is published."""
    if item.get("DOI") and "//doi.org/" in item.get("URL", ""):
        del item["URL"]
    if item["type"] in _IN_JOURNALS:
        item.pop("publisher-place", None)


def _review(item: dict) -> None:
    """Make an article of a review whose title is its own; styles take the title of others for that of the book."""
    if item["type"] == "review-book" and "reviewed-author" not in item and _SAYS_REVIEW.search(item["title"]):
        item["type"] = "article-journal"


def _host(item: dict) -> None:
    """What a whole work stands in is its series; what stands in nothing is no part of it."""
    host = item.get("container-title", "")
    if item["type"] in _WHOLES and host:
        if host.casefold() in (item["title"].casefold(), item.get("collection-title", "").casefold()):
            del item["container-title"]
        elif "collection-title" not in item:
            item["collection-title"] = item.pop("container-title")
    if item["type"] in _PARTS and not host:
        item["type"] = "speech" if item.get("event-title") else "document"


def _event(item: dict) -> None:
    """Give a conference the name too that it has in older styles, where it is not that of the proceedings."""
    event = item.get("event-title", "")
    if event and event.casefold() == item.get("container-title", "").casefold():
        del item["event-title"]
    elif event:
        item["event"] = event


# What styles leave where their pieces do not fit: "Series. , Lund", and "and et al." of a list that its source cut.
_SLIPS = (
    (re.compile(rf"\.((?:{ANY})*) ,(?= )"), r".\1"),
    (re.compile(rf",?((?:{ANY})*) (?:and|&|och) (?=et al\.)"), r"\1 "),
)


def mended(marked: str) -> str:
    """Return a marked reference without what a style's pieces leave where they do not fit."""
    for pattern, better in _SLIPS:
        marked = pattern.sub(better, marked)
    return marked
