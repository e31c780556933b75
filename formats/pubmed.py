"""PubMed XML: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/ (2025), articles and book chapters.

A structured abstract keeps its headings. A season becomes a note beside the year, a span of months or years stays one.
Not kept: references, chemicals, investigators, and who indexed what when.
"""

from __future__ import annotations

import re

from formats.draft import AS_GIVEN, Draft, first_of, hyphenated_pages, is_date, orcid, pages, person
from formats.identifiers import checked
from formats.pubmed_dates import date_of
from formats.record import Affiliation, Contributor, Funding, Record, Refusal
from formats.sentence import Sentence
from formats.xml_tree import Element, children, each, first, inner, name_of, words

label, media_type, suffix = "PubMed XML", "application/vnd.ncbi.pubmed+xml", "pubmed.xml"

_HEAD = 20_000
_SEEN = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|MedlineCitation\w*|BookDocumentSet)\b")
# Of several kinds, the one that tells most.
_TYPES = {
    "Review": "publication/review-article",
    "Systematic Review": "publication/review-article",
    "Meta-Analysis": "publication/review-article",
    "Preprint": "publication/preprint",
    **dict.fromkeys(("Editorial", "Letter", "Comment"), "publication/editorial-letter"),
    "Newspaper Article": "publication/newspaper-article",
    "Technical Report": "publication/report",
    "Dataset": "other/data-set",
    "Academic Dissertation": "publication/doctoral-thesis",
}
_STATUSES = {"aheadofprint": "epub", "epublish": "published", "ppublish": "published"}
_IDS = {"doi": "doi", "pubmed": "pmid", "pmc": "pmcid", "pii": "pii", "bookaccession": "bookaccession"}
_SPAN = re.compile(
    r"(?P<year>\d{4})\s*(?P<month>[A-Z][a-z]{2})?[a-z]*\s*(?P<day>\d{1,2})?\s*[-/\u2013]\s*"
    r"(?P<year2>\d{4})?\s*(?P<month2>[A-Z][a-z]{2})?[a-z]*\s*(?P<day2>\d{1,2})?"
)
_SEASON = re.compile(r"spring|summer|autumn|fall|winter", re.I)
_ROLES = {"authors": "aut", "editors": "edt"}


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each article and book article; ValueError where there is no set of them."""
    if not recognises(text):
        raise ValueError(Sentence("It is no XML of PubMed."))
    return each(text, ["PubmedArticle", "PubmedBookArticle", "MedlineCitation", "BookDocument"], record_of)


def recognises(text: str) -> bool:
    """Return whether a text begins as PubMed's XML does."""
    return text[:1000].lstrip("\ufeff \t\r\n").startswith("<") and bool(_SEEN.search(text, 0, _HEAD))


def record_of(found: Element) -> Record:
    """Return the Record of a PubmedArticle or PubmedBookArticle; ValueError where it has no title."""
    if name_of(found) in ("PubmedBookArticle", "BookDocument"):
        return _book_article(found)
    citation = found if name_of(found) == "MedlineCitation" else first(found, "MedlineCitation")
    article, data = first(citation, "Article"), first(found, "PubmedData")
    kinds = [words(kind) for kind in children(first(article, "PublicationTypeList"), "PublicationType")]
    draft = Draft(source="pubmed", type=next((key for kind, key in _TYPES.items() if kind in kinds), ""))
    draft.fields["type"] = draft.fields["type"] or "publication/journal-article"
    draft.set("genre", ", ".join(kind for kind in kinds if not kind.startswith("Research Support"))[:300])
    _pmid(draft, citation)
    _journal(draft, article, citation)
    _title(draft, article)
    _article(draft, article)
    _identifiers(draft, article, data)
    _indexing(draft, citation)
    for date in children(first(data, "History"), "PubMedPubDate"):
        if date.get("PubStatus") == "accepted":
            draft.date("accepted", _date(date))
    draft.set("publication_status", _STATUSES.get(words(first(data, "PublicationStatus")), ""))
    return draft.record()


def _pmid(draft: Draft, citation: Element | None) -> None:
    pmid = words(first(citation, "PMID"))
    draft.set("id", pmid)
    draft.identify("pmid", pmid)


