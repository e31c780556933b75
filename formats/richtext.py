"""Titles and abstracts: from what sources send to our markup, and from that to HTML and plain text.

Titles hold CSL rich text (https://docs.citationstyles.org/en/stable/specification.html, "Rich text"): <i>, <b>, <sub>,
<sup> and <span style="font-variant:small-caps;"> where they are closed and nested well; everything else, such as
an unclosed <i>, stands for itself. Abstracts hold HTML of these and p, ul, ol, li and br.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import escape, unescape

import nh3

from formats import latex, mathml
from formats.characters import many_lines, one_line

SMALL_CAPS = '<span style="font-variant:small-caps;">'
_SPECIAL = re.compile(r"[&<\\${]|\^\w")
_TAG = re.compile(r'<(?:(i|b|sub|sup)|span style="font-variant:\s?small-caps;?"|/(i|b|sub|sup|span))>')
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# What sources write for our tags; other names than these and _BLOCKS and _DROPPED are no markup: a title may say <er>.
_INLINE = {
    **dict.fromkeys(("i", "em", "italic", "dfn", "var", "cite"), "i"),
    **dict.fromkeys(("b", "strong", "bold"), "b"),
    **dict.fromkeys(("sub", "inf"), "sub"),
    **dict.fromkeys(("sup", "superscript"), "sup"),
    **dict.fromkeys(("sc", "scp", "small-caps", "smallcaps"), "span"),
}
_BLOCKS = {
    **dict.fromkeys(("p", "sec", "section", "div", "abstract", "blockquote", "disp-quote", "tr", "table"), "p"),
    **dict.fromkeys(("title", "label", "h1", "h2", "h3", "h4", "h5", "h6"), "title"),
    **dict.fromkeys(("ul", "ol", "li", "br"), None),
    "list": "ul",
    "list-item": "li",
    "break": "br",
}
_DROPPED = (
    "u|tt|font|nobr|small|big|span|underline|monospace|roman|sans-serif|ipa|pre|a|ext-link|xref|inline-formula|"
    "disp-formula|alternatives|tex-math|named-content|styled-content|strike|s|del|code|kbd|samp|abbr|tbody|thead|td|th"
)
_NAMES = "|".join(sorted({*_INLINE, *_BLOCKS, *_DROPPED.split("|"), "subtitle"}, key=len, reverse=True))
_FOREIGN = re.compile(
    rf"<(?P<end>/?)\s*(?:jats:)?(?P<name>{_NAMES})"
    r"(?P<attributes>(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))?)*)\s*(?P<empty>/?)>"
    r"|<!--(?:(?!<!--).)*?-->|<\?xml\b[^<>]*\?>|<!\[CDATA\[|\]\]>",
    re.I | re.S,
)
_IS_SMALL_CAPS = re.compile(r"small-?caps", re.I)
_ABSTRACT_TAGS = {"i", "b", "sub", "sup", "span", "p", "ul", "ol", "li", "br"}
_CLASSES = {"span": {"smallcaps"}}
_MOST_TAGS = 4000  # more is no abstract, and cleaning takes a time that grows with the square of their depth
_PASSES = 4  # what was escaped may hold what is escaped; afterwards a text is clean, or so strange that it may stay
_OURS = {
    **{end + name: f"<{end}{name}>" for name in ("i", "b", "sub", "sup") for end in ("", "/")},
}
needs_escape = re.compile("[&<>'\"]").search  # whether a text has something to escape: of hundreds on a page hardly any
_Block = Callable[[re.Match[str]], str]
_Text = Callable[[str], str]


class Html(str):
    """Markup that is safe to put into a page as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def clean_title(foreign: str) -> str:
    """Return a title from a source, with HTML, JATS, MathML, LaTeX or entities in it, as rich text in one line."""
    text = one_line(foreign)
    for _ in range(_PASSES):
        if not _SPECIAL.search(text) or (cleaned := _clean_title(text)) == text:
            break
        text = cleaned
    return text


def title_html(text: str) -> Html:
    """Return rich text as HTML; small capitals as <span class="smallcaps">."""
    if "<" not in text:
        return Html(escape(text))
    return Html("".join(_HTML_TAGS.get(part, "") if tag else escape(part) for part, tag in _parts(text)))


