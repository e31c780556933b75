"""Names and affiliations in the front matter of JATS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.draft import Draft, inverted, orcid, person
from formats.identifiers import checked
from formats.record import Affiliation, Contributor
from formats.xml_tree import Element, children, first, name_of, words

_HREF = "{http://www.w3.org/1999/xlink}href"
_ROLES = {
    "author": "aut",
    "collab": "aut",
    "editor": "edt",
    "guest-editor": "edt",
    "translator": "trl",
    "illustrator": "ill",
    "compiler": "com",
    "inventor": "inv",
}


def read_names(draft: Draft, meta: Element) -> None:
    places = {place.get("id", ""): _place(place) for place in meta.iter("{*}aff")}
    for group in children(meta, "contrib-group"):
        shared = [_place(place) for place in children(group, "aff") if not place.get("id")]
        for one in children(group, "contrib"):
            draft.name(_name(one, places, shared))


def _name(one: Element, places: dict[str, Affiliation], shared: list[Affiliation]) -> Contributor | None:
    kind = one.get("contrib-type", "author")
    own = [_place(place) for place in children(one, "aff")]
    for mark in children(one, "xref"):
        if mark.get("ref-type") == "aff":
            own += [places[rid] for rid in mark.get("rid", "").split() if rid in places]
    own += shared if not own else []
    corresponding = one.get("corresp") == "yes"
    corresponding |= any(mark.get("ref-type") == "corresp" for mark in children(one, "xref"))
    others = {
        "role": _ROLES.get(kind, "oth" if kind else "aut"),
        "affiliations": tuple(dict.fromkeys(place for place in own if place.name)),
        "corresponding": corresponding,
        **_orcid(one),
    }
    return _named(one, others)


def _named(one: Element, others: dict) -> Contributor | None:
    for name in one.iter("{*}name", "{*}string-name"):
        given, family = (words(first(name, part)) for part in ("given-names", "surname"))
        family = " ".join(filter(None, (words(first(name, "prefix")) if not family else "", family)))
        if family or given:
            return person(given, family, suffix=words(first(name, "suffix")) if family and given else "", **others)
        if words(name):
            return inverted(words(name), **others)
    collab = first(one, "collab")
    text = words(first(collab, "institution")) or words(collab) or words(first(one, "institution"))
    return Contributor(literal=text, **others) if text else None


def _orcid(one: Element) -> dict[str, str]:
    for number in children(one, "contrib-id", "uri", "ext-link"):
        text = words(number) or number.get(_HREF, "")
        if number.get("contrib-id-type") == "orcid" or "orcid.org/" in text:
            return orcid(text)
    return {}


def _place(place: Element) -> Affiliation:
    """Return an affiliation as one text, without its label, and its ROR id."""
    ror = ""
    for number in place.iter("{*}institution-id"):
        found = checked("ror", words(number))
        ror = ror or ("" if found.problem else found.value)
    parts = [_plain_text(place)] if not _is_divided(place) else [words(part) for part in _parts_of(place)]
    return Affiliation(name=", ".join(part.strip(" ,;.") for part in parts if part.strip(" ,;.")), ror=ror)


_NO_TEXT = ("label", "institution-id", "email", "sup", "phone", "fax", "ext-link", "uri")


def _is_divided(place: Element) -> bool:
    """Return whether all of an affiliation is in parts, with nothing between them."""
    return not (place.text or "").strip() and not any((part.tail or "").strip(" ,;.\n\t") for part in place)


def _parts_of(place: Element) -> Iterator[Element]:
    for part in place:
        if name_of(part) in ("institution-wrap", "addr-line"):
            inside = [one for one in part if name_of(one) not in _NO_TEXT]
            yield from inside or [part]
        elif name_of(part) not in _NO_TEXT:
            yield part


def _plain_text(place: Element) -> str:
    parts = [place.text or ""]
    for part in place:
        parts += ["" if name_of(part) in _NO_TEXT else " ".join(part.itertext()), part.tail or ""]
    return re.sub(r"\s+([,;.])", r"\1", " ".join("".join(parts).split())).strip(" ,;")
