"""A dc element, whoever wrote it, as a Record."""

from __future__ import annotations

import re

from formats.containers import EDITED
from formats.draft import Draft, hyphenated_pages, inverted
from formats.genres import from_word
from formats.identifiers import checked
from formats.languages import code_of
from formats.oai_dc.writing import EU_REPO, LANG, PLACES
from formats.record import Record
from formats.types import TYPES
from formats.xml_tree import Element, name_of

_FROM_DRIVER = {
    "article": "publication/journal-article",
    "bachelorthesis": "publication/other",
    "masterthesis": "publication/other",
    "doctoralthesis": "publication/doctoral-thesis",
    "book": "publication/book",
    "bookpart": "publication/book-chapter",
    "review": "publication/book-review",
    "conferenceobject": "conference/paper",
    "conferencepaper": "conference/paper",
    "conferenceproceedings": "conference/proceeding",
    "conferenceposter": "conference/poster",
    "lecture": "conference/other",
    "workingpaper": "publication/working-paper",
    "preprint": "publication/preprint",
    "report": "publication/report",
    "reportpart": "publication/report-chapter",
    "annotation": "publication/editorial-letter",
    "contributiontoperiodical": "publication/magazine-article",
    "patent": "intellectual-property/patent",
    "dataset": "other/data-set",
    "software": "other/software",
    "other": "publication/other",
}
_COAR = {row.coar: key for key, row in reversed(TYPES.items())}
_OURS = {row.uri: key for key, row in TYPES.items()}
_PLACE = re.compile(
    r"(?:vol\. (?P<volume>.+?))?(?:(?:^|, )no\. (?P<issue>.+?))?(?:(?:^|, )art\. (?P<article_number>.+?))?"
    r"(?:(?:^|, )pp\. (?P<page>.+))?"
)
_ISSN = re.compile(r"(?:(?:urn:)?(e?)-?issn:?\s*)?([0-9]{4}-[0-9]{3}[0-9Xx])", re.I)


def record_of(root: Element) -> Record:
    """Return the Record of a dc element; ValueError where it has no title."""
    rows = [(name_of(part), "".join(part.itertext()).strip(), part.get(LANG, "")) for part in root]
    draft = Draft()
    types = [text for name, text, _ in rows if name == "type"]
    draft.fields["type"] = _type(types)
    draft.set("genre", ", ".join(text for text in types if not _is_code(text)))
    if draft.fields.get("genre", "") == TYPES[str(draft.fields["type"])].en:
        del draft.fields["genre"]
    role = "edt" if draft.fields["type"] in EDITED else "aut"
    for name, text, language in rows:
        if text:
            _keep(draft, name, " ".join(text.split()) if name != "description" else text, language, role)
    return draft.record()


def _type(texts: list[str]) -> str:
    known = [_OURS.get(text) or _COAR.get(text.rpartition("/")[2]) for text in texts]
    known += [_FROM_DRIVER.get(re.sub(r"^info:eu-repo/semantics/", "", text).lower(), "") for text in texts]
    known += [from_word(text) for text in texts]
    return next(filter(None, known), "publication/other")


def _is_code(text: str) -> bool:
    return text.startswith(("http", "info:"))


def _keep(draft: Draft, name: str, text: str, language: str, role: str) -> None:
    if name == "title":
        _title(draft, text, language)
    elif name in ("creator", "contributor"):
        draft.name(inverted(text, role=role if name == "creator" else "ctb"))
    elif name == "subject":
        draft.keyword(text, language)
    elif name == "description":
        draft.abstract(text, language)
    elif name == "publisher":
        draft.set("publisher", text)
    elif name == "date":
        if not draft.fields.get("issued"):
            draft.date("issued", text)
    elif name == "language":
        draft.language(code_of(text) and text)
    elif name in _KEEPERS:
        _KEEPERS[name](draft, text)


def _title(draft: Draft, text: str, language: str) -> None:
    if draft.fields.get("title"):
        draft.other_title(text, language)
    else:
        draft.title(text, language)


def _identifier(draft: Draft, text: str) -> None:
    """Keep an identifier, which may be an address of one, or have its scheme before it; else the page."""
    if "doi.org/" in text or re.match(r"(?:doi:\s*)?10\.\d{4,9}/", text, re.I):
        draft.identify("doi", text)
        return
    for scheme in ("isbn", "issn", "pmid", "pmcid", "arxiv", "urn", "hdl", "scopus", "isi"):
        found = checked(scheme, text)
        if not found.problem and not text.isdigit():
            draft.identify(scheme, text)
            return
    if text.startswith("http") and draft.fields.get("url"):
        draft.link(text)
    elif text.startswith("http"):
        draft.set("url", text)
    else:
        scheme, colon, value = text.partition(":")
        is_scheme = bool(colon) and re.fullmatch(r"[A-Za-z][\w-]{1,15}", scheme)
        draft.identify(scheme.lower() if is_scheme else "local", value.strip() if is_scheme else text)


def _source(draft: Draft, text: str) -> None:
    if found := _ISSN.fullmatch(text):
        draft.identify("eissn" if found[1] else "issn", found[2])
    elif text.startswith(tuple(PLACES.values())) and (found := _PLACE.fullmatch(text)):
        for field, value in found.groupdict().items():
            draft.set(field, value or "")
    elif draft.fields.get("container_title"):
        draft.note(text, "Source:")
    else:
        draft.set("container_title", text)


def _relation(draft: Draft, text: str) -> None:
    if text.startswith(("http://", "https://")):
        draft.link(text)
    elif draft.fields.get("collection_title") or re.match(r"\w+:\S+$", text):
        draft.note(text, "Related:")
    else:
        title, _, number = text.rpartition("; ")
        draft.set("collection_title", title or number)
        draft.set("collection_number", number if title else "")


def _rights(draft: Draft, text: str) -> None:
    if text.lower() == f"{EU_REPO}closedaccess":
        draft.set("open_access", "closed")
    elif not text.startswith(EU_REPO):
        draft.licence(text)


def _format(draft: Draft, text: str) -> None:
    """Keep the number of pages; a media type says nothing of a work."""
    if found := re.fullmatch(r"(\d+)\s*(?:pages|p\.?|s\.?|pp\.?)", text):
        draft.set("number_of_pages", found[1])


def _coverage(draft: Draft, text: str) -> None:
    draft.note(text, "Coverage:")


# Janeway and others put elements of their own among those of Dublin Core.
_KEEPERS = {
    "identifier": _identifier,
    "source": _source,
    "relation": _relation,
    "rights": _rights,
    "format": _format,
    "coverage": _coverage,
    "journalTitle": lambda draft, text: draft.set("container_title", text),
    "volume": lambda draft, text: draft.set("volume", text),
    "issue": lambda draft, text: draft.set("issue", text),
    "pages": lambda draft, text: draft.set("page", hyphenated_pages(text)),
    "fullTextUrl": lambda draft, text: draft.link(text, "fulltext"),
}
