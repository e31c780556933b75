"""XML written fast: nodes that hold names and texts, and become text. Elements of lxml take three times as long.

Names are as the text has them, with their prefixes ("xlink:href"); a root says in its attributes what these stand for.
A node holds either text or nodes. Characters that no XML may hold are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formats.xml_tree import NOT_XML_OUT, Element, parsed

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Node(list):
    """An element: the nodes in it, its name, its attributes and its text."""

    __slots__ = ("name", "attributes", "text")

    def __init__(self, name: str, attributes: dict[str, str] | None = None, text: str = "") -> None:
        self.name, self.attributes, self.text = name, attributes, text

    def __str__(self) -> str:
        """Return the text of the element, a line for each."""
        lines: list[str] = []
        _write(self, "", lines)
        return "".join(lines)

    def in_one_line(self) -> str:
        """Return the text of the element without a line break of ours, which some programs take for text."""
        inner = "".join([node.in_one_line() for node in self]) if self else escaped(self.text)
        start = f"{self.name}{_attributes(self.attributes)}" if self.attributes else self.name
        return f"<{start}>{inner}</{self.name}>" if inner else f"<{start}/>"

    def element(self) -> Element:
        """Return the element of lxml that the text is."""
        return parsed(str(self))


def add(parent: Node, name: str, text: str = "", attributes: dict[str, str] | None = None) -> Node:
    """Return a new last node in `parent`."""
    node = Node(name, attributes, text)
    parent.append(node)
    return node


def written(nodes: Iterable[Node], root: Node) -> Iterator[str]:
    """Yield the text of a document in which `root` holds the nodes, piece by piece: only one is in memory."""
    start = f"<{root.name}{_attributes(root.attributes or {})}>"
    yield f"{DECLARATION}{start}\n"
    for node in nodes:
        yield str(node)
    yield f"</{root.name}>\n"


def _write(node: Node, indent: str, lines: list[str]) -> None:
    name = node.name
    start = f"{indent}<{name}{_attributes(node.attributes)}" if node.attributes else f"{indent}<{name}"
    if node:
        lines.append(f"{start}>\n")
        for child in node:
            _write(child, indent + "  ", lines)
        lines.append(f"{indent}</{name}>\n")
    elif node.text:
        lines.append(f"{start}>{escaped(node.text)}</{name}>\n")
    else:
        lines.append(f"{start}/>\n")


def _attributes(attributes: dict[str, str]) -> str:
    return "".join([f' {name}="{_quoted(value)}"' for name, value in attributes.items()])


def escaped(text: str) -> str:
    """Return a text as XML has it between tags."""
    if not text.isprintable():
        text = NOT_XML_OUT.sub("", text)
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text


def _quoted(text: str) -> str:
    if text.isalnum():
        return text
    text = escaped(text)
    if '"' in text or not text.isprintable():
        text = text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text
