"""XML read safely and written piece by piece: the one parser and serialiser of all XML formats. XML 1.0, 5th edition.

Nothing is fetched, no DTD is loaded, and a text that declares entities of its own is refused, so neither outside files
nor "billion laughs" get in. HTML's entities (&ouml;), which catalogues write although their XML knows none of them,
become their characters; a lone "&" stands for itself; characters that no XML may hold are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5
from itertools import islice

from lxml import etree

from formats import bounds
from formats.characters import one_line
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.xml_pieces import LARGE, MOST_TAGS, check_bounds, halves, pieces, wrapping

Element = etree._Element

SHOWN = 2000  # characters of what was refused
_MOST_BROKEN = 500  # then a text is given up
_GIVEN_UP = Sentence("So much before it is broken that it was left.")
_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "encoding": "utf-8",  # of the bytes given, whatever the text declares
}
_DECLARATION = re.compile(r"\s*<\?xml\s[^<>]{0,400}\?>")
_NOT_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_XML_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:(#[0-9]{1,9}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9._-]{0,31});)?")
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What libxml2 says, in words for people; anything else is told as it says it, with the line.
_REASONS = {
    "Excessive depth": Sentence("It is nested too deeply."),
    "Resource limit": Sentence("It holds a text longer than 10 million characters, or more than any catalogue has."),
    "Start tag expected": Sentence("It is not XML."),
    "Document is empty": Sentence("It is empty."),
}


def parsed(text: str) -> Element:
    """Return the root of an XML text; ValueError with a reason for what is not well-formed or declares entities."""
    if "\x00" in text:
        raise ValueError(Sentence("It holds null bytes, which no XML does."))
    if "<!ENTITY" in text:
        raise ValueError(
            Sentence("It declares entities of its own, which is refused because they can be made to explode.")
        )
    if text.count("<") > MOST_TAGS:
        raise ValueError(bounds.TOO_MUCH)
    text = text.removeprefix("\ufeff")
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    text = _referring(_NOT_XML.sub("", text)).strip()
    if not text:
        raise ValueError(Sentence("It is empty."))
    try:
        return etree.fromstring(text.encode("utf-8"), etree.XMLParser(**_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise ValueError(_reason(error)) from None


def each(
    text: str, names: Iterable[str], record_of: Callable[[Element], Record | Refusal], *, deepest: bool = False
) -> list[Record | Refusal]:
    """Return what `record_of` makes of each element of these local names, a Refusal where it raises ValueError.

    Of those that lie in each other the outermost is taken, or the deepest.

    Where the text as a whole is broken, each element is cut out and read alone, so that one broken record costs no
    other; ValueError where there is none to cut out.
    """
    wanted = frozenset(names)
    check_bounds(text, wanted)
    if len(text) > LARGE and not deepest and (found := _read_each(_cut_out(text, wanted, deepest), record_of)):
        return found  # one element at a time, so that a large file takes little memory
    try:
        whole = list((_deepest if deepest else outermost)(parsed(text), wanted))
    except ValueError as error:
        if not (found := _read_each(_cut_out(text, wanted, deepest), record_of)):
            raise error from None
        return found
    return _read_each(whole, record_of)


def _read_each(
    elements: Iterable[Element | Refusal], record_of: Callable[[Element], Record | Refusal]
) -> list[Record | Refusal]:
    found = (_read(number, one, record_of) for number, one in enumerate(elements, start=1))
    return bounds.within_count(list(islice(found, bounds.MOST_RECORDS + 1)))


def outermost(root: Element, names: frozenset[str]) -> Iterator[Element]:
    """Yield the elements of these local names, in order, but none that lies in another of them."""
    tags = [f"{{*}}{name}" for name in names]
    for element in root.iter(*tags):
        if next(element.iterancestors(*tags), None) is None:
            yield element


def _deepest(root: Element, names: frozenset[str]) -> Iterator[Element]:
    tags = [f"{{*}}{name}" for name in names]
    for element in root.iter(*tags):
        if next(element.iterdescendants(*tags), None) is None:
            yield element


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace; "" for a comment or the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children with one of these local names; none of None."""
    for child in element if element is not None else ():
        if name_of(child) in names:
            yield child


