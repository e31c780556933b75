"""CSL-JSON items as Records: CSL 1.0.2's variables, those that Crossref and DataCite add, and ours.

Ours, all optional: output-type, content-type, title-main, subtitle, titles and abstracts [{lang, text}],
publication-status, article-number, available-date, accepted, defence, open-access, licence, notes [{heading, text}],
ours, contributor-count, uka_subjects with uka_edition, keyword [{lang, text}], links [{url, kind, label, media-type}],
funding [{funder, funder-id, award, title}], identifiers [{scheme, value}], created, updated; of a name: ORCID, units,
local_id, corresponding, affiliation [{name, ror}]. Theirs: title-alternative, mesh, funder, relation, wos, scopus and
more; see parts.py and numbers.py.

What is wrong is kept with its reason: identifiers with a `problem`, dates and words that we do not know as notes. Not
kept: `license`, which is that of the metadata, and `categories`, which are the journal's.
"""

from __future__ import annotations

from formats.csl_json.names import contributors_of
from formats.csl_json.numbers import Numbers, links_of
from formats.csl_json.parts import abstracts_of, funding_of, keywords_of, notes_of, subjects_of, titles_of
from formats.csl_json.values import count_of, plain_of, text_of, time_of, word_of
from formats.dates import best_of, date_of, parse, span
from formats.genres import from_csl
from formats.languages import code_of
from formats.licences import licence_of
from formats.record import Note, Record
from formats.richtext import clean_title
from formats.sentence import Sentence
from formats.types import CONTENT_TYPES, OPEN_ACCESS, STATUSES, TYPES

AS_GIVEN = "As given in the source:"  # heading of what we could not use

COPIED = {
    "container-title": "container_title",
    "container-title-short": "container_title_short",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "version": "version",
    "collection-title": "collection_title",
    "collection-number": "collection_number",
    "event-title": "event_title",
    "event-place": "event_place",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
}
_DATES = {
    "issued": "issued",
    "available-date": "available",
    "accepted": "accepted",
    "defence": "defended",
    "event-date": "event_date",
}
_STATUSES = {
    **{key: key for key in STATUSES},
    **{row.csl: row.key for row in STATUSES.values() if row.csl},
    "forthcoming": "in-press",
    "accepted": "in-press",
    "inpress": "in-press",
    "unpublished": "in-preparation",
    "epub ahead of print": "epub",
}


def record_of(item: object, source: str = "") -> Record:
    """Return the Record of an item; `source` names where it comes from if it does not say so itself.

    ValueError with the reason where it is no object, has no CSL type or no title.
    """
    if not isinstance(item, dict):
        raise ValueError(Sentence("It is not an item: not a JSON object."))
    given = _given(item)
    notes: list[Note] = []
    found = {field: word_of(given[name]) for name, field in COPIED.items() if name in given}
    found |= _type(given) | _titles(given) | _dates(given, notes) | _vocabulary(given, notes)
    found |= _moments(given, notes)
    numbers = Numbers(given, found["type"])
    return Record(
        id=text_of(given.get("id")),
        source=text_of(given.get("source")) or source,
        url=text_of(given.get("page-url")),
        **found,
        **numbers.fields(),
        titles=titles_of(given),
        abstracts=abstracts_of(given),
        language=code_of(text_of(given.get("language"))),
        contributors=contributors_of(given),
        contributor_count=count_of(given.get("contributor-count")),
        links=links_of(given, numbers),
        funding=funding_of(given, numbers),
        subjects=subjects_of(given, notes),
        keywords=keywords_of(given, notes),
        notes=tuple(dict.fromkeys(note for note in (*notes_of(given), *notes) if note.text)),
        ours=given["ours"] if isinstance(given.get("ours"), bool) else None,
        identifiers=numbers.identifiers(),
    )


def _given(item: dict) -> dict:
    """Return the item with what stands under `custom`; in what we wrote ourselves, that goes before CSL's variables."""
    custom = item.get("custom")
    if not isinstance(custom, dict):
        return item
    if "output-type" not in custom:
        return item
    kept = ("id", "type", "ISBN", "DOI", "number-of-pages", "event-date", *COPIED)
    return {name: item[name] for name in kept if name in item} | {"written-here": True} | custom


