"""HTML: a page that needs no style sheet, to be opened in a browser, pasted into a word processor or sent by mail."""

from html import escape

from citations.documents import Document, Run, Section, clean, runs_of
from citations.reference import Reference

label, media_type, suffix = "HTML", "text/html", "html"
# Formatting → its tags on a page of ours, where a content security policy forbids style="...", and everywhere else.
_TAGS = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "smallcaps": ('<span class="smallcaps">', "</span>"),
    "underline": ('<span class="underline">', "</span>"),
}
_ALONE = _TAGS | {
    "smallcaps": ('<span style="font-variant:small-caps;">', "</span>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
}
_HANGING = "margin:0 0 0.6em 2em;text-indent:-2em;"
_FLUSH = "margin:0 0 0.6em 0;"


def write(document: Document) -> bytes:
    """Return a whole page in UTF-8."""
    title = escape(clean(document.title))
    head = f'<meta charset="utf-8">\n<title>{title}</title>\n<meta name="robots" content="noindex">'
    body = "\n".join(_section(section, document) for section in document.sections)
    language = escape(document.language)
    page = f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    return page.encode("utf-8", "replace")


def _section(section: Section, document: Document) -> str:
    heading = f"<h2>{escape(clean(section.heading))}</h2>\n" if section.heading else ""
    style = _HANGING if document.hanging or document.aligned else _FLUSH
    rows = (f'<p style="{style}">{entry(reference, alone=True)}</p>' for reference in section.references)
    return heading + "\n".join(rows)


def entry(reference: Reference, *, alone: bool = False) -> str:
    """Return a reference in HTML with links; with `alone`, HTML that needs no style sheet."""
    tags = _ALONE if alone else _TAGS
    return "".join(_run(run, tags) for run in runs_of(reference))


def _run(run: Run, tags: dict[str, tuple[str, str]]) -> str:
    looks = [tags[look] for look in sorted(run.looks)]
    opening, closing = "".join(start for start, _ in looks), "".join(end for _, end in reversed(looks))
    text = escape(run.text, quote=False)
    if run.link:
        text = f'<a href="{escape(run.link)}">{text}</a>'
    return f"{opening}{text}{closing}"
