"""DataCite XML, kernel 4.5: resource elements, several of them in one that holds them. See formats/datacite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formats.datacite.reading import record_of
from formats.datacite.writing import SCHEMA, attributes_of
from formats.record import Record, Refusal
from formats.sentence import Sentence
from formats.xml_tree import Element, each, inner, name_of, words
from formats.xml_writing import Node, add, written

label, media_type, suffix = "DataCite XML", "application/vnd.datacite.datacite+xml", "datacite.xml"

_ATTRIBUTES = {
    "xmlns": SCHEMA,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{SCHEMA} https://schema.datacite.org/meta/kernel-4.5/metadata.xsd",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SEEN = re.compile(r"datacite\.org/schema/kernel-[2-4]")
_RESOURCE = re.compile(r"<(?:[\w.-]{1,40}:)?resources?[\s>]")
_HEAD = 20_000

# JSON key of a list: the element that holds it, that of a row, and the key of the row's text.
_LISTS = {
    "subjects": ("subjects", "subject", "subject"),
    "dates": ("dates", "date", "date"),
    "alternateIdentifiers": ("alternateIdentifiers", "alternateIdentifier", "alternateIdentifier"),
    "relatedIdentifiers": ("relatedIdentifiers", "relatedIdentifier", "relatedIdentifier"),
    "rightsList": ("rightsList", "rights", "rights"),
    "descriptions": ("descriptions", "description", "description"),
    "titles": ("titles", "title", "title"),
}
_TEXTS = {"sizes": "size", "formats": "format"}
_PEOPLE = {"creators": ("creator", "creatorName"), "contributors": ("contributor", "contributorName")}
_URIS = {"schemeUri": "schemeURI", "valueUri": "valueURI", "rightsUri": "rightsURI", "awardUri": "awardURI"}
_NAMES = {xml: key for key, xml in _URIS.items()}
_ITEM_TEXTS = ("volume", "issue", "number", "firstPage", "lastPage", "publisher", "edition", "publicationYear")


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the resources in one element, since a file of XML has one root."""
    return written(map(_node, records), Node("resources", {"xmlns": SCHEMA}))


def element(record: Record) -> Element:
    """Return the resource element of a record. One without a DOI is identified by its page or its id."""
    return _node(record).element()


def _node(record: Record) -> Node:
    given = attributes_of(record)
    resource = Node("resource", _ATTRIBUTES)
    kinds = (("DOI", record.doi), ("URL", record.url), ("Other", record.id))
    kind, value = next(((kind, value) for kind, value in kinds if value), ("Other", "(:unav)"))
    add(resource, "identifier", value, {"identifierType": kind})
    _people(resource, "creators", given)
    _rows(resource, "titles", given)
    add(resource, "publisher", given["publisher"]["name"])
    add(resource, "publicationYear", given["publicationYear"])
    types = given["types"]
    add(resource, "resourceType", types["resourceType"], {"resourceTypeGeneral": types["resourceTypeGeneral"]})
    _rows(resource, "subjects", given)
    _people(resource, "contributors", given)
    _rows(resource, "dates", given)
    if "language" in given:
        add(resource, "language", given["language"])
    for name in ("alternateIdentifiers", "relatedIdentifiers"):
        _rows(resource, name, given)
    for name, one in _TEXTS.items():
        if name in given:
            parent = add(resource, name)
            for text in given[name]:
                add(parent, one, text)
    if "version" in given:
        add(resource, "version", given["version"])
    for name in ("rightsList", "descriptions"):
        _rows(resource, name, given)
    _grants(resource, given)
    _items(resource, given)
    return resource


def _rows(parent: Node, key: str, given: dict) -> None:
    if rows := given.get(key):
        holder, one, text = _LISTS[key]
        holding = add(parent, holder)
        for row in rows:
            add(holding, one, row[text], _attributes(row, text))


def _attributes(row: dict, *texts: str) -> dict[str, str]:
    return {
        "xml:lang" if name == "lang" else _URIS.get(name, name): value
        for name, value in row.items()
        if name not in texts and isinstance(value, str)
    }


def _people(parent: Node, key: str, given: dict) -> None:
    if not given.get(key):
        return
    one, name = _PEOPLE[key]
    holding = add(parent, key)
    for row in given[key]:
        kind = {"contributorType": row["contributorType"]} if "contributorType" in row else None
        person = add(holding, one, attributes=kind)
        add(person, name, row["name"], {"nameType": row["nameType"]} if "nameType" in row else None)
        for part in ("givenName", "familyName"):
            if part in row:
                add(person, part, row[part])
        for identifier in row.get("nameIdentifiers", ()):
            text = identifier["nameIdentifier"]
            add(person, "nameIdentifier", text, _attributes(identifier, "nameIdentifier"))
        for place in row.get("affiliation", ()):
            add(person, "affiliation", place["name"], _attributes(place, "name"))


