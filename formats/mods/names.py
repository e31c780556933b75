"""Names in MODS: a name element for each contributor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formats.containers import EDITED, MAKERS
from formats.mods.vocabulary import CORRESPONDING, LOCAL
from formats.record import Affiliation, Contributor, Record
from formats.xml_writing import Node, add

if TYPE_CHECKING:
    from formats.mods.writing import House

_NAME, _PART, _ROLE, _TERM = "name", "namePart", "role", "roleTerm"
_AFFILIATION, _IDENTIFIER, _DESCRIPTION = "affiliation", "nameIdentifier", "description"
_CODE = {"type": "code", "authority": "marcrelator"}
# Whom SwePub takes for creators; a work that has none is rejected, so its makers are called authors too.
_CREATORS = ("aut", "edt", "cre")


def add_name(mods: Node, contributor: Contributor, record: Record, source: str, house: House | None) -> None:
    """Add the name of a contributor."""
    is_person = bool(contributor.family or contributor.given)
    attributes = {"type": "personal" if is_person else "corporate"}
    if contributor.local_id or not is_person:
        attributes["authority"] = source
    name = add(mods, _NAME, attributes=attributes)
    _parts(name, contributor)
    _roles(name, contributor, record)
    if house:
        _house(name, contributor, house)
    for place in contributor.affiliations:
        _affiliation(name, place, house.authority if house else LOCAL)
    if contributor.corresponding:
        add(name, _DESCRIPTION, CORRESPONDING)
    _identifiers(name, contributor, source, house)


def creator_count(record: Record) -> int:
    """Return how many creators of a record SwePub counts; of works without authors it flags those without a number."""
    authors, editors = len(record.names("aut", "cre")), len(record.names("edt"))
    if record.type in EDITED:
        return editors
    return authors or editors or len(record.names(*MAKERS))  # who are called authors too


def _parts(name: Node, contributor: Contributor) -> None:
    if contributor.literal:
        add(name, _PART, contributor.literal)
    if contributor.given:
        add(name, _PART, contributor.given, {"type": "given"})
    if contributor.family:
        add(name, _PART, contributor.family, {"type": "family"})
    if contributor.suffix:
        add(name, _PART, contributor.suffix, {"type": "termsOfAddress"})


def _roles(name: Node, contributor: Contributor, record: Record) -> None:
    add(add(name, _ROLE), _TERM, contributor.role, _CODE)
    if contributor.role in MAKERS and not record.names(*_CREATORS):
        add(add(name, _ROLE), _TERM, "aut", _CODE)


def _house(name: Node, contributor: Contributor, house: House) -> None:
    """Add the house, in each language, above the units of it that the contributor worked in."""
    if not any(place.unit for place in contributor.affiliations):
        return
    for title in house.names:
        attributes = {"lang": title.language, "authority": "kb.se", "valueURI": house.authority}
        add(name, _AFFILIATION, title.text, attributes)
    if house.ror:
        for title in house.names:
            add(name, _AFFILIATION, title.text, {"lang": title.language, **_ror(house.ror)})


def _affiliation(name: Node, place: Affiliation, authority: str) -> None:
    if place.unit:
        add(name, _AFFILIATION, place.name, {"authority": authority, "valueURI": place.unit})
    if place.ror:
        add(name, _AFFILIATION, place.name, _ror(place.ror))
    if not place.unit and not place.ror:
        add(name, _AFFILIATION, place.name)


def _ror(ror: str) -> dict[str, str]:
    return {"authority": "ROR", "valueURI": f"https://ror.org/{ror}"}


def _identifiers(name: Node, contributor: Contributor, source: str, house: House | None) -> None:
    if contributor.local_id:
        add(name, _IDENTIFIER, contributor.local_id, {"type": source})
    if contributor.orcid:
        add(name, _IDENTIFIER, contributor.orcid, {"type": "orcid"})
    if contributor.wrong_orcid and not house:
        add(name, _IDENTIFIER, contributor.wrong_orcid, {"type": "orcid", "invalid": "yes"})
