"""Characters that have no business in a text: taken out once, where a Record is made."""

from __future__ import annotations

import re
from unicodedata import normalize

# Control characters but tab and newline, lone surrogates, noncharacters, embeddings and overrides of the writing
# direction, soft hyphens, byte order marks. Joiners (200C, 200D) spell words in some scripts and stay.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")


def one_line(text: str) -> str:
    """Return the text in one line: wanted characters only, composed (NFC), single spaces, none at the ends."""
    return " ".join(_clean(text).split())


def many_lines(text: str) -> str:
    """Return the text with its line breaks as newlines: wanted characters only, composed (NFC), plain spaces."""
    if not text.isprintable():
        text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    return _clean(text).strip()


def _clean(text: str) -> str:
    # What is unwanted is never printable, and asking that is much cheaper than searching for it.
    if not text.isprintable():
        text = _UNWANTED.sub("", text)
    return text if text.isascii() else normalize("NFC", text)
