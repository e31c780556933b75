"""Crossref's XML: unixref, which its API answers, and the deposits from which it is made (schemas 4.3 to 5.4).

https://www.crossref.org/documentation/schema-library/. A record for each work: article, chapter, paper, preprint,
dissertation, dataset, report, review; for a book, proceedings or journal issue where no part of it is told. Not kept:
references, components, and links that are for machines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.crossref import TYPES
from formats.draft import Draft, first_of, hyphenated_pages, orcid, pages, person
from formats.identifiers import checked
from formats.record import Affiliation, Contributor, Funding, Record, Refusal
from formats.richtext import clean_title
from formats.sentence import Sentence
from formats.xml_tree import Element, children, each, first, inner, name_of, words

label, media_type, suffix = "Crossref XML", "application/vnd.crossref.unixref+xml", "unixref.xml"

_HEAD = 20_000
_SEEN = re.compile(r"<(?:[\w.-]{1,40}:)?(?:crossref_result|doi_batch|doi_records|doi_record|crossref)[\s>]")
_UNRESOLVED = re.compile(r'status="unresolved".{0,200}?<doi[^>]{0,100}>([^<]{1,500})<', re.S)

# What is a work of its own, and what is one only where it holds none of these.
_WORKS = {
    "journal_article": "journal-article",
    "conference_paper": "proceedings-article",
    "content_item": "book-chapter",
    "dataset": "dataset",
    "posted_content": "posted-content",
    "dissertation": "dissertation",
    "report-paper": "report",
    "peer_review": "peer-review",
    "standard": "standard",
    "sa_component": "component",
    "pending_publication": "posted-content",
}
_HOLDERS = {"journal": "journal-issue", "book": "book", "conference": "proceedings", "database": "database"}
_ERRORS = ("error", "msg")
_BOOKS = {"edited_book": "edited-book", "monograph": "monograph", "reference": "reference-book", "other": "book"}
_ITEMS = {"chapter": "book-chapter", "reference_entry": "reference-entry", "section": "book-chapter"}
_ROLES = {"author": "aut", "editor": "edt", "translator": "trl", "chair": "edt", "series-editor": "pbd"}
_DATES = ("publication_date", "posted_date", "approval_date", "review_date", "creation_date")
_METADATA = (
    "journal_metadata", "proceedings_metadata", "proceedings_series_metadata", "book_metadata", "book_series_metadata",
    "book_set_metadata", "report-paper_metadata", "report-paper_series_metadata", "database_metadata",
    "standard_metadata", "set_metadata",
)  # fmt: skip


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each work, and a Refusal for an answer without one; ValueError for no answer."""
    if not recognises(text):
        raise ValueError(Sentence("It is no XML of Crossref."))
    found = each(text, [*_WORKS, *_HOLDERS, *_ERRORS], record_of, deepest=True)
    if not found and (doi := _UNRESOLVED.search(text, 0, _HEAD)):
        return [Refusal(position=1, text=doi[1], reason=Sentence("Crossref does not know this DOI."))]
    return found


def recognises(text: str) -> bool:
    """Return whether a text begins as Crossref's XML does."""
    return text[:1000].lstrip("\ufeff \t\r\n").startswith("<") and bool(_SEEN.search(text, 0, _HEAD))


def record_of(work: Element) -> Record:
    """Return the Record of a work; ValueError where it has neither title nor DOI, or is an error of Crossref's."""
    name = name_of(work)
    if name in _ERRORS:
        raise ValueError(Sentence("Crossref says: %(error)s", error=words(work)))
    kind = _kind(work)
    # The nearest comes first: the work itself, the issue or book that it is in, the series of that.
    around = list(_around(work))
    draft = Draft(type=_type(kind, work))
    own = work if name not in _HOLDERS else around[0] if around else work
    own = next(iter(children(first(work, "component_list"), "component")), own)
    around = [one for one in around if one is not own]
    for part in (own, *around) if name in _HOLDERS else (own,):
        if not draft.fields.get("title"):
            _titles(draft, part)
    _names(draft, own, around)
    for part in (own, *around):
        _dates(draft, part)
        _publisher(draft, part)
    _host(draft, work, around)
    _numbers(draft, own)
    _texts(draft, own)
    _programs(draft, own)
    draft.language(first_of((own.get("language", ""), *(one.get("language", "") for one in around))))
    return draft.record()


def _kind(work: Element) -> str:
    name = name_of(work)
    if name == "book":
        return _BOOKS.get(work.get("book_type", ""), "book")
    if name == "content_item":
        return _ITEMS.get(work.get("component_type", ""), "book-chapter")
    return _WORKS.get(name) or _HOLDERS[name]


