r"""LaTeX: a document to be set as it is, or its list to be copied into another.

pdfLaTeX has the letters of Europe's Latin alphabets only; for others LuaLaTeX or XeLaTeX and a font that has them.
"""

import re

from citations.documents import Document, Run, Section, clean, runs_of
from citations.reference import Reference

label, media_type, suffix = "LaTeX", "application/x-tex", "tex"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    "\u00a0": "~",
    "\u202f": r"\,",
    "[": "{[}",  # behind \item it would be the label
    "]": "{]}",
}
_COMMANDS = {
    "i": r"\textit{",
    "b": r"\textbf{",
    "sup": r"\textsuperscript{",
    "sub": r"\textsubscript{",
    "smallcaps": r"\textsc{",
    "underline": r"\underline{",
}
_IN_ADDRESS = re.compile(r"([\\%#{}^~])")
_HEAD = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{textcomp}
\usepackage[hidelinks]{hyperref}
\begin{document}
"""


def write(document: Document) -> bytes:
    """Return the text in UTF-8."""
    body = "\n".join(_section(section, document) for section in document.sections)
    return f"{_HEAD}{body}\n\\end{{document}}\n".encode("utf-8", "replace")


def _section(section: Section, document: Document) -> str:
    heading = f"\\section*{{{_escaped(clean(section.heading))}}}\n" if section.heading else ""
    indent = "2em" if document.hanging or document.aligned else "0pt"
    lengths = rf"\setlength{{\leftmargin}}{{{indent}}}\setlength{{\itemindent}}{{-{indent}}}"
    items = "\n".join(f"\\item {entry(reference)}" for reference in section.references)
    if not items:
        return heading
    return f"{heading}\\begin{{list}}{{}}{{{lengths}}}\n{items}\n\\end{{list}}"


def entry(reference: Reference) -> str:
    """Return a reference in LaTeX."""
    return " ".join("".join(map(_run, runs_of(reference))).split())


def _run(run: Run) -> str:
    text = _escaped(run.text)
    if run.link:
        text = f"\\href{{{_IN_ADDRESS.sub(_percent, run.link)}}}{{{text}}}"
    for look in sorted(run.looks):
        text = f"{_COMMANDS[look]}{text}}}"
    return text


def _percent(match: re.Match) -> str:
    sign = match.group()
    return f"\\{sign}" if sign in "%#" else f"\\%{ord(sign):02X}"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in text)
