"""PubMed's own format of lines, .nbib or MEDLINE, which ERIC uses too.

https://www.nlm.nih.gov/bsd/mms/medlineelements.html (2024).

Each name comes twice: FAU whole, AU with initials; AD is an affiliation of the name before it, AUID its ORCID.
"""

from __future__ import annotations

import re

from formats.csl_json.reading import record_of as csl_record_of
from formats.names import inverted, with_initials
from formats.pubmed_dates import date_of
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.tagged_lines import Entry, read_each

label, media_type, suffix = "PubMed (nbib)", "application/nbib", "nbib"

_BEGIN = re.compile(r"PMID ?- ?\d|OWN ?- ?ERIC")  # ERIC exports the same, without numbers of PubMed
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,3}- ?(.*)")
_HEAD = re.compile(r"(?!)")
# Of several kinds, the one that tells most.
_TYPES = {
    "Review": "publication/review-article",
    "Systematic Review": "publication/review-article",
    "Meta-Analysis": "publication/review-article",
    **dict.fromkeys(("Editorial", "Letter", "Comment"), "publication/editorial-letter"),
    "Newspaper Article": "publication/newspaper-article",
    "Preprint": "publication/preprint",
    "Book Chapter": "publication/book-chapter",
    "Study Guide": "publication/book",
    "Technical Report": "publication/report",
    "Dataset": "other/data-set",
    "Academic Dissertation": "publication/doctoral-thesis",
    "Journal Article": "publication/journal-article",
    "Case Reports": "publication/journal-article",
}
_SCHEMES = {"doi": "doi", "pii": "pii", "pmc": "pmcid", "bookaccession": "bookaccession"}
_TAIL = re.compile(r"\s*\[([a-z]+)\]\s*$")
_STATUSES = {"aheadofprint": "epub", "epublish": "published", "ppublish": "published"}


def recognises(text: str) -> bool:
    """Return whether a line near its beginning is a number of PubMed."""
    return bool(re.search(r"^(?:PMID ?- ?\d+|OWN ?- ?ERIC)\s*$", text[:20_000], re.M))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each entry; ValueError where there is none."""
    if not recognises(text):
        raise ValueError(Sentence("It has no line with a number of PubMed (PMID-)."))
    return read_each(text, _BEGIN, _TAG, record_of, _HEAD)


def record_of(entry: Entry) -> Record:
    """Return the Record of an entry; ValueError where it has no title."""
    kinds = entry.all("PT")
    item = {
        "id": entry.first("PMID", "OID"),
        "source": "pubmed" if entry.first("PMID") else "eric",
        "output-type": next((key for kind, key in _TYPES.items() if kind in kinds), _default(entry)),
        "genre": [kind for kind in kinds if not kind.startswith("Research Support")],
        "title": _untranslated(entry.first("TI", "BTI", "CTI")),
        "title-alternative": entry.all("TT"),
        "PMID": entry.first("PMID"),
        "PMCID": entry.first("PMC"),
        "container-title": entry.first("JT", "TA") or (entry.first("BTI") if entry.first("TI") else ""),
        "container-title-short": entry.first("TA"),
        "collection-title": entry.first("CTI") if entry.first("TI", "BTI") else "",
        "volume": entry.first("VI"),
        "issue": entry.first("IP"),
        "publisher": entry.first("PB"),
        "publisher-place": entry.first("PL") if entry.first("PB") else "",
        "edition": entry.first("EN"),
        "language": entry.first("LA"),
        "abstract": entry.first("AB"),
        "abstract_alt": [{"text": text} for text in entry.all("OAB")],
        "author": _people(entry),
        "editor": [inverted(name) for name in entry.all("FED")] or [with_initials(name) for name in entry.all("ED")],
        "keyword": [{"text": word.lstrip("*")} for word in entry.all("OT")],
        "mesh": [word.replace("*", "") for word in entry.all("MH")],
        "ISBN": [re.sub(r"\s*\(.*", "", text.removeprefix("ISBN ")) for text in entry.all("ISBN")],
        "funding": [_grant(text) for text in entry.all("GR")],
        "notes": [{"text": text, "heading": "Copyright:"} for text in entry.all("CI")],
        "publication-status": _STATUSES.get(entry.first("PST")),
        "issued": date_of(entry.first("DP")),
        "available-date": date_of(entry.first("DEP")),
    }
    item |= _issns(entry) | _pages(entry.first("PG")) | _identifiers(entry)
    return csl_record_of({name: value for name, value in item.items() if value})


def _default(entry: Entry) -> str:
    return "publication/journal-article" if entry.first("TA", "JT") else "publication/other"


def _untranslated(title: str) -> str:
    """Return a title without the brackets in which a translation stands, and without its point at the end."""
    title = title.rstrip()
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1]
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _people(entry: Entry) -> list[dict]:
    """Return the authors in order: people with their places and ORCID, and groups (CN)."""
    has_whole = bool(entry.first("FAU"))
    found: list[dict] = []
    for tag, value in entry.values():
        if tag == "FAU" or (tag == "AU" and not has_whole):
            if value.rstrip(".").lower() != "et al":
                found.append((inverted if tag == "FAU" else with_initials)(value) | {"affiliation": []})
        elif tag == "CN":
            found.append({"literal": value, "affiliation": []})
        elif tag == "AD" and found:
            found[-1]["affiliation"].append(value)
        elif tag == "AUID" and found and "orcid" in value.lower():
            found[-1]["ORCID"] = re.sub(r"^ORCID:\s*", "", value, flags=re.I)
    return found


def _issns(entry: Entry) -> dict:
    """Return the ISSNs by what stands after each: (Print), (Electronic), (Linking)."""
    told = {kind: text.split(" ")[0] for text in reversed(entry.all("IS")) for kind in re.findall(r"\((\w+)\)", text)}
    printed = told.get("Print") or (told.get("Linking") if told.get("Linking") != told.get("Electronic") else "")
    return {"issn": printed, "eissn": told.get("Electronic"), "ISSN": [] if told else entry.all("IS", "ISSN")}


def _pages(text: str) -> dict:
    """Return pages with all their digits, "25-36" for "25-36" and "1234-41" as "1234-1241"; "e58724" is a number."""
    found = re.fullmatch(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)", text)
    if found and found[1] == found[3] and len(found[4]) < len(found[2]):
        text = f"{found[1]}{found[2]}-{found[1]}{found[2][: len(found[2]) - len(found[4])]}{found[4]}"
    is_number = re.fullmatch(r"[eE]\d+", text) or (text.isdigit() and len(text) > 4)
    return {"article-number": text} if is_number else {"page": text}


def _identifiers(entry: Entry) -> dict:
    found: dict[str, list[str]] = {}
    for text in entry.all("LID", "AID"):
        tail = _TAIL.search(text)
        if tail and tail[1] in _SCHEMES:
            found.setdefault(_SCHEMES[tail[1]], []).append(text[: tail.start()])
    others = [
        {"scheme": scheme, "value": value}
        for scheme, values in found.items()
        if scheme != "doi"
        for value in dict.fromkeys(values)
    ]
    return {"DOI": [*dict.fromkeys(found.get("doi", []))], "identifiers": others}


def _grant(text: str) -> dict:
    """Return a grant written as "R01 GM1/GM/NIGMS NIH HHS/United States"."""
    award, slash, rest = text.partition("/")
    funder = rest.rpartition("/")[0].rpartition("/")[2] or rest
    return {"funder": funder, "award": award} if slash else {"funder": text}
