"""DataCite's metadata as a Record: as JSON has them: of their API, of schema 4, and of older forms."""

from __future__ import annotations

import re

from formats.csl_json.values import plain_of, rows_of, text_of, texts_of
from formats.datacite.reading_names import read_contributors, read_creators
from formats.datacite.reading_related import read_container, read_item, read_related, readable
from formats.datacite.writing import (
    ACCESS,
    DEFENDED,
    EDITIONS,
    EVENT,
    LOCAL,
    NO_YEAR,
    NUMBER,
    PAGE,
    is_versioned,
)
from formats.draft import Draft
from formats.genres import from_csl, from_word
from formats.identifiers import checked
from formats.record import Funding, Record
from formats.sentence import Sentence
from formats.types import TYPES

_GENERAL = {
    "Audiovisual": "other",
    "Award": "other",
    "Book": "publication/book",
    "BookChapter": "publication/book-chapter",
    "Collection": "other/data-set",
    "ComputationalNotebook": "other/software",
    "ConferencePaper": "conference/paper",
    "ConferenceProceeding": "conference/proceeding",
    "DataPaper": "publication/journal-article",
    "Dataset": "other/data-set",
    "Dissertation": "publication/doctoral-thesis",
    "Event": "other",
    "Image": "other",
    "InteractiveResource": "other",
    "Journal": "publication/journal-issue",
    "JournalArticle": "publication/journal-article",
    "Model": "other",
    "OutputManagementPlan": "publication/other",
    "PeerReview": "publication/other",
    "PhysicalObject": "other",
    "Poster": "conference/poster",
    "Preprint": "publication/preprint",
    "Presentation": "conference/other",
    "Project": "other",
    "Report": "publication/report",
    "Service": "other",
    "Software": "other/software",
    "Sound": "other",
    "Standard": "publication/other",
    "StudyRegistration": "publication/other",
    "Workflow": "other",
}
_LABELS = {row.en.lower(): key for key, row in TYPES.items()}
_DATES = {"Available": "available", "Accepted": "accepted"}
_OTHER_DATES = {DEFENDED: "defended", EVENT: "event_date"}
_SCHEMES = {"pubmed": "pmid", "handle": "hdl", "wos": "isi"}

_UNKNOWN = re.compile(r"\(?:[a-z]{3,4}\)?|")  # "(:unav)" and its like, or nothing
_LEAST = ("titles", "title", "doi", "creators", "creator", "types", "schemaVersion", "schema-version")


def record_of(found: object) -> Record:
    """Return the Record of an item; ValueError with the reason where it is none of DataCite's or has no title."""
    given = _attributes(found)
    draft = Draft(type=_type(given), source="")
    _titles(draft, given)
    read_creators(draft, given)
    read_contributors(draft, given)
    _publishing(draft, given)
    _numbers(draft, given)
    for item in rows_of(given.get("relatedItems")):
        read_item(draft, item)
    read_container(draft, given.get("container"))
    for row in rows_of(given.get("relatedIdentifiers")):
        read_related(draft, row)
    _subjects(draft, given)
    for row in rows_of(given.get("rightsList")):
        _rights(draft, row)
    _descriptions(draft, given)
    for row in rows_of(given.get("fundingReferences")):
        draft.fund(_grant(row))
    draft.fields.pop("source")
    return draft.record()


def _attributes(found: object) -> dict:
    """Return the attributes of an item, wherever its envelope has them, under the names that they have now."""
    given = found.get("data", found) if isinstance(found, dict) else found
    given = given.get("attributes", given) if isinstance(given, dict) else given
    if not isinstance(given, dict) or not any(name in given for name in _LEAST):
        raise ValueError(Sentence("It is not metadata of DataCite."))
    given = {_camel(name): value for name, value in given.items()}
    if "creator" in given:
        given.setdefault("creators", given["creator"] if isinstance(given["creator"], list) else [given["creator"]])
    given.setdefault("titles", given.get("title"))
    return given


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(other.capitalize() for other in others)


def _type(given: dict) -> str:
    types = given.get("types") if isinstance(given.get("types"), dict) else given
    general, own = text_of(types.get("resourceTypeGeneral")), text_of(types.get("resourceType"))
    if own.lower() in _LABELS and TYPES[_LABELS[own.lower()]].datacite == general:
        return _LABELS[own.lower()]
    key = _GENERAL.get(general.replace(" ", ""), "")
    told = from_word(own) if own else ""
    if told and general in ("Text", "Other", "", "Dissertation", "JournalArticle"):
        return told
    return key or _of_citeproc(text_of(types.get("citeproc")))


def _of_citeproc(word: str) -> str:
    """Return the type that DataCite guesses; its guess "article" is one for whatever is text."""
    try:
        return from_csl(word) if word not in ("", "article") else "publication/other"
    except KeyError:
        return "publication/other"


