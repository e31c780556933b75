"""Names in a mods element as contributors; conferences, publishers and funders among them in their own fields."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from formats import person_identifiers
from formats.containers import MAKERS
from formats.draft import Draft, inverted, orcid
from formats.identifiers import checked
from formats.mods.vocabulary import CORRESPONDING, HREF, LOCAL
from formats.record import Affiliation, Contributor, Funding, Identifier
from formats.types import ROLES
from formats.xml_tree import Element, name_of, words

_LABELS = {role.en.lower(): role.key for role in ROLES.values()}
_ROLES = {
    **{key: key for key in ROLES},
    **_LABELS,
    "cre": "aut",
    "creator": "aut",
    "autor": "aut",
    "red": "edt",
    "dgs": "ths",
    "org": "oth",
    "translator": "trl",
    "pht": "oth",
}
# What services are called as the type of a nameIdentifier, in small letters without signs.
_KINDS = {kind: kind for kind in person_identifiers.KINDS if kind != LOCAL} | {
    "scopusauthorid": "scopus",
    "scopusid": "scopus",
    "wos": "researcherid",
    "wosid": "researcherid",
    "publons": "researcherid",
    "googlescholar": "scholar",
    "googlescholarid": "scholar",
}
_FUNDERS = ("fnd", "spn", "funder", "sponsor")
_HOUSES = ("kb.se", "kb.se/collaboration")  # authorities of whole organisations
_ORCID = ("orcid",)
# Titles that repositories put where "Jr." belongs.
_TITLE = re.compile(r"(?:prof|docent|doc\b|dr\b|lektor|adjunkt|(?:högskole|universitets)(?:lektor|adjunkt))", re.I)


def read_names(draft: Draft, names: list[Element], is_part: bool) -> None:
    """Keep all names, in their order. Of a work that is no part of another the publisher may be one of them.

    An organisation that a work originates from ("org") has written it where no person has.
    """
    origin = "oth" if any(name.get("type") == "personal" for name in names) else "aut"
    for name in names:
        roles, is_meeting = list(_roles(name)), name.get("type") == "conference"
        if is_meeting:
            draft.set("event_title", _whole(name))
        elif roles and all(role in _FUNDERS for role in roles):
            draft.fund(funding(name))
        elif roles == ["pbl"] and name.get("type") == "corporate" and not (is_part or draft.fields.get("publisher")):
            draft.set("publisher", _whole(name))
        else:
            _keep(draft, name, [origin if role == "org" else role for role in roles])


def read_editors(draft: Draft, names: list[Element]) -> None:
    """Keep the names on a host: its editors, and whoever else has a role there; its authors are no one's here."""
    for name in names:
        if name.get("type") != "conference" and (roles := [role for role in _roles(name) if role != "aut"]):
            _keep(draft, name, roles)


def funding(name: Element, award: str = "", title: str = "") -> Funding:
    """Return the grant of a funder's name."""
    identifiers = [words(one) for one in name if name_of(one) == "nameIdentifier"]
    ids = [checked(scheme, text) for text in identifiers for scheme in ("doi", "ror")]
    found = next((one.value for one in ids if not one.problem), "")
    return Funding(funder=_whole(name), funder_id=found, award=award, title=title)


def _keep(draft: Draft, name: Element, roles: list[str]) -> None:
    known = list(dict.fromkeys(_ROLES.get(role, "oth") for role in roles)) or ["aut"]
    if len(known) > 1 and any(role in MAKERS for role in known):
        known = [role for role in known if role != "aut"]
    for role in known:
        draft.name(_contributor(name, role, str(draft.fields.get("source") or "")))


def _roles(name: Element) -> Iterator[str]:
    """Yield the code of each role, or its words in lower case where there is none."""
    for role in name:
        if name_of(role) == "role":
            terms = {term.get("type", "text"): words(term) for term in role}
            term = terms.get("code") or terms.get("text") or words(role)
            if term:
                yield term.strip().lower()


