"""A mods element, of version 3.0 to 3.8 and of whatever catalogue, as a Record."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime

from formats.draft import AS_GIVEN, Draft, first_of, is_date
from formats.mods.names import creator_count
from formats.mods.reading_hosts import read_host, read_part
from formats.mods.reading_names import read_names
from formats.mods.reading_titles import read_titles
from formats.mods.reading_types import type_of
from formats.mods.vocabulary import DATES, EXACT, HREF, LOCAL, NOTES, NUMBER, PATENT
from formats.record import Record
from formats.richtext import clean_abstract
from formats.types import CONTENT_TYPES, OPEN_ACCESS, STATUSES
from formats.xml_tree import Element, name_of, words

_STATUSES = {
    **{row.swepub.lower(): row.key for row in STATUSES.values() if row.swepub},
    **{row.en.lower(): row.key for row in STATUSES.values()},
    "accepted": "in-press",
    "inpress": "in-press",
    "epubaheadofprintonlinefirst": "epub",
}
_SCHEMES = {
    "wos": "isi",
    "ut": "isi",
    "eid": "scopus",
    "pubmed": "pmid",
    "pmc": "pmcid",
    "handle": "hdl",
    "issn-electronic": "eissn",
    "eisbn": "isbn",
    "urn:nbn": "urn",
    "urn-nbn": "urn",
    "se-libr": "libris",
}
_NUMBERS = (PATENT, NUMBER, "patent", "report number")
_ACCESS = {"restricted": "closed"}
_LINKS = {"raw object": "fulltext", "object in context": "related"}
_DATE_TYPES = {kind: field for field, kind in DATES.items()} | {"defense": "defended", "event": "event_date"}
_NOTE_TYPES = {kind: field for field, kind in NOTES.items()}
_SUBJECTS = ("uka.se", "hsv", "hsv.se", "ssif")
_ISSUED = ("dateIssued", "displayDate", "copyrightDate", "dateCreated")
_PAGE_RANGE = re.compile(r"[0-9]+-[0-9]+")


def record_of(mods: Element) -> Record:
    """Return the Record of a mods element; ValueError where it has no title."""
    parts: dict[str, list[Element]] = defaultdict(list)
    for part in mods:
        parts[name_of(part)].append(part)
    draft = Draft()
    exact = _exact(parts["extension"])
    _record_info(draft, parts["recordInfo"])
    draft.fields["type"], genre = type_of(parts)
    draft.set("genre", genre)
    _content_type(draft, parts["genre"])
    read_titles(draft, parts["titleInfo"], exact)
    _languages(draft, parts["language"])
    _abstracts(draft, parts["abstract"], exact)
    for identifier in parts["identifier"]:
        _identifier(draft, identifier)
    for part in parts["part"]:
        read_part(draft, part)
    for origin in parts["originInfo"]:
        _origin(draft, origin)
    read_names(draft, parts["name"], any(item.get("type") == "host" for item in parts["relatedItem"]))
    for item in parts["relatedItem"]:
        read_host(draft, item)
    _subjects(draft, parts["classification"], parts["subject"])
    _notes(draft, parts["note"])
    for count in exact["contributorCount"]:
        _count(draft, count, least=0)
    _locations(draft, parts["location"])
    _access(draft, parts["accessCondition"], exact)
    _physical(draft, parts["physicalDescription"])
    for note in parts["tableOfContents"]:
        draft.note(words(note), "Table of contents:")
    return draft.record()


def _exact(extensions: list[Element]) -> dict[str, list[str]]:
    """Return the texts with markup that our own MODS has beside its plain ones."""
    found: dict[str, list[str]] = defaultdict(list)
    for extension in extensions:
        if extension.get("displayLabel") == EXACT and not len(extension):
            found[extension.get("type", "")].append(extension.text or "")
    return found


def _record_info(draft: Draft, infos: list[Element]) -> None:
    for part in (part for info in infos for part in info):
        name, text = name_of(part), words(part)
        if name == "recordContentSource" and text != LOCAL:
            draft.set("source", text)
        elif name == "recordIdentifier":
            draft.set("id", text)
        elif name == "recordCreationDate" and "created" not in draft.fields:
            draft.fields["created"] = _moment(text)
        elif name == "recordChangeDate":
            draft.fields["updated"] = _moment(text)


def _moment(text: str) -> datetime | None:
    """Return a moment from 1900 to 2100, in UTC where no zone is given; None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1900 <= found.year < 2100:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _content_type(draft: Draft, genres: list[Element]) -> None:
    for genre in genres:
        word = words(genre).lower() or genre.get("valueURI", "").rpartition("/")[2]
        if genre.get("type") == "contentType" and genre.get("authority") == "svep" and word in CONTENT_TYPES:
            draft.set("content_type", word)