def _type(kind: str, work: Element) -> str:
    if kind == "dissertation":
        degree = words(first(work, "degree")).lower()
        if degree.startswith("lic"):
            return "publication/licentiate-thesis"
        return "publication/other" if "master" in degree or "bachelor" in degree else TYPES[kind]
    if kind == "posted-content" and work.get("type", "preprint") not in ("preprint", ""):
        return "publication/other"
    return TYPES.get(kind, "publication/other")


def _around(work: Element) -> Iterator[Element]:
    """Yield the metadata of what a work is in, the nearest first; of a holder, its own metadata first."""
    holder = work if name_of(work) in _HOLDERS or first(work, *_METADATA[6:7]) is not None else work.getparent()
    if holder is None or name_of(holder) not in (*_HOLDERS, *_WORKS):
        return
    for part in holder:
        if name_of(part) == "journal_issue":
            yield part
    for part in holder:
        if name_of(part) in _METADATA:
            yield part


def _titles(draft: Draft, own: Element) -> None:
    for titles in _own(own, "titles"):
        for title in children(titles, "title"):
            draft.title(inner(title))
        draft.set("subtitle", clean_title(inner(first(titles, "subtitle"))))
        for other in children(titles, "original_language_title"):
            draft.other_title(inner(other), other.get("language", ""))
    for name in ("full_title", "proceedings_title"):
        draft.title(inner(first(own, name)))
    if not draft.fields.get("title"):
        draft.title(inner(first(own, "description")))


def _own(own: Element, name: str) -> Iterator[Element]:
    yield from children(own, name)
    for metadata in children(own, *_METADATA):  # of a report or standard
        yield from children(metadata, name)


def _names(draft: Draft, own: Element, around: list[Element]) -> None:
    for part in (own, *around):
        for contributors in (part if name_of(part) == "dissertation" else (), *_own(part, "contributors")):
            for one in children(contributors, "person_name", "organization") if len(contributors) else ():
                name = _name(one)
                if part is own or (name and name.role != "aut"):
                    draft.name(name)


def _name(one: Element) -> Contributor | None:
    others = {"role": _ROLES.get(one.get("contributor_role", ""), "ctb"), "affiliations": tuple(_places(one))}
    if name_of(one) == "organization":
        return Contributor(literal=words(one), **others) if words(one) else None
    if name_of(one) != "person_name":
        return None
    others |= orcid(words(first(one, "ORCID")))
    given, family = words(first(one, "given_name")), words(first(one, "surname"))
    return person(given, family, suffix=words(first(one, "suffix")) if given and family else "", **others)


def _places(one: Element) -> Iterator[Affiliation]:
    for place in children(one, "affiliation"):
        yield Affiliation(name=words(place))
    for place in children(first(one, "affiliations"), "institution"):
        rors = [checked("ror", words(number)) for number in children(place, "institution_id")]
        ror = next((number.value for number in rors if not number.problem), "")
        parts = [words(part) for part in children(place, "institution_department", "institution_name")]
        if any(parts) or ror:
            yield Affiliation(name=", ".join(filter(None, parts)), ror=ror)


def _dates(draft: Draft, part: Element) -> None:
    """Keep when it was printed, or else online, as issued; online before that as available."""
    dates: dict[str, str] = {}
    for date in (date for name in _DATES for date in _dated(part, name)):
        dates.setdefault(date.get("media_type", "print"), _date(date))
    issued, online = dates.get("print") or dates.get("online", ""), dates.get("online", "")
    if issued and not draft.fields.get("issued"):
        draft.date("issued", issued)
        if online and online != issued:
            draft.date("available", online)
    for date in children(part, "acceptance_date"):
        draft.date("accepted", _date(date))


def _dated(part: Element, name: str) -> Iterator[Element]:
    yield from _own(part, name)
    for dates in children(part, "database_date"):
        yield from children(dates, name)


def _date(date: Element) -> str:
    parts = {name_of(part): words(part) for part in date}
    month = parts.get("month", "")
    if month.isdigit() and int(month) > 12:  # 21 to 34 are seasons and quarters
        month = ""
    return "-".join(filter(None, (parts.get("year", ""), month, parts.get("day", "") if month else "")))


def _publisher(draft: Draft, part: Element) -> None:
    for publisher in _own(part, "publisher"):
        draft.set("publisher", words(first(publisher, "publisher_name")))
        draft.set("publisher_place", words(first(publisher, "publisher_place")))
    for institution in _own(part, "institution"):
        draft.set("publisher", words(first(institution, "institution_name")))
        draft.set("publisher_place", words(first(institution, "institution_place")))


