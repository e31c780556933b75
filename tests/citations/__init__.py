"""Tests of citations/, with small styles of their own."""

import itertools
import tempfile
from pathlib import Path

from citations import loading
from citations.context import Context
from citations.punctuation import settle
from citations.reference import Reference

_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" {options}>
  <info><title>A style</title><id>urn:style:test</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  {before}
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography {area}>{sort}<layout {layout}>{body}</layout></bibliography>
</style>"""
_FOLDER = tempfile.TemporaryDirectory()
_numbers = itertools.count()


def style_of(body: str, **parts: str) -> str:
    """Return the path of a style whose bibliography has the body; parts are options, before, area, sort and layout."""
    names = ("options", "before", "area", "sort", "layout")
    path = Path(_FOLDER.name) / f"{next(_numbers)}.csl"
    path.write_text(_STYLE.format(body=body, **{name: parts.get(name, "") for name in names}), encoding="utf-8")
    return str(path)


def reference_of(body: str, item: dict, locale: str = "en-US", **parts: str) -> Reference:
    """Return the reference of an item in a style whose bibliography has the body."""
    style = loading.load_file(style_of(body, **parts), locale)
    language = item.get("language") or locale
    context = Context(item, language.startswith("en"), parts.get("number"))
    return Reference(settle(style.render(context), style.quotes).strip())


def html_of(body: str, item: dict, locale: str = "en-US", **parts: str) -> str:
    """Return the HTML of the reference."""
    return reference_of(body, item, locale, **parts).__html__()


def author(family: str, given: str = "", **parts: str) -> dict:
    """Return a name."""
    return {"family": family, "given": given, **parts}
