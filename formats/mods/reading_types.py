"""The publication type that the genres of a mods element stand for."""

from __future__ import annotations

from formats.genres import from_word
from formats.types import TYPES
from formats.xml_tree import Element, name_of, words

# SVEP's publication types, retired in 2024, with the content type where it tells more (the National Library's own key).
_SVEP = {
    "art": "publication/journal-article",
    "art vet": "publication/magazine-article",
    "art pop": "publication/newspaper-article",
    "for": "publication/review-article",
    "rec": "publication/book-review",
    "bok": "publication/book",
    "sam": "publication/edited-book",
    "kap": "publication/book-chapter",
    "rap": "publication/report",
    "dok": "publication/doctoral-thesis",
    "lic": "publication/licentiate-thesis",
    "kon": "conference",
    "kon ref": "conference/paper",
    "pro": "conference/proceeding",
    "pat": "intellectual-property/patent",
    "kfu": "artistic-work",
    "ovr": "publication",
}
_RETIRED = {
    "publication/translation": "publication/critical-edition",
    "artistic-work/curated-exhibition-or-event": "artistic-work/original-creative-work",
    "artisticperformance/visualartworks": "artistic-work",
}
_OURS = {("kb.se", "outputType"), ("svep", "contentType")}
_CODES = {"svep", "diva", "kev", "ndltd"}


def type_of(parts: dict[str, list[Element]]) -> tuple[str, str]:
    """Return the key of a type, and the source's own word for it where it is no code of a vocabulary."""
    genres = parts["genre"]
    coded = {(genre.get("authority"), genre.get("type")): _word(genre) for genre in reversed(genres)}
    own = [words(genre) for genre in genres if _is_free(genre)]
    key = _output_type(coded.get(("kb.se", "outputType"), "")) or _of_svep(coded)
    key = key or next(filter(None, (from_word(_word(genre)) for genre in genres)), "")
    return key or _of_surroundings(parts), ", ".join(dict.fromkeys(filter(None, own)))[:300]


def _word(genre: Element) -> str:
    uri = genre.get("valueURI", "")
    return words(genre) or uri.partition("/output/")[2] or uri.rpartition("/")[2]


def _is_free(genre: Element) -> bool:
    return not genre.get("type") and genre.get("authority") not in _CODES | {"kb.se"}


def _output_type(word: str) -> str:
    word = word.strip().replace(" ", "-").lower()
    return word if word in TYPES else _RETIRED.get(word, "")


def _of_svep(coded: dict) -> str:
    word, content = coded.get(("svep", "publicationType"), ""), coded.get(("svep", "contentType"), "")
    return _SVEP.get(f"{word} {content}") or _SVEP.get(word, "")


def _of_surroundings(parts: dict[str, list[Element]]) -> str:
    """Return what a work without a genre is by what it is in, how it is issued, or by its kind of resource."""
    for host in (item for item in parts["relatedItem"] if item.get("type") == "host"):
        names = {name_of(part) for part in host.iter()}
        kinds = {part.get("type", "").lower() for part in host.iter()} | {words(part).lower() for part in host}
        if {"issn", "eissn", "journal"} & kinds or "frequency" in names:
            return "publication/journal-article"
        if "titleInfo" in names:
            return "publication/book-chapter"
    issuance = {words(part) for origin in parts["originInfo"] for part in origin if name_of(part) == "issuance"}
    if any(words(one).startswith("software") for one in parts["typeOfResource"]):
        return "other/software"
    return "publication/book" if issuance & {"monographic", "single unit"} else "publication/other"