def _journal(draft: Draft, article: Element | None, citation: Element | None) -> None:
    journal = first(article, "Journal")
    draft.set("container_title", words(first(journal, "Title")))
    draft.set("container_title_short", words(first(journal, "ISOAbbreviation")))
    for issn in children(journal, "ISSN"):
        draft.identify("eissn" if issn.get("IssnType") == "Electronic" else "issn", words(issn))
    if not draft.fields.get("issn"):
        draft.identify("issn", words(first(citation, "MedlineJournalInfo", "ISSNLinking")))
    short = words(first(citation, "MedlineJournalInfo", "MedlineTA"))
    draft.set("container_title", short)
    draft.set("container_title_short", short)
    issue = first(journal, "JournalIssue")
    draft.set("volume", words(first(issue, "Volume")))
    draft.set("issue", words(first(issue, "Issue")))
    _issued(draft, first(issue, "PubDate"))


def _issued(draft: Draft, date: Element | None) -> None:
    """Keep when it was issued; MedlineDate is a text such as "1998 Dec-1999 Jan"."""
    if date is None:
        return
    text, season = words(first(date, "MedlineDate")), words(first(date, "Season"))
    found = _medline(text) if text else _date(date)
    draft.date("issued", found)
    if season or _SEASON.search(text) or (text and not found):
        draft.note(text or f"{words(first(date, 'Year'))} {season}", AS_GIVEN)


def _medline(text: str) -> str:
    """Return our text for a MedlineDate, a span where it is one; "" where there is not even a year."""
    if found := _SPAN.search(text):
        year2 = found["year2"] or found["year"]
        month2 = found["month2"] or (found["month"] if found["day2"] else "")
        start = date_of(" ".join(filter(None, (found["year"], found["month"], found["day"]))))
        end = date_of(" ".join(filter(None, (year2, month2, found["day2"]))))
        if is_date(f"{start}/{end}") and len(start) == len(end):
            return f"{start}/{end}" if start != end else start
    return date_of(text)


def _date(date: Element) -> str:
    parts = (words(first(date, name)) for name in ("Year", "Month", "Day"))
    year, month, day = (*parts,)
    if month.isdigit():
        return "-".join(filter(None, (year, month, day)))
    return date_of(" ".join(filter(None, (year, month, day))))


def _title(draft: Draft, article: Element | None) -> None:
    """Keep the title, without the brackets in which a translation stands, and the one in the language of the work."""
    draft.title(_untranslated(inner(first(article, "ArticleTitle"))))
    languages = [words(language) for language in children(article, "Language")]
    for language in languages:
        draft.language(language)
    draft.title(_without_point(inner(first(article, "VernacularTitle"))), first_of(languages))


def _untranslated(title: str) -> str:
    title = title.strip()
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1]
    return _without_point(title)


def _without_point(title: str) -> str:
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _article(draft: Draft, article: Element | None) -> None:
    _pages(draft, first(article, "Pagination"))
    for names in children(article, "AuthorList"):
        for author in children(names, "Author"):
            draft.name(_name(author, _ROLES.get(names.get("Type", ""), "aut")))
    _abstracts(draft, article)
    for date in children(article, "ArticleDate"):
        draft.date("available", _date(date))
    for grant in children(first(article, "GrantList"), "Grant"):
        funding = Funding(funder=words(first(grant, "Agency")), award=words(first(grant, "GrantID")))
        draft.fund(funding)
    for bank in children(first(article, "DataBankList"), "DataBank"):
        for number in children(first(bank, "AccessionNumberList"), "AccessionNumber"):
            draft.note(f"{words(first(bank, 'DataBankName'))} {words(number)}".strip(), "Data:")


def _pages(draft: Draft, pagination: Element | None) -> None:
    """Keep pages with all their digits: "1234-41" is "1234-1241"; "e58724" is an article number."""
    given = words(first(pagination, "MedlinePgn"))
    given = given or pages(words(first(pagination, "StartPage")), words(first(pagination, "EndPage")))
    text = hyphenated_pages(given.partition(";")[0])
    found = re.fullmatch(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)", text)
    if found and found[1] == found[3] and len(found[4]) < len(found[2]):
        text = f"{found[1]}{found[2]}-{found[1]}{found[2][: len(found[2]) - len(found[4])]}{found[4]}"
    is_number = re.fullmatch(r"[eE]\d+", text) or (text.isdigit() and len(text) > 4)
    draft.set("article_number" if is_number else "page", text)


def _name(author: Element, role: str) -> Contributor | None:
    family, given = words(first(author, "LastName")), words(first(author, "ForeName"))
    numbers = {one.get("Source", ""): words(one) for one in children(author, "Identifier")}
    others = {"role": role, "affiliations": tuple(_places(author)), **orcid(numbers.get("ORCID", ""))}
    if group := words(first(author, "CollectiveName")):
        return Contributor(literal=group, **others)
    given = given or words(first(author, "Initials"))
    return person(given, family, suffix=words(first(author, "Suffix")) if family and given else "", **others)


