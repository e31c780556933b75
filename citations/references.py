"""Items → references: one alone, or a whole bibliography in the order and with the numbers its style wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from . import loading
from .context import Context
from .disambiguation import add_year_suffixes
from .punctuation import settle
from .records import mended
from .reference import Reference
from .sort import in_order


def reference(item: dict, style: str, locale: str, *, mend: bool = False) -> Reference:
    """Return one item's reference, without a number; ValueError for an unknown style or locale.

    `mend` puts right what the style itself leaves wrong: see citations.records.
    """
    loaded = loading.load(style, locale)
    context = Context(item, _is_english(item, loaded))
    return _mended(context, loaded, style, locale) if mend else _finished(context, loaded)


def references(
    items: Iterable[dict], style: str, locale: str, *, sort: bool, numbers: bool, groups: Sequence | None = None
) -> list[tuple[int, Reference]]:
    """Return the place of each item and its Reference, mended, in order; ValueError for an unknown style or locale.

    `groups` has a key for each item; the groups stand in the order of their keys, and are numbered through.
    """
    loaded, whole = loading.load(style, locale), loading.load_for_list(style, locale)
    contexts = [Context(item, _is_english(item, loaded), at) for at, item in enumerate(items, start=1)]
    places = {id(context): at for at, context in enumerate(contexts)}
    contexts = in_order(contexts, whole.keys) if sort else contexts
    if groups is not None:
        contexts.sort(key=lambda context: groups[places[id(context)]])
    add_year_suffixes(contexts, whole.cited, whole.disambiguation)
    found, before, group = [], None, None
    for at, context in enumerate(contexts, start=1):
        place = places[id(context)]
        context.number = at if numbers else None
        same_group = groups is None or groups[place] == group
        context.before = before if whole.repeats and same_group else None
        found.append((place, _mended(context, loaded, style, locale)))
        before, group = context.people, groups and groups[place]
    return found


def _finished(context: Context, loaded: loading.Style) -> Reference:
    return Reference(settle(loaded.render(context), loaded.quotes).strip())


def _mended(context: Context, loaded: loading.Style, style: str, locale: str) -> Reference:
    """Return a mended reference; the note, where a style has no bibliography for what only its notes cite."""
    marked = settle(loaded.render(context), loaded.quotes).strip()
    if not marked:
        context.forget()
        marked = settle(loading.load_for_list(style, locale).cited(context), loaded.quotes).strip()
    return Reference(mended(marked))


def _is_english(item: dict, style: loading.Style) -> bool:
    """Return whether titles get English title case. CSL 1.0.2, "Text-case", "Non-English Items"."""
    language = item.get("language")
    return str(language).lower().startswith("en") if language else style.english