def plain(text: str) -> str:
    """Return rich text without its markup."""
    return "".join(part for part, tag in _parts(text) if not tag) if "<" in text else text


def parts(text: str) -> list[tuple[str, str]]:
    """Return rich text in pieces: (text, "") or ("", tag) with tag i, b, sub, sup, sc, or /i ... where it ends."""
    return [("", _PART_NAMES[part]) if tag else (part, "") for part, tag in _parts(text)] if text else []


def clean_abstract(foreign: str) -> str:
    """Return an abstract from a source, plain or with HTML, JATS, MathML or LaTeX in it, as HTML of a few elements."""
    text = many_lines(foreign)
    if not text:
        return ""
    if not _SPECIAL.search(text):
        return _paragraphs(escape(text, quote=False))
    for _ in range(_PASSES):
        if (cleaned := _clean_abstract(text)) == text:
            break
        text = cleaned
    return str(text)


def abstract_html(text: str) -> Html:
    """Return an abstract as HTML, cleaned again: it may have come from anywhere."""
    if text.count("<") > _MOST_TAGS:
        return Html(f"<p>{escape(abstract_plain(text), quote=False)}</p>")
    text = text.replace(SMALL_CAPS, '<span class="smallcaps">')
    html = nh3.clean(text, tags=_ABSTRACT_TAGS, attributes={}, allowed_classes=_CLASSES, link_rel=None)
    return Html(_EMPTY_BLOCK.sub("", html).strip())


