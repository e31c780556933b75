"""Publication types, content types and statuses: a row for each, with a column for each vocabulary; roles: roles.py.

Keys of TYPES are SwePub's output types (https://id.kb.se/term/swepub/output, MODS 4.0). The other columns: Pure's base
types, LUP's document types, CSL 1.0.2, BibTeX, BibLaTeX 3, RIS (2011), EndNote 21, COAR Resource Types 3.1, schema.org,
DataCite 4.5 and MODS 3.8's types of resource.
A new publication type is one row here; the contract tests of the formats name what else it needs.
"""

from __future__ import annotations

from typing import NamedTuple

from formats.roles import ROLES, Role

__all__ = ["CONTENT_TYPES", "OPEN_ACCESS", "PURE_PLACES", "ROLES", "STATUSES", "TYPES", "PublicationType", "Role"]

# The first half of a Pure type, with the words that Pure shows for it.
PURE_PLACES = {
    "contributiontojournal": ("Contribution to journal", "Bidrag till tidskrift"),
    "contributiontoperiodical": ("Contribution to specialist publication", "Bidrag till övrig tidskrift"),
    "bookanthology": ("Book/Report", "Bok/rapport"),
    "contributiontobookanthology": ("Chapter in Book/Report/Conference proceeding", "Kapitel i bok/rapport/proceeding"),
    "contributiontoconference": ("Contribution to conference", "Konferensbidrag"),
    "workingpaper": ("Working paper/Preprint", "Working paper/preprint"),
    "thesis": ("Thesis", "Avhandling"),
    "patent": ("Patent", "Patent"),
    "nontextual": ("Non-textual form", "Icke-textbaserad form"),
    "othercontribution": ("Other contribution", "Övrigt bidrag"),
}


class PublicationType(NamedTuple):
    """One publication type; `genre_en`, `genre_sv` are what a citation prints beside it, such as "Doctoral thesis"."""

    key: str
    en: str
    sv: str
    pure: str  # the end of Pure's URI
    pure_en: str
    pure_sv: str
    lup: str
    csl: str
    bibtex: str
    biblatex: str
    ris: str
    endnote: str  # EndNote's reference type
    coar: str  # the end of COAR's URI
    coar_label: str
    schema_org: str
    datacite: str  # resourceTypeGeneral
    mods: str  # typeOfResource
    genre_en: str = ""
    genre_sv: str = ""

    @property
    def path_en(self) -> tuple[str, str]:
        """Return Pure's path in English, such as ("Contribution to journal", "Article")."""
        return PURE_PLACES[self.pure.partition("/")[0]][0], self.pure_en

    @property
    def path_sv(self) -> tuple[str, str]:
        """Return Pure's path in Swedish, such as ("Bidrag till tidskrift", "Artikel")."""
        return PURE_PLACES[self.pure.partition("/")[0]][1], self.pure_sv

    @property
    def uri(self) -> str:
        """Return SwePub's URI of the type."""
        return f"https://id.kb.se/term/swepub/output/{self.key}"

    @property
    def coar_uri(self) -> str:
        """Return COAR's URI of the type."""
        return f"http://purl.org/coar/resource_type/{self.coar}"


