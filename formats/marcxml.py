"""MARCXML (https://www.loc.gov/standards/marcxml/): bibliographic records of MARC 21, as library catalogues give them.

Fields: https://www.loc.gov/marc/bibliographic/. Not kept: holdings, codes and what is about the copy.
"""

from __future__ import annotations

import re
from collections import defaultdict

from formats.draft import Draft, inverted, orcid
from formats.genres import from_word
from formats.record import Affiliation, Contributor, Funding, Record, Refusal
from formats.sentence import Sentence
from formats.types import ROLES
from formats.xml_tree import Element, children, each, name_of, words

label, media_type, suffix = "MARCXML", "application/marcxml+xml", "marc.xml"

_HEAD = 20_000
_SEEN = re.compile(r"<(?:[\w.-]{1,40}:)?(?:leader|controlfield|datafield)[\s>]")
_END = " /:;,="
_POINT = re.compile(r"(?<=\w{3})\.\Z")  # of a cataloguer, not of "N.Y."
_BRACKETS = str.maketrans("", "", "[]<>")
# Position 6 and 7 of the leader: kind of record and level.
_LEVELS = {"a": "publication/book-chapter", "b": "publication/journal-article", "s": "publication/journal-issue"}
_ELECTRONIC = {"m": "other/software"}
_NOTES = {"500": "", "504": "", "505": "Contents:", "518": "", "546": "Language:", "586": "Awards:", "538": ""}
_RELATORS = {
    **{role.en.lower(): role.key for role in ROLES.values()},
    "hrsg": "edt",
    "herausgeber": "edt",
    "herausgeberin": "edt",
    "verfasser": "aut",
    "verfasserin": "aut",
    "redaktör": "edt",
    "redaktor": "edt",
    "författare": "aut",
    "ed": "edt",
    "editor": "edt",
    "übers": "trl",
    "translator": "trl",
    "joint author": "aut",
    "dgs": "ths",
}
Fields = dict[str, list["Field"]]


class Field(defaultdict):
    """A data field: its indicators, and lists of texts by the codes of its subfields."""

    def __init__(self, element: Element) -> None:
        super().__init__(list)
        self.first, self.second = element.get("ind1", " "), element.get("ind2", " ")
        for part in children(element, "subfield"):
            if text := words(part):
                self[part.get("code", "")].append(text)

    def text(self, codes: str = "a", between: str = " ") -> str:
        """Return the texts of these subfields, in the order of the codes, without the points of the cataloguer."""
        return _unpointed(between.join(text for code in codes for text in self.get(code, ())))


