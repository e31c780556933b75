"""Which of our publication types an entry is of: its entry type, and the words that say more.

Entry types: those of BibTeX and BibLaTeX, and those that Mendeley, Zotero and others made up.
"""

from __future__ import annotations

from formats.genres import key_of_word
from formats.types import TYPES

_OTHER = "publication/other"
_ARTWORK = "artistic-work/original-creative-work"
KEYS = {
    **dict.fromkeys(("article", "journal_article", "journalarticle", "suppperiodical"), "publication/journal-article"),
    **dict.fromkeys(("book", "mvbook", "booklet", "commentary", "ebook"), "publication/book"),
    **dict.fromkeys(("collection", "mvcollection", "reference", "mvreference"), "publication/edited-book"),
    **dict.fromkeys(("incollection", "inbook", "bookinbook", "book_section"), "publication/book-chapter"),
    **dict.fromkeys(("suppbook", "suppcollection"), "publication/foreword-afterword"),
    **dict.fromkeys(("inreference", "encyclopedia_article"), "publication/encyclopedia-entry"),
    **dict.fromkeys(("inproceedings", "conference", "conference_proceedings"), "conference/paper"),
    **dict.fromkeys(("proceedings", "mvproceedings"), "conference/proceeding"),
    **dict.fromkeys(("techreport", "report"), "publication/report"),
    **dict.fromkeys(("phdthesis", "thesis"), "publication/doctoral-thesis"),
    **dict.fromkeys(("talk", "presentation", "speech"), "conference/other"),
    **dict.fromkeys(("artwork", "image", "music", "movie", "film", "performance"), _ARTWORK),
    **dict.fromkeys(("dataset", "data"), "other/data-set"),
    **dict.fromkeys(("software", "computer_program"), "other/software"),
    "periodical": "publication/journal-issue",
    "magazine_article": "publication/magazine-article",
    "newspaper_article": "publication/newspaper-article",
    "patent": "intellectual-property/patent",
    "preprint": "publication/preprint",
    "poster": "conference/poster",
    "review": "publication/book-review",
    **dict.fromkeys(
        ("misc", "generic", "manual", "mastersthesis", "unpublished", "letter", "standard", "audio", "video")
        + ("online", "electronic", "www", "webpage", "web_page", "internet", "legal", "jurisdiction", "legislation"),
        _OTHER,
    ),
}
# Of which the number is their own, also in a series.
NUMBERED = ("publication/report", "publication/working-paper", "intellectual-property/patent", "publication/preprint")
# What says more than its entry type does, where that is a general one.
_THESES = ("publication/doctoral-thesis", "publication/licentiate-thesis", "artistic-work/artistic-thesis", _OTHER)


def key_of(entry_type: str, subtype: str, words: str, *, preprint: bool = False, shown: bool = False) -> str:
    """Return the key of a type: `words` are those of the field "type", `shown` says that the work was at an event."""
    key = KEYS.get(entry_type, _OTHER)
    if told := key_of_word(subtype):
        return told
    told = key_of_word(words)
    if told and (key == _OTHER or TYPES[told].csl == TYPES[key].csl or (entry_type == "thesis" and told in _THESES)):
        return told
    if key == _OTHER and entry_type != "mastersthesis":
        return "publication/preprint" if preprint else "conference/other" if shown else key
    return key


def genre_of(entry_type: str, subtype: str, words: str) -> str:
    """Return the source's own word for the type, "" where our types say the same."""
    own = "" if entry_type in ("misc", "generic", "article", "book") or entry_type in _PLAIN else entry_type
    given = words or subtype or (own.replace("_", " ") if KEYS.get(entry_type, _OTHER) == _OTHER else "")
    return "" if key_of_word(given) else _GENRES.get(given.lower(), given)


_PLAIN = frozenset(row.bibtex for row in TYPES.values()) | frozenset(row.biblatex for row in TYPES.values())
# Keys that BibLaTeX prints as words, in the language of the text.
_GENRES = {
    "mastersthesis": "Master's thesis",
    "mathesis": "Master's thesis",
    "phdthesis": "PhD thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
}