# fmt: off
_ROWS = (
    ("publication", "Publication", "Publikation",
     "othercontribution/other", "Publication", "Publikation", "misc/other",
     "document", "misc", "misc", "GEN", "Generic", "c_18cf", "text", "CreativeWork", "Text", "text"),
    ("publication/book", "Book", "Bok",
     "bookanthology/book", "Book", "Bok", "book",
     "book", "book", "book", "BOOK", "Book", "c_2f33", "book", "Book", "Book", "text"),
    ("publication/edited-book", "Edited book", "Samlingsverk (redaktörskap)",
     "bookanthology/anthology", "Anthology (editor)", "Antologi (redaktör)", "bookEditor",
     "book", "book", "collection", "BOOK", "Edited Book", "c_2f33", "book", "Book", "Book", "text"),
    ("publication/book-chapter", "Book chapter", "Kapitel i samlingsverk",
     "contributiontobookanthology/chapter", "Book chapter", "Bokkapitel", "bookChapter",
     "chapter", "incollection", "incollection", "CHAP", "Book Section", "c_3248", "book part", "Chapter",
     "BookChapter", "text"),
    ("publication/foreword-afterword", "Foreword or afterword", "För-/Efterord",
     "contributiontobookanthology/foreword", "Foreword/Afterword", "Förord/efterord", "bookChapter",
     "chapter", "incollection", "suppcollection", "CHAP", "Book Section", "c_3248", "book part", "Chapter",
     "BookChapter", "text"),
    ("publication/report-chapter", "Report chapter", "Kapitel i rapport",
     "contributiontobookanthology/reportchapter", "Report chapter", "Rapportkapitel", "bookChapter",
     "chapter", "incollection", "incollection", "CHAP", "Book Section", "c_ba1f", "report part", "Chapter",
     "BookChapter", "text"),
    ("publication/report", "Report", "Rapport",
     "bookanthology/report", "Report", "Rapport", "misc/report",
     "report", "techreport", "report", "RPRT", "Report", "c_93fc", "report", "Report", "Report", "text"),
    ("publication/journal-article", "Journal article", "Artikel i vetenskaplig tidskrift",
     "contributiontojournal/article", "Article", "Artikel", "journalArticle/original",
     "article-journal", "article", "article", "JOUR", "Journal Article",
     "c_6501", "journal article", "ScholarlyArticle", "JournalArticle", "text"),
    ("publication/review-article", "Review article", "Forskningsöversiktsartikel",
     "contributiontojournal/systematicreview", "Review article", "Översiktsartikel", "journalArticle/review",
     "article-journal", "article", "article", "JOUR", "Journal Article",
     "c_dcae04bc", "review article", "ScholarlyArticle", "JournalArticle", "text"),
    ("publication/doctoral-thesis", "Doctoral thesis", "Doktorsavhandling",
     "thesis/doctoral", "Doctoral Thesis", "Doktorsavhandling", "dissertation",
     "thesis", "phdthesis", "thesis", "THES", "Thesis", "c_db06", "doctoral thesis", "Thesis", "Dissertation", "text",
     "Doctoral thesis", "Doktorsavhandling"),
    ("publication/licentiate-thesis", "Licentiate thesis", "Licentiatavhandling",
     "thesis/licentiate", "Licentiate Thesis", "Licentiatavhandling", "licentiateThesis",
     "thesis", "phdthesis", "thesis", "THES", "Thesis", "c_46ec", "thesis", "Thesis", "Dissertation", "text",
     "Licentiate thesis", "Licentiatavhandling"),
    ("publication/critical-edition", "Critical edition", "Vetenskaplig eller kommenterad utgåva",
     "bookanthology/edited_book", "Critical edition", "Vetenskaplig utgåva", "misc/textEdition",
     "book", "book", "book", "BOOK", "Book", "c_2f33", "book", "Book", "Book", "text"),
    ("publication/working-paper", "Working paper", "Working paper",
     "workingpaper/workingpaper", "Working paper", "Working paper", "misc/other",
     "report", "techreport", "report", "RPRT", "Report", "c_8042", "working paper", "Report", "Report", "text",
     "Working paper", "Working paper"),
    ("publication/editorial-letter", "Editorial, letter or comment",
     "Inledande text i tidskrift / proceeding (letters, editorials, comments, notes)",
     "contributiontojournal/editorial", "Editorial/Letter/Comment", "Ledare/brev/kommentar",
     "journalArticle/letterNote", "article-journal", "article", "article", "JOUR", "Journal Article", "c_b239",
     "editorial", "ScholarlyArticle", "JournalArticle", "text"),
    ("publication/book-review", "Book review", "Recension",
     "contributiontojournal/scientific", "Review (book, film, exhibition)", "Recension (bok, film, utställning)",
     "misc/bookReview", "review-book", "article", "article", "JOUR", "Journal Article", "c_ba08", "book review",
     "Review", "JournalArticle", "text"),
    ("publication/magazine-article", "Magazine article", "Artikel i övriga tidskrifter",
     "contributiontoperiodical/article", "Article (specialist publication)", "Artikel (facktidskrift)",
     "misc/other",
     "article-magazine", "article", "article", "MGZN", "Magazine Article",
     "c_3e5a", "contribution to journal", "Article", "Text", "text"),
    ("publication/newspaper-article", "Newspaper article", "Artikel i dags-/nyhetstidning",
     "contributiontoperiodical/newspaper", "Newspaper article", "Artikel i dagstidning", "misc/newsArticle",
     "article-newspaper", "article", "article", "NEWS", "Newspaper Article",
     "c_998f", "newspaper article", "NewsArticle", "Text", "text"),
    ("publication/encyclopedia-entry", "Encyclopedia entry", "Bidrag till encyklopedi",
     "contributiontobookanthology/entry", "Entry for encyclopedia/dictionary", "Uppslagsord i encyklopedi/lexikon",
     "misc/lemma",
     "entry-encyclopedia", "incollection", "inreference", "ENCYC", "Encyclopedia", "c_3248", "book part", "Article",
     "BookChapter", "text"),
    ("publication/journal-issue", "Special issue (editor)", "Special-/temanummer av tidskrift (redaktörskap)",
     "contributiontojournal/specialissue", "Special issue (editor)", "Temanummer (redaktör)", "bookEditor",
     "periodical", "misc", "periodical", "JFULL", "Serial", "c_0640", "journal", "PublicationIssue", "Journal", "text"),
    ("publication/preprint", "Preprint", "Preprint",
     "workingpaper/preprint", "Preprint (in preprint archive)", "Preprint (i preprintarkiv)", "misc/other",
     "article", "misc", "misc", "UNPB", "Unpublished Work", "c_816b", "preprint", "ScholarlyArticle",
     "Preprint", "text",
     "Preprint", "Preprint"),
    ("publication/other", "Other publication", "Övrig publikation",
     "othercontribution/other", "Miscellaneous", "Övrigt", "misc/other",
     "document", "misc", "misc", "GEN", "Generic", "c_18cf", "text", "CreativeWork", "Text", "text"),
    ("conference", "Conference contribution", "Konferensoutput",
     "contributiontoconference/other", "Conference contribution", "Konferensbidrag", "conference",
     "paper-conference", "inproceedings", "inproceedings", "CONF", "Conference Proceedings",
     "c_c94f", "conference output", "ScholarlyArticle", "ConferencePaper", "text"),
    ("conference/paper", "Paper in proceedings", "Paper i proceeding",
     "contributiontobookanthology/conference", "Paper in conference proceeding", "Konferenspaper i proceeding",
     "conference/proceedingsPaper", "paper-conference", "inproceedings", "inproceedings", "CONF",
     "Conference Proceedings",
     "c_5794", "conference paper", "ScholarlyArticle", "ConferencePaper", "text"),
    ("conference/poster", "Poster", "Poster",
     "contributiontoconference/poster", "Poster", "Poster", "conference/meetingAbstract",
     "speech", "misc", "unpublished", "CPAPER", "Conference Paper", "c_6670", "conference poster", "Poster",
     "Text", "text",
     "Poster", "Poster"),
    ("conference/proceeding", "Proceedings (editor)", "Proceeding (redaktörskap)",
     "bookanthology/conferenceproceedings", "Conference proceeding (editor)", "Konferensproceeding (redaktör)",
     "bookEditor", "book", "proceedings", "proceedings", "BOOK", "Edited Book", "c_f744", "conference proceedings",
     "Book", "ConferenceProceeding", "text"),
    ("conference/other", "Other conference contribution", "Övriga konferensbidrag",
     "contributiontoconference/abstract", "Abstract, talk or other", "Abstract, föredrag eller annat",
     "conference/meetingAbstract",
     "speech", "misc", "unpublished", "CPAPER", "Conference Paper", "c_c94f", "conference output", "CreativeWork",
     "Text", "text",
     "Conference presentation", "Konferenspresentation"),
    ("intellectual-property", "Intellectual property", "Immaterialrättslig output",
     "patent/patent", "Intellectual property", "Immaterialrätt", "misc/other",
     "document", "misc", "misc", "GEN", "Generic", "c_1843", "other", "CreativeWork", "Other", "text"),
    ("intellectual-property/patent", "Patent", "Patent",
     "patent/patent", "Patent", "Patent", "misc/other",
     "patent", "misc", "patent", "PAT", "Patent", "c_15cd", "patent", "CreativeWork", "Other", "text",
     "Patent", "Patent"),
    ("intellectual-property/other", "Other intellectual property", "Övrig immaterialrättslig output",
     "patent/patent", "Other intellectual property", "Övrig immaterialrätt", "misc/other",
     "document", "misc", "misc", "GEN", "Generic", "c_1843", "other", "CreativeWork", "Other", "text"),
    ("artistic-work", "Artistic output", "Konstnärlig output",
     "nontextual/artefact", "Artistic output", "Konstnärlig output", "misc/other",
     "graphic", "misc", "misc", "ART", "Artwork", "c_1843", "other", "CreativeWork", "Other", "mixed material"),
    ("artistic-work/original-creative-work", "Artistic work", "Konstnärligt arbete",
     "nontextual/artwork", "Artistic work", "Konstnärligt arbete", "misc/other",
     "graphic", "misc", "misc", "ART", "Artwork", "c_1843", "other", "VisualArtwork", "Other", "mixed material"),
    ("artistic-work/artistic-thesis", "Artistic doctoral thesis",
     "Dokumenterat konstnärligt forskningsprojekt (doktorsavhandling)",
     "thesis/artistic", "Doctoral Thesis (artistic)", "Konstnärlig doktorsavhandling", "dissertation",
     "thesis", "phdthesis", "thesis", "THES", "Thesis", "c_db06", "doctoral thesis", "Thesis", "Dissertation", "text",
     "Doctoral thesis", "Doktorsavhandling"),
    ("other", "Other output", "Övrig output",
     "othercontribution/other", "Other", "Övrigt", "misc/other",
     "document", "misc", "misc", "GEN", "Generic", "c_1843", "other", "CreativeWork", "Other", "text"),
    ("other/data-set", "Dataset", "Dataset",
     "nontextual/database", "Dataset", "Dataset", "misc/other",
     "dataset", "misc", "dataset", "DATA", "Dataset", "c_ddb1", "dataset", "Dataset", "Dataset", "software, multimedia",
     "Dataset", "Dataset"),
    ("other/software", "Software", "Programvara",
     "nontextual/software", "Software", "Programvara", "misc/other",
     "software", "misc", "software", "COMP", "Computer Program", "c_5ce6", "software", "SoftwareSourceCode",
     "Software", "software, multimedia",
     "Computer software", "Programvara"),
)
# fmt: on