def abstract_plain(text: str) -> str:
    """Return an abstract as plain text with an empty line between paragraphs."""
    only = text[3:-4] if text.startswith("<p>") and text.endswith("</p>") else text
    if "<" not in only and "&" not in only:  # one paragraph of plain text, as most are
        return only.strip() if only.isprintable() and "  " not in only else " ".join(only.split())
    text = _LINE_ENDS.sub("\n", _PARAGRAPH_ENDS.sub("\n\n", " ".join(text.split())))
    lines = (" ".join(line.split()) for line in unescape(_ANY_TAG.sub("", text)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_HTML_TAGS = {
    **{tag: tag for name in ("i", "b", "sub", "sup") for tag in (f"<{name}>", f"</{name}>")},
    SMALL_CAPS: '<span class="smallcaps">',
    "</span>": "</span>",
}
_PART_NAMES = {
    **{f"<{end}{name}>": end + name for name in ("i", "b", "sub", "sup") for end in ("", "/")},
    SMALL_CAPS: "sc",
    "</span>": "/sc",
}
_BLOCK = re.compile(r"<(?:p|ul|ol|li|br|title)>")
_EMPTY_BLOCK = re.compile(r"<(p|ul|ol|li|i|b|sub|sup)>\s*</\1>")
_PARAGRAPH_ENDS = re.compile(r"</(?:p|ul|ol)>")
_LINE_ENDS = re.compile(r"</li>|<br>")
_ANY_TAG = re.compile(r'</?(?:i|b|sub|sup|p|ul|ol|li|br|span)(?: class="[^"]*")?>')


def _clean_title(text: str) -> str:
    text = _ours(mathml.rich_text(_markup(text)), _title_block, _unescaped)
    return one_line(_without_empty(latex.rich_text(text)))


def _clean_abstract(text: str) -> str:
    text = _ours(latex.rich_text(mathml.rich_text(_markup(text))), _abstract_block, _escaped)
    return abstract_html(_sections(text) if _BLOCK.search(text) else _paragraphs(text))


def _parts(text: str) -> list[tuple[str, bool]]:
    """Return rich text in pieces, each with whether it is a tag; tags without their other half are text."""
    tokens, place = [], 0
    for found in _TAG.finditer(text):
        tokens += [(text[place : found.start()], None), (found[0], found)]
        place = found.end()
    tokens.append((text[place:], None))
    paired = _paired([_half(found) if found else None for _, found in tokens])
    return [
        (SMALL_CAPS if other is not None and part.startswith("<span") else part, other is not None)
        for (part, _), other in zip(tokens, paired, strict=True)
        if part
    ]


def _half(found: re.Match[str]) -> str:
    return "/" + found[2] if found[2] else found[1] or "span"


def _paired(halves: list[str | None]) -> list[int | None]:
    """Return for each half of a tag the place of its other half; None where it has none, or would cross a pair."""
    result, stack, waiting = [None] * len(halves), [], Counter()
    for place, half in enumerate(halves):
        if half is None:
            continue
        name = half.lstrip("/")
        if half == name:
            stack.append((name, place))
            waiting[name] += 1
            continue
        while waiting[name]:
            opened, start = stack.pop()
            waiting[opened] -= 1
            if opened == name:
                result[start], result[place] = place, start
                break
    return result


def _markup(text: str) -> str:
    """Return a text of which the tags are tags: sources escape them once or twice."""
    for _ in range(3):
        if _FOREIGN.search(text) or mathml.MATH.search(text) or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return text


def _ours(text: str, block_of: _Block, text_of: _Text) -> str:
    """Return the text with each foreign tag as ours or as `block_of` has it, and the rest as `text_of` has it."""
    tokens, place = [], 0
    for found in _FOREIGN.finditer(text):
        tokens += [(text[place : found.start()], None), (found[0], found)]
        place = found.end()
    tokens.append((text[place:], None))
    halves = [_inline_half(found) if found else None for _, found in tokens]
    written = []
    for (part, found), half, other in zip(tokens, halves, _paired(halves), strict=True):
        if half is None:
            written.append(block_of(found) if found else text_of(part))
        elif half == "/span" and other is not None:
            written.append("</span>" if _is_small_caps(tokens[other][1]) else "")
        elif other is not None:
            written.append(SMALL_CAPS if half == "span" and _is_small_caps(found) else _OURS.get(half, ""))
        elif half[0] != "/" and part == f"<{found['name']}>":
            # A lone <i> is more likely a letter in angle brackets than markup; a lone </i> can only be a remnant.
            written.append(text_of(part))
    return "".join(written)


def _inline_half(found: re.Match[str]) -> str | None:
    """Return "i" or "/i" for the tags that mean italics, and so on; None for a block, a comment or an empty element."""
    name = (found["name"] or "").lower()
    if not name or name in _BLOCKS or found["empty"] or name == "subtitle":
        return None
    return found["end"] + _INLINE.get(name, name)


def _is_small_caps(found: re.Match[str]) -> bool:
    return bool(_IS_SMALL_CAPS.search(found["name"] + found["attributes"]) or found["name"].lower() in ("sc", "scp"))


def _title_block(found: re.Match[str]) -> str:
    name = (found["name"] or "").lower()
    if name == "subtitle":
        return "" if found["end"] else ": "
    return " " if name in _BLOCKS else ""


def _abstract_block(found: re.Match[str]) -> str:
    name = (found["name"] or "").lower()
    if name not in _BLOCKS:
        return ""
    name = _BLOCKS[name] or name
    if name == "ul" and "order" in found["attributes"]:
        name = "ol"
    if name == "br":
        return "<br>"
    return "" if found["empty"] else f"<{found['end']}{name}>"


def _unescaped(text: str) -> str:
    for _ in range(5):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = one_line_kept(_ENTITY.sub(lambda found: unescape(found[0]), text))
    return text


def one_line_kept(text: str) -> str:
    """Return the text without unwanted characters that entities may have brought, its outer spaces kept."""
    cleaned = one_line(text)
    return (" " if text[:1].isspace() else "") + cleaned + (" " if cleaned and text[-1:].isspace() else "")


def _escaped(text: str) -> str:
    return escape(_unescaped(text), quote=False) if "&" in text else escape(text, quote=False)


def _without_empty(text: str) -> str:
    return re.sub(r"<(i|b|sub|sup)></\1>", "", text)


def _paragraphs(html: str) -> str:
    return "".join(f"<p>{part.strip()}</p>" for part in re.split(r"\n\s*\n", html) if part.strip())


def _sections(html: str) -> str:
    """Return HTML with the title of each section as the bold lead of its first paragraph; "Abstract" says nothing."""
    html = re.sub(r"<title>\s*(?:abstract|summary|sammanfattning)\s*:?\s*</title>", "", html, flags=re.I)
    html = re.sub(r"<title>\s*(.*?)\s*</title>\s*(?:<p>\s*)?", r"<p><b>\1</b> ", html, flags=re.S)
    return re.sub(r"</?title>", "", html)