def _grants(resource: Node, given: dict) -> None:
    if not given.get("fundingReferences"):
        return
    holding = add(resource, "fundingReferences")
    for row in given["fundingReferences"]:
        grant = add(holding, "fundingReference")
        add(grant, "funderName", row["funderName"])
        if "funderIdentifier" in row:
            kind = {"funderIdentifierType": row["funderIdentifierType"]}
            add(grant, "funderIdentifier", row["funderIdentifier"], kind)
        for name in ("awardNumber", "awardTitle"):
            if name in row:
                add(grant, name, row[name])


def _items(resource: Node, given: dict) -> None:
    if not given.get("relatedItems"):
        return
    holding = add(resource, "relatedItems")
    for row in given["relatedItems"]:
        kinds = {name: row[name] for name in ("relatedItemType", "relationType")}
        item = add(holding, "relatedItem", attributes=kinds)
        if number := row.get("relatedItemIdentifier"):
            text = number["relatedItemIdentifier"]
            add(item, "relatedItemIdentifier", text, _attributes(number, "relatedItemIdentifier"))
        _rows(item, "titles", row)
        for name in ("volume", "issue", "number", "firstPage", "lastPage"):
            if name in row:
                kind = {"numberType": row["numberType"]} if name == "number" and "numberType" in row else None
                add(item, name, row[name], kind)


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each resource element, wherever it stands; ValueError where there is none."""
    found = each(text, ["resource"], record_of_element)
    if not found and "resources" not in text[:_HEAD]:
        raise ValueError(Sentence("It holds no resource element of DataCite."))
    return found


def recognises(text: str) -> bool:
    """Return whether a text begins with DataCite's XML."""
    head = text[:_HEAD]
    is_xml = head.lstrip("\ufeff \t\r\n").startswith("<")
    return is_xml and bool(_RESOURCE.search(head) and _SEEN.search(head))


def record_of_element(resource: Element) -> Record:
    """Return the Record of a resource element; ValueError where it has no title."""
    given: dict[str, object] = {}
    for part in resource:
        name = name_of(part)
        if name in _LISTS:
            given[name] = [_row(row, _LISTS[name][2]) for row in part]
        elif name in _PEOPLE:
            given[name] = [_person(row, _PEOPLE[name][1]) for row in part]
        elif name in _TEXTS:
            given[name] = [words(text) for text in part]
        elif name == "fundingReferences":
            given[name] = [{name_of(one): words(one) for one in row} for row in part]
        elif name == "relatedItems":
            given[name] = [_item(row) for row in part]
        elif name == "resourceType":
            given["types"] = {"resourceType": words(part), "resourceTypeGeneral": part.get("resourceTypeGeneral", "")}
        elif name == "identifier":
            _identifier(given, part)
        elif name in ("publisher", "publicationYear", "language", "version"):
            given[name] = words(part)
        elif name == "rights":  # before kernel 3
            given["rightsList"] = [_row(part, "rights")]
    given.setdefault("titles", [])
    return record_of(given)


def _identifier(given: dict, part: Element) -> None:
    kind, text = part.get("identifierType", "DOI"), words(part)
    if kind.upper() == "DOI":
        given["doi"] = text
    elif kind == "URL":
        given["url"] = text
    elif text and not text.startswith("(:"):
        kind = "Local accession number" if kind == "Other" else kind
        given.setdefault("identifiers", []).append({"identifier": text, "identifierType": kind})


def _row(row: Element, key: str) -> dict[str, str]:
    """Return a row's attributes and text; a description keeps its markup, which br is in."""
    found = {_NAMES.get(name, "lang" if name == _LANG else name): value for name, value in row.items()}
    return found | {key: inner(row) if len(row) else "".join(row.itertext())}


def _person(row: Element, key: str) -> dict:
    found: dict[str, object] = dict(row.items())
    for part in row:
        name = name_of(part)
        if name == key:
            found |= {"name": words(part), "nameType": part.get("nameType", "")}
        elif name == "nameIdentifier":
            found.setdefault("nameIdentifiers", []).append(_row(part, "nameIdentifier"))
        elif name == "affiliation":
            found.setdefault("affiliation", []).append(_row(part, "name"))
        elif words(part):
            found[name] = words(part)
    return found


def _item(row: Element) -> dict:
    found: dict[str, object] = dict(row.items())
    for part in row:
        name = name_of(part)
        if name == "titles":
            found[name] = [_row(title, "title") for title in part]
        elif name == "relatedItemIdentifier":
            found[name] = _row(part, name)
        elif name in _ITEM_TEXTS:
            found[name] = words(part)
            if part.get("numberType"):
                found["numberType"] = part.get("numberType")
    return found