def _type(given: dict) -> dict:
    csl_type, genre = text_of(given.get("type")), given.get("genre")
    words = [word_of(word) for word in (genre if isinstance(genre, list) else [genre])]
    output_type = text_of(given.get("output-type"))
    if output_type and output_type not in TYPES:
        raise ValueError(Sentence("There is no publication type %(type)s.", type=output_type[:60]))
    if not csl_type and not output_type:
        raise ValueError(Sentence("It has no type."))
    try:
        key = output_type or from_csl(csl_type, words)
    except KeyError:
        key, words = "publication/other", [*filter(None, words), csl_type]
    return {"type": key, "genre": ", ".join([word for word in words if word and word != key][:5])[:300]}


def _titles(given: dict) -> dict:
    """Return title and subtitle; where the title holds the subtitle too, without it."""
    whole = clean_title(text_of(given.get("title")))
    title, subtitle = clean_title(text_of(given.get("title-main"))), clean_title(text_of(given.get("subtitle")))
    title = title or whole.removesuffix(subtitle) or whole
    if not title:
        raise ValueError(Sentence("It has no title."))
    if subtitle and (title != whole or "title-main" in given):
        title = title.rstrip(" :") or title
    return {"title": title, "subtitle": subtitle if subtitle != title else ""}


def _dates(given: dict, notes: list[Note]) -> dict:
    found = {field: _date(given[name], notes) for name, field in _DATES.items() if name in given}
    if written := text_of(given.get("year-as-written")):
        if written.lower() in _STATUSES:  # "forthcoming"
            return found | {"publication_status": _STATUSES[written.lower()]}
        try:
            parsed = parse(written if written.count("-") != 1 else written.replace("-", "/"))
        except ValueError:
            notes.append(Note(heading=AS_GIVEN, text=written))
        else:
            # What was written is more exact than the year that a program took from it.
            if parsed.startswith(found.get("issued", "")):
                found["issued"] = parsed
    return found


def _moments(given: dict, notes: list[Note]) -> dict:
    """Return when the record was made and last changed; what is no such moment becomes a note."""
    found = {name: time_of(given[name]) for name in ("created", "updated") if name in given}
    wrong = (text_of(given[name]) for name, moment in found.items() if moment is None)
    notes.extend(Note(heading=AS_GIVEN, text=text) for text in wrong if text)
    return found


def _date(value: object, notes: list[Note]) -> str:
    """Return our text for a CSL date, or for a text; what cannot be used becomes a note."""
    try:
        if not isinstance(value, dict):
            return parse(text_of(value))
        ranges = value.get("date-parts")
        if isinstance(ranges, list) and ranges and isinstance(ranges[0], list):
            return span(date_of(ranges[0]), date_of(ranges[1]) if len(ranges) > 1 else "")
        return parse(text_of(value.get("raw") or value.get("literal")))
    except (ValueError, OverflowError):
        notes.extend(Note(heading=AS_GIVEN, text=text) for text in [_as_given(value)] if text)
    try:
        return best_of(value["date-parts"][0])
    except (ValueError, LookupError, TypeError):
        return ""


def _as_given(value: object) -> str:
    if isinstance(value, dict) and isinstance(value.get("date-parts"), list) and value["date-parts"]:
        dates = (part for part in value["date-parts"][:2] if isinstance(part, list))
        return "/".join("-".join(map(text_of, date[:3])) for date in dates)
    return text_of(value.get("raw") or value.get("literal") if isinstance(value, dict) else value)


def _vocabulary(given: dict, notes: list[Note]) -> dict:
    found = {
        "content_type": text_of(given.get("content-type")).lower(),
        "open_access": text_of(given.get("open-access")).lower(),
        "publication_status": text_of(given.get("publication-status") or given.get("status")).lower(),
    }
    known = {"content_type": CONTENT_TYPES, "open_access": (*OPEN_ACCESS, "closed"), "publication_status": _STATUSES}
    for name, word in found.items():
        if word and word not in known[name]:
            notes.append(Note(heading=AS_GIVEN, text=word))
            found[name] = ""
    status = _STATUSES.get(found.pop("publication_status"))
    licence = plain_of(given.get("licence"))
    return found | ({"publication_status": status} if status else {}) | {"licence": licence_of(licence) or licence}
