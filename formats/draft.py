"""A record in the making: what readers of formats find, put in its place, and what is wrong kept with its reason.

A reader calls the methods in the order of the source and then `record`. Nothing that it hands in is lost: a wrong or
surplus identifier stands among `identifiers`, a date that is none becomes a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from formats.dates import parse
from formats.identifiers import checked, several
from formats.languages import code_of
from formats.licences import licence_of
from formats.record import Contributor, Funding, Identifier, Link, Note, Record, Subject, Translation
from formats.richtext import clean_abstract, clean_title, plain
from formats.sentence import Sentence
from formats.types import TYPES

AS_GIVEN = "As given in the source:"  # heading of what we could not use
NO_TITLE = Sentence("It has no title.")

_SUBJECT = re.compile(r"[1-6](?:[0-9]{2}){0,2}")
_ELECTRONIC = re.compile(r"(?:^|[^a-z])(?:e-?issn|electronic|online|e)(?:$|[^a-z])", re.I)
# What catalogues write where they know no name: DataCite's codes, "sine nomine", a line for "the same".
_NO_NAME = re.compile(r"\(?:[a-z]{3,4}\)?|\(:[a-z]{3,4}\).*|\[?s\. ?n\.?\]?|[\W_]+", re.I)
_MOST = 5000  # keywords, notes and the like; no real record has more


class Draft:
    """What is known so far; `fields` are those of a Record that are texts, set by the reader as it likes."""

    def __init__(self, **fields: object) -> None:
        self.fields: dict[str, object] = fields
        self.titles: list[Translation] = []
        self.abstracts: list[Translation] = []
        self.keywords: list[Translation] = []
        self.contributors: list[Contributor] = []
        self.identifiers: list[Identifier] = []
        self.isbn: list[str] = []
        self.links: list[Link] = []
        self.funding: list[Funding] = []
        self.subjects: list[Subject] = []
        self.notes: list[Note] = []

    def set(self, field: str, text: str) -> None:
        """Keep a text as a field that is not yet known; text in one line."""
        if text and not self.fields.get(field):
            self.fields[field] = text

    def title(self, markup: str, language: str = "") -> None:
        """Keep a title from a source, with whatever markup, as the title or, where there is one, as another."""
        text = clean_title(markup)
        if not text:
            return
        if not self.fields.get("title"):
            self.fields["title"] = text
        else:
            self.other_title(text, language)

    def other_title(self, markup: str, language: str = "") -> None:
        """Keep a title in another language, or another form of it."""
        text = clean_title(markup)
        if text and text not in (self.fields.get("title"), *(title.text for title in self.titles)):
            self.titles.append(Translation(text=text, language=code_of(language)))

    def abstract(self, markup: str, language: str = "") -> None:
        """Keep an abstract from a source, with whatever markup."""
        found = Translation(text=clean_abstract(markup), language=code_of(language))
        if found.text and found not in self.abstracts:
            self.abstracts.append(found)

    def keyword(self, text: str, language: str = "") -> None:
        """Keep a free term."""
        found = Translation(text=plain(clean_title(text)), language=code_of(language))
        if found.text and found not in self.keywords and len(self.keywords) < _MOST:
            self.keywords.append(found)

    def subject(self, code: str, edition: str = "2011") -> None:
        """Keep a UKÄ code; what is none becomes a note."""
        if not _SUBJECT.fullmatch(code):
            self.note(code, "UKÄ:")
        elif (found := Subject(code=code, edition=edition)) not in self.subjects:
            self.subjects.append(found)

    def note(self, text: str, heading: str = "") -> None:
        """Keep a note."""
        found = Note(text=text, heading=heading)
        if text and found not in self.notes and len(self.notes) < _MOST:
            self.notes.append(found)

    def name(self, contributor: Contributor | None) -> None:
        """Keep a name; None and what catalogues write for no name are none."""
        if contributor and (contributor.family or contributor.given or not _NO_NAME.fullmatch(contributor.literal)):
            self.contributors.append(contributor)

    def date(self, field: str, text: str) -> None:
        """Keep a date, as exact as known, where it is more exact than what is known so far; a note where it is none."""
        try:
            found = parse(text)
        except ValueError:
            self.note(text.strip(), AS_GIVEN)
            return
        known = str(self.fields.get(field) or "")
        if found and found.startswith(known):
            self.fields[field] = found

    def language(self, text: str) -> None:
        """Keep the first language of the work that is known."""
        self.set("language", code_of(text))

    def licence(self, text: str) -> None:
        """Keep a licence; a text that names none we know is kept where it is an address, else as a note."""
        if not text:
            return
        known = licence_of(text)
        uri = checked("uri", text)
        if known or not uri.problem:
            self.set("licence", known or uri.value)
        else:
            self.note(text, "Rights:")

    def link(self, url: str, kind: str = "related", label: str = "", media_type: str = "") -> None:
        """Keep a link; what is no web address stands among the identifiers with its problem."""
        uri = checked("uri", url)
        if uri.problem:
            if uri.value:
                self._keep(uri)
        elif (found := Link(url=uri.value, kind=kind, label=label, media_type=media_type)) not in self.links:
            self.links.append(found)

    def fund(self, funding: Funding) -> None:
        """Keep a grant."""
        if (funding.funder or funding.award or funding.title) and funding not in self.funding:
            self.funding.append(funding)

    def identify(
        self, scheme: str, text: str, qualifier: str = "", *, invalid: bool = False, problem: str = ""
    ) -> None:
        """Keep an identifier; `qualifier` tells an electronic ISSN, `invalid` that the source calls it wrong."""
        if not text.strip():
            return
        if invalid:
            found = checked(scheme, text)
            said = problem or found.problem or "is marked as wrong in its source"
            self._keep(Identifier(scheme=scheme, value=found.value, problem=said))
        elif scheme in ("issn", "eissn"):
            self._issn("eissn" if scheme == "eissn" or _ELECTRONIC.search(qualifier) else "issn", text)
        elif scheme == "isbn":
            self._isbn(text)
        else:
            self._one(checked(scheme, text))

    def record(self) -> Record:
        """Return what is known as a Record; ValueError where it has no title, nor anything to know it by.

        What has only that is called what it is, in brackets, as catalogues do: "[Book chapter 10.1234/abc]".
        """
        if not self.fields.get("title"):
            self.fields["title"] = self._brackets()
        return Record(
            **self.fields,
            titles=tuple(self.titles),
            abstracts=tuple(self.abstracts),
            keywords=tuple(self.keywords),
            contributors=tuple(self.contributors),
            identifiers=tuple(self.identifiers),
            isbn=tuple(self.isbn),
            links=tuple(self.links),
            funding=tuple(self.funding),
            subjects=tuple(self.subjects),
            notes=tuple(self.notes),
        )

    def _brackets(self) -> str:
        known = self.fields.get("doi") or self.fields.get("url") or first_of((*self.isbn, ""))
        known = known or next((row.value for row in self.identifiers if not row.problem), "")
        facts = [value for field, value in self.fields.items() if field not in ("type", "genre", "source") and value]
        if not (known or facts or self.contributors or self.abstracts or self.notes or self.keywords):
            raise ValueError(NO_TITLE)
        kind = TYPES[str(self.fields.get("type") or "publication/other")].en
        return f"[{kind} {known}]" if known else f"[{kind}]"

    def _one(self, found: Identifier) -> None:
        if found.scheme == "doi" and not found.problem and self.fields.get("doi", found.value) == found.value:
            self.fields["doi"] = found.value
        else:
            self._keep(found)

    def _issn(self, field: str, text: str) -> None:
        """Keep the ISSNs of a text: several may stand in it, each with words that tell which it is."""
        found = several("issn", text)
        after = re.split(r"[0-9]{4}-?[0-9]{3}[0-9Xx]", text)
        for place, one in enumerate(found):
            words = after[place + 1] if len(after) == len(found) + 1 else ""
            wanted = "eissn" if _ELECTRONIC.search(words) else field
            if one.problem:
                self._keep(Identifier(scheme=field, value=one.value, problem=one.problem))
            else:
                self._serial(wanted, one.value)

    def _serial(self, field: str, value: str) -> None:
        if value in (self.fields.get("issn"), self.fields.get("eissn")):
            return
        other = "issn" if field == "eissn" else "eissn"
        free = next((name for name in (field, other) if not self.fields.get(name)), "")
        if free:
            self.fields[free] = value
        else:
            self._keep(Identifier(scheme=field, value=value))

    def _isbn(self, text: str) -> None:
        for one in several("isbn", text):
            if one.problem:
                self._keep(one)
            elif one.value not in self.isbn:
                self.isbn.append(one.value)

    def _keep(self, found: Identifier) -> None:
        if found.value and found not in self.identifiers and len(self.identifiers) < _MOST:
            self.identifiers.append(found)


def is_date(text: str) -> bool:
    """Return whether a text is a date."""
    try:
        return bool(parse(text))
    except ValueError:
        return False


def person(given: str = "", family: str = "", **parts: object) -> Contributor | None:
    """Return a contributor with a name in two parts, as a literal where one part is missing; None where both are."""
    if family and given:
        return Contributor(family=family, given=given, **parts)
    if not family and not given:
        return None
    return Contributor(literal=family or given, **parts)


def inverted(name: str, **parts: object) -> Contributor | None:
    """Return the contributor that "Family, Given" or "Family, Given, Jr." names; a name without comma is literal."""
    pieces = [piece.strip() for piece in name.split(",")]
    if len(pieces) == 3 and len(pieces[2]) < 5 and all(pieces):
        return Contributor(family=pieces[0], given=pieces[1], suffix=pieces[2], **parts)
    if len(pieces) == 2 and all(pieces):
        return Contributor(family=pieces[0], given=pieces[1], **parts)
    name = name.strip(" ,")
    return Contributor(literal=name, **parts) if name else None


def orcid(text: str) -> dict[str, str]:
    """Return an ORCID iD as the fields of a contributor: `orcid`, or `wrong_orcid` where its check fails."""
    if not text.strip():
        return {}
    found = checked("orcid", text)
    return {"wrong_orcid": found.value} if found.problem else {"orcid": found.value}


def pages(first: str, last: str) -> str:
    """Return pages as "344-355"; a last page that is missing or the same is left out."""
    if not first or not last or first == last:
        return first or last
    return f"{first}-{last}"


def hyphenated_pages(text: str) -> str:
    """Return pages as text with plain hyphens: "344–355" is "344-355"."""
    return re.sub(r"\s*[\u2010-\u2015\u2212]\s*|(?<=\w)\s*--?\s*(?=\w)", "-", text.strip())


def first_of(texts: Iterable[str]) -> str:
    """Return the first text that is not empty, "" for none."""
    return next(filter(None, texts), "")
