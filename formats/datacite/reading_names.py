"""Creators and contributors of DataCite's metadata."""

from __future__ import annotations

import re
from dataclasses import replace

from formats.containers import EDITED
from formats.csl_json.values import plain_of, rows_of, text_of, texts_of
from formats.datacite.writing import AUTHOR, CONTACT, ROLES
from formats.draft import Draft, orcid
from formats.identifiers import checked
from formats.names import inverted
from formats.record import Affiliation, Contributor, Funding

_ROLES = {kind: role for role, kind in ROLES.items()} | {"Translator": "trl", "DataManager": "cur"}
_SUFFIX = re.compile(r", ((?:jr|sr|[2-4](?:nd|rd|th)|I{2,3}|IV)\.?)\Z", re.I)


def read_creators(draft: Draft, given: dict) -> None:
    role = "edt" if draft.fields["type"] in EDITED else "aut"
    for row in rows_of(given.get("creators")):
        draft.name(_name(row, role))


def read_contributors(draft: Draft, given: dict) -> None:
    contacts, roles = [], _ROLES | ({AUTHOR: "aut"} if draft.fields["type"] in EDITED else {})
    for row in rows_of(given.get("contributors")):
        kind = text_of(row.get("contributorType"))
        name = _name(row, roles.get(kind, "oth"))
        if kind == CONTACT and name:
            contacts.append(name)
        elif kind == "Sponsor" and name:
            draft.fund(Funding(funder=name.literal or f"{name.given} {name.family}".strip()))
        else:
            draft.name(name)
    for contact in contacts:
        _contact(draft, contact)


def _contact(draft: Draft, contact: Contributor) -> None:
    """Mark the contributor who is the contact; one who is not named otherwise becomes one."""
    for place, name in enumerate(draft.contributors):
        if (name.family, name.given, name.literal) == (contact.family, contact.given, contact.literal):
            draft.contributors[place] = replace(name, corresponding=True)
            return
    draft.name(contact)


def _name(row: dict, role: str) -> Contributor | None:
    whole, given, family = (plain_of(row.get(key)) for key in ("name", "givenName", "familyName"))
    others = {"role": role, "affiliations": _affiliations(row), **_orcid(row)}
    is_body = text_of(row.get("nameType")) == "Organizational" or text_of(row.get("type")) == "Organization"
    if family and given:
        suffix = _SUFFIX.search(whole)
        return Contributor(family=family, given=given, suffix=suffix[1] if suffix else "", **others)
    parts = inverted(whole) if whole and not is_body else {"literal": whole or family or given}
    if not any(parts.values()):
        return None
    return Contributor(**{key: value for key, value in parts.items() if value}, **others)


def _orcid(row: dict) -> dict[str, str]:
    for one in rows_of(row.get("nameIdentifiers")):
        value = text_of(one.get("nameIdentifier"))
        if text_of(one.get("nameIdentifierScheme")).upper() == "ORCID" or "orcid.org/" in value:
            return orcid(value)
    own = text_of(row.get("id"))
    return orcid(own) if "orcid.org/" in own else {}


def _affiliations(row: dict) -> tuple[Affiliation, ...]:
    places = row.get("affiliation") or row.get("affiliations")
    found = [Affiliation(name=plain_of(text)) for text in texts_of(places)]
    for place in rows_of(places):
        ror = checked("ror", text_of(place.get("affiliationIdentifier")))
        found.append(Affiliation(name=plain_of(place.get("name")), ror="" if ror.problem else ror.value))
    return tuple(dict.fromkeys(place for place in found if place.name or place.ror))
