"""Markdown (CommonMark 0.31): a list item or a paragraph a reference; what Markdown has no sign for is HTML."""

import re

from citations.documents import Document, Run, clean, runs_of
from citations.reference import Reference

label, media_type, suffix = "Markdown", "text/markdown", "md"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$^]|#(?=\s)|&(?=[#\w]))")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]\s))")
_LOOKS = {
    "i": ("*", "*"),
    "b": ("**", "**"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "smallcaps": ('<span style="font-variant:small-caps;">', "</span>"),
    "underline": ("<u>", "</u>"),
}


def write(document: Document) -> bytes:
    """Return the text in UTF-8, an empty line between two references."""
    blocks: list[str] = []
    for section in document.sections:
        blocks += [f"## {_escaped(clean(section.heading))}"] if section.heading else []
        blocks += [entry(reference) for reference in section.references]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def entry(reference: Reference) -> str:
    """Return a reference as a paragraph of Markdown. A number at its start makes no list of it."""
    text = " ".join("".join(map(_run, runs_of(reference))).split())
    return _AT_START.sub(lambda match: match[1] + _guarded(match[2]), text)


def _guarded(start: str) -> str:
    return f"\\{start}" if not start.isdigit() else f"{start}\\"


def _run(run: Run) -> str:
    text = f"<{run.link}>" if run.link and run.link == run.text else _escaped(run.text)
    if run.link and run.link != run.text:
        text = f"[{text}](<{run.link}>)"
    # Signs of Markdown count as such only where they touch a word, so spaces stay outside.
    bare = text.strip()
    if not bare or not run.looks:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    for look in sorted(run.looks):
        start, end = _LOOKS[look]
        bare = f"{start}{bare}{end}"
    return f"{before}{bare}{after}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
