"""Languages: ISO 639-2/B codes, which MODS and Dublin Core use, from and to what others use, and their names.

Codes and names come from langcodes, that is from CLDR and from IANA's registry of BCP 47 tags.
"""

from __future__ import annotations

from functools import lru_cache

from langcodes import Language, find
from langcodes.tag_parser import LanguageTagError

_LONGEST = 60  # no name or tag of a language is longer
_UNKNOWN = ("und", "mis")


@lru_cache(maxsize=4096)
def code_of(text: str) -> str:
    """Return the ISO 639-2/B code of a tag, code or English or Swedish name; "" when it is not known.

    "en", "en-GB", "eng", "English" and "engelska" are "eng". Languages without such a code have that of ISO 639-3.
    """
    text = text.strip()
    if not 1 < len(text) < _LONGEST:
        return ""
    try:
        language = Language.get(text.replace("_", "-"))
        code = language.to_alpha3(variant="B") if language.is_valid() else ""
    except (LanguageTagError, LookupError):
        code = _code_of_name(text)
    return "" if code in _UNKNOWN else code


def _code_of_name(text: str) -> str:
    if not text.replace(" ", "").isalpha():  # the trie of names breaks on control characters
        return ""
    try:
        return find(text).to_alpha3(variant="B")
    except LookupError:
        return ""


@lru_cache(maxsize=4096)
def tag_of(code: str) -> str:
    """Return the BCP 47 tag of a code, as HTML's lang and CSL want it: "en" for "eng"; "" when it is not known."""
    try:
        return Language.get(code).to_tag() if code_of(code) else ""
    except LanguageTagError:
        return ""


@lru_cache(maxsize=4096)
def name(code: str, language: str = "en") -> str:
    """Return the name of a language in another, "en" or "sv", as a heading or table has it; the code where unknown."""
    tag = tag_of(code)
    if not tag:
        return code
    found = Language.get(tag).display_name(language)
    return found[:1].upper() + found[1:]
