"""Word (Office Open XML, ECMA-376). python-docx makes the package and its styles; paragraphs are put in as XML, since
its own take a millisecond each."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from citations.documents import Document, Run, clean, runs_of
from citations.reference import Reference

if TYPE_CHECKING:
    from docx.document import Document as Word

label = "Word"
media_type, suffix = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOKS = {
    "b": ("b", {}),
    "i": ("i", {}),
    "smallcaps": ("smallCaps", {}),
    "sub": ("vertAlign", {f"{_W}val": "subscript"}),
    "sup": ("vertAlign", {f"{_W}val": "superscript"}),
    "underline": ("u", {f"{_W}val": "single"}),
}
_ORDER = ("b", "i", "smallcaps", "underline", "sub", "sup")  # in which the schema wants them


def write(document: Document) -> bytes:
    """Return the file."""
    import docx

    word = docx.Document()
    properties = word.core_properties
    properties.title, properties.language = clean(document.title)[:255], document.language
    properties.author = properties.comments = ""
    _set_styles(word, document)
    for section in document.sections:
        if section.heading:
            word.add_heading(clean(section.heading), level=1)
        for reference in section.references:
            _add(word, reference, document.aligned)
    found = BytesIO()
    word.save(found)
    return found.getvalue()


def _set_styles(word: Word, document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    entry = word.styles.add_style("Bibliography", WD_STYLE_TYPE.PARAGRAPH)
    entry.base_style, entry.quick_style = word.styles["Normal"], True
    entry.font.name, entry.font.size = "Times New Roman", Pt(12)
    layout = entry.paragraph_format
    layout.space_after, layout.line_spacing = Pt(6), 1.0
    if document.hanging or document.aligned:
        layout.left_indent, layout.first_line_indent = Cm(1.27), Cm(-1.27)
        layout.tab_stops.add_tab_stop(Cm(1.27))
    link = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x05, 0x63, 0xC1)


def _add(word: Word, reference: Reference, aligned: bool) -> None:
    """Add a reference as a paragraph."""
    body = word.element.body
    paragraph = body.makeelement(f"{_W}p")
    _child(_child(paragraph, "pPr"), "pStyle", **{f"{_W}val": "Bibliography"})
    number, rest = reference.fields() if aligned else (Reference(), reference)
    for run in runs_of(number):
        _add_run(paragraph, run)
    if number:
        _child(_child(paragraph, "r"), "tab")
    for run in runs_of(rest):
        _add_run(_link(paragraph, run.link) if run.link else paragraph, run)
    body.insert_element_before(paragraph, "w:sectPr")


def _link(paragraph, address: str):
    """Return an element whose runs are a link: a field, for which the package needs no relationship of its own."""
    quoted = address.replace('"', "%22")
    return _child(paragraph, "fldSimple", **{f"{_W}instr": f'HYPERLINK "{quoted}"'})


def _add_run(parent, run: Run) -> None:
    element = _child(parent, "r")
    if run.looks or run.link:
        properties = _child(element, "rPr")
        if run.link:
            _child(properties, "rStyle", **{f"{_W}val": "Hyperlink"})
        for look in _ORDER:
            if look in run.looks:
                name, attributes = _LOOKS[look]
                _child(properties, name, **attributes)
    text = _child(element, "t", **{_SPACE: "preserve"})
    text.text = run.text


def _child(parent, name: str, **attributes: str):
    element = parent.makeelement(f"{_W}{name}", attributes)
    parent.append(element)
    return element
