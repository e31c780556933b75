"""EndNote's reference types: their numbers in EndNote XML, their tags in RIS, and which of our types each is.

From the manual of EndNote 21, "Reference types", and the RIS specification of 2011.
"""

from __future__ import annotations

from formats.genres import key_of_word
from formats.record import Record
from formats.types import STATUSES, TYPES

_OTHER = "publication/other"
_ARTWORK = "artistic-work/original-creative-work"

# Name, number, tag in RIS, our type.
# fmt: off
_ROWS = (
    ("Generic", 13, "GEN", _OTHER),
    ("Artwork", 2, "ART", _ARTWORK),
    ("Audiovisual Material", 3, "ADVS", _OTHER),
    ("Bill", 4, "BILL", _OTHER),
    ("Book Section", 5, "CHAP", "publication/book-chapter"),
    ("Book", 6, "BOOK", "publication/book"),
    ("Case", 7, "CASE", _OTHER),
    ("Catalog", 8, "CTLG", _OTHER),
    ("Computer Program", 9, "COMP", "other/software"),
    ("Conference Proceedings", 10, "CONF", "conference/paper"),
    ("Web Page", 12, "ELEC", _OTHER),
    ("Hearing", 14, "HEAR", _OTHER),
    ("Journal Article", 17, "JOUR", "publication/journal-article"),
    ("Magazine Article", 19, "MGZN", "publication/magazine-article"),
    ("Map", 20, "MAP", "other"),
    ("Film or Broadcast", 21, "MPCT", _ARTWORK),
    ("Newspaper Article", 23, "NEWS", "publication/newspaper-article"),
    ("Pamphlet", 24, "PAMP", _OTHER),
    ("Patent", 25, "PAT", "intellectual-property/patent"),
    ("Personal Communication", 26, "PCOMM", _OTHER),
    ("Report", 27, "RPRT", "publication/report"),
    ("Edited Book", 28, "EDBOOK", "publication/edited-book"),
    ("Statute", 31, "STAT", _OTHER),
    ("Thesis", 32, "THES", "publication/doctoral-thesis"),
    ("Unpublished Work", 34, "UNPB", "publication/preprint"),
    ("Manuscript", 36, "MANSCPT", _OTHER),
    ("Figure", 37, "FIGURE", "other"),
    ("Chart or Table", 38, "CHART", "other"),
    ("Equation", 39, "EQUA", "other"),
    ("Electronic Article", 43, "EJOUR", "publication/journal-article"),
    ("Electronic Book", 44, "EBOOK", "publication/book"),
    ("Online Database", 45, "DBASE", "other/data-set"),
    ("Government Document", 46, "GOVDOC", "publication/report"),
    ("Conference Paper", 47, "CPAPER", "conference/paper"),
    ("Online Multimedia", 48, "MULTI", _OTHER),
    ("Classical Work", 49, "CLSWK", "publication/book"),
    ("Legal Rule or Regulation", 50, "LEGAL", _OTHER),
    ("Ancient Text", 51, "ANCIENT", "publication/book"),
    ("Dictionary", 52, "DICT", "publication/encyclopedia-entry"),
    ("Encyclopedia", 53, "ENCYC", "publication/encyclopedia-entry"),
    ("Grant", 54, "GRANT", _OTHER),
    ("Aggregated Database", 55, "AGGR", "other/data-set"),
    ("Blog", 56, "BLOG", _OTHER),
    ("Serial", 57, "JFULL", "publication/journal-issue"),
    ("Standard", 58, "STAND", _OTHER),
    ("Dataset", 59, "DATA", "other/data-set"),
    ("Electronic Book Section", 60, "ECHAP", "publication/book-chapter"),
    ("Music", 61, "MUSIC", _ARTWORK),
)
# fmt: on
NUMBERS = {name: number for name, number, *_ in _ROWS}
NAMES = {number: name for name, number, *_ in _ROWS}
KEYS = {name: key for name, _, _, key in _ROWS}
# Tags of RIS, those of 2001 and of programs too.
OF_RIS = {tag: name for name, _, tag, _ in _ROWS} | {
    "SER": "Serial", "ABST": "Journal Article", "INPR": "Journal Article", "SLIDE": "Audiovisual Material",
    "SOUND": "Audiovisual Material", "VIDEO": "Film or Broadcast", "ICOMM": "Personal Communication",
    "UNBILL": "Bill", "WEB": "Web Page", "UNPD": "Unpublished Work", "BLOG": "Blog", "JOURNAL": "Journal Article",
}  # fmt: skip
# Tools write numbers of their own; EndNote's import goes by the name, so do we.
_ALIASES = {"journal": "Journal Article", "article": "Journal Article", "proceedings": "Conference Proceedings"}
_FOLDED = {name.lower(): name for name in NUMBERS}

# Of which the secondary title is the series, not what it is part of.
IN_SERIES = frozenset(("Book", "Edited Book", "Report", "Computer Program", "Thesis", "Electronic Book"))
NUMBERED = frozenset(("Report", "Patent"))  # of which the number stands where others have ISSN or ISBN
AT_EVENT = frozenset(("Conference Proceedings", "Conference Paper"))  # of which the secondary title is the event
VERSIONED = frozenset(("Computer Program", "Dataset"))  # of which the edition is the version
ARTICLES = frozenset(("Journal Article", "Magazine Article", "Newspaper Article", "Electronic Article", "Serial"))
EDITED = frozenset(("Edited Book",))  # of which the authors are editors


def named(name: str) -> str:
    """Return EndNote's name of a reference type, whatever the case it is written in; Generic for an unknown one."""
    folded = " ".join(name.lower().split())
    return _FOLDED.get(folded) or _ALIASES.get(folded, "Generic")


def words_of(record: Record, kind: str, fallback: str) -> str:
    """Return the type of work: our name of a type that the reference type does not tell, and the status."""
    row = TYPES[record.type]
    status = STATUSES.get(record.publication_status)
    told = row.genre_en or fallback
    if key_of(kind, told)[0] != row.key:
        told = row.en
    return ", ".join(filter(None, (told, status.csl if status else "")))


def at_event(publisher: str, proceedings: str) -> bool:
    """Say whether the one place of a conference paper is that of the event, not of the publisher."""
    return bool(proceedings or not publisher)


def key_of(kind: str, words: str) -> tuple[str, str]:
    """Return the key of the type that a reference type and the type of work stand for, and the source's own word."""
    key = KEYS.get(kind, _OTHER)
    told = key_of_word(words)
    if told and (words.strip().lower() in _LABELLED or key == _OTHER or TYPES[told].csl == TYPES[key].csl):
        # Our name of a type is its source's word only where it says no more than the reference type.
        said_by_us = told != key or TYPES[told].genre_en
        return told, "" if said_by_us and words.strip().lower() in _LABELLED else words
    own = kind if key in (_OTHER, "other") and kind not in ("Generic", "Unpublished Work") else ""
    return key, words or own


def without_status(words: str) -> tuple[str, str]:
    """Return the type of work without the status at its end, and the key of that."""
    head, _, tail = words.rpartition(", ")
    found = _STATUSES.get(tail.lower())
    return (head, found) if found else (words, "")


_STATUSES = {row.csl: key for key, row in STATUSES.items() if row.csl} | {"article in press": "in-press"}
_LABELLED = frozenset(label.lower() for row in TYPES.values() for label in (row.genre_en, row.en) if label)
