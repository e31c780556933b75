"""A page of what was found: publications with the words of the query marked in title and abstract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from formats.languages import tag_of
from formats.richtext import Html, abstract_plain, parts, title_html
from publications.indexing import index
from publications.models import Publication, Text
from publications.search import PublicationSearch
from search.index import NoIndex
from search.marking import Marks, Piece


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication with its title, and what of its abstract shows why it was found, "" where nothing does."""

    publication: Publication
    title: Html
    excerpt: Html | str = ""
    language: str = ""  # of the excerpt, as a tag


def hits(search: PublicationSearch) -> list[Hit]:
    """Return the hits of the page in order. 2 queries, 3 where there are words to mark.

    One that was withdrawn a moment ago is left out.
    """
    rows = {row.pk: row for row in Publication.objects.public().filter(pk__in=search.found.keys).for_list()}
    found = [rows[key] for key in search.found.keys if key in rows]
    marks = _marks(search)
    if marks is None:
        return [Hit(row, _title(row)) for row in found]
    abstracts = _abstracts(rows)
    return [_hit(row, marks, abstracts.get(row.pk, [])) for row in found]


def _marks(search: PublicationSearch) -> Marks | None:
    try:
        return index().marks(search.asked.query) if search.has_words else None
    except NoIndex:
        return None


def _abstracts(keys: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Return texts and languages of abstracts by publication. 1 query."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Text.objects.filter(publication__in=list(keys), kind=Text.Kind.ABSTRACT)
    for key, text, language in rows.order_by("position", "pk").values_list("publication", "text", "language"):
        found.setdefault(key, []).append((text, language))
    return found


def _hit(publication: Publication, marks: Marks, abstracts: list[tuple[str, str]]) -> Hit:
    for text, language in abstracts:
        if pieces := marks.excerpt(abstract_plain(text)):
            return Hit(publication, _title(publication, marks), _html(pieces), tag_of(language))
    return Hit(publication, _title(publication, marks))


def _title(publication: Publication, marks: Marks | None = None) -> Html:
    """Return title and subtitle with their markup; what is marked is marked within each piece of the same kind."""
    title = f"{publication.title}: {publication.subtitle}" if publication.subtitle else publication.title
    if marks is None:
        return title_html(title)
    return Html("".join(_tag(tag) if tag else _html(marks.marked(text)) for text, tag in parts(title)))


def _tag(tag: str) -> str:
    """Return the HTML of a tag of rich text."""
    if tag == "sc":
        return '<span class="smallcaps">'
    return "</span>" if tag == "/sc" else f"<{tag}>"


def _html(pieces: Iterable[Piece]) -> Html:
    """Return pieces as HTML, all of them escaped."""
    return Html("".join(f"<mark>{escape(text)}</mark>" if found else escape(text) for text, found in pieces))
