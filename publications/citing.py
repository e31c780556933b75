"""The reference of a record in a style that a reader may choose: any style of CSL, BibTeX or RIS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from citations import Reference, cite, find_styles, known_locale, locale_names, style_entry
from citations.documents.html import entry
from formats import WRITERS
from formats.record import Record
from formats.richtext import Html

# Formats that are shown and copied as they stand, for programs to read.
VERBATIM = ("bibtex", "ris")
LOCALES = {"en": "en-US", "sv": "sv-SE"}  # of the page's language, the one of citations
FOUND = 20  # styles that a search shows


@dataclass(slots=True)
class Shown:
    """A reference: plain text, markup for the page, and markup that keeps its looks in a word processor."""

    style: str
    text: str
    html: Html
    rich: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A style to choose: its id, its title, and the title of the one it is the same as, "" where it is its own."""

    id: str
    title: str
    same_as: str = ""


def styles() -> dict[str, str]:
    """Return what is offered first: id and label."""
    return dict(settings.CITATION_STYLES) | {name: WRITERS[name].label for name in VERBATIM if name in WRITERS}


def label_of(style: str) -> str:
    """Return what a style is called; ValueError where there is no such style."""
    return styles().get(style) or style_entry(style).title


def found(question: str) -> list[Style]:
    """Return the styles that a reader's words find, the likeliest first."""
    return [_found(entry) for entry in find_styles(question, FOUND, frozenset(dict(settings.CITATION_STYLES)))]


def found_in_words(count: int) -> str:
    """Return how many styles were found, for who hears it."""
    if count >= FOUND:
        return _("The first %(count)s styles are shown.") % {"count": count}
    return ngettext("%(count)s style", "%(count)s styles", count) % {"count": count} if count else _("No style found.")


def _found(row) -> Style:
    try:
        return Style(row.id, row.title, style_entry(row.parent).title if row.parent else "")
    except ValueError:  # a parent that is not among the styles
        return Style(row.id, row.title)


def first_style() -> str:
    """Return the style that the institution shows first."""
    return settings.CITATION_STYLES[0][0]


def known_style(style: str) -> str:
    """Return a style's id; ValueError where there is no such style of CSL."""
    style_entry(style)
    return style


@cache
def languages() -> dict[str, str]:
    """Return the languages of citations: locale → name in the language itself, those of the portal first."""
    names = locale_names()
    first = [LOCALES[code] for code, _name in settings.LANGUAGES] + ["en-GB"]
    return {code: names[code] for code in (*first, *(code for code in names if code not in first))}


def locale_of_page() -> str:
    """Return the language of citations that goes with the page's own."""
    return LOCALES.get(get_language(), "en-US")


def language_of(locale: str) -> str:
    """Return the language of the portal that goes with a language of citations, English where there is none."""
    code = locale.partition("-")[0]
    return code if code in LOCALES else "en"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader has chosen to cite in, and what else is offered.

    `style` and `locale` are those of now; `question` is what styles were looked for with, and `found` what was found.
    """

    style: str
    locale: str
    question: str = ""
    found: tuple[Style, ...] = ()

    @property
    def styles(self) -> dict[str, str]:
        """Return the styles that are offered first, before them the chosen one if it is another."""
        offered = styles()
        return offered if self.style in offered else {self.style: label_of(self.style)} | offered

    @property
    def references(self) -> dict[str, str]:
        """Return those of the styles that make references; the others are formats."""
        return {style: label for style, label in self.styles.items() if style not in VERBATIM}

    @property
    def style_options(self) -> SafeString:
        return _options(tuple(self.styles.items()), self.style)

    @property
    def language_options(self) -> SafeString:
        return _options(tuple(languages().items()), self.locale)

    @property
    def unusual(self) -> bool:
        """Return whether something was chosen that only the part of the form that is folded shows."""
        return bool(self.question) or self.locale != locale_of_page()


@lru_cache(maxsize=500)
def _options(rows: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """Return the options of a select. Every record's page has them: in its template they took a third of its time."""
    selected = {chosen: Html(" selected")}
    parts = ((value, selected.get(value, ""), label) for value, label in rows)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', parts)


def choice(asked: QueryDict) -> Choice:
    """Return what parameters choose: `style`, `locale` and `find`. What does not exist gives way to what is usual."""
    question = asked.get("find", "").strip()[:100]
    usual = next(iter(styles())), locale_of_page()
    return Choice(
        style=_or(usual[0], label_of, asked.get("style", "")),
        locale=_or(usual[1], known_locale, asked.get("locale", "")),
        question=question,
        found=tuple(found(question)) if question else (),
    )


def _or(usual: str, known: Callable[[str], str], asked: str) -> str:
    try:
        name = known(asked) if asked else ""
    except ValueError:
        return usual
    return (name if known is known_locale else asked) if name else usual


def shown(record: Record, style: str, locale: str) -> Shown:
    """Return the reference of a record; ValueError for an unknown style or locale."""
    if style in VERBATIM and style in WRITERS:
        text = "".join(WRITERS[style].write([record]))
        return Shown(style, text, format_html('<pre tabindex="0">{}</pre>', text), "", verbatim=True)
    reference = cite(record, style, locale)
    return Shown(style, str(reference), Html(reference.__html__()), reference.rich_text())


def linked(reference: Reference) -> Html:
    """Return a reference for a page, its addresses as links."""
    return Html(entry(reference))
