"""Names of people written as one text, in parts: {"family": ..., "given": ..., "suffix": ...} as CSL-JSON has them.

Only what is written is looked at: lower-case words before a family name belong to it, "van der Waals, J. D." too.
"""

from __future__ import annotations

import re

_SUFFIX = re.compile(r"(?:jr|sr|jun|sen|[2-4](?:nd|rd|th)|I{2,3}|IV)\.?", re.I)
_DEGREE = re.compile(r"(?:M\.?D|Ph\.?D|M\.?P\.?H|M\.?Sc|B\.?Sc|R\.?N|D\.?V\.?M|M\.?A|B\.?A|Dr|Prof)\.?", re.I)
_INITIALS = re.compile(r"(?:\w\.?-?){1,4}")


def inverted(text: str) -> dict[str, str]:
    """Return the parts of "Family, Given", "Family, Given, Jr." or "Family, Jr., Given"; without a comma a literal."""
    parts = [part.strip() for part in text.split(",")]
    parts = [part for part in parts if part and not _DEGREE.fullmatch(part)]
    if len(parts) < 2:
        return {"literal": parts[0] if parts else ""}
    suffix = next((part for part in parts[1:] if _SUFFIX.fullmatch(part)), "")
    given = " ".join(part for part in parts[1:] if part != suffix)
    return {"family": parts[0], "given": given, "suffix": suffix}


def spoken(text: str) -> dict[str, str]:
    """Return the parts of "Given von Family Jr."; of one with a comma as `inverted` does; of one word a literal."""
    if "," in text:
        return inverted(text)
    words = [word for word in text.split() if not _DEGREE.fullmatch(word)]
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2:
        return {"literal": text}
    first = len(words) - 1
    while first > 1 and words[first - 1][:1].islower():
        first -= 1
    return {"given": " ".join(words[:first]), "family": " ".join(words[first:]), "suffix": suffix}


def with_initials(text: str) -> dict[str, str]:
    """Return the parts of "Gout I" or "van der Waals JD Jr", as PubMed and Web of Science shorten names."""
    if "," in text:
        return inverted(text)
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2 or not words[-1].isupper() or not _INITIALS.fullmatch(words[-1]):
        return {"literal": text}
    return {"family": " ".join(words[:-1]), "given": words[-1], "suffix": suffix}