def _host(draft: Draft, work: Element, around: list[Element]) -> None:
    """Keep what the work is in: journal, book or proceedings; then series, and the conference."""
    for part in around:
        _metadata(draft, part, is_series=False)
    holder = work.getparent() if name_of(work) not in _HOLDERS else work
    event = first(holder, "event_metadata") if holder is not None else None
    draft.set("event_title", words(first(event, "conference_name")))
    draft.set("event_place", words(first(event, "conference_location")))
    draft.note(words(first(event, "conference_date")), "Conference:")


def _metadata(draft: Draft, part: Element, *, is_series: bool) -> None:
    name = name_of(part)
    if name != "journal_issue" and draft.fields["type"] != "publication/journal-issue":
        titles = [first(part, "full_title"), first(part, "proceedings_title"), first(part, "titles", "title")]
        title = first_of(words(one) for one in titles)
        if title != draft.fields.get("title"):
            draft.set("collection_title" if is_series else "container_title", title)
    draft.set("container_title_short", words(first(part, "abbrev_title")))
    draft.set("volume", words(first(part, "journal_volume", "volume")) or words(first(part, "volume")))
    draft.set("issue", words(first(part, "issue")))
    draft.set("edition", words(first(part, "edition_number")))
    for number in children(part, "issn", "isbn"):
        kind = "eissn" if number.get("media_type") == "electronic" else "issn"
        draft.identify(kind if name_of(number) == "issn" else "isbn", words(number))
    for series in children(part, "series_metadata", "set_metadata"):
        _metadata(draft, series, is_series=True)


def _numbers(draft: Draft, own: Element) -> None:
    if name_of(own) in _METADATA or name_of(own) in ("report-paper", "standard"):
        for part in (own, *children(own, *_METADATA)):
            _metadata(draft, part, is_series=False)
    for doi in (one for data in _own(own, "doi_data") for one in children(data, "doi")):
        draft.identify("doi", words(doi))
    for data in _own(own, "doi_data"):
        draft.set("url", words(first(data, "resource")))
    for part in _own(own, "pages"):
        told = pages(words(first(part, "first_page")), words(first(part, "last_page")))
        draft.set("page", hyphenated_pages(", ".join(filter(None, (told, words(first(part, "other_pages")))))))
    for item in _own(own, "publisher_item"):
        for number in children(item, "item_number"):
            is_article = number.get("item_number_type", "article_number") in ("article_number", "article-number")
            if not words(number).lower().startswith("10."):  # some write the DOI here once more
                draft.set("article_number" if is_article else "number", words(number))
        for number in children(item, "identifier"):
            if number.get("id_type") in ("pii", "pmid", "arxiv"):
                draft.identify(number.get("id_type", ""), words(number))
    draft.set("genre", words(first(own, "degree")) or own.get("type", "").replace("_", " "))


def _texts(draft: Draft, own: Element) -> None:
    for abstract in _own(own, "abstract"):
        draft.abstract(inner(abstract), abstract.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
    for text in _own(own, "description"):
        if not draft.abstracts and words(text) != draft.fields.get("title"):
            draft.abstract(inner(text), text.get("language", ""))


def _programs(draft: Draft, own: Element) -> None:
    """Keep the licence of the published version and the funders."""
    licences = list(own.iter("{*}license_ref"))
    best = [one for one in licences if one.get("applies_to", "vor") == "vor"] or [
        one for one in licences if one.get("applies_to") != "tdm"
    ]
    for one in best[:1]:
        draft.licence(words(one))
    for group in own.iter("{*}assertion"):
        if group.get("name") == "fundgroup":
            _grant(draft, group)
    for one in own.iter("{*}program"):
        if one.get("name") == "fundref" and not any(part.get("name") == "fundgroup" for part in one):
            _grant(draft, one)


def _grant(draft: Draft, group: Element) -> None:
    found: dict[str, list[str]] = {}
    for one in group.iter("{*}assertion"):
        if one is not group:
            text = one.text or ""
            found.setdefault(one.get("name", ""), []).append(" ".join(text.split()))
    ids = [checked(scheme, text) for text in found.get("funder_identifier", []) for scheme in ("doi", "ror")]
    number = next((one.value for one in ids if not one.problem), "")
    for award in found.get("award_number", [""]):
        draft.fund(Funding(funder=first_of(found.get("funder_name", [])), funder_id=number, award=award))