def _places(author: Element) -> list[Affiliation]:
    infos = list(children(author, "AffiliationInfo")) or ([author] if first(author, "Affiliation") is not None else [])
    found = []
    for info in infos:
        rors = [checked("ror", words(one)) for one in children(info, "Identifier") if one.get("Source") == "ROR"]
        ror = next((one.value for one in rors if not one.problem), "")
        for place in children(info, "Affiliation"):
            found.append(Affiliation(name=words(place).rstrip("."), ror=ror))
    return list(dict.fromkeys(found))


def _abstracts(draft: Draft, article: Element | None) -> None:
    for abstract in children(article, "Abstract"):
        draft.abstract(_sections(abstract), "eng")
        draft.note(words(first(abstract, "CopyrightInformation")), "Copyright:")


def _sections(abstract: Element) -> str:
    """Return an abstract as markup; the label of a part is its heading."""
    found = []
    for part in children(abstract, "AbstractText"):
        heading = part.get("Label", "").strip()
        told = f"<title>{heading.replace('&', '&amp;').replace('<', '&lt;')}:</title>" if heading else ""
        if text := inner(part).strip():
            found.append(f"<sec>{told}<p>{text}</p></sec>")
    return "".join(found)


def _identifiers(draft: Draft, article: Element | None, data: Element | None) -> None:
    numbers = [(one.get("IdType", ""), one) for one in children(first(data, "ArticleIdList"), "ArticleId")]
    numbers += [(one.get("EIdType", ""), one) for one in children(article, "ELocationID") if one.get("ValidYN") != "N"]
    for kind, one in numbers:
        if kind in _IDS:
            draft.identify(_IDS[kind], words(one))


def _indexing(draft: Draft, citation: Element | None) -> None:
    """Keep keywords and subject headings, abstracts in other languages, and what became of the paper later."""
    for abstract in children(citation, "OtherAbstract"):
        draft.abstract(_sections(abstract), abstract.get("Language", ""))
    for words_of_it in children(citation, "KeywordList"):
        for word in children(words_of_it, "Keyword"):
            draft.keyword(inner(word).rstrip("."))
    for heading in children(first(citation, "MeshHeadingList"), "MeshHeading"):
        draft.keyword("/".join(words(part) for part in heading), "eng")
    for one in children(first(citation, "CommentsCorrectionsList"), "CommentsCorrections"):
        if one.get("RefType") not in ("Cites", None):
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", one.get("RefType", "")).capitalize()
            draft.note(words(first(one, "RefSource")), f"{kind}:")


def _book_article(found: Element) -> Record:
    document = found if name_of(found) == "BookDocument" else first(found, "BookDocument")
    book = first(document, "Book")
    title, book_title = inner(first(document, "ArticleTitle")), inner(first(book, "BookTitle"))
    draft = Draft(source="pubmed", type="publication/book-chapter" if title else "publication/book")
    draft.title(_untranslated(title or book_title))
    if title:
        draft.set("container_title", words(first(book, "BookTitle")))
    kinds = [words(kind) for kind in children(document, "PublicationType")]
    draft.set("genre", ", ".join(kinds))
    _pmid(draft, document)
    for one in children(first(document, "ArticleIdList"), "ArticleId"):
        draft.identify(_IDS.get(one.get("IdType", ""), one.get("IdType", "local")), words(one))
    _book(draft, book)
    _article(draft, document)
    for names in children(book, "AuthorList"):
        role = _ROLES.get(names.get("Type", ""), "aut")
        for author in children(names, "Author"):
            draft.name(_name(author, role if title else "aut" if role == "aut" else "edt"))
    draft.language(words(first(document, "Language")))
    _indexing(draft, document)
    contributed = first(document, "ContributionDate")
    if contributed is not None:
        draft.date("available", _date(contributed))
    return draft.record()


def _book(draft: Draft, book: Element | None) -> None:
    draft.set("publisher", words(first(book, "Publisher", "PublisherName")))
    draft.set("publisher_place", words(first(book, "Publisher", "PublisherLocation")))
    _issued(draft, first(book, "PubDate"))
    for field, name in _BOOK.items():
        draft.set(field, words(first(book, name)))
    for isbn in children(book, "Isbn"):
        draft.identify("isbn", words(isbn))


_BOOK = {
    "volume": "Volume",
    "edition": "Edition",
    "collection_title": "CollectionTitle",
    "number": "ReportNumber",
}
