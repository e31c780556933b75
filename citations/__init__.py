"""References formatted from CSL styles: `cite` one record, `bibliography` of many, `styles` that can be chosen.

citeproc-py loads, validates and resolves styles and locales; the rendering is ours, written from the Citation Style
Language specification 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html). See docs/citations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .reference import Reference

if TYPE_CHECKING:
    from formats.record import Record

    from .catalogue import Entry
    from .loading import ListStyle

__all__ = ["Reference", "bibliography", "cite", "find_styles", "known_locale", "locale_names", "look", "render"]
__all__ += ["sections", "style_entry", "styles"]


def cite(record: Record, style: str, locale: str = "en-US") -> Reference:
    """Return the reference of a record; ValueError for an unknown style or locale."""
    from .records import item_of
    from .references import reference

    return reference(item_of(record, style, locale), style, locale, mend=True)


def render(item: dict, style: str, locale: str = "en-US") -> Reference:
    """Return the reference of a CSL-JSON item; ValueError for an unknown style or locale."""
    from .references import reference

    return reference(item, style, locale)


def bibliography(
    records: Iterable[Record], style: str, locale: str = "en-US", *, sort: bool = True, numbers: bool = True
) -> list[Reference]:
    """Return the references of many records, in the order of the style unless `sort` is false.

    Styles that number their references do so unless `numbers` is false; years are told apart by letters (2024a) and
    repeated names replaced where the style asks for it. ValueError for an unknown style or locale.
    """
    from .records import item_of
    from .references import references

    items = [item_of(record, style, locale) for record in records]
    return [found for _, found in references(items, style, locale, sort=sort, numbers=numbers)]


def sections(
    records: Sequence[Record], style: str, locale: str, group: Callable[[Record], Any]
) -> list[tuple[Any, list[tuple[Record, Reference]]]]:
    """Return the groups of a bibliography, each with its key and its references beside their records.

    `group` gives the key of a record. The groups stand in the order of their keys, the references of each as the style
    sorts them, numbered through. ValueError for an unknown style or locale.
    """
    from .records import item_of
    from .references import references

    keys = [group(record) for record in records]
    items = [item_of(record, style, locale) for record in records]
    found = references(items, style, locale, sort=True, numbers=True, groups=keys)
    return [
        (key, [(records[place], reference) for place, reference in rows])
        for key, rows in groupby(found, key=lambda row: keys[row[0]])
    ]


def look(style: str, locale: str = "en-US") -> ListStyle:
    """Return how a style sets bibliographies: `hanging`, `aligned` ...; ValueError for an unknown style or locale."""
    from .loading import load_for_list

    return load_for_list(style, locale)


def style_entry(style: str) -> Entry:
    """Return what a style says of itself: its title, its parent ...; ValueError for an unknown style."""
    from .catalogue import entry

    return entry(style)


def find_styles(question: str, most: int = 20, preferred: Container[str] = ()) -> list[Entry]:
    """Return the styles that words find, the likeliest first: see citations.finding."""
    from .finding import find

    return find(question, most, preferred)


def known_locale(locale: str) -> str:
    """Return a locale as CSL names it: "sv-SE" for "sv"; ValueError where it lacks the language."""
    from .locales import known

    return known(locale)


def locale_names() -> dict[str, str]:
    """Return all locales that CSL has: code → name of the language in itself."""
    from .locales import names

    return names()


def styles() -> dict:
    """Return all styles as {id: catalogue.Entry}, in order of their titles. The first call takes about a second."""
    from .catalogue import entries

    return entries()
