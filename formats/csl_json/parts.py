"""Titles, abstracts, keywords, subjects, funding and notes of CSL-JSON items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.characters import many_lines
from formats.csl_json.numbers import Numbers, readable
from formats.csl_json.values import plain_of, rows_of, text_of, texts_of
from formats.identifiers import checked
from formats.languages import code_of
from formats.record import Funding, Identifier, Note, Subject, Translation
from formats.richtext import clean_abstract, clean_title, plain

_MOST = 5000  # keywords, notes and the like; no real record has more
_LONGEST_KEYWORD = 300  # characters


def titles_of(given: dict) -> tuple[Translation, ...]:
    """Return the titles in other languages."""
    found = [_translation(row, clean_title) for row in rows_of(given.get("titles"))]
    found += [Translation(text=clean_title(text)) for text in texts_of(given.get("title-alternative"))]
    return _each_once(found)


def abstracts_of(given: dict) -> tuple[Translation, ...]:
    """Return the abstracts; the language of CSL's `abstract` is not told."""
    found = [_translation(row, clean_abstract) for row in rows_of(given.get("abstracts"))]
    if not found and isinstance(given.get("abstract"), str):
        found.append(Translation(text=clean_abstract(given["abstract"])))
    found += [_translation(row, clean_abstract) for row in rows_of(given.get("abstract_alt"))]
    return _each_once(found)


def keywords_of(given: dict, notes: list[Note]) -> tuple[Translation, ...]:
    """Return the keywords; a text holds several with semicolons or, where it has none, commas between them.

    What is too long for a keyword, such as an abstract put in the wrong place, becomes a note.
    """
    value = given.get("keyword")
    if isinstance(value, str):
        value = re.split(r"\s*;\s*" if ";" in value else r"\s*,\s*", value)
    found = [
        _translation(word, plain_of) if isinstance(word, dict) else Translation(text=plain_of(word))
        for word in (value if isinstance(value, list) else ())
    ]
    found += [Translation(text=plain_of(word), language="eng") for word in texts_of(given.get("mesh"))]
    notes += [Note(heading="Keywords:", text=one.text) for one in found if len(one.text) > _LONGEST_KEYWORD]
    return _each_once([one for one in found if len(one.text) <= _LONGEST_KEYWORD])


def _translation(row: dict, clean) -> Translation:
    text = row.get("text")
    language = code_of(text_of(row.get("lang") or row.get("language")))
    return Translation(text=clean(text) if isinstance(text, str) else "", language=language)


def _each_once(found: list[Translation]) -> tuple[Translation, ...]:
    return tuple(dict.fromkeys(one for one in found if one.text))[:_MOST]


def subjects_of(given: dict, notes: list[Note]) -> tuple[Subject, ...]:
    """Return the UKÄ subjects; what is no code becomes a note."""
    edition = "2025" if text_of(given.get("uka_edition")) == "2025" else "2011"
    found = [(text, edition) for text in texts_of(given.get("uka_subjects"))]
    found += [(text_of(row.get("code")), text_of(row.get("edition"))) for row in rows_of(given.get("subjects"))]
    for code, _ in found:
        if not _CODE.fullmatch(code):
            notes.append(Note(heading="UKÄ:", text=code))
    good = (Subject(code=code, edition=year or "2011") for code, year in found if _CODE.fullmatch(code))
    return tuple(dict.fromkeys(good))


_CODE = re.compile(r"[1-6](?:[0-9]{2}){0,2}")


def funding_of(given: dict, numbers: Numbers) -> tuple[Funding, ...]:
    """Return the grants: ours, and Crossref's funders, one for each award."""
    found = [
        Funding(
            funder=plain_of(row.get("funder")),
            funder_id=_funder_id(row.get("funder-id"), numbers),
            award=plain_of(row.get("award")),
            title=plain(clean_title(text_of(row.get("title")))),
        )
        for row in rows_of(given.get("funding"))
    ]
    for row in rows_of(given.get("funder")):
        name, number = plain_of(row.get("name")), _funder_id(row.get("DOI"), numbers)
        for award in [*texts_of(row.get("award"))] or [""]:
            found.append(Funding(funder=name, funder_id=number, award=plain_of(award)))
    return tuple(dict.fromkeys(one for one in found if one.funder or one.award))[:_MOST]


def _funder_id(value: object, numbers: Numbers) -> str:
    """Return a funder's DOI or ROR id; a wrong one is kept with the identifiers."""
    text = text_of(value)
    doi, ror = checked("doi", text), checked("ror", text)
    if text and doi.problem and ror.problem:
        numbers.add(Identifier(scheme="funder", value=text, problem="is neither a Crossref Funder DOI nor a ROR id"))
    return doi.value if not doi.problem else "" if ror.problem else ror.value


def notes_of(given: dict) -> Iterator[Note]:
    """Yield the notes: ours, CSL's, rights that are no licence, and what became of a paper after publication."""
    for row in rows_of(given.get("notes")):
        text = many_lines(row["text"]) if isinstance(row.get("text"), str) else ""
        if text:
            yield Note(text=text, heading=plain_of(row.get("heading")))
    if note := given.get("note"):
        yield from (Note(text=text) for text in texts_of(note))
    for text in texts_of(given.get("rights")):
        yield Note(heading="Rights:", text=plain_of(text))
    for row in rows_of(given.get("comments-corrections")):
        if not text_of(row.get("pmid")) and (text := plain_of(row.get("source"))):
            yield Note(heading=readable(text_of(row.get("type"))) + ":", text=text)
    custom = given.get("custom")
    for name in ("retracted", "errata", "revisions") if isinstance(custom, dict) else ():
        for text in texts_of(custom.get(name)):
            yield Note(heading=name.capitalize() + ":", text=plain_of(text))