def _unpointed(text: str) -> str:
    return _POINT.sub("", text.strip(_END))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each record; ValueError where there is none."""
    found = each(text, ["record"], record_of, deepest=True)
    if not found and "collection" not in text[:_HEAD]:
        raise ValueError(Sentence("It holds no record of MARC."))
    return found


def recognises(text: str) -> bool:
    """Return whether a text begins with fields of MARC."""
    return text[:1000].lstrip("\ufeff \t\r\n").startswith("<") and bool(_SEEN.search(text, 0, _HEAD))


def record_of(record: Element) -> Record:
    """Return the Record of a MARC record; ValueError where it has no title."""
    fields: Fields = defaultdict(list)
    controls: dict[str, str] = {}
    for part in record:
        if name_of(part) in ("controlfield", "leader"):
            controls[part.get("tag", "leader")] = part.text or ""
        elif name_of(part) == "datafield":
            fields[part.get("tag", "")].append(Field(part))
    draft = Draft(type=_type(controls, fields))
    draft.set("id", controls.get("001", "").strip())
    draft.set("source", controls.get("003", "").strip())
    _titles(draft, fields)
    _names(draft, fields)
    _published(draft, fields, controls)
    _numbers(draft, fields)
    _containers(draft, fields)
    _texts(draft, fields)
    return draft.record()


def _type(controls: dict[str, str], fields: Fields) -> str:
    leader = controls.get("leader", "").ljust(8)
    kind, level = leader[6], leader[7]
    if fields["502"]:
        degree = fields["502"][0].text("ab").lower()
        is_licentiate = degree.startswith("lic") or "licentiat" in degree
        return "publication/licentiate-thesis" if is_licentiate else "publication/doctoral-thesis"
    for field in fields["655"]:
        if known := from_word(field.text()):
            return known
    if level in ("a", "b") and any(host["x"] for host in fields["773"]):
        return "publication/journal-article"
    if kind == "m":
        return _ELECTRONIC[kind]
    if kind not in ("a", "t", " "):
        return "artistic-work" if kind in "cdefgijk" else "other"
    return _LEVELS.get(level, "publication/book")


def _titles(draft: Draft, fields: Fields) -> None:
    for field in fields["245"][:1]:
        title = ". ".join(filter(None, (field.text("a"), field.text("n"), field.text("p"))))
        draft.fields["title"] = title.translate({0x98: None, 0x9C: None})
        draft.set("subtitle", field.text("b"))
        draft.note(field.text("c"), "Statement of responsibility:")
    for field in fields["246"] + fields["242"]:
        draft.other_title(": ".join(filter(None, (field.text("a"), field.text("b")))), field.text("y"))


def _names(draft: Draft, fields: Fields) -> None:
    publishers = {text for field in fields["264"] + fields["260"] for text in field["b"]}
    for tag in ("100", "110", "111", "700", "710", "711"):
        for field in fields[tag]:
            if tag.endswith("11"):
                draft.set("event_title", field.text("ae", ", "))
                draft.set("event_place", field.text("c"))
                draft.date("event_date", field.text("d"))
            elif not field["t"] and field.text("a") not in publishers:  # with $t it is a work that is named
                draft.name(_name(field, tag))


def _name(field: Field, tag: str) -> Contributor | None:
    others = {
        "role": _role(field, tag),
        "affiliations": tuple(Affiliation(name=text.strip(_END)) for text in field["u"]),
        **next((orcid(text) for text in field["0"] + field["1"] if "orcid" in text.lower()), {}),
    }
    if others.get("wrong_orcid"):
        others["wrong_orcid"] = others["wrong_orcid"].removeprefix("(orcid)")
    if tag.endswith("10"):
        text = ", ".join(filter(None, (field.text("a"), field.text("b", between=", "))))
        return Contributor(literal=text, **others) if text else None
    name = field.text("a")
    return inverted(name, **others) if field.first != "0" else Contributor(literal=name, **others)


def _role(field: Field, tag: str) -> str:
    for text in field["4"] + field["e"] + field["j"]:
        word = text.strip(_END + ".").rpartition("/")[2].lower()
        if word in ROLES or word in _RELATORS:
            return _RELATORS.get(word, word)
    return "aut" if tag.startswith("1") or not (field["4"] or field["e"]) else "oth"


def _published(draft: Draft, fields: Fields, controls: dict[str, str]) -> None:
    published = [field for field in fields["264"] if field.second == "1"] or fields["260"] or fields["264"]
    for field in published[:1]:
        draft.set("publisher_place", field.text("a", "; ").translate(_BRACKETS).replace(" ;", ";"))
        draft.set("publisher", field.text("b", "; ").translate(_BRACKETS))
        if year := re.search(r"[0-9]{4}(?:\s*[-/]\s*[0-9]{4})?", field.text("c")):
            draft.date("issued", year[0])
    about = controls.get("008", "").ljust(40)
    if not draft.fields.get("issued") and about[7:11].isdigit():
        draft.date("issued", about[7:11])
    languages = [text for field in fields["041"] for text in field["a"]]
    for text in (*languages, about[35:38]):
        draft.language(text)
    draft.set("edition", next((field.text() for field in fields["250"]), ""))
    for field in fields["300"][:1]:
        extent = field.text()
        number = re.fullmatch(r"(\d+)\s*(?:s|p|S|pages|sidor|Seiten)\.?", extent)
        draft.set("number_of_pages", number[1] if number else extent)


def _numbers(draft: Draft, fields: Fields) -> None:
    for field in fields["020"]:
        for text in field["a"]:
            draft.identify("isbn", re.sub(r"[\s:(].*", "", text))
        for text in field["z"]:
            draft.identify("isbn", text, invalid=True)
    for field in fields["022"]:
        for text in field["a"]:
            draft.identify("issn", text)
    for field in fields["024"]:
        scheme = field.text("2").lower()
        if field.first == "7" and scheme in ("doi", "urn", "hdl", "orcid", "pmid"):
            for text in field["a"]:
                draft.identify(scheme, text)
    for field in fields["856"]:
        kind = "fulltext" if field.second in ("0", "1") else "related"
        for text in field["u"]:
            draft.link(text, kind, field.text("3") or field.text("y") or field.text("z"))


def _containers(draft: Draft, fields: Fields) -> None:
    for field in fields["773"][:1]:
        draft.set("container_title", field.text("t") or field.text("a"))
        draft.note(field.text("g"), "In:")
        for text in field["x"]:
            draft.identify("issn", text)
        for text in field["z"]:
            draft.identify("isbn", text)
        place = field.text("g")
        for name, pattern in _PLACES.items():
            if found := re.search(pattern, place):
                draft.set(name, found[1])
    for field in (fields["490"] or fields["830"] or fields["440"])[:1]:
        draft.set("collection_title", field.text("a"))
        draft.set("collection_number", field.text("v"))
        for text in field["x"]:
            draft.identify("issn", text)


_PLACES = {
    "volume": r"(?i)\b(?:vol|bd|band|årg)\.?\s*([\w-]+)",
    "issue": r"(?i)\b(?:nr|no|h|heft|issue|iss)\.?\s*([\w/-]+)",
    "page": r"(?i)\b(?:s|p|pp|pages|seiten)\.?\s*([0-9]+(?:-[0-9]+)?)",
}


def _texts(draft: Draft, fields: Fields) -> None:
    for field in fields["520"]:
        draft.abstract(" ".join(field["a"] + field["b"]))
    for field in fields["536"]:
        draft.fund(Funding(funder=field.text("a"), award=field.text("bc")))
    for tag in ("600", "610", "611", "630", "648", "650", "651", "653"):
        for field in fields[tag]:
            draft.keyword(" -- ".join(_unpointed(text) for code in "abvxyz" for text in field[code]))
    for tag, heading in _NOTES.items():
        for field in fields[tag]:
            draft.note(" ".join(text for code in "atrgcd" for text in field[code]), heading)
    for field in fields["502"]:
        draft.note(field.text("abcd", ", "), "Thesis:")
    for field in fields["540"]:
        draft.licence(field.text("u") or field.text("a"))
