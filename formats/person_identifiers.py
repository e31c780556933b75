"""Identifiers of people beside ORCID: what each kind is called, its normal form, and where it leads.

ISNI: ISO 27729, with the check digit of ISO 7064 MOD 11-2. The others have no check digit; their forms are those that
their services give out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from stdnum.iso7064 import mod_11_2

from formats.characters import one_line
from formats.record import Identifier

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of identifier: its name, the form of a bare one, what may stand before it, and before its web address.

    `malformed` says what is wrong with one of another form; `upper` whether letters are capital.
    """

    name: str
    form: str
    before: str
    address: str
    malformed: str
    upper: bool = False


_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
KINDS = {
    "scopus": Kind(
        "Scopus",
        r"[1-9][0-9]{4,14}",
        r"(?:https?://(?:www\.)?scopus\.com/\S*?authorid=)?",
        "https://www.scopus.com/authid/detail.uri?authorId=",
        "is not a number of 5 to 15 digits",
    ),
    "researcherid": Kind(
        "ResearcherID",
        r"[A-Z]{1,3}-[0-9]{4}-(?:19|20)[0-9]{2}",
        r"(?:https?://(?:www\.)?(?:researcherid\.com/rid/|webofscience\.com/wos/author/(?:record|rid)/))?",
        "https://www.webofscience.com/wos/author/record/",
        "is not of the form A-1234-2008",
        upper=True,
    ),
    "scholar": Kind(
        "Google Scholar",
        r"[A-Za-z0-9_-]{12}",
        r"(?:https?://scholar\.google\.[a-z.]+/citations\?\S*?user=)?",
        "https://scholar.google.com/citations?user=",
        "does not have 12 letters and digits",
    ),
    "isni": Kind(
        "ISNI",
        r"[0-9]{15}[0-9X]",
        r"(?:https?://(?:www\.)?isni\.org/(?:isni/|page/)?|isni[:\s]*)?",
        "https://isni.org/isni/",
        "does not have 16 digits",
        upper=True,
    ),
    "libris": Kind(
        "Libris",
        r"[0-9a-z]{5,20}",
        r"(?:https?://(?:libris|id)\.kb\.se/(?:auth/|katalogisering/)?)?",
        "https://libris.kb.se/",
        "does not have 5 to 20 letters and digits",
    ),
    "viaf": Kind(
        "VIAF",
        r"[1-9][0-9]{0,21}",
        r"(?:https?://(?:www\.)?viaf\.org/viaf/)?",
        "https://viaf.org/viaf/",
        "is not a number",
    ),
    "wikidata": Kind(
        "Wikidata",
        r"Q[1-9][0-9]{0,12}",
        r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?",
        "https://www.wikidata.org/wiki/",
        "is not of the form Q123",
        upper=True,
    ),
    "dblp": Kind(
        "dblp",
        r"[0-9a-z]+/[0-9A-Za-z-]+",
        r"(?:https?://dblp\.(?:org|uni-trier\.de)/pid/)?",
        "https://dblp.org/pid/",
        "is not of the form 65/9612",
    ),
    "lucris": Kind("LUCRIS", _UUID, r"(?:https?://portal\.research\.lu\.se/\S*?persons/)?", "", "is not a UUID"),
    "local": Kind("Id at the university", r".+", "", "", ""),
}


def normal(kind: str, text: str) -> str:
    """Return an identifier in normal form; ValueError with what is wrong: "has a wrong check digit"."""
    row, given = KINDS[kind], one_line(text)
    if not given:
        raise ValueError("is empty")
    if len(given) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters")
    if kind == "local":
        return given
    bare = re.split(r"[&#]|/$", unquote(re.sub(f"^{row.before}", "", given, count=1, flags=re.IGNORECASE)))[0]
    bare = bare.upper() if row.upper else bare
    if kind == "isni":
        bare = re.sub(r"[\s-]", "", bare)
    if not re.fullmatch(row.form, bare, re.ASCII):
        raise ValueError(row.malformed)
    if kind == "isni" and not mod_11_2.is_valid(bare):
        raise ValueError("has a wrong check digit")
    return bare


def checked(kind: str, text: str) -> Identifier:
    """Return an identifier of a person in normal form, or as given with the problem that it has."""
    try:
        return Identifier(scheme=kind, value=normal(kind, text))
    except ValueError as error:
        return Identifier(scheme=kind, value=one_line(text), problem=str(error))


def address(kind: str, value: str) -> str:
    """Return the web address of an identifier in normal form, "" where its kind has none."""
    start = KINDS[kind].address
    return start + quote(value, safe="/") if start else ""


def shown(kind: str, value: str) -> str:
    """Return an identifier as people read it: an ISNI in four groups."""
    return " ".join(value[place : place + 4] for place in range(0, 16, 4)) if kind == "isni" else value
