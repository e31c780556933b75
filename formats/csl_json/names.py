"""Names in CSL-JSON items: CSL's name variables and, of ours, `supervisor` and `names`."""

from __future__ import annotations

import re

from formats import person_identifiers
from formats.csl_json.values import plain_of, rows_of, text_of, texts_of
from formats.identifiers import checked
from formats.record import Affiliation, Contributor
from formats.types import ROLES

_ROLES = {role.csl: role.key for role in ROLES.values() if role.csl} | {
    "supervisor": "ths",
    "opponent": "opn",
    "reviewed-author": "ant",
    "editorial-director": "edt",
    "executive-producer": "pro",
    "chair": "ctb",
    "guest": "ctb",
    "series-creator": "oth",
    "container-author": "oth",
}
# What catalogues write where they know no name: DataCite's codes, "sine nomine", a line for "the same".
_NO_NAME = re.compile(r"\(:[a-z]{3,4}\)|\[?s\. ?n\.?\]?|[\W_]+", re.I)


def contributors_of(item: dict) -> tuple[Contributor, ...]:
    """Return all names of an item: authors first, then the others role by role, each in printed order."""
    if "names" in item:
        found = [_contributor(row, text_of(row.get("role")) or "aut") for row in rows_of(item["names"])]
    else:
        found = [_contributor(name, _ROLES[key]) for key in _ROLES if key in item for name in _listed(item[key])]
    return tuple(contributor for contributor in found if contributor)


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _contributor(name: object, role: str) -> Contributor | None:
    """Return the contributor that a name stands for, None where it is no name."""
    given = name if isinstance(name, dict) else {"literal": name}
    parts = _parts(given)
    if not parts:
        return None
    orcid = checked("orcid", text_of(given["ORCID"])) if given.get("ORCID") else None
    return Contributor(
        role=role if role in ROLES else "oth",
        **parts,
        orcid=text_of(given.get("orcid")) if not orcid else "" if orcid.problem else orcid.value,
        wrong_orcid=orcid.value if orcid and orcid.problem else text_of(given.get("wrong-orcid")),
        local_id=text_of(given.get("local_id") or given.get("local-id")),
        corresponding=given.get("corresponding") is True,
        affiliations=_affiliations(given),
        identifiers=tuple(
            person_identifiers.checked(kind, text_of(row.get("value")))
            for row in rows_of(given.get("identifiers"))
            if (kind := text_of(row.get("scheme"))) in person_identifiers.KINDS
        ),
    )


def _parts(given: dict) -> dict:
    family = _joined(given.get("non-dropping-particle"), given.get("family"))
    first = _joined(given.get("given"), given.get("dropping-particle"))
    literal = plain_of(given.get("literal") or given.get("name"))
    if not literal and not (family and first):
        literal, family, first = family or first, "", ""
    if family and not literal:
        return {"family": family, "given": first, "suffix": plain_of(given.get("suffix"))}
    return {} if not literal or _NO_NAME.fullmatch(literal) else {"literal": literal}


def _joined(*parts: object) -> str:
    return " ".join(filter(None, map(plain_of, parts)))


def _affiliations(given: dict) -> tuple[Affiliation, ...]:
    found = [Affiliation(unit=code) for code in texts_of(given.get("units"))]
    places = given.get("affiliations") or given.get("affiliation")
    for place in places if isinstance(places, list) else (places,):
        if isinstance(place, dict):
            ror = checked("ror", text_of(place.get("ror")))
            found.append(
                Affiliation(
                    name=plain_of(place.get("name")),
                    unit=text_of(place.get("unit")),
                    ror="" if ror.problem else ror.value,
                )
            )
        elif name := plain_of(place):
            found.append(Affiliation(name=name))
    return tuple(dict.fromkeys(place for place in found if place.name or place.unit or place.ror))
