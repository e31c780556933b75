"""Which script a text is in, as far as typography depends on it."""

from __future__ import annotations

import re

_EAST_ASIAN = "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_ALL_EAST_ASIAN = re.compile(f"[{_EAST_ASIAN}\\s·]+")


def is_east_asian(text: str) -> bool:
    """Return whether a name is in Chinese, Japanese or Korean script: family name first, no space."""
    return bool(_ALL_EAST_ASIAN.fullmatch(text))


def has_italics(text: str) -> bool:
    """Return whether the script of a text has italics; those of East Asia have none."""
    return not _ALL_EAST_ASIAN.fullmatch(text)