def _languages(draft: Draft, languages: list[Element]) -> None:
    terms = [term for language in languages for term in language if name_of(term) == "languageTerm"]
    for term in sorted(terms, key=lambda term: term.get("type") != "code"):
        draft.language(words(term))
    for language in languages:
        if not len(language):
            draft.language(words(language))


def _abstracts(draft: Draft, abstracts: list[Element], exact: dict[str, list[str]]) -> None:
    rich = exact["abstract"]
    for place, abstract in enumerate(abstracts):
        text = "".join(abstract.itertext())
        if len(rich) == len(abstracts):
            text = clean_abstract(rich[place])
        draft.abstract(text, abstract.get("lang", ""))


def _identifier(draft: Draft, identifier: Element) -> None:
    scheme, text = identifier.get("type", "").strip().lower(), words(identifier)
    scheme = _SCHEMES.get(scheme, scheme) or "local"
    qualifier, invalid = identifier.get("displayLabel", ""), identifier.get("invalid") == "yes"
    if scheme in _NUMBERS and not draft.fields.get("number"):
        draft.set("number", text)
    elif scheme == "uri" and not invalid and not draft.fields.get("url"):
        draft.set("url", text)
    elif scheme == "citekey":
        draft.set("id", text)
    else:
        draft.identify(scheme, text, qualifier, invalid=invalid, problem=qualifier if invalid else "")


def _origin(draft: Draft, origin: Element) -> None:
    """Read who published the work, where and when; publishers before 3.8 are texts, later agents."""
    for part in origin:
        name, text = name_of(part), words(part)
        if name == "dateOther":
            _date_other(draft, part.get("type", ""), text)
        elif name == "edition":
            draft.set("edition", text)
        elif name == "place":
            draft.set("publisher_place", _place(part))
        elif name in ("publisher", "agent"):
            parts = [words(one) for one in part if name_of(one) == "namePart"]
            draft.set("publisher", ", ".join(parts) if name == "agent" else text)
    _issued(draft, [part for part in origin if name_of(part) in _ISSUED])


def _issued(draft: Draft, dates: list[Element]) -> None:
    """Keep when it was issued: a day or year, two that are the ends of a span, or the year of the copyright."""
    ends = {part.get("point"): words(part) for part in dates if part.get("point")}
    if ends.get("start") and ends.get("end"):
        draft.date("issued", f"{ends['start']}/{ends['end']}")
    tidy = {name: [words(part).strip("c\xa9[]?. ") for part in dates if name_of(part) == name] for name in _ISSUED}
    for name, texts in tidy.items():
        good = [text for text in texts if is_date(text)]
        if draft.fields.get("issued") and name != "displayDate":
            break
        for text in good or texts:
            draft.date("issued", text)


def _date_other(draft: Draft, kind: str, text: str) -> None:
    if field := _DATE_TYPES.get(kind.lower()):
        draft.date(field, text)
    elif kind not in ("availableFrom", "available", "openAccess", "digitized"):  # when a file was, or will be, open
        draft.note(text, f"{kind or 'Date'}:")


def _place(place: Element) -> str:
    terms = [(term.get("type"), words(term)) for term in place]
    return first_of(text for kind, text in terms if kind != "code")


