r"""RTF 1.9: what every word processor opens. All other characters than ASCII are written as \uN (UTF-16)."""

from citations.documents import Document, Run, Section, clean, runs_of
from citations.reference import Reference

label, media_type, suffix = "RTF", "application/rtf", "rtf"
_LOOKS = {"i": r"\i", "b": r"\b", "sup": r"\super", "sub": r"\sub", "smallcaps": r"\scaps", "underline": r"\ul"}
_HANGING = r"\li720\fi-720\tx720"
_HEAD = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman Times New Roman;}}{\colortbl;\red0\green0\blue128;}"


def write(document: Document) -> bytes:
    """Return the document, a paragraph a reference, in ASCII."""
    info = rf"{{\info{{\title {_escaped(clean(document.title))}}}}}\fs24"
    parts = [_HEAD, info, *(_section(section, document) for section in document.sections), "}"]
    return "\n".join(parts).encode("ascii")


def _section(section: Section, document: Document) -> str:
    paragraph = r"\pard\plain\fs24\sa120" + (_HANGING if document.hanging or document.aligned else "")
    heading = rf"{{\pard\plain\fs28\b\sb240\sa120\keepn {_escaped(clean(section.heading))}\par}}"
    rows = [f"{{{paragraph} {_entry(reference, document)}\\par}}" for reference in section.references]
    return "\n".join([heading, *rows] if section.heading else rows)


def _entry(reference: Reference, document: Document) -> str:
    number, rest = reference.fields() if document.aligned else (Reference(), reference)
    text = "".join(map(_run, runs_of(rest)))
    return "".join(map(_run, runs_of(number))) + r"\tab " + text if number else text


def _run(run: Run) -> str:
    looks = "".join(_LOOKS[look] for look in sorted(run.looks))
    text = _escaped(run.text)
    if run.link:
        address = _escaped(run.link.replace('"', "%22"))
        text = rf'{{\field{{\*\fldinst{{HYPERLINK "{address}"}}}}{{\fldrslt{{\cf1\ul {text}}}}}}}'
    return f"{{{looks} {text}}}" if looks else text


def _escaped(text: str) -> str:
    if text.isascii() and not any(sign in text for sign in "\\{}"):
        return text
    return "".join(map(_sign, text))


def _sign(sign: str) -> str:
    if sign in "\\{}":
        return f"\\{sign}"
    if sign.isascii():
        return sign
    units = memoryview(sign.encode("utf-16-le", "replace")).cast("H")
    return "".join(f"\\u{unit - 65536 if unit > 32767 else unit}?" for unit in units)
