"""The names that readers may give to fields: English, Swedish, and the indexes of LUP and LibreCat.

Case, underscores and hyphens do not matter, so that `article_number`, `articleNumber` and `article-number` are one.
"""

from __future__ import annotations

_NAMES = {
    "title": "title titel ti maintitle huvudtitel",
    "abstract": "abstract ab sammanfattning popularabstract",
    "author": "author authors författare forfattare au creator upphov",
    "editor": "editor editors redaktör redaktor ed",
    "translator": "translator översättare oversattare",
    "supervisor": "supervisor handledare",
    "person": "person people name namn personer contributorid",
    "unit": "unit units enhet enheter department institution organisation organization faculty fakultet researchgroup",
    "journal": "journal tidskrift publication container source källa kalla isin in",
    "keyword": "keyword keywords nyckelord kw",
    "subject": "subject subjects ämne amne ämnesord amnesord subjectid",
    "publisher": "publisher förlag forlag utgivare",
    "series": "series serie seriestitle",
    "conference": "conference konferens event",
    "funder": "funder finansiär finansiar project projekt grant",
    "type": "type typ documenttype documenttypefull documentsubtype luptype luptypefull articletype dissertationtype",
    "content": "content innehåll innehall contenttype",
    "status": "status publicationstatus publiceringsstatus submissionstatus",
    "language": "language språk sprak lang la",
    "access": "access åtkomst atkomst",
    "ours": "ours egna luppublication",
    "doi": "doi doiinfo",
    "issn": "issn eissn",
    "isbn": "isbn eisbn",
    "pmid": "pmid pubmed",
    "orcid": "orcid",
    "id": "id uuid identifier publicationidentifier externalidentifier altid isi wos scopus arxiv inspire",
    "volume": "volume volym vol",
    "issue": "issue nummer häfte hafte",
    "page": "page pages sida sidor",
    "number": "number articlenumber artikelnummer reportnumber rapportnummer patentnumber patentnummer",
    "year": "year år ar publishingyear publiceringsår publiceringsar py",
    "issued": "issued published publicerad publishingdate date datum",
    "defended": "defended defensedate disputation disputerad",
    "created": "created added tillagd datecreated",
    "updated": "updated changed ändrad andrad dateupdated datelastchanged",
    "": "basic any all text",
}
FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}

# Indexes that say yes or no there ("1", "true"), and what they say yes to here.
YES_OR_NO = {
    "oa": ("access", "open"),
    "openaccess": ("access", "open"),
    "öppen": ("access", "open"),
    "qualitycontrolled": ("content", "ref"),
    "peerreviewed": ("content", "ref"),
    "sakkunniggranskad": ("content", "ref"),
    "popularscience": ("content", "pop"),
    "nonlu": ("ours", "no"),
    "isnonlupublication": ("ours", "no"),
    "extern": ("ours", "no"),
}
# Indexes of LUP and LibreCat for what is not recorded here. A condition on one is left out, and said to be.
UNKNOWN_HERE = frozenset(
    ("accesslevel", "artisticwork", "dateapproved", "ddc", "ecfunded", "embargo")
    + ("filedateupdated", "fulltext", "highereducation", "locked", "tlhe")
)


def folded(name: str) -> str:
    """Return a name as the tables have it."""
    return name.casefold().replace("_", "").replace("-", "")


def is_name(name: str) -> bool:
    """Return whether a text names a field."""
    name = folded(name)
    return name in FIELD_OF or name in YES_OR_NO or name in UNKNOWN_HERE
