"""The related items of a mods element: what the work is in, its series, event, grants and other versions."""

from __future__ import annotations

from formats.draft import Draft, first_of, hyphenated_pages, pages
from formats.mods.reading_names import funding, read_editors
from formats.mods.vocabulary import EVENT, FUNDED, IS_PART_OF
from formats.record import Funding
from formats.xml_tree import Element, name_of, words

_DETAILS = {
    "volume": "volume",
    "issue": "issue",
    "number": "issue",
    "issue number": "issue",
    "part": "issue",
    "artno": "article_number",
    "article_number": "article_number",
    "articlenumber": "article_number",
}
_NO_GENRE = ""


def read_host(draft: Draft, item: Element) -> None:
    """Keep what a related item tells."""
    kind = item.get("type", "") or (item.get("otherType") == IS_PART_OF and "host") or ""
    genres = {words(part).strip() for part in item if name_of(part) == "genre"}
    if kind == "host" and genres & FUNDED:
        _grant(draft, item)
    elif kind == "host" and EVENT in genres:
        _event(draft, item)
    elif kind == "host" and "dataset" in genres:
        _data(draft, item)
    elif kind == "host" and not draft.fields.get("container_title"):
        _host(draft, item)
    elif kind == "series":
        _series(draft, item)
    else:
        _other(draft, item, kind)


def _title(item: Element, kind: str = "") -> str:
    """Return the title of an item, its subtitle included; of the kind "abbreviated" where that is asked."""
    infos = [part for part in item if name_of(part) == "titleInfo"]
    wanted = [info for info in infos if info.get("type", "") == kind]
    others = [info for info in infos if info.get("type", "") != "abbreviated"]
    for info in wanted or (others if not kind else []):
        parts = {name_of(part): words(part) for part in reversed(info)}
        title = " ".join(filter(None, (parts.get("nonSort"), parts.get("title"))))
        if text := ": ".join(filter(None, (title, parts.get("subTitle")))):
            return text
    return ""


def _host(draft: Draft, item: Element) -> None:
    draft.set("container_title", _title(item))
    draft.set("container_title_short", _title(item, "abbreviated"))
    for part in item:
        name = name_of(part)
        if name == "identifier":
            _identifier(draft, part)
        elif name == "part":
            read_part(draft, part)
        elif name == "originInfo":
            _origin(draft, part)
        elif name == "relatedItem" and part.get("type") == "series":
            _series(draft, part)
    read_editors(draft, [part for part in item if name_of(part) == "name"])


def _identifier(draft: Draft, part: Element) -> None:
    """Keep the numbers of a serial or book; other identifiers of a host are not the work's."""
    scheme, text = part.get("type", "").lower(), words(part)
    if scheme in ("issn", "eissn", "isbn"):
        draft.identify(scheme, text, part.get("displayLabel", ""), invalid=part.get("invalid") == "yes")
    elif text and scheme in ("doi", "uri"):
        draft.note(text, "In:")


def _origin(draft: Draft, origin: Element) -> None:
    for part in origin:
        name = name_of(part)
        if name == "publisher":
            draft.set("publisher", words(part))
        elif name == "place":
            draft.set("publisher_place", first_of(words(term) for term in part if term.get("type") != "code"))
        elif name == "dateIssued" and not draft.fields.get("issued"):
            draft.date("issued", words(part))


def read_part(draft: Draft, part: Element) -> None:
    """Keep volume, issue, pages and article number."""
    for one in part:
        name = name_of(one)
        if name == "detail":
            numbers = [words(number) for number in one if name_of(number) in ("number", "caption")]
            if field := _DETAILS.get(one.get("type", "").lower()):
                draft.set(field, first_of(numbers) or words(one))
            elif text := words(one):
                draft.note(text, f"{one.get('type') or 'Part'}:")
        elif name == "extent":
            _extent(draft, one)
        elif name == "date" and not draft.fields.get("issued"):
            draft.date("issued", words(one))
        elif name == "text" and words(one):
            draft.note(words(one), "Part:")


def _extent(draft: Draft, extent: Element) -> None:
    parts = {name_of(part): words(part) for part in extent}
    draft.set("page", pages(parts.get("start", ""), parts.get("end", "")) or hyphenated_pages(parts.get("list", "")))
    draft.set("number_of_pages", parts.get("total", ""))
    if not len(extent):
        draft.set("page", words(extent))


def _series(draft: Draft, item: Element) -> None:
    if draft.fields.get("collection_title"):
        _other(draft, item, "series")
        return
    draft.set("collection_title", _title(item))
    numbers = [words(one) for one in item.iter() if name_of(one) == "partNumber"]
    for part in item:
        if name_of(part) == "identifier" and part.get("type", "").lower() == "issue number":
            numbers.append(words(part))
        elif name_of(part) == "identifier":
            _identifier(draft, part)
        elif name_of(part) == "part":
            numbers += [words(number) for number in part.iter() if name_of(number) == "number"]
    draft.set("collection_number", first_of(numbers))


def _event(draft: Draft, item: Element) -> None:
    draft.set("event_title", _title(item))
    for part in (part for origin in item if name_of(origin) == "originInfo" for part in origin):
        if name_of(part) == "place":
            draft.set("event_place", words(part))
        elif name_of(part).startswith("date"):
            draft.date("event_date", words(part))


def _grant(draft: Draft, item: Element) -> None:
    award = first_of(words(part) for part in item if name_of(part) == "identifier")
    names = [part for part in item if name_of(part) == "name"]
    for name in names:
        draft.fund(funding(name, award, _title(item)))
    if not names:
        draft.fund(Funding(funder="", award=award, title=_title(item)))


def _data(draft: Draft, item: Element) -> None:
    for part in item.iter():
        if name_of(part) == "url" or (name_of(part) == "identifier" and part.get("type") in ("uri", "doi")):
            text = words(part)
            url = f"https://doi.org/{text}" if part.get("type") == "doi" and text.startswith("10.") else text
            draft.link(url, "data", _title(item))


def _other(draft: Draft, item: Element, kind: str) -> None:
    """Keep a work that this one follows, cites or is another version of, as a note."""
    title = _title(item)
    numbers = [words(part) for part in item.iter() if name_of(part) in ("identifier", "url")]
    if text := ", ".join(filter(None, (title, *numbers[:3]))):
        label = item.get("displayLabel") or item.get("otherType") or kind or "Related"
        draft.note(text, f"{label[:1].upper()}{label[1:]}:")