def _titles(draft: Draft, given: dict) -> None:
    rows = [row for row in rows_of(given.get("titles")) if not _UNKNOWN.fullmatch(text_of(row.get("title")))]
    rows += [{"title": text} for text in texts_of(given.get("titles"))]
    for row in rows:
        kind, text = text_of(row.get("titleType")), text_of(row.get("title"))
        if kind == "Subtitle":
            draft.set("subtitle", plain_of(text))
        elif kind:
            draft.other_title(text, text_of(row.get("lang")))
        else:
            draft.title(text, text_of(row.get("lang")))
    if not draft.fields.get("title") and draft.titles:
        draft.fields["title"] = draft.titles.pop(0).text


def _publishing(draft: Draft, given: dict) -> None:
    publisher = given.get("publisher")
    name = plain_of(publisher.get("name") if isinstance(publisher, dict) else publisher)
    draft.set("publisher", "" if name.lower().startswith(("(:", ":")) else name)
    rows = [(text_of(row.get("dateType")), row) for row in rows_of(given.get("dates"))]
    issued = [text_of(row.get("date")) for kind, row in rows if kind == "Issued"]
    year = text_of(given.get("publicationYear")) or text_of(given.get("datePublished"))
    for text in issued or ([year] if year != NO_YEAR else []):
        draft.date("issued", _day(text))
    if not draft.fields.get("issued") and year not in ("", NO_YEAR, *issued):
        draft.date("issued", year)
    for kind, row in rows:
        field = _DATES.get(kind) or _OTHER_DATES.get(text_of(row.get("dateInformation")) if kind == "Other" else "")
        if field and not draft.fields.get(field):
            draft.date(field, _day(text_of(row.get("date"))))
    draft.language(text_of(given.get("language")))
    version = plain_of(given.get("version"))
    draft.set("version" if is_versioned(str(draft.fields["type"])) else "edition", version)
    for text in texts_of(given.get("sizes")):
        if found := re.fullmatch(r"(\S.{0,40}?)\s+(?:pages|p\.|pp\.)", text):
            draft.set("number_of_pages", found[1])


def _day(text: str) -> str:
    """Return a date without its time."""
    return re.sub(r"[T ][0-9:.+Z-]+", "", text)


def _numbers(draft: Draft, given: dict) -> None:
    if doi := text_of(given.get("doi")) or text_of(given.get("id")):
        draft.identify("doi", doi)
    draft.set("url", text_of(given.get("url")))
    for row in rows_of(given.get("alternateIdentifiers")):
        _number(draft, text_of(row.get("alternateIdentifierType")), text_of(row.get("alternateIdentifier")))
    for row in rows_of(given.get("identifiers")):
        _number(draft, text_of(row.get("identifierType")), text_of(row.get("identifier")))


def _number(draft: Draft, kind: str, value: str) -> None:
    if kind == LOCAL and draft.fields.get("id") in (None, "", value):
        draft.set("id", value)
    elif kind == NUMBER:
        draft.set("number", value)
    elif kind == PAGE and draft.fields.get("url") in (None, "", value):
        draft.set("url", value)
    elif kind == PAGE:
        draft.link(value)
    elif kind != "DOI" or checked("doi", value).value != draft.fields.get("doi"):
        scheme = kind.lower()
        draft.identify(_SCHEMES.get(scheme, scheme) or "local", value)


def _subjects(draft: Draft, given: dict) -> None:
    editions = {scheme: edition for edition, scheme in EDITIONS.items()}
    for row in rows_of(given.get("subjects")):
        scheme = text_of(row.get("subjectScheme"))
        if scheme in editions:
            draft.subject(text_of(row.get("classificationCode") or row.get("subject")), editions[scheme])
        else:
            draft.keyword(text_of(row.get("subject")), text_of(row.get("lang")))
    for text in texts_of(given.get("subjects")):
        draft.keyword(text)


def _rights(draft: Draft, row: dict) -> None:
    rights, uri = plain_of(row.get("rights")), text_of(row.get("rightsUri") or row.get("rightsURI"))
    access = next((kind for kind, (_, known) in ACCESS.items() if known == uri), "")
    if access or uri.startswith("info:eu-repo/semantics/"):
        draft.set("open_access", access if access == "closed" else "")
    elif text_of(row.get("rightsIdentifier")) or uri or rights:
        draft.licence(uri if uri.startswith("http") else text_of(row.get("rightsIdentifier")) or rights or uri)


def _descriptions(draft: Draft, given: dict) -> None:
    for row in rows_of(given.get("descriptions") or given.get("description")):
        kind, text = text_of(row.get("descriptionType")), row.get("description") or row.get("text")
        if not isinstance(text, str):
            continue
        if kind in ("Abstract", ""):
            draft.abstract(text, text_of(row.get("lang")))
        elif kind != "SeriesInformation" or not draft.fields.get("container_title"):
            draft.note(plain_of(text), "" if kind == "Other" else f"{readable(kind)}:")


def _grant(row: dict) -> Funding:
    ids = [checked(scheme, text_of(row.get("funderIdentifier"))) for scheme in ("doi", "ror")]
    award = row.get("awardNumber")
    return Funding(
        funder=plain_of(row.get("funderName")),
        funder_id=next((one.value for one in ids if not one.problem), ""),
        award=plain_of(award.get("awardNumber") if isinstance(award, dict) else award),
        title=plain_of(row.get("awardTitle")),
    )
