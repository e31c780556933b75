"""The front matter of articles in JATS 1.3 (https://jats.nlm.nih.gov/publishing/1.3/), and its forerunner.

Not kept: the text of the article, its references, and what the licence and copyright say beside the licence's address.
"""

from __future__ import annotations

import re

from formats.draft import Draft, first_of, hyphenated_pages, pages
from formats.genres import from_word
from formats.identifiers import checked
from formats.jats.names import read_names
from formats.pubmed_dates import date_of
from formats.record import Funding, Record, Refusal
from formats.richtext import clean_title
from formats.sentence import Sentence
from formats.xml_tree import Element, children, each, first, inner, name_of, words

label, media_type, suffix = "JATS", "application/vnd.jats+xml", "jats.xml"

_LANG, _HREF = "{http://www.w3.org/XML/1998/namespace}lang", "{http://www.w3.org/1999/xlink}href"
_HEAD = 20_000
_SEEN = re.compile(r"<(?:[\w.-]{1,40}:)?article[\s>]")
_FRONT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:front|article-meta|journal-meta)[\s>]|NLM//DTD")
_TYPES = {
    "review-article": "publication/review-article",
    "systematic-review": "publication/review-article",
    "meta-analysis": "publication/review-article",
    "book-review": "publication/book-review",
    "product-review": "publication/book-review",
    "editorial": "publication/editorial-letter",
    "introduction": "publication/editorial-letter",
    "letter": "publication/editorial-letter",
    "reply": "publication/editorial-letter",
    "discussion": "publication/editorial-letter",
    "article-commentary": "publication/editorial-letter",
    "abstract": "conference/other",
    "meeting-report": "conference/other",
    "proceedings": "conference/paper",
    "dissertation": "publication/doctoral-thesis",
    "news": "publication/magazine-article",
    "preprint": "publication/preprint",
    "data-paper": "publication/journal-article",
}
_IDS = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "pii": "pii", "arxiv": "arxiv"}


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each article; ValueError where there is none."""
    found = each(text, ["article"], record_of)
    if not found:
        raise ValueError(Sentence("It holds no article in JATS."))
    return found


def recognises(text: str) -> bool:
    """Return whether a text begins with an article that has front matter."""
    head = text[:_HEAD]
    is_xml = head.lstrip("\ufeff \t\r\n").startswith("<")
    return is_xml and bool(_SEEN.search(head) and _FRONT.search(head))


def record_of(article: Element) -> Record:
    """Return the Record of an article element; ValueError where it has no title."""
    front = first(article, "front")
    front = front if front is not None else first(article, "front-stub")
    meta = first(front, "article-meta")
    meta = meta if meta is not None else front
    kind = article.get("article-type", "")
    draft = Draft(type=_TYPES.get(kind) or "publication/journal-article")
    heading = words(first(meta, "article-categories", "subj-group", "subject"))
    if kind in ("other", "", "research-article") and from_word(heading).startswith("publication/"):
        draft.fields["type"] = from_word(heading)
    draft.set("genre", kind.replace("-", " "))
    draft.language(article.get(_LANG, ""))
    _journal(draft, first(front, "journal-meta"))
    if meta is not None:
        _identifiers(draft, meta)
        _titles(draft, meta)
        read_names(draft, meta)
        _dates(draft, meta)
        _numbers(draft, meta)
        _texts(draft, meta)
        _permissions(draft, meta)
        _grants(draft, meta)
    return draft.record()


def _journal(draft: Draft, meta: Element | None) -> None:
    titles = [*children(first(meta, "journal-title-group"), "journal-title"), *children(meta, "journal-title")]
    draft.set("container_title", first_of(words(title) for title in titles))
    short = [*children(first(meta, "journal-title-group"), "abbrev-journal-title")]
    short += [*children(meta, "abbrev-journal-title")]
    draft.set("container_title_short", first_of(words(title) for title in short))
    for issn in children(meta, "issn"):
        kind = f"{issn.get('pub-type', '')} {issn.get('publication-format', '')}"
        is_electronic = "epub" in kind or "electronic" in kind
        draft.identify("eissn" if is_electronic else "issn", words(issn))
    for isbn in children(meta, "isbn"):
        draft.identify("isbn", words(isbn))
    draft.set("publisher", words(first(meta, "publisher", "publisher-name")))
    draft.set("publisher_place", words(first(meta, "publisher", "publisher-loc")))


def _identifiers(draft: Draft, meta: Element) -> None:
    for one in children(meta, "article-id"):
        kind = one.get("pub-id-type", "")
        if kind in _IDS:
            draft.identify(_IDS[kind], words(one))
        elif kind in ("publisher-id", "", "manuscript"):
            draft.set("id", words(one))
        elif kind in ("art-access-id", "article-number", "elocation-id"):
            draft.set("article_number", words(one))
        else:
            draft.identify(kind, words(one))
    for link in children(meta, "self-uri"):
        is_pdf = "pdf" in link.get("content-type", "") or words(link).endswith(".pdf")
        draft.link(link.get(_HREF) or words(link), "fulltext", "", "application/pdf" if is_pdf else "")


def _titles(draft: Draft, meta: Element) -> None:
    group = first(meta, "title-group")
    for title in children(group, "article-title"):
        draft.title(_without_notes(title), title.get(_LANG, ""))
    for subtitle in children(group, "subtitle"):
        draft.set("subtitle", clean_title(_without_notes(subtitle)))
    for other in children(group, "trans-title-group"):
        parts = [_without_notes(part) for part in children(other, "trans-title", "trans-subtitle")]
        draft.other_title(": ".join(parts), other.get(_LANG, ""))
    for title in children(group, "trans-title", "alt-title"):
        if title.get("alt-title-type", "") not in ("running", "short", "right-running", "left-running", "running-head"):
            draft.other_title(_without_notes(title), title.get(_LANG, ""))


def _without_notes(element: Element) -> str:
    """Return what an element holds, without the footnotes in it."""
    for note in [*element.iter("{*}fn", "{*}xref")]:
        if name_of(note) == "fn" or note.get("ref-type") in ("fn", "corresp", "author-notes"):
            _empty(note)
    return inner(element)


def _empty(element: Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


def _dates(draft: Draft, meta: Element) -> None:
    """Keep when it was printed, or else online, as issued; online before that as available."""
    dates: dict[str, str] = {}
    for date in children(meta, "pub-date"):
        kind = f"{date.get('pub-type', '')} {date.get('date-type', '')} {date.get('publication-format', '')}"
        is_online = "epub" in kind or "electronic" in kind
        name = "online" if is_online else "collection" if "collection" in kind else "print"
        dates.setdefault(name, _date(date))
    issued = first_of(dates.get(name, "") for name in ("print", "online", "collection"))
    draft.date("issued", issued)
    online = dates.get("online", "")
    if online and issued != online and not issued.startswith(online):
        draft.date("available", online)
    for date in children(first(meta, "history"), "date"):
        if date.get("date-type") == "accepted":
            draft.date("accepted", _date(date))


def _date(date: Element) -> str:
    parts = {name_of(part): words(part) for part in date}
    if not parts.get("year"):
        return date.get("iso-8601-date", "")
    return "-".join(filter(None, (parts["year"], _month(parts), parts.get("day", "") if parts.get("month") else "")))


def _month(parts: dict[str, str]) -> str:
    month = parts.get("month", "")
    return month if month.isdigit() or not month else date_of(f"{parts['year']} {month}")[5:7]


def _numbers(draft: Draft, meta: Element) -> None:
    for field in ("volume", "issue"):
        draft.set(field, words(first(meta, field)))
    draft.set("article_number", words(first(meta, "elocation-id")))
    whole = hyphenated_pages(words(first(meta, "page-range")))
    draft.set("page", pages(words(first(meta, "fpage")), words(first(meta, "lpage"))) or whole)
    for count in children(first(meta, "counts"), "page-count"):
        draft.set("number_of_pages", count.get("count", ""))
    for event in children(meta, "conference"):
        draft.set("event_title", words(first(event, "conf-name")))
        draft.set("event_place", words(first(event, "conf-loc")))
        if first(event, "conf-date") is not None:
            draft.note(words(first(event, "conf-date")), "Conference:")


def _texts(draft: Draft, meta: Element) -> None:
    language = str(draft.fields.get("language") or "")
    for abstract in children(meta, "abstract", "trans-abstract"):
        if abstract.get("abstract-type", "") not in ("graphical", "toc", "teaser", "web-summary", "key-points"):
            own = "" if name_of(abstract) == "trans-abstract" else language
            draft.abstract(inner(abstract), abstract.get(_LANG) or own)
    for group in children(meta, "kwd-group"):
        for word in group.iter("{*}kwd"):
            draft.keyword(inner(word), group.get(_LANG, ""))


def _permissions(draft: Draft, meta: Element) -> None:
    permissions = first(meta, "permissions")
    for licence in permissions.iter("{*}license", "{*}license_ref") if permissions is not None else ():
        text = licence.get(_HREF) or (words(licence) if name_of(licence) == "license_ref" else "")
        links = [link.get(_HREF, "") for link in licence.iter("{*}ext-link", "{*}uri")]
        found = first_of((text, *(link for link in links if "licen" in link)))
        if found:
            draft.licence(found)


def _grants(draft: Draft, meta: Element) -> None:
    for group in children(meta, "funding-group"):
        for award in children(group, "award-group"):
            ids = [checked(scheme, words(one)) for one in award.iter("{*}institution-id") for scheme in ("doi", "ror")]
            funder = first_of(
                words(first(source, "institution-wrap", "institution")) or words(source)
                for source in children(award, "funding-source")
            )
            number = next((one.value for one in ids if not one.problem), "")
            awards = [words(one) for one in children(award, "award-id")] or [""]
            for one in awards:
                draft.fund(Funding(funder=funder, funder_id=number, award=one))
        draft.note(words(first(group, "funding-statement")), "Funding:")
