"""JSON as others write it (RFC 8259): parsed within bounds, and the items that it holds, each accounted for."""

from __future__ import annotations

import json
from collections.abc import Callable

from formats import bounds
from formats.record import Record, Refusal
from formats.sentence import Sentence

HEAD = 100_000  # characters by which a kind of JSON is recognised
NO_ITEMS = Sentence("It is JSON, but neither an item nor a list of items.")
NO_JSON_LINE = Sentence("This line is not JSON.")

_SHOWN = 2000  # characters of what was refused


class NoJson(str):
    """A line that is not JSON."""


def is_json(text: str) -> bool:
    """Return whether a text begins as JSON with objects does."""
    return text[:1000].lstrip().startswith(("{", "["))


def read_each(text: str, reader: Callable[[object], Record], *lists: str) -> list[Record | Refusal]:
    """Return what the reader makes of each item of a text, or its refusal; see `items` for `lists` and ValueError."""
    return [_read(number, item, reader) for number, item in enumerate(items(text, *lists), start=1)]


def _read(number: int, item: object, reader: Callable[[object], Record]) -> Record | Refusal:
    if isinstance(item, NoJson):
        return Refusal(position=number, text=item[:_SHOWN], reason=NO_JSON_LINE)
    try:
        return reader(item)
    except ValueError as error:
        return Refusal(position=number, text=json.dumps(item, ensure_ascii=False)[:_SHOWN], reason=str(error))


def items(text: str, *lists: str) -> list:
    """Return the items of a text: of an array, of the first list under one of these names, of an object, of lines.

    A name may lead into an object: "message.items". An object whose values are all items holds those. Lines that are
    no JSON come as NoJson. ValueError with a sentence where it holds none, or more than formats/bounds.py allows.
    """
    text = text.removeprefix("\ufeff")
    try:
        found = parsed(text)
    except json.JSONDecodeError as error:
        return _lines(text, error)
    if isinstance(found, dict):
        found = _within(found, lists)
    if not isinstance(found, list):
        raise ValueError(NO_ITEMS)
    return bounds.within_count(found)


def parsed(text: str) -> object:
    """Return what JSON stands for; json.JSONDecodeError where it is none, ValueError where it is beyond bounds."""
    if text.count(",") + text.count("[") + text.count("{") > bounds.MOST_VALUES:
        raise ValueError(bounds.TOO_MUCH)
    try:
        found = json.loads(text)
    except RecursionError:
        raise ValueError(bounds.TOO_DEEP) from None
    if len(text) > bounds.LONGEST_TEXT:
        _check_lengths(found)
    return found


def _check_lengths(found: object) -> None:
    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str) and len(value) > bounds.LONGEST_TEXT:
            raise ValueError(bounds.TOO_LONG_A_TEXT)


def _within(found: dict, lists: tuple[str, ...]) -> list:
    for name in lists:
        inner = found
        for step in name.split("."):
            inner = inner.get(step) if isinstance(inner, dict) else None
        if isinstance(inner, list):
            return inner
        if isinstance(inner, dict):
            return [inner]
    # citation processors want items by their ids
    if found and all(isinstance(value, dict) and "type" in value for value in found.values()):
        return list(found.values())
    return [found]


def _lines(text: str, first_error: json.JSONDecodeError) -> list:
    """Return the items of a text with one in each line, and the lines that hold none."""
    lines = bounds.within_count([line for line in text.split("\n") if line.strip()])
    found = [_line(line) for line in lines]
    if not any(isinstance(item, dict) for item in found):
        raise ValueError(Sentence("It is not JSON: %(error)s", error=str(first_error))) from None
    return found


def _line(line: str) -> object:
    try:
        return parsed(line)
    except ValueError:
        return NoJson(line)
