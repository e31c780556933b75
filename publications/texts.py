"""Titles in other languages, abstracts and notes of a publication, as they stand on its page.

Needs publications loaded with `for_record`; asks the database nothing.
"""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from formats import languages
from formats.richtext import Html, abstract_html, title_html
from publications.models import Publication

# Headings that the import gives to notes; those of the sources stay as they are.
HEADINGS = {
    "As given in the source:": _("As given in the source:"),
    "Keywords:": _("Keywords:"),
    "Rights:": _("Rights:"),
}
LONG = 900  # letters; about the eight lines that are seen of a folded abstract, and a bit


@dataclass(slots=True)
class Passage:
    """A text: its markup, its language as name and tag, its heading, and whether it is long enough to fold."""

    html: Html
    language: str
    tag: str
    heading: str
    long: bool


def passages(publication: Publication) -> dict[str, list[Passage]]:
    """Return the texts by kind: title, abstract, note; those in the language of the page first."""
    found: dict[str, list[Passage]] = {"title": [], "abstract": [], "note": []}
    for row in publication.text_rows:
        found[row["kind"]].append(_passage(row))
    found["abstract"].sort(key=lambda passage: passage.tag != get_language())
    return found


def _passage(row: dict) -> Passage:
    html = (abstract_html if row["kind"] == "abstract" else title_html)(row["text"])
    code = row["language"]
    name = languages.name(code, get_language() or "en") if code else ""
    heading = str(HEADINGS.get(row["heading"], row["heading"]))
    return Passage(html, name, languages.tag_of(code), heading, len(row["text"]) > LONG)
