"""The record elements of EndNote XML as Records."""

from __future__ import annotations

from formats import endnote_xml
from formats.endnote.kinds import NAMES, NUMBERS, named
from formats.endnote.reading import Fields, record_of
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.xml_tree import Element, each, words

_FIELDS = endnote_xml.PLACES | {
    "number_or_issue": "issue",
    "short_title": "titles/short-title",
    "translated_title": "titles/translated-title",
    "alternate_title": "titles/alt-title",
    "research_note": "research-notes",
}
_TAGS = {"italic": "i", "bold": "b", "subscript": "sub", "superscript": "sup"}
_LINES = ("abstract", "note", "research_note", "keyword", "isbn")  # of which line breaks part values


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each record element; ValueError where there is none."""
    found = each(text, ["record"], _record_of)
    if not found and "<records" not in text[:10_000]:
        raise ValueError(Sentence("It holds no record element of EndNote."))
    return found


def _record_of(element: Element) -> Record:
    fields = Fields(_kind(element), given_first=True)
    fields.add("id", words(element.find("{*}label")))
    for field, path in _FIELDS.items():
        for found in element.findall("/".join("{*}" + name for name in path.split("/"))):
            if value := _value(field, found):
                fields.add(field, value)
    return record_of(_amended(fields))


def _kind(element: Element) -> str:
    """Return the name of the reference type; by its number where there is no name that EndNote knows."""
    type_ = element.find("{*}ref-type")
    if type_ is None:
        raise ValueError(Sentence("It has no reference type (ref-type)."))
    name, number = named(type_.get("name", "")), words(type_)
    if name == "Generic" and number.isdecimal() and len(number) < 4 and type_.get("name", "") not in NUMBERS:
        return NAMES.get(int(number), name)
    return name


def _value(field: str, element: Element) -> str:
    if field == "title":
        return _rich(element)
    if field in _LINES:
        return "".join(element.itertext()).replace("\r", "\n").strip()
    return words(element)


def _rich(element: Element) -> str:
    """Return a title with the faces of its style elements as rich text."""
    written = [element.text or ""]
    for style in element:
        tags = [_TAGS[face] for face in (style.get("face") or "").split() if face in _TAGS]
        inner = "".join(style.itertext())
        opened = "".join(f"<{tag}>" for tag in tags) if inner.strip() else ""
        closed = "".join(f"</{tag}>" for tag in reversed(tags)) if opened else ""
        written += (opened, inner, closed, style.tail or "")
    return " ".join("".join(written).split())


def _amended(fields: Fields) -> Fields:
    """Return the fields with what other programs put elsewhere: an issue element, a journal as alternate title."""
    for value in fields.all("number_or_issue"):
        if not fields.all("number"):
            fields.add("number", value)
    if not fields.all("journal", "secondary_title"):
        for value in fields.all("alternate_title"):
            fields.add("journal", value)
    fields.values["note"] = [line for value in fields.all("note") for line in value.split("\n") if line.strip()]
    if not fields.values["note"]:
        del fields.values["note"]
    return fields