def _subjects(draft: Draft, classifications: list[Element], subjects: list[Element]) -> None:
    for one in classifications:
        code = words(one) or one.get(HREF, "")
        if one.get("authority") == "ssif":
            draft.subject(code.rpartition("/")[2], "2025" if one.get("edition", "2025") == "2025" else "2011")
        elif code:
            draft.note(code, f"{one.get('authority') or 'Classification'}:")
    for subject in subjects:
        if subject.get("authority") in _SUBJECTS and (code := subject.get(HREF, "")):
            draft.subject(code.rpartition("/")[2])
        else:
            _keyword(draft, subject)


def _keyword(draft: Draft, subject: Element) -> None:
    parts = [words(part) for part in subject]
    if text := " -- ".join(filter(None, parts)) if len(parts) > 1 else words(subject):
        draft.keyword(text, subject.get("lang", ""))


def _notes(draft: Draft, notes: list[Element]) -> None:
    for note in notes:
        kind, text = note.get("type", ""), "".join(note.itertext()).strip()
        if kind == "publicationStatus":
            _status(draft, text or note.get("valueURI", "").rpartition("/")[2])
        elif kind == "creatorCount":
            _count(draft, text)
        elif kind == "date accepted":
            draft.date("accepted", text)
        elif field := _NOTE_TYPES.get(kind):
            draft.set(field, text)
        else:
            draft.note(text, note.get("displayLabel") or (f"{kind[:1].upper()}{kind[1:]}:" if kind else ""))


def _status(draft: Draft, word: str) -> None:
    if known := _STATUSES.get(word.lower()):
        draft.set("publication_status", known)
    elif word.lower() != "preprint":
        draft.note(word, AS_GIVEN)


def _count(draft: Draft, text: str, least: int | None = None) -> None:
    """Keep how many creators there are where not all are listed."""
    if least is None:
        listed = Record(type=str(draft.fields["type"]), contributors=tuple(draft.contributors))
        least = creator_count(listed)
    if text.isascii() and text.isdigit() and len(text) < 7 and int(text) > least:
        draft.fields["contributor_count"] = int(text)


def _locations(draft: Draft, locations: list[Element]) -> None:
    for location in locations:
        for part in location:
            if name_of(part) != "url":
                continue
            is_primary = part.get("usage", "").startswith("primary")
            kind = _LINKS.get(part.get("access", ""), "fulltext" if is_primary else "related")
            kind = "data" if part.get("note") == "data" else kind
            draft.link(words(part), kind, part.get("displayLabel", ""), location.get("displayLabel", ""))


def _access(draft: Draft, conditions: list[Element], exact: dict[str, list[str]]) -> None:
    draft.set("open_access", first_of(word for word in exact["openAccess"] if word in (*OPEN_ACCESS, "closed")))
    for word in exact["ours"]:
        draft.fields["ours"] = word == "true"
    for condition in conditions:
        text, kind = words(condition), condition.get("type", "").lower()
        if text.lower() in _ACCESS:
            draft.set("open_access", _ACCESS[text.lower()])
        elif kind in ("use and reproduction", "useandreproduction"):
            draft.licence(first_of((text if not condition.get(HREF) else "", condition.get(HREF, ""))) or text)
        elif text.lower() != "gratis":
            draft.note(text, (condition.get("displayLabel") or kind or "Access").capitalize() + ":")


def _physical(draft: Draft, descriptions: list[Element]) -> None:
    for part in (part for description in descriptions for part in description):
        if name_of(part) == "extent":
            text = words(part)
            if part.get("unit") == "pages":
                draft.set("number_of_pages", text)
                continue
            if _PAGE_RANGE.fullmatch(text):
                draft.set("page", text)
                continue
            number, _, unit = text.partition(" ")
            is_pages = number.isdigit() and unit.strip(". ").lower() in ("s", "p", "pp", "sidor", "pages", "")
            draft.set("number_of_pages", number if is_pages else text)
