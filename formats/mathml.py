"""MathML in titles and abstracts, turned into rich text. MathML 3, https://www.w3.org/TR/MathML3/."""

from __future__ import annotations

import re

from lxml import etree

MATH = re.compile(r"<(?:mml:)?math\b[^<>]*>(?:(?!<(?:mml:)?math\b).)*?</(?:mml:)?math\s*>", re.S | re.I)
_PARSER = {"resolve_entities": False, "no_network": True, "recover": True, "huge_tree": False}
_DEEPEST = 60
_SIGNS = {"\u2061": "", "\u2062": "", "\u2063": "", "\u2064": ""}  # invisible operators


def rich_text(text: str) -> str:
    """Return the text with each math element turned into its letters, sub- and superscripts."""
    return MATH.sub(lambda found: _of_element(found[0]), text)


def _of_element(source: str) -> str:
    source = re.sub(r"(</?)mml:", r"\1", source)
    source = re.sub(r"&(?!(?:#\w+|lt|gt|amp|quot|apos);)", "&amp;", source)
    try:
        root = etree.fromstring(source.encode("utf-8", "ignore"), etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return re.sub(r"<[^<>]*>", "", source)
    return _written(root, 0)


def _written(element: etree._Element, depth: int) -> str:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if not name or name in ("annotation", "annotation-xml") or depth > _DEEPEST:
        return ""
    own = re.sub(r"\s+", " ", element.text or "") if not len(element) else (element.text or "").strip()
    parts = [_written(child, depth + 1) for child in element]
    own = "".join(_SIGNS.get(sign, sign) for sign in own)
    return _LAYOUTS.get(name, _in_a_row)(own, parts)


def _in_a_row(own: str, parts: list[str]) -> str:
    return own + "".join(parts)


def _scripts(*tags: str):
    def written(own: str, parts: list[str]) -> str:
        marked = [f"<{tag}>{part}</{tag}>" for tag, part in zip(tags, parts[1:], strict=False) if part]
        return own + "".join(parts[:1] + marked + parts[1 + len(tags) :])

    return written


_LAYOUTS = {
    "msub": _scripts("sub"),
    "msup": _scripts("sup"),
    "msubsup": _scripts("sub", "sup"),
    "munder": _scripts("sub"),
    "munderover": _scripts("sub", "sup"),
    "mfrac": lambda own, parts: own + "/".join(parts),
    "msqrt": lambda own, parts: f"√({own}{''.join(parts)})",
    "mfenced": lambda own, parts: f"({own}{', '.join(parts)})",
}
