"""References formatted from CSL styles: `cite` one record, `styles` that can be chosen.

citeproc-py loads, validates and resolves styles and locales; the rendering is ours, written from the Citation Style
Language specification 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html). See docs/citations.md.
"""

from __future__ import annotations

from .reference import Reference

__all__ = ["Reference", "cite", "render", "styles"]


def cite(record, style: str, locale: str = "en-US") -> Reference:
    """Return the reference of a formats.record.Record; ValueError for an unknown style or locale."""
    from formats import csl_json

    return render(csl_json.item(record), style, locale)


def render(item: dict, style: str, locale: str = "en-US") -> Reference:
    """Return the reference of a CSL-JSON item; ValueError for an unknown style or locale."""
    from .bibliography import reference

    return reference(item, style, locale)


def styles():
    """Return all styles as {id: Entry}, in order of their titles."""
    from .catalogue import entries

    return entries()