TYPES: dict[str, PublicationType] = {row[0]: PublicationType(*row) for row in _ROWS}


class Content(NamedTuple):
    """A content type: how a publication was reviewed and whom it addresses (SwePub's svep/contentType)."""

    key: str
    en: str
    sv: str


CONTENT_TYPES: dict[str, Content] = {
    row.key: row
    for row in (
        Content("ref", "Peer-reviewed", "Sakkunniggranskat"),
        Content("vet", "Other academic", "Övrigt vetenskapligt/konstnärligt"),
        Content("pop", "Popular science, debate etc.", "Populärvetenskap, debatt m.m."),
    )
}

OPEN_ACCESS = ("gold", "hybrid", "green", "bronze")  # kinds of it; what is not open is "closed", what is not known ""


class Status(NamedTuple):
    """A publication status; `csl` is what a citation prints for a work that is not out yet."""

    key: str
    en: str
    sv: str
    lup: str
    swepub: str
    csl: str


STATUSES: dict[str, Status] = {
    row.key: row
    for row in (
        # SwePub has no word for a work in preparation: it is not sent there.
        Status("in-preparation", "In preparation", "Under arbete", "unpublished", "", "in preparation"),
        Status("submitted", "Submitted", "Inskickat", "submitted", "Submitted", "submitted"),
        Status("in-press", "Accepted/In press", "Accepterat/i tryck", "inpress", "In press", "in press"),
        Status(
            "epub",
            "E-pub ahead of print",
            "E-publicerat före tryck",
            "epub",
            "Epub ahead of print/Online first",
            "advance online publication",
        ),
        Status("published", "Published", "Publicerat", "published", "Published", ""),
    )
}
