"""The reference of a record in a style that a reader may choose: one of the institution's, BibTeX or RIS."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html

from citations import cite
from formats import WRITERS
from formats.record import Record
from formats.richtext import Html

# Formats that are shown and copied as they stand, for programs to read.
VERBATIM = ("bibtex", "ris")
LOCALES = {"en": "en-US", "sv": "sv-SE"}  # of the page's language, the one of citations


@dataclass(slots=True)
class Shown:
    """A reference: plain text, markup for the page, and markup that keeps its looks in a word processor."""

    style: str
    text: str
    html: Html
    rich: str
    verbatim: bool = False


def styles() -> dict[str, str]:
    """Return what can be chosen: id and label."""
    return dict(settings.CITATION_STYLES) | {name: WRITERS[name].label for name in VERBATIM if name in WRITERS}


def shown(record: Record, style: str, locale: str) -> Shown:
    """Return the reference of a record; ValueError for an unknown style or locale."""
    if style in VERBATIM and style in WRITERS:
        text = "".join(WRITERS[style].write([record]))
        return Shown(style, text, format_html('<pre tabindex="0">{}</pre>', text), "", verbatim=True)
    reference = cite(record, style, locale)
    return Shown(style, str(reference), reference, reference.rich_text())
