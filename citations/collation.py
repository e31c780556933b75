"""Text → a key that sorts as the readers of a locale expect, without the system's locales."""

from __future__ import annotations

import re
import unicodedata

_OTHERS = re.compile(r"[^\w\s]|_")
_SPACES = re.compile(r"\s+")

# Letters that stand after z in some alphabets ...
_NORDIC_EAST = {"å": "z\u0301", "ä": "z\u0302", "æ": "z\u0302", "ö": "z\u0303", "ø": "z\u0303"}
_NORDIC_WEST = {"æ": "z\u0301", "ä": "z\u0301", "ø": "z\u0302", "ö": "z\u0302", "å": "z\u0303"}
_AFTER_Z = {"sv": _NORDIC_EAST, "fi": _NORDIC_EAST, "da": _NORDIC_WEST, "nb": _NORDIC_WEST, "nn": _NORDIC_WEST}
# ... and those that have no decomposition in Unicode, where they do not.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i"})


def sort_key(text: str, language: str) -> str:
    """Return what to compare: no case, punctuation or accents, and å ä ö after z where the language has them there."""
    text = _SPACES.sub(" ", _OTHERS.sub("", text.casefold())).strip()
    after_z = _AFTER_Z.get(language.partition("-")[0], {})
    if text.isascii():
        return text
    return "".join(after_z.get(letter) or _bare(letter) for letter in unicodedata.normalize("NFC", text))


def _bare(letter: str) -> str:
    letters = unicodedata.normalize("NFKD", letter.translate(_PLAIN))
    return "".join(one for one in letters if not unicodedata.combining(one))
