"""A page of what was found: publications with the words of the query marked in title and abstract."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from formats.languages import tag_of
from formats.richtext import Html, abstract_plain, needs_escape, parts
from publications.indexing import index
from publications.lines import Line, lines, lines_with_abstracts
from publications.search import PublicationSearch
from search.index import NoIndex
from search.marking import Marks, Piece


class Hit(NamedTuple):
    """A publication with its title, and what of its abstract shows why it was found, "" where nothing does."""

    publication: Line
    title: Html
    excerpt: Html | str = ""
    language: str = ""  # of the excerpt, as a tag


def hits(search: PublicationSearch) -> list[Hit]:
    """Return the hits of the page in order. 1 query.

    One that was withdrawn a moment ago is left out.
    """
    marks = _marks(search)
    if not marks:
        return [Hit(line, line.title_html) for line in lines(search.keys)]
    return [_hit(line, marks, abstracts) for line, abstracts in lines_with_abstracts(search.keys)]


def _marks(search: PublicationSearch) -> Marks | None:
    try:
        return index().marks(search.asked.query) if search.has_words else None
    except NoIndex:
        return None


def _hit(line: Line, marks: Marks, abstracts: Iterable[tuple[str, str]]) -> Hit:
    """Return a hit; `abstracts` are texts and their languages."""
    title = _title(line.whole_title, marks)
    for text, language in abstracts:
        if pieces := marks.excerpt(abstract_plain(text)):
            return Hit(line, title, _html(pieces), tag_of(language))
    return Hit(line, title)


def _title(title: str, marks: Marks) -> Html:
    """Return a title with its markup; what is marked is marked within each piece of the same kind."""
    if "<" not in title:
        return _html(marks.marked(title))
    return Html("".join(_tag(tag) if tag else _html(marks.marked(text)) for text, tag in parts(title)))


def _tag(tag: str) -> str:
    """Return the HTML of a tag of rich text."""
    if tag == "sc":
        return '<span class="smallcaps">'
    return "</span>" if tag == "/sc" else f"<{tag}>"


def _html(pieces: Iterable[Piece]) -> Html:
    """Return pieces as HTML, all of them escaped."""
    return Html("".join([f"<mark>{_escaped(text)}</mark>" if found else _escaped(text) for text, found in pieces]))


def _escaped(text: str) -> str:
    return escape(text) if needs_escape(text) else text
