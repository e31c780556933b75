"""From what a source calls a publication, its CSL 1.0.2 type and genre, to one of our types."""

from __future__ import annotations

from collections.abc import Iterable

from formats.types import TYPES

# Every type of CSL 1.0.2, where its genre does not tell more.
_FROM_CSL = {
    "article": "publication/preprint",
    "article-journal": "publication/journal-article",
    "article-magazine": "publication/magazine-article",
    "article-newspaper": "publication/newspaper-article",
    "book": "publication/book",
    "chapter": "publication/book-chapter",
    "classic": "publication/critical-edition",
    "dataset": "other/data-set",
    "entry": "publication/encyclopedia-entry",
    "entry-dictionary": "publication/encyclopedia-entry",
    "entry-encyclopedia": "publication/encyclopedia-entry",
    "paper-conference": "conference/paper",
    "patent": "intellectual-property/patent",
    "periodical": "publication/journal-issue",
    "report": "publication/report",
    "review": "publication/book-review",
    "review-book": "publication/book-review",
    "software": "other/software",
    "speech": "conference/other",
    # An unqualified thesis in a university's records is nearly always a doctoral one.
    "thesis": "publication/doctoral-thesis",
    **dict.fromkeys(
        ("document", "pamphlet", "manuscript", "standard", "post", "post-weblog", "webpage", "interview", "hearing")
        + ("bill", "legal_case", "legislation", "regulation", "treaty", "personal_communication"),
        "publication/other",
    ),
    **dict.fromkeys(("broadcast", "collection", "event", "figure", "graphic", "map"), "other"),
    **dict.fromkeys(("motion_picture", "musical_score", "performance", "song"), "artistic-work/original-creative-work"),
}

# What sources write as genre, in lower case without spaces and points; it goes before the CSL type.
_FROM_GENRE = {
    **{key: key for key in TYPES},
    **dict.fromkeys(("review", "reviewarticle", "systematicreview", "meta-analysis"), "publication/review-article"),
    **dict.fromkeys(("bookreview", "rezension", "rezensionreview", "recension"), "publication/book-review"),
    **dict.fromkeys(("editorial", "letter", "comment", "commentary", "note"), "publication/editorial-letter"),
    **dict.fromkeys(("news", "newspaperarticle"), "publication/newspaper-article"),
    **dict.fromkeys(
        ("dissertation", "phddissertation", "phdthesis", "thesis(phd)", "phd", "doctoralthesis", "doctoraldissertation")
        + ("comprehensivedoctoralthesis", "monographdoctoralthesis", "doktorsavhandling", "dissertationphd"),
        "publication/doctoral-thesis",
    ),
    **dict.fromkeys(("licentiatethesis", "licentiatavhandling"), "publication/licentiate-thesis"),
    **dict.fromkeys(
        ("masterthesis", "mastersthesis", "master'sthesis", "mathesis", "bachelorthesis", "bachelor'sthesis"),
        "publication/other",
    ),
    **dict.fromkeys(("technicalreport", "researchreport"), "publication/report"),
    **dict.fromkeys(("preprint", "e-print", "eprint"), "publication/preprint"),
    **dict.fromkeys(("workingpaper", "discussionpaper"), "publication/working-paper"),
    **dict.fromkeys(("conferencepaper", "conferenceproceeding", "inproceedings"), "conference/paper"),
    **dict.fromkeys(("presentation", "conferencepresentation", "meetingabstract"), "conference/other"),
    **dict.fromkeys(("poster", "conferenceposter"), "conference/poster"),
    **dict.fromkeys(("bookchapter",), "publication/book-chapter"),
    **dict.fromkeys(("monograph", "monographiemonograph"), "publication/book"),
    **dict.fromkeys(("artisticoutput",), "artistic-work/original-creative-work"),
}

# Genres that a general CSL type may carry about something else: a "Review" of type book is no review article.
_ARTICLES_ONLY = frozenset(
    ("publication/review-article", "publication/editorial-letter", "publication/newspaper-article")
)

# Words of catalogues: genres of MARC, codes of DiVA, types of Zotero and BibTeX; in lower case, no spaces or hyphens.
_FROM_WORD = {
    "article": "publication/journal-article",
    "journalarticle": "publication/journal-article",
    "academicjournal": "publication/journal-article",
    "periodical": "publication/journal-issue",
    "journal": "publication/journal-issue",
    "issue": "publication/journal-issue",
    "magazinearticle": "publication/magazine-article",
    "newspaperarticle": "publication/newspaper-article",
    "newspaper": "publication/newspaper-article",
    "book": "publication/book",
    "inbook": "publication/book-chapter",
    "incollection": "publication/book-chapter",
    "booksection": "publication/book-chapter",
    "chapter": "publication/book-chapter",
    "collection": "publication/edited-book",
    "conferencepublication": "conference/proceeding",
    "proceedings": "conference/proceeding",
    "conferencepaper": "conference/paper",
    "inproceedings": "conference/paper",
    "encyclopedia": "publication/encyclopedia-entry",
    "encyclopediaarticle": "publication/encyclopedia-entry",
    "report": "publication/report",
    "techreport": "publication/report",
    "technicalreport": "publication/report",
    "thesis": "publication/doctoral-thesis",
    "theses": "publication/doctoral-thesis",
    "academictheses": "publication/doctoral-thesis",
    "comprehensivelicentiatethesis": "publication/licentiate-thesis",
    "monographlicentiatethesis": "publication/licentiate-thesis",
    "studentthesis": "publication/other",
    "patent": "intellectual-property/patent",
    "dataset": "other/data-set",
    "statistics": "other/data-set",
    "computerprogram": "other/software",
    "software": "other/software",
}


_LABELS = {
    **{row.genre_en.lower(): row.key for row in TYPES.values() if row.genre_en},
    **{row.en.lower(): row.key for row in TYPES.values()},
}
_LABELS["doctoral thesis"] = "publication/doctoral-thesis"  # of which the artistic one has the same genre


def key_of_word(word: str) -> str:
    """Return the key of the type that our label or a source's word names, "" where it names none."""
    word = word.strip().lower()
    return _LABELS.get(word) or _FROM_GENRE.get(word.replace(" ", "").replace(".", ""), "")


def untitled(item: dict) -> str:
    """Return what to call a work of which a source does not tell the title: "[Book chapter 10.1234/abc]"."""
    return f"[{' '.join(filter(None, (TYPES[item['output-type']].en, item.get('DOI', ''))))}]"


def from_csl(csl_type: str, genre: str | Iterable[str] = "") -> str:
    """Return the key of the type that a CSL type and genre (or several) stand for; KeyError for an unknown CSL type."""
    fallback = _FROM_CSL[csl_type]
    for word in (genre,) if isinstance(genre, str) else genre:
        key = _FROM_GENRE.get(word.lower().replace(" ", "").replace(".", "")) if word else None
        if key and (key not in _ARTICLES_ONLY or csl_type.startswith("article") or word == key):
            return key
    return fallback


def from_word(word: str) -> str:
    """Return the key of the type that a catalogue's own word for it stands for, "" where it is none we know."""
    compact = word.lower().replace(" ", "").replace("-", "")
    if compact in _FROM_WORD:
        return _FROM_WORD[compact]
    known = from_csl("document", word)
    return known if known != "publication/other" else ""
