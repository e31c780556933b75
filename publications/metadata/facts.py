"""Facts of a Record in the forms that the vocabularies of a head share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import langcodes

from formats.record import Affiliation, Contributor, Record, Translation
from formats.richtext import abstract_plain, plain
from formats.schema_org import AUTHORS
from formats.types import TYPES

NAMES = 50  # contributors of one kind that a head names
PLACES = 5  # affiliations that it names of each
KEYWORDS = 50
TITLE, LONG_TITLE, DESCRIPTION, ABSTRACT = 200, 2000, 300, 5000  # characters
WORD = 500  # characters of a keyword, an affiliation ...

_CC = re.compile(r"CC[ -]?(BY(?:-(?:NC|SA|ND)){0,2})[ -]?([1-4]\.[05])?(?: ([A-Z]{2}))?", re.I)
_CC0 = re.compile(r"CC[ -]?0(?: ?1\.0)?", re.I)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def cut(text: str, length: int) -> str:
    """Return a text of at most so many characters, ended at a word and with an ellipsis where it was longer."""
    if len(text) <= length:
        return text
    start = text[: length - 1]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:.–-") + "…"


def full_title(record: Record) -> str:
    """Return title and subtitle as plain text."""
    return cut(plain(f"{record.title}: {record.subtitle}" if record.subtitle else record.title), LONG_TITLE)


def plain_title(text: Translation) -> str:
    """Return a title in another language as plain text."""
    return cut(plain(text.text), LONG_TITLE)


def authors(record: Record) -> list[Contributor]:
    """Return who made the work, in printed order; none where it has editors only. At most 50."""
    return named(record, *AUTHORS)


def named(record: Record, *roles: str) -> list[Contributor]:
    """Return the contributors with one of the roles, in printed order. At most 50."""
    return list(islice((name for name in record.contributors if name.role in roles), NAMES))


def bounded(record: Record) -> Record:
    """Return a record with no more of anything than a head has: 50 names of a role, 5 places of each, 50 grants ..."""
    return replace(
        record,
        title=cut(plain(record.title), LONG_TITLE),
        subtitle=cut(plain(record.subtitle), LONG_TITLE),
        titles=tuple(replace(title, text=plain_title(title)) for title in record.titles[:5]),
        abstracts=(),
        contributors=tuple(_bounded_name(name) for name in _first_names(record)),
        keywords=tuple(Translation(text=word) for word in keywords(record)),
        identifiers=record.identifiers[:NAMES],
        funding=record.funding[:NAMES],
    )


def _first_names(record: Record) -> Iterator[Contributor]:
    """Yield the first 50 who made it, and the first 50 of each other role, in printed order."""
    seen: Counter[str] = Counter()
    for name in record.contributors:
        role = "aut" if name.role in AUTHORS else name.role
        seen[role] += 1
        if seen[role] <= NAMES:
            yield name


def _bounded_name(name: Contributor) -> Contributor:
    return replace(
        name,
        family=cut(name.family, WORD),
        given=cut(name.given, WORD),
        literal=cut(name.literal, WORD),
        affiliations=tuple(Affiliation(name=place, ror=ror) for place, ror in places(name)),
    )


def sorted_name(name: Contributor) -> str:
    """Return a name as "Family, Given, Suffix"."""
    return cut(name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix))), WORD)


def spoken_name(name: Contributor) -> str:
    """Return a name as "Given Family Suffix"."""
    return cut(name.literal or " ".join(filter(None, (name.given, name.family, name.suffix))), WORD)


def places(name: Contributor) -> list[tuple[str, str]]:
    """Return name and ROR id of where a contributor worked, each once. At most 5."""
    found = dict.fromkeys((cut(place.name, WORD), place.ror) for place in name.affiliations if place.name)
    return list(islice(found, PLACES))


def orcid_url(name: Contributor) -> str:
    """Return the address of a contributor's ORCID record, "" where there is none."""
    return f"https://orcid.org/{name.orcid}" if name.orcid else ""


def day(date: str, separator: str = "-") -> str:
    """Return a date as exact as known, such as 2024-05; the first of a range, "" where it is none."""
    found = _DATE.match(date)
    return separator.join(part for part in found.groups() if part) if found else ""


def first_date(record: Record) -> str:
    """Return when it came out; online where nothing else is known."""
    return record.issued or record.available or record.defended


def first_page(record: Record) -> str:
    """Return the first page; of an article without pages its number, as publishers do in these tags."""
    return record.page.partition("-")[0].strip() or record.article_number


def last_page(record: Record) -> str:
    """Return the last page, "" where there is only one."""
    return record.page.rpartition("-")[2].strip() if "-" in record.page else ""


def keywords(record: Record) -> list[str]:
    """Return the keywords, each once. At most 50."""
    return list(islice(dict.fromkeys(cut(word.text, WORD) for word in record.keywords), KEYWORDS))


@lru_cache(maxsize=500)
def language_tag(language: str) -> str:
    """Return the tag of BCP 47 for an ISO 639-2/B code, such as sv for swe; "" where it says nothing."""
    try:
        tag = langcodes.standardize_tag(language)
    except ValueError:
        return ""
    return "" if tag in ("und", "mul", "mis", "zxx") else tag


def licence_url(licence: str) -> str:
    """Return the address of a licence given as an address or as "CC BY 4.0"; "" of any other."""
    if licence.startswith(("https://", "http://")):
        return licence
    if _CC0.fullmatch(licence):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if not (found := _CC.fullmatch(licence)):
        return ""
    kind, version, country = found.groups()
    return "/".join(
        filter(None, ("https://creativecommons.org/licenses", kind.lower(), version or "4.0", (country or "").lower()))
    ) + "/"  # fmt: skip


def abstract(record: Record, language: str) -> str:
    """Return the abstract as plain text in one line, in the language ("en") if there is one in it."""
    fitting = (text.text for text in record.abstracts if language_tag(text.language) == language)
    found = next((text for text in (*fitting, *(text.text for text in record.abstracts)) if text), "")
    return cut(" ".join(abstract_plain(found[: 4 * ABSTRACT]).split()), ABSTRACT)


def description(record: Record, language: str, abstract: str) -> str:
    """Return a sentence or two on the record: the start of its abstract, or what, who, where and when."""
    if abstract:
        return cut(abstract, DESCRIPTION)
    row = TYPES[record.type]
    names = [spoken_name(name) for name in (authors(record) or named(record, "edt"))[:3]]
    said = (row.sv if language == "sv" else row.en, ", ".join(names), record.container_title, day(first_date(record)))
    return cut(" · ".join(filter(None, said)), DESCRIPTION)
