"""What readers write as the value of a field whose values are codes: "thesis", "avhandling", "Swedish", "https://doi.org/…".

Types are found by SwePub's, Pure's, LUP's and CSL's words for them, all of which stand in `formats.types`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from formats import languages
from formats.identifiers import checked
from formats.types import CONTENT_TYPES, OPEN_ACCESS, STATUSES, TYPES, PublicationType

YES = frozenset(["1", "true", "yes", "ja", "y", "j"])
NO = frozenset(["0", "false", "no", "nej", "n"])
_FURTHER_TYPES = {
    "avhandling": "thesis",
    "avhandlingar": "thesis",
    "artikel": "journalarticle",
    "artiklar": "journalarticle",
    "kapitel": "bookchapter",
    "chapter": "bookchapter",
    "bok": "book",
    "konferensbidrag": "conference",
    "konferens": "conference",
    "data": "dataset",
    "rapport": "report",
}


def codes(field: str, text: str) -> tuple[str, ...]:
    """Return the codes that a value may stand for, any of which is meant; the value itself where it is not known."""
    return _CODES.get(field, _as_given)(text) or (text,)


def types(text: str) -> tuple[str, ...]:
    """Return the publication types that a word stands for, by the first table that knows it; () where none does."""
    if found := tuple(row.key for row in TYPES.values() if text in _lup_words(row)):
        return found
    wanted = _letters(text)
    wanted = _FURTHER_TYPES.get(wanted, wanted)
    for words in _TYPE_WORDS:
        if found := tuple(row.key for row in TYPES.values() if wanted in map(_letters, words(row))):
            return found
    return tuple(row.key for row in TYPES.values() if len(wanted) > 2 and wanted in _letters(f"{row.en} {row.sv}"))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _heads(path: str) -> tuple[str, str]:
    return path, path.partition("/")[0]


def _own_words(row: PublicationType) -> tuple[str, ...]:
    """Return SwePub's code and its end, our names; for what is beneath a type, that type too: "conference"."""
    head, _, end = row.key.partition("/")
    return (row.key, end or head, row.en, row.sv, *([] if head == "publication" else [head]))


def _lup_words(row: PublicationType) -> tuple[str, ...]:
    """Return LUP's words that are no others' too: "journalArticle" is more there than an article here."""
    return tuple(word for word in _heads(row.lup) if not word.islower())


# Asked in this order: ours, LUP's, Pure's, CSL's.
_TYPE_WORDS: tuple[Callable[[PublicationType], tuple[str, ...]], ...] = (
    _own_words,
    lambda row: (row.lup,),
    lambda row: _heads(row.lup),
    lambda row: (row.pure, row.pure.partition("/")[2], row.pure_en, row.pure_sv),
    lambda row: _heads(row.pure),
    lambda row: (row.csl, row.csl.replace("article-", "")),
)


def _of_table(table: dict, further: dict[str, tuple[str, ...]]) -> Callable[[str], tuple[str, ...]]:
    """Return what finds rows of a table by their keys, names and further words."""
    words = {_letters(word): (key,) for key, row in table.items() for word in row}
    words |= {_letters(word): (key,) for key, row in table.items() for word in (key, row.en, row.sv)}
    words |= further
    return lambda text: words.get(_letters(text), ())


def _language(text: str) -> tuple[str, ...]:
    code = languages.code_of(text)
    return (code,) if code else ()


def _access(text: str) -> tuple[str, ...]:
    word = _letters(text)
    if word in YES or word in ("open", "öppen", "oa", "openaccess"):
        return ("open",)
    if word in NO or word in ("closed", "stängd"):
        return ("closed",)
    return (word,) if word in OPEN_ACCESS else ()


def _yes_or_no(text: str) -> tuple[str, ...]:
    return ("yes",) if _letters(text) in YES else ("no",) if _letters(text) in NO else ()


def _identifier(scheme: str) -> Callable[[str], tuple[str, ...]]:
    def normal(text: str) -> tuple[str, ...]:
        found = checked(scheme, text)
        return () if found.problem else (found.value,)

    return normal


def _any_identifier(text: str) -> tuple[str, ...]:
    """Return an identifier without the name of its scheme, in lower case: "scopus:85218706729"."""
    return (re.sub(r"^[a-z]{2,12}:(?!/)", "", text.casefold()),)


def _as_given(text: str) -> tuple[str, ...]:
    return (text,)


_CODES: dict[str, Callable[[str], tuple[str, ...]]] = {
    "type": types,
    "content": _of_table(CONTENT_TYPES, {"refereed": ("ref",), "granskad": ("ref",), "popular": ("pop",)}),
    "status": _of_table(STATUSES, {"inpress": ("in-press",), "unpublished": ("in-preparation",)}),
    "language": _language,
    "access": _access,
    "ours": _yes_or_no,
    "doi": _identifier("doi"),
    "issn": _identifier("issn"),
    "isbn": _identifier("isbn"),
    "pmid": _identifier("pmid"),
    "orcid": _identifier("orcid"),
    "id": _any_identifier,
}
