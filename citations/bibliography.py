"""Items → references."""

from __future__ import annotations

from . import loading
from .context import Context
from .punctuation import settle
from .reference import Reference


def reference(item: dict, style: str, locale: str) -> Reference:
    """Return one item's reference, without a number; ValueError for an unknown style or locale."""
    loaded = loading.load(style, locale)
    context = Context(item, _is_english(item, loaded))
    return Reference(settle(loaded.render(context), loaded.quotes).strip())


def _is_english(item: dict, style: loading.Style) -> bool:
    """Return whether titles get English title case. CSL 1.0.2, "Text-case", "Non-English Items"."""
    language = item.get("language")
    return str(language).lower().startswith("en") if language else style.english