def _contributor(name: Element, role: str, source: str) -> Contributor | None:
    parts = _parts(name)
    given, family = " ".join(parts["given"]), " ".join(parts["family"])
    whole = ", ".join(parts[""]) or " ".join(words(one) for one in name if name_of(one) == "displayForm")
    others = {
        "role": role,
        "affiliations": tuple(_affiliations(name, source)),
        "corresponding": any(words(one) == CORRESPONDING for one in name if name_of(one) == "description"),
        "identifiers": tuple(_others(name)),
        **_identifiers(name, source),
    }
    if family or given:
        suffix = " ".join(term for term in parts["termsOfAddress"] if not _TITLE.match(term))
        return Contributor(family=family, given=given, suffix=suffix, **others)
    if name.get("type") == "corporate" or not whole:
        return Contributor(literal=whole, **others) if whole else None
    return inverted(whole, **others)


def _parts(name: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for part in name:
        if name_of(part) == "namePart" and (text := words(part)):
            found[part.get("type", "")].append(text)
    return found


def _whole(name: Element) -> str:
    parts = [words(part) for part in name if name_of(part) == "namePart" and part.get("type") != "date"]
    return ", ".join(filter(None, parts))


def _identifiers(name: Element, source: str) -> dict[str, str]:
    """Return ORCID iD and local id; one of another house than the source says nothing here and may be anybody's."""
    found: dict[str, str] = {}
    for one in name:
        if name_of(one) not in ("nameIdentifier", "description"):
            continue
        kind, text = one.get("type", "").lower(), words(one)
        if kind in _ORCID or "orcid.org/" in text:
            found |= {"wrong_orcid": text} if one.get("invalid") == "yes" else orcid(text)
        elif kind and kind in (LOCAL, source.lower()) and name_of(one) == "nameIdentifier":
            found.setdefault("local_id", text)
    if not found and "orcid" in name.get("authority", "").lower():
        found = orcid(name.get(HREF, ""))
    return found


def _others(name: Element) -> Iterator[Identifier]:
    """Yield the ids of a person elsewhere, by what they are called; those that are marked as wrong are left out."""
    for one in name:
        kind = _KINDS.get(re.sub(r"[^a-z]", "", one.get("type", "").lower()))
        if kind and name_of(one) == "nameIdentifier" and one.get("invalid") != "yes" and (text := words(one)):
            yield person_identifiers.checked(kind, text)


def _affiliations(name: Element, source: str) -> Iterator[Affiliation]:
    """Yield where a name worked; one place may stand there in two languages, or once with each of its identifiers."""
    found: list[Affiliation] = []
    known = {LOCAL, f"{source.lower()}.se"} if source else {LOCAL}
    seen: set[tuple[str, str]] = set()
    for one in name:
        if name_of(one) != "affiliation":
            continue
        authority, value, text = one.get("authority", ""), one.get("valueURI", ""), words(one)
        if value and one.get("lang") and (authority, value) in seen:  # in another language
            continue
        if one.get("lang"):
            seen.add((authority, value))
        place = _place(text, authority, value, known)
        if place.unit:
            known.add(place.unit)
        before = found[-1] if found else Affiliation()
        if place.ror and before.unit and place.name == before.name and not before.ror:
            found[-1] = Affiliation(name=place.name, unit=before.unit, ror=place.ror)
        elif place.name or place.unit or place.ror:
            found.append(place)
    yield from dict.fromkeys(found)


def _place(text: str, authority: str, value: str, known: set[str]) -> Affiliation:
    if authority.lower() == "ror" or "ror.org/" in value:
        ror = checked("ror", value)
        return Affiliation(name=text, ror="" if ror.problem else ror.value)
    is_unit = bool(value) and authority not in _HOUSES and (authority.lower() in known or authority in known)
    return Affiliation(name=text, unit=value if is_unit else "")
