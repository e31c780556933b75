"""A page of what was found: publications with the words of the query marked in title and abstract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from formats.languages import tag_of
from formats.richtext import Html, abstract_plain, parts
from publications.indexing import index
from publications.lines import Line, lines
from publications.querysets import abstracts_of, given_keys
from publications.search import PublicationSearch
from publications.statements import Statement
from search.index import NoIndex
from search.marking import Marks, Piece


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication with its title, and what of its abstract shows why it was found, "" where nothing does."""

    publication: Line
    title: Html
    excerpt: Html | str = ""
    language: str = ""  # of the excerpt, as a tag


def hits(search: PublicationSearch) -> list[Hit]:
    """Return the hits of the page in order. 1 query, 2 where there are words to mark.

    One that was withdrawn a moment ago is left out.
    """
    found = lines(search.keys)
    marks = _marks(search)
    if marks is None:
        return [Hit(line, line.title_html) for line in found]
    abstracts = _abstracts(tuple(line.key for line in found))
    return [_hit(line, marks, abstracts.get(line.key, ())) for line in found]


def _marks(search: PublicationSearch) -> Marks | None:
    try:
        return index().marks(search.asked.query) if search.has_words else None
    except NoIndex:
        return None


ABSTRACTS = Statement(lambda keys: abstracts_of(given_keys(keys)), tuple)


def _abstracts(keys: tuple[int, ...]) -> dict[int, list[tuple[str, str]]]:
    """Return texts and languages of abstracts by publication. 1 query."""
    found: dict[int, list[tuple[str, str]]] = {}
    for key, text, language in ABSTRACTS.rows(keys) if keys else ():
        found.setdefault(key, []).append((text, language))
    return found


def _hit(line: Line, marks: Marks, abstracts: Iterable[tuple[str, str]]) -> Hit:
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
    return Html("".join(f"<mark>{escape(text)}</mark>" if found else escape(text) for text, found in pieces))
