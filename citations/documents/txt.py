"""Plain text: a reference a line, an empty line between two."""

from citations.documents import Document

label, media_type, suffix = "Plain text", "text/plain", "txt"


def write(document: Document) -> bytes:
    """Return the text in UTF-8, its headings on lines of their own."""
    lines: list[str] = []
    for section in document.sections:
        lines += [section.heading] if section.heading else []
        lines += [" ".join(reference.split()) for reference in section.references]
    return ("\n\n".join(lines) + "\n").encode("utf-8", "replace")
