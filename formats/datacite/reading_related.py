"""What a work is related to in DataCite's metadata: what it is in, its series and event, its data, other versions."""

from __future__ import annotations

import re

from formats.csl_json.values import plain_of, rows_of, text_of
from formats.datacite.writing import RELATED as _RELATED
from formats.draft import Draft, first_of, hyphenated_pages, pages
from formats.identifiers import checked

_LINKS = {kind: name for name, kind in _RELATED.items()}
# Relations that make a link: what it cites is not the record's to tell.
_TOLD = {"IsSupplementedBy": "data", "IsIdenticalTo": "fulltext"}
_CITING = ("References", "IsReferencedBy", "Cites", "IsCitedBy")
_NUMBERS = ("ISSN", "EISSN", "LISSN", "ISBN")
_CONTAINING = ("IsPartOf", "IsPublishedIn")


def read_item(draft: Draft, item: dict) -> None:
    """Keep what the work is in, its series and its event; what else it is related to becomes a note."""
    titles = [row for row in rows_of(item.get("titles")) if text_of(row.get("title"))]
    title = first_of(plain_of(row["title"]) for row in titles if not row.get("titleType"))
    short = first_of(plain_of(row["title"]) for row in titles if row.get("titleType") == "AlternativeTitle")
    relation, kind = text_of(item.get("relationType")), text_of(item.get("relatedItemType"))
    if relation in _CONTAINING and kind == "Event":
        draft.set("event_title", title)
    elif relation == "IsPublishedIn" and not draft.fields.get("container_title"):
        _host(draft, item, title or short, short if title else "")
    elif relation in _CONTAINING and not draft.fields.get("collection_title"):
        draft.set("collection_title", title)
        draft.set("collection_number", plain_of(item.get("number") or item.get("volume")))
        _item_number(draft, item)
    elif title or short:
        draft.note(title or short, f"{relation or 'Related'}:")


def _host(draft: Draft, item: dict, title: str, short: str) -> None:
    draft.set("container_title", title)
    draft.set("container_title_short", short)
    for field in ("volume", "issue"):
        draft.set(field, plain_of(item.get(field)))
    is_article = text_of(item.get("numberType")) in ("Article", "")
    draft.set("article_number" if is_article else "number", plain_of(item.get("number")))
    draft.set("page", hyphenated_pages(pages(plain_of(item.get("firstPage")), plain_of(item.get("lastPage")))))
    _item_number(draft, item)


def _item_number(draft: Draft, item: dict) -> None:
    for row in rows_of(item.get("relatedItemIdentifier")):
        scheme = text_of(row.get("relatedItemIdentifierType"))
        if scheme in _NUMBERS:
            draft.identify(_scheme_of(scheme), text_of(row.get("relatedItemIdentifier")))


def _scheme_of(kind: str) -> str:
    return {"EISSN": "eissn", "ISBN": "isbn"}.get(kind, "issn")


def read_container(draft: Draft, container: object) -> None:
    """Keep what DataCite's API makes of the related items and of the description of the series."""
    for row in rows_of(container):
        is_series = text_of(row.get("type")) in ("Series", "DataRepository", "BookSeries")
        draft.set("collection_title" if is_series else "container_title", plain_of(row.get("title")))
        for field in ("volume", "issue"):
            draft.set(field, plain_of(row.get(field)))
        draft.set("page", hyphenated_pages(pages(plain_of(row.get("firstPage")), plain_of(row.get("lastPage")))))
        if text_of(row.get("identifierType")) in _NUMBERS:
            draft.identify(_scheme_of(text_of(row["identifierType"])), text_of(row.get("identifier")))


def read_related(draft: Draft, row: dict) -> None:
    kind, relation = text_of(row.get("relatedIdentifierType")), text_of(row.get("relationType"))
    value = text_of(row.get("relatedIdentifier"))
    if kind in _NUMBERS:
        if relation in _CONTAINING:
            draft.identify(_scheme_of(kind), value)
    elif kind == "URL":
        draft.link(value, _LINKS.get(relation, "related"))
    elif relation not in _CITING and kind in ("DOI", "arXiv", "Handle", "URN"):
        _same_or_near(draft, kind.lower(), value, relation)


def _same_or_near(draft: Draft, scheme: str, value: str, relation: str) -> None:
    """Keep a work that this one is, is part of, or is supplemented by."""
    found = checked({"handle": "hdl"}.get(scheme, scheme), value)
    if relation == "IsIdenticalTo" and found.scheme != "doi":
        draft.identify(found.scheme, value)
    elif found.scheme == "doi" and not found.problem:
        draft.link(f"https://doi.org/{found.value}", _TOLD.get(relation, "related"), readable(relation))
    elif value:
        draft.note(value, f"{readable(relation) or 'Related'}:")


def readable(relation: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation).capitalize()