def first(element: Element | None, *path: str) -> Element | None:
    """Return the first child of this local name, its first child of the next ...; None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def words(element: Element | None) -> str:
    """Return all text in an element in one line; "" for None."""
    return one_line("".join(element.itertext())) if element is not None else ""


def inner(element: Element | None) -> str:
    """Return what an element holds as markup without namespaces, "<i>E. coli</i> &amp; more"; "" for None."""
    if element is None:
        return ""
    if not len(element):
        return _escaped(element.text or "")
    return _escaped(element.text or "") + "".join(_markup(child) for child in element)


def refusal(position: int, element: Element, reason: str) -> Refusal:
    """Return the refusal of an element."""
    shown = etree.tostring(element, encoding="unicode", with_tail=False)[:SHOWN]
    return Refusal(position=position, text=shown, reason=reason)


def add(parent: Element, tag: str, text: str = "", attributes: dict[str, str] | None = None) -> Element:
    """Return a new last child of `parent`; characters that no XML may hold are left out of its text and attributes."""
    try:
        element = etree.SubElement(parent, tag, attributes)
    except ValueError:
        attributes = {name: NOT_XML_OUT.sub("", value) for name, value in (attributes or {}).items()}
        element = etree.SubElement(parent, tag, attributes)
    if text:
        element.text = text if text.isprintable() else NOT_XML_OUT.sub("", text)
    return element


def serialised(elements: Iterable[Element], root: Element) -> Iterator[str]:
    """Yield the text of a document in which `root` holds the elements, piece by piece: only one is in memory."""
    before, after = halves(root)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{before}\n'
    for element in elements:
        yield etree.tostring(element, encoding="unicode", pretty_print=True)
    yield f"{after}\n"


def _referring(text: str) -> str:
    """Return the text with only those references that XML knows; CDATA sections hold none."""
    if "&" not in text:
        return text
    first, *others = text.split("<![CDATA[")
    done = [_REFERENCE.sub(_reference, first)]
    for other in others:
        data, end, rest = other.partition("]]>")
        done += ("<![CDATA[", data, end, _REFERENCE.sub(_reference, rest))
    return "".join(done)


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    if name in _OWN:
        return found[0]
    if name[0] == "#":
        return found[0] if _is_character(name) else ""
    if known := html5.get(name + ";"):
        return "".join(_ESCAPED.get(sign, sign) for sign in known)
    return f"&amp;{name};"


def _is_character(number: str) -> bool:
    code = int(number[2:], 16) if number[1] in "xX" else int(number[1:])
    return 0 < code < 0x110000 and not _NOT_XML.match(chr(code))


def _reason(error: etree.XMLSyntaxError) -> str:
    said = error.msg or ""
    for sign, reason in _REASONS.items():
        if sign in said:
            return reason
    return Sentence("It is not well-formed XML: %(error)s.", error=said)


def _cut_out(text: str, names: frozenset[str], deepest: bool) -> Iterator[Element | Refusal]:
    """Yield each of these elements that can be read alone, and a Refusal for each that cannot."""
    if "\x00" in text or "<!ENTITY" in text:
        return
    before, after = wrapping(text, names)
    broken = 0
    for place, piece in pieces(text, names, deepest):
        try:
            yield parsed(before + piece + after)[0]
        except ValueError as error:
            broken += 1
            yield Refusal(position=0, text=piece[:SHOWN], reason=str(error))
        if broken == _MOST_BROKEN and place < len(text):
            yield Refusal(position=0, text=text[place : place + SHOWN], reason=_GIVEN_UP)
            return


def _read(number: int, found: Element | Refusal, record_of: Callable[[Element], Record | Refusal]) -> Record | Refusal:
    if isinstance(found, Refusal):
        return Refusal(position=number, text=found.text, reason=found.reason)
    try:
        read = record_of(found)
    except ValueError as error:
        return refusal(number, found, str(error))
    return Refusal(position=number, text=read.text, reason=read.reason) if isinstance(read, Refusal) else read


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _markup(element: Element) -> str:
    tail = _escaped(element.tail or "")
    if not isinstance(element.tag, str):
        return tail
    name = name_of(element)
    attributes = "".join(
        f' {key.rpartition("}")[2]}="{_escaped(value).replace(chr(34), "&quot;")}"' for key, value in element.items()
    )
    return f"<{name}{attributes}>{inner(element)}</{name}>{tail}"
